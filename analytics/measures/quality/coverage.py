"""Which practices and sites are in which months of an extract?"""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.quality import ROWS_A_MONTH, TITLES
from analytics.measures.quality.fields import of_places
from analytics.measures.quality.units import PRACTICE, SITE, grids
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset

KINDS = {PRACTICE: "practice", SITE: "site and department type"}
NOTHING, UNDER_HALF, USUAL, OVER = (
    "nothing",
    "under half",
    "as usual",
    "half as much again or more",
)
LEVELS = (NOTHING, UNDER_HALF, USUAL, OVER)


def coverage(
    dataset: Dataset, filters: Filters, extract: str, kind: str = PRACTICE
) -> Result:
    """Each place of an extract: its first and last month, and the months it is missing
    from.

    kind: practice or (A&E) site. Columns: place, first, last, present, missing (months
    between the extract's first and last whole month), counted, flaw: begins later, ends
    earlier, months missing, or "". Places with fewer than 20 rows in their usual month
    have no flaw: their empty months may be chance. Flawed places first, then the
    largest.
    """
    grid = grids(dataset, filters, extract)[kind]
    return Result(
        name=f"coverage_{extract}_{kind}",
        table=place_rows(grid),
        columns=(
            Column("place", KINDS[kind].capitalize()),
            Column("first", "From"),
            Column("last", "To"),
            Column("present", "Months present", "number", decimals=0),
            Column("missing", "Months missing", "number", decimals=0),
            Column("counted", "Counted", "count"),
            Column("flaw", "To know"),
        ),
        measure=f"{TITLES[extract]}: whole months in which each {KINDS[kind]} has rows",
        **of_places(filters, dataset),
    )


def place_months(
    dataset: Dataset, filters: Filters, extract: str, kind: str = PRACTICE
) -> Result:
    """Each place and whole month of an extract: rows counted beside the place's usual
    month.

    Columns: place, month (first day), counted, level: nothing, under half, as usual,
    half as much again or more (of the median month in which the place has rows).
    """
    grid = grids(dataset, filters, extract)[kind]
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
        name=f"place_months_{extract}_{kind}",
        table=frame,
        columns=(
            Column("place", KINDS[kind].capitalize()),
            Column("month", "Month"),
            Column("counted", "Counted", "count"),
            Column("level", "Beside its usual month"),
        ),
        measure=f"{TITLES[extract]} a month by {KINDS[kind]}",
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


def _place(name: str, counts: pd.Series) -> dict:
    there = counts[counts > 0]
    between = counts[there.index[0] : there.index[-1]]
    flaws = []
    if there.median() >= ROWS_A_MONTH:
        if there.index[0] > counts.index[0]:
            flaws.append("begins later")
        if there.index[-1] < counts.index[-1]:
            flaws.append("ends earlier")
        if (between == 0).any():
            flaws.append("months missing")
    return {
        "place": name,
        "first": f"{there.index[0]:%B %Y}",
        "last": f"{there.index[-1]:%B %Y}",
        "present": len(there),
        "missing": len(counts) - len(there),
        "counted": int(counts.sum()),
        "flaw": ", ".join(flaws),
    }
