"""Offers of support: where each stood on a day, and what is known of it."""

from datetime import date
from functools import lru_cache

import ibis
import numpy as np
import pandas as pd
from ibis import _
from ibis.expr.types import StringValue

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.pathway import BEGUN, REFUSED, Status
from analytics.errors import InputError, Problem
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.store.dataset import Dataset, table

DAYS = ("referred_on", "accepted_on", "declined_on", "started_on", "ended_on")
ANSWERED = (Status.WAITING, Status.ACTIVE, Status.ENDED)  # of those who said yes


def made_by(day: date) -> ibis.Table:
    """The offers made by a day, as stored, each with `standing`: where it stood then
    (a `Status`; accepted and not begun is waiting), and `nth`: how many of the person's
    offers by then came later (0: the last).

    Once all its days are past an offer stands where its row says in the end; before, at
    the furthest step that has a day by then.
    """
    on = ibis.date(str(day))
    rows = table("caseload").filter(_.referred_on <= on)
    return rows.mutate(
        standing=_standing(rows, on),
        nth=ibis.row_number().over(
            group_by="person",
            order_by=[ibis.desc("referred_on"), ibis.desc("started_on")],
        ),
    )


def _standing(rows: ibis.Table, on: ibis.Value) -> StringValue:
    told = [rows[name].fill_null(rows.referred_on) for name in DAYS]
    refused = rows.status.isin([str(one) for one in REFUSED])
    return ibis.cases(
        (ibis.greatest(*told) <= on, rows.status),
        (rows.ended_on <= on, str(Status.ENDED)),
        (rows.started_on <= on, str(Status.ACTIVE)),
        (
            rows.declined_on <= on,
            ibis.ifelse(refused, rows.status, str(Status.DECLINED)),
        ),
        (rows.accepted_on <= on, str(Status.WAITING)),
        else_=str(Status.OFFERED),
    )


@lru_cache(maxsize=4)  # every figure of the page is made of it
def offers(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    """The offers made by the as-at day to the people in the filters; nobody changes the
    frame.

    Columns: person; the days (DAYS); standing; last (whether it is the person's last by
    then); reason, coordinator, outcome (None where not known); services (a tuple, each
    once); practice_code (the practice that referred, else where the person was
    registered on that day; "" if unknown); wait (days from referral to start, NaN where
    either is not known or they are in the wrong order); begun (whether help had begun
    by then).

    Where practices are chosen, the offers of those practices. Raises InputError where
    the dataset has no caseload.
    """
    if not dataset.has("caseload"):
        raise InputError(NO_CASELOAD)
    scope = settle(dataset, filters)
    frame = engine.run(dataset, _rows(scope).order_by("referred_on", "person"))
    for name in DAYS:
        frame[name] = pd.to_datetime(frame[name])
    frame["practice_code"] = frame["practice_code"].fillna("")
    if scope.practices is not None:
        frame = frame[frame["practice_code"].isin(scope.practices)]
    day = pd.Timestamp(scope.filters.as_at)
    known = frame["started_on"].where(frame["started_on"] <= day)
    wait = (known - frame["referred_on"]).dt.days.astype(float)
    unknown = "started_on" in dataset.manifest.span("caseload").missing
    frame["wait"] = np.nan if unknown else wait.where(wait >= 0)
    frame["begun"] = frame["standing"].isin([str(one) for one in BEGUN])
    frame["begun"] &= frame["started_on"].notna() | (frame["standing"] == Status.ACTIVE)
    frame["services"] = [
        tuple(dict.fromkeys(some)) if some is not None else ()
        for some in frame["services"]
    ]
    return frame.reset_index(drop=True)


NO_CASELOAD = Problem(
    rule="caseload_missing",
    found="This dataset has no caseload.",
    remedy="Load one (patient_id, referred_on, and what is known besides: accepted_on, "
    "declined_on, started_on, ended_on, status, reason, services, outcome).",
    flag="A caseload is given to load with --caseload FILE.",
)


def _rows(scope: Scope) -> ibis.Table:
    rows = scoped.of_people(made_by(scope.filters.as_at), scope)
    spells = table("registrations")
    then = rows.select("person", "referred_on").distinct().join(spells, "person")
    there = then.filter(
        _.registered_from.isnull() | (_.registered_from <= _.referred_on),
        _.registered_to.isnull() | (_.registered_to >= _.referred_on),
    )
    homes = there.group_by("person", "referred_on").agg(home=_.practice_code.min())
    both = rows.left_join(homes, ["person", "referred_on"])
    return both.select(
        "person",
        *DAYS,
        "standing",
        "reason",
        "coordinator",
        "services",
        "outcome",
        practice_code=ibis.coalesce(_.referred_by, _.home),
        last=_.nth == 0,
    )
