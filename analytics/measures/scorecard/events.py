"""How many of a metric's events each person had, month by month."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import ibis
import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.scorecard import Metric
from analytics.measures.counting.persons import among
from analytics.measures.counting.scope import usually_counted
from analytics.store import usual_answers
from analytics.store.dataset import Dataset, table


def counted(
    kind: EventKind, one: Metric, counts: Callable[[Any], Any] | None = None
) -> ibis.Table:
    """The rows that a metric counts: person, month (its first day), amount.

    counts: another rule than the metric's own.
    """
    rows = table(kind.table.name)
    when = one.when or kind.time
    rows = rows.filter((counts or one.counts)(rows).fill_null(False))
    amount = one.amount(rows) if one.amount else ibis.literal(1)
    return rows.select(
        "person",
        month=rows[when].truncate("M").cast("date"),
        amount=amount.cast("int64"),
    )


def by_month(
    dataset: Dataset,
    rows: ibis.Table,
    persons: np.ndarray,
    months: pd.DatetimeIndex,
) -> np.ndarray:
    """(persons, months): the amounts of `counted` of some persons, sorted."""
    found = np.zeros((len(persons), len(months)))
    if not len(persons) or not len(months):
        return found
    rows = rows.semi_join(among(persons), "person")
    rows = rows.group_by("person", "month").agg(amount=_.amount.sum())
    frame = engine.run(dataset, rows)
    month = pd.to_datetime(frame["month"]).to_numpy()
    at = months.get_indexer(pd.DatetimeIndex(month))
    row = np.searchsorted(persons, frame["person"].to_numpy())
    inside = at >= 0
    found[row[inside], at[inside]] = frame["amount"].to_numpy(float)[inside]
    return found


def in_all(
    dataset: Dataset, kind: EventKind, one: Metric, months: pd.DatetimeIndex
) -> np.ndarray:
    """(months,): the amounts of everybody in the dataset."""
    found = _of_everybody(dataset, kind, one)
    return np.asarray(found.reindex(months, fill_value=0), dtype=float)


@lru_cache(maxsize=64)
def _of_everybody(dataset: Dataset, kind: EventKind, one: Metric) -> pd.Series:
    """Of every month: whoever is asked about, so it is kept with the version."""
    return usual_answers.kept(every_month, dataset, Filters(), kind, one)


def every_month(
    dataset: Dataset, filters: Filters, kind: EventKind, one: Metric
) -> pd.Series:
    """The amounts of everybody by month; filters: not looked at."""
    rows = counted(kind, one)
    frame = engine.run(dataset, rows.group_by("month").agg(amount=_.amount.sum()))
    frame["month"] = pd.to_datetime(frame["month"])
    return frame.set_index("month")["amount"]


def use_by_month(
    dataset: Dataset, kind: EventKind, persons: np.ndarray, months: pd.DatetimeIndex
) -> np.ndarray:
    """(persons, months): what counts of a kind of event by its own usual definition."""
    rows = usually_counted(table(kind.months), kind)
    rows = rows.select("person", "month", amount=_[kind.months_count].cast("int64"))
    return by_month(dataset, rows, persons, months)
