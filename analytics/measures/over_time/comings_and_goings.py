"""Frequent attenders month by month: who is new, who still is one, who no longer."""

from functools import lru_cache

import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting.persons import among
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.over_time.often import months_shown, often
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset, table


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
    frame = _counted(dataset, scope.by_rules_of((kind,)), kind).copy()

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


@lru_cache(maxsize=16)  # keyed on the dataset's fingerprint: no other rule decides it
def _counted(dataset: Dataset, scope: Scope, kind: EventKind) -> pd.DataFrame:
    """The table of `comings_and_goings`, of true counts."""
    months = months_shown(dataset, scope, kind)
    names = ["people", "still", "new", "no_longer", "died"]
    if months.empty:
        return pd.DataFrame({"month": pd.to_datetime([])}).assign(
            **dict.fromkeys(names, 0)
        )
    above = often(dataset, scope, kind, months)
    died = _died(dataset, above.index).reindex(above.index)
    rows = []
    for month in months:
        now, before = above[month].to_numpy(), above[month - 1].to_numpy()
        gone = before & ~now
        dead = (died <= month.end_time).to_numpy()
        rows.append(
            (now.sum(), (now & before).sum(), (now & ~before).sum(), gone.sum())
            + ((gone & dead).sum(),)
        )
    frame = pd.DataFrame(np.array(rows, dtype="int64"), columns=names)
    frame.insert(0, "month", months.to_timestamp())
    return frame


def _died(dataset: Dataset, people: pd.Index) -> pd.Series:
    """The day each of the people died, NaT where they live; indexed by person."""
    found = engine.run(
        dataset,
        table("people")
        .semi_join(among(people), "person")
        .filter(_.died_on.notnull())
        .select("person", "died_on"),
    )
    return pd.Series(pd.to_datetime(found["died_on"]).to_numpy(), found["person"])
