"""Which months of each extract are whole, and to when is each complete?"""

from functools import lru_cache

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.quality import ROWS_A_DAY
from analytics.measures.counting.scope import Scope
from analytics.measures.quality.fields import counted_rows, of_places, places_only
from analytics.measures.result import Column, Result
from analytics.store.dataset import WEEKEND_AND_HOLIDAY, Dataset

WHOLE, PARTIAL, DAYS_MISSING, NEXT_TO_NOTHING = (
    "complete",
    "not complete",
    "days missing",
    "almost nothing",
)
NEXT_TO = 0.10  # of the usual month


@lru_cache(maxsize=8)  # several measures of the page start from it
def daily(dataset: Dataset, scope: Scope, kind: EventKind) -> pd.Series:
    """Rows counted on each day from the first to the last with any; 0 where there is
    none."""
    rows = counted_rows(kind, scope)
    found = engine.run(
        dataset, rows.group_by(day=rows[kind.time].date()).agg(n=_.count())
    )
    days = found.set_index(pd.to_datetime(found["day"]))["n"].sort_index()
    return (
        days
        if days.empty
        else days.reindex(pd.date_range(days.index[0], days.index[-1]), fill_value=0)
    )


def months(dataset: Dataset, filters: Filters) -> Result:
    """Every month of each extract and whether it is whole, in the places chosen.

    Columns: extract (in words), month (first day), counted, gap (most days in a row
    without a row), state: complete, not complete (its end or beginning is not there),
    days missing, almost nothing (under a tenth of the usual month).
    """
    scope = places_only(dataset, filters)
    parts = [by_month(daily(dataset, scope, kind), kind) for kind in dataset.kinds]
    frame = pd.concat(parts, ignore_index=True)
    return Result(
        name="months",
        table=frame,
        columns=(
            Column("extract", "Extract"),
            Column("month", "Month"),
            Column("counted", "Counted", "count"),
            Column("gap", "Days in a row with none", "number", decimals=0),
            Column("state", "The month is"),
        ),
        measure="Rows counted each month, and whether the month is whole",
        **of_places(filters, dataset),
    )


def by_month(days: pd.Series, kind: EventKind) -> pd.DataFrame:
    """The months of a daily series, with the state of each."""
    if days.empty:
        return pd.DataFrame(columns=["extract", "month", "counted", "gap", "state"])
    month = days.index.to_period("M")
    counted = days.groupby(month).sum()
    gap = days.eq(0).groupby(month).apply(_longest)
    usual = counted[counted > 0].median()
    first, last = days.index[0], days.index[-1]
    state = pd.Series(WHOLE, index=counted.index)
    dense = usual / 30 >= ROWS_A_DAY  # else an empty day may be chance
    if dense:
        state[gap >= kind.empty_days] = DAYS_MISSING
    if last < last.to_period("M").end_time.normalize() - WEEKEND_AND_HOLIDAY:
        state.iloc[-1] = PARTIAL
    if dense and first > first.replace(day=1) + WEEKEND_AND_HOLIDAY:
        state.iloc[0] = PARTIAL
    state[counted < NEXT_TO * usual] = NEXT_TO_NOTHING
    return pd.DataFrame(
        {
            "extract": kind.table.title,
            "month": counted.index.to_timestamp(),
            "counted": counted.to_numpy(),
            "gap": gap.to_numpy(),
            "state": state.to_numpy(),
        }
    )


def whole_months(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of one extract's months from the first to the last whole one."""
    whole = frame.index[frame["state"] == WHOLE]
    return frame.loc[whole[0] : whole[-1]] if len(whole) else frame.iloc[0:0]


def _longest(empty: pd.Series) -> int:
    runs = (~empty).cumsum()[empty]
    return int(runs.value_counts().max()) if len(runs) else 0
