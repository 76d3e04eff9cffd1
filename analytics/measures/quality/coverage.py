"""Which practices and sites are in which months of an extract?"""

from typing import Any

import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.quality import ROWS_A_MONTH
from analytics.measures.quality.fields import of_places
from analytics.measures.quality.units import PRACTICE, SITE, grids
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset

UNITS = {PRACTICE: "practice", SITE: "site and department type"}
NOTHING, UNDER_HALF, USUAL, OVER = (
    "nothing",
    "under half",
    "as usual",
    "half as much again or more",
)
LEVELS = (NOTHING, UNDER_HALF, USUAL, OVER)
BEGINS_LATER, ENDS_EARLIER, MONTHS_MISSING = (
    "begins later",
    "ends earlier",
    "months missing",
)


def coverage(
    dataset: Dataset, filters: Filters, kind: EventKind, unit: str = PRACTICE
) -> Result:
    """Each place of an extract: its first and last month, and the months it is missing
    from.

    unit: practice or site. Columns: place, first, last, present, missing (months
    between the extract's first and last whole month), counted, flaw: begins later, ends
    earlier, months missing, or "". Places with fewer than 20 rows in their usual month
    have no flaw: their empty months may be chance. Flawed places first, then the
    largest.
    """
    grid = grids(dataset, filters, kind)[unit]
    return Result(
        name=f"coverage_{kind.table.name}_{unit}",
        table=place_rows(grid),
        columns=(
            Column("place", UNITS[unit].capitalize()),
            Column("first", "From"),
            Column("last", "To"),
            Column("present", "Months present", "number", decimals=0),
            Column("missing", "Months missing", "number", decimals=0),
            Column("counted", "Counted", "count"),
            Column("flaw", "To know"),
        ),
        measure=f"{kind.table.title}: whole months in which each {UNITS[unit]} has "
        "rows",
        **of_places(filters, dataset),
    )


def place_months(
    dataset: Dataset, filters: Filters, kind: EventKind, unit: str = PRACTICE
) -> Result:
    """Each place and whole month of an extract: rows counted beside the place's usual
    month.

    Columns: place, month (first day), counted, level: nothing, under half, as usual,
    half as much again or more (of the median month in which the place has rows).
    """
    grid = grids(dataset, filters, kind)[unit]
    usual = grid.where(grid > 0).median()
    ratio = grid / usual
    level = pd.DataFrame(USUAL, index=grid.index, columns=grid.columns)
    level = (
        level.mask(ratio < 0.5, UNDER_HALF)
        .mask(ratio >= 1.5, OVER)
        .mask(grid == 0, NOTHING)
    )
    frame = grid.reset_index().melt("month", var_name="place", value_name="counted")
    frame["level"] = level.melt(value_name="level")["level"]
    return Result(
        name=f"place_months_{kind.table.name}_{unit}",
        table=frame,
        columns=(
            Column("place", UNITS[unit].capitalize()),
            Column("month", "Month"),
            Column("counted", "Counted", "count"),
            Column("level", "Beside its usual month"),
        ),
        measure=f"{kind.table.title} a month by {UNITS[unit]}",
        **of_places(filters, dataset),
    )


def place_rows(grid: pd.DataFrame) -> pd.DataFrame:
    """The rows of `coverage` from a grid of months and places."""
    rows = [_place(name, grid[name]) for name in grid.columns if grid[name].sum()]
    frame = pd.DataFrame(
        rows,
        columns=["place", "first", "last", "present", "missing", "counted", "flaw"],
    )
    return frame.sort_values(
        ["flaw", "counted", "place"],
        ascending=[False, False, True],
        key=lambda c: c != "" if c.name == "flaw" else c,
        ignore_index=True,
    )


def _place(name: str, counts: pd.Series) -> dict[str, Any]:
    there = counts[counts > 0]
    between = counts[there.index[0] : there.index[-1]]
    flaws = []
    if there.median() >= ROWS_A_MONTH:
        if there.index[0] > counts.index[0]:
            flaws.append(BEGINS_LATER)
        if there.index[-1] < counts.index[-1]:
            flaws.append(ENDS_EARLIER)
        if (between == 0).any():
            flaws.append(MONTHS_MISSING)
    return {
        "place": name,
        "first": f"{there.index[0]:%B %Y}",
        "last": f"{there.index[-1]:%B %Y}",
        "present": len(there),
        "missing": len(counts) - len(there),
        "counted": int(counts.sum()),
        "flaw": ", ".join(flaws),
    }
