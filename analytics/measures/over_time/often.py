"""Who is a frequent attender in the window to each month's end."""

from datetime import timedelta

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.kept_tables import once
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.store.dataset import Dataset, last_complete_month

SHOWN = 24  # months


def months_shown(dataset: Dataset, scope: Scope, kind: EventKind) -> pd.PeriodIndex:
    """The months shown, each with a whole window before it, and one more: up to the
    last SHOWN whole months until the as-at day."""

    first, last = dataset.days(kind)
    over = pd.Period(scope.filters.as_at + timedelta(days=1), "M") - 1
    end = min(pd.Period(last_complete_month(last), "M"), over)
    begins = pd.Period(first, "M") + (0 if first.day == 1 else 1)
    least = begins + scope.filters.months
    return pd.period_range(max(least, end - SHOWN + 1), end, freq="M")


def often(
    dataset: Dataset, scope: Scope, kind: EventKind, months: pd.PeriodIndex
) -> pd.DataFrame:
    """Whether each person (index: person) is above the kind's rule in the window to the
    end of each of the months and of the one before them (columns); of those who ever
    are."""
    had = engine.run(dataset, once(_had(scope, kind, months)))
    every = pd.period_range(months[0] - scope.filters.months, months[-1], freq="M")
    per_month = (
        had.assign(month=pd.PeriodIndex(pd.to_datetime(had["month"]), freq="M"))
        .pivot_table(index="person", columns="month", values="n", aggfunc="sum")
        .reindex(columns=every)
        .fillna(0)
    )
    running = per_month.to_numpy().cumsum(axis=1)
    in_window = running.copy()
    in_window[:, scope.filters.months :] -= running[:, : -scope.filters.months]
    found = pd.DataFrame(
        in_window > scope.filters.more_than(kind), per_month.index, every
    )
    return found.loc[:, months[0] - 1 :]


def _had(scope: Scope, kind: EventKind, months: pd.PeriodIndex) -> ibis.Table:
    """person, month, n of those who are frequent in the window to some month's end.

    The second step is a running sum over few people: those who have enough in all.
    """
    window, more_than = scope.filters.months, scope.filters.more_than(kind)
    first = (months[0] - window).start_time.date()
    last = months[-1].start_time.date()
    rows = scoped.months(kind, scope, window=False)
    rows = rows.filter(
        _.month >= ibis.date(str(first)), _.month <= ibis.date(str(last))
    )
    made = _[kind.months_count].sum().cast("int64")
    enough = once(rows.group_by("person").agg(n=made)).filter(_.n > more_than)
    counts = rows.semi_join(enough, "person").group_by("person", "month").agg(n=made)
    running = _.n.sum().over(
        ibis.range_window(
            preceding=ibis.interval(months=window - 1),
            following=0,
            group_by="person",
            order_by="month",
        )
    )
    often = counts.mutate(running=running).filter(_.running > more_than)
    return counts.semi_join(often.select("person").distinct(), "person")
