"""Frequent attenders month by month: who is new, who still is one, who no longer."""

from datetime import timedelta

import ibis
import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting import scope as scoped
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset, last_complete_month, table

SHOWN = 24  # months


def comings_and_goings(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """Frequent attenders of a kind in the window to each month's end, and how they
    changed since the month before.

    Columns: month (the window's last, by its first day), people (still + new), still
    and new (frequent in the month before, or not), no_longer (frequent in the month
    before alone), died (of those, by the month's end). Up to the last 24 whole months
    until the as-at day; a month whose window, or that of the month before, begins
    before the extract is not among them.
    """
    scope = settle(dataset, filters)
    months = _months(dataset, scope, kind)
    frame = _counted(dataset, scope, kind, months)

    def change(name: str, title: str) -> Column:  # a step from one set to the next
        return Column(name, title, "count", private=True)

    return result(
        f"comings_and_goings_{kind.slug}",
        dataset,
        scope,
        frame,
        (
            Column("month", "Window to the end of", "month"),
            Column("people", "Frequent attenders", "count"),
            change("still", "Still"),
            change("new", "New"),
            change("no_longer", "No longer"),
            change("died", "Of those, died"),
        ),
        f"Frequent attenders {kind.at} by month",
    )


def _months(dataset: Dataset, scope: Scope, kind: EventKind) -> pd.PeriodIndex:
    """The months shown, each with a whole window before it, and one more."""
    first, last = dataset.days(kind)
    over = pd.Period(scope.filters.as_at + timedelta(days=1), "M") - 1
    end = min(pd.Period(last_complete_month(last), "M"), over)
    begins = pd.Period(first, "M") + (0 if first.day == 1 else 1)
    least = begins + scope.filters.months
    return pd.period_range(max(least, end - SHOWN + 1), end, freq="M")


def _counted(
    dataset: Dataset, scope: Scope, kind: EventKind, months: pd.PeriodIndex
) -> pd.DataFrame:
    """The table of `comings_and_goings`, of true counts."""
    names = ["people", "still", "new", "no_longer", "died"]
    if months.empty:
        return pd.DataFrame({"month": pd.to_datetime([])}).assign(
            **dict.fromkeys(names, 0)
        )
    had = engine.run(dataset, _had(scope, kind, months))
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
    often = in_window > scope.filters.more_than(kind)
    died = _died(dataset, had).reindex(per_month.index)
    rows = []
    for month in months:
        at = every.get_loc(month)
        now, before = often[:, at], often[:, at - 1]
        gone = before & ~now
        dead = (died <= month.end_time).to_numpy()
        rows.append(
            (now.sum(), (now & before).sum(), (now & ~before).sum(), gone.sum())
            + ((gone & dead).sum(),)
        )
    frame = pd.DataFrame(np.array(rows, dtype="int64"), columns=names)
    frame.insert(0, "month", months.to_timestamp())
    return frame


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
    counts = rows.group_by("person", "month").agg(
        n=_[kind.months_count].sum().cast("int64")
    )
    enough = counts.group_by("person").agg(n=_.n.sum()).filter(_.n > more_than)
    counts = counts.semi_join(enough, "person")
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


def _died(dataset: Dataset, had: pd.DataFrame) -> pd.Series:
    """The day each of the people died, NaT where they live; indexed by person."""
    persons = ibis.memtable(had[["person"]].drop_duplicates())
    found = engine.run(
        dataset,
        table("people")
        .semi_join(persons, "person")
        .filter(_.died_on.notnull())
        .select("person", "died_on"),
    )
    return pd.Series(pd.to_datetime(found["died_on"]).to_numpy(), found["person"])
