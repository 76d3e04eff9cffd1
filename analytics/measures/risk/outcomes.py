"""What came in the twelve months after a day: whether somebody was above the rule, and
who could not be followed to the end."""

from datetime import date

import ibis
import numpy as np
import pandas as pd
from ibis import _

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import months_before
from analytics.measures.counting.persons import beside
from analytics.measures.counting.registered import observed_by
from analytics.measures.counting.scope import Scope
from analytics.measures.risk.known import EVER, counted
from analytics.methods.risk.weights import censoring_weights
from analytics.store.dataset import table

AHEAD = 12  # months
NEVER = ibis.date("2200-01-01")


def after(day: date, kind: EventKind, scope: Scope, people: ibis.Table) -> ibis.Table:
    """`people` (person, listed and more) with what came from a day on: n (events in
    AHEAD months), crossed (days until above the rule, null where never), died and left
    (days until then, null where not within AHEAD months).

    Left: on no list of the extract's practices on the last day, and alive; of who was
    on one.
    """
    end = months_before(day, -AHEAD)
    first, last = ibis.date(str(day)), ibis.date(str(end))
    rows = counted(kind, scope).filter(
        _.at >= ibis.timestamp(str(day)), _.at < ibis.timestamp(str(end))
    )
    n = rows.group_by("person").agg(n=_.count())
    more_than = scope.filters.more_than(kind)
    many = rows.semi_join(n.filter(_.n > more_than), "person")
    place = ibis.row_number().over(group_by="person", order_by="at")
    crossed = (
        many.mutate(place=place)
        .filter(_.place == more_than)
        .select("person", crossed=_.at.date().delta(first, unit="day"))
    )
    spells = observed_by(table("registrations"), kind).select(
        "person",
        began=_.registered_from.fill_null(EVER),
        stopped=_.registered_to.fill_null(NEVER),
    )
    stays = (
        spells.filter(_.began < last)
        .group_by("person")
        .agg(stopped=_.stopped.max())
        .select("person", stopped=_.stopped.delta(first, unit="day") + 1)
    )
    died = table("people").select("person", died=_.died_on.delta(first, unit="day"))
    found = people
    for more in (n, crossed, stays, died):
        found = beside(found, more)
    days = (end - day).days
    in_time = found.died.notnull() & (found.died < days)
    left = found.listed & (found.stopped < days) & ~in_time.fill_null(False)
    return found.mutate(
        n=_.n.fill_null(0),
        died=ibis.ifelse(in_time, found.died, ibis.null("int64")),
        left=ibis.ifelse(left, found.stopped, ibis.null("int64")),
    ).drop("stopped")


def weighed(
    found: pd.DataFrame, strata: np.ndarray, days: int, each: np.ndarray
) -> pd.DataFrame:
    """`after` with y (above the rule), gone (left before it was known), observed (days
    followed) and w: who left before it was known weighs 0, and those who stayed stand
    for them (`methods.risk.weights`). Who died without it will not be above the rule.
    each: people that a row stands for."""
    crossed = found["crossed"].to_numpy(float, na_value=np.nan)
    died = found["died"].to_numpy(float, na_value=np.nan)
    left = found["left"].to_numpy(float, na_value=np.nan)
    y = ~np.isnan(crossed)
    gone = ~np.isnan(left) & ~(crossed <= left)
    left_first = gone & ~y
    end = np.where(np.isnan(died), days, np.minimum(died, days))
    known_after = np.where(y, crossed, end)
    observed = np.where(left_first, np.maximum(left, 0), np.minimum(known_after, end))
    weights = each * censoring_weights(observed, left_first, known_after, strata, each)
    followed = np.where(np.isnan(left), end, np.minimum(np.maximum(left, 1), end))
    return found.assign(
        y=y.astype(np.int8),
        gone=left_first,
        observed=np.maximum(followed, 1),
        w=weights,
    )
