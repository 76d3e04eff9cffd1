"""Where did the level of an extract change suddenly: a new department, a new system, a
lost feed?"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.quality import ROWS_A_MONTH
from analytics.measures.quality.fields import of_places
from analytics.measures.quality.units import EVERYBODY, PRACTICE, SITE, grids
from analytics.measures.result import Column, Result
from analytics.methods.steps import common_course, steps
from analytics.store.dataset import Dataset

COLUMNS = ["extract", "unit", "place", "month", "before", "after"]


def level_changes(dataset: Dataset, filters: Filters) -> Result:
    """Months from which a place, or an extract as a whole, counts much more or less
    than before.

    Columns: extract (in words), unit (everybody, practice, site), place, month (first
    of the new level), before and after (rows a month at each level), ratio (after ÷
    before); the largest changes first. What all places did together is no change of one
    place; see methods.steps.
    """
    parts = [
        changes_of(grids(dataset, filters, kind), kind).assign(extract=kind.table.title)
        for kind in dataset.kinds
    ]
    frame = pd.concat(parts, ignore_index=True)[COLUMNS].assign(ratio=None)
    frame["month"] = pd.to_datetime(
        frame["month"]
    )  # an extract without changes has no type
    size = np.abs(
        np.log(((frame["after"] + 0.5) / (frame["before"] + 0.5)).astype(float))
    )
    order = frame.assign(
        whole=frame["unit"] == EVERYBODY, site=frame["unit"] == SITE, size=size
    )
    frame = frame.loc[
        order.sort_values(["whole", "site", "size"], ascending=False).index
    ]
    return Result(
        name="level_changes",
        table=frame.reset_index(drop=True),
        columns=(
            Column("extract", "Extract"),
            Column("place", "Where"),
            Column("month", "From"),
            Column("before", "A month before", "count"),
            Column("after", "A month after", "count"),
            Column("ratio", "After ÷ before", "ratio", "after", "before", decimals=2),
            Column("unit", "Unit", shown=False),
        ),
        measure="Sudden changes of level in rows counted a month",
        **of_places(filters, dataset),
    )


def changes_of(by_unit: dict[str, pd.DataFrame], kind: EventKind) -> pd.DataFrame:
    """The changes in all the grids of an extract, each told once: unit, place, month,
    before, after.

    Where some sites (or practices) account for a change of the whole, only theirs are
    told; where all or none of them do, only that of the whole.
    """
    found = pd.DataFrame(
        [
            {"unit": unit} | one
            for unit, grid in by_unit.items()
            for one in changes_in(grid, kind, unit)
        ],
        columns=COLUMNS[1:],
    )
    parts = by_unit.get(SITE, by_unit.get(PRACTICE, pd.DataFrame()))
    for month in found.loc[found["unit"] == EVERYBODY, "month"]:
        then = found["month"] == month
        moved = set(found.loc[then & (found["unit"] != EVERYBODY), "place"]) & set(
            parts.columns
        )
        moved |= {place for place in parts if _opens_or_closes(parts[place], month)}
        whole = found["unit"] == EVERYBODY
        found = found[~(then & (whole if 0 < len(moved) < parts.shape[1] else ~whole))]
    return found


def _opens_or_closes(counts: pd.Series, month: pd.Timestamp) -> bool:
    return bool(counts[:month].iloc[:-1].any()) != bool(counts[month:].any())


def changes_in(
    grid: pd.DataFrame, kind: EventKind, unit: str = PRACTICE
) -> list[dict[str, Any]]:
    """The steps in each column of a grid: place, month, before, after.

    A place is looked at from its first to its last month with rows; one with an empty
    month between them is left to coverage.
    """
    days = open_days(grid.index, kind)
    big = grid.loc[:, grid.median() >= ROWS_A_MONTH] if len(grid) else grid
    common = None if unit == EVERYBODY or big.empty else common_course(big, days)
    found = []
    for name in grid.columns:
        there = np.flatnonzero(grid[name].to_numpy())
        if not len(there):
            continue
        part = slice(there[0], there[-1] + 1)
        counts = grid[name].iloc[part]
        if (counts == 0).any() or counts.max() < ROWS_A_MONTH:
            continue
        for step in steps(counts, days[part], None if common is None else common[part]):
            if max(step.before, step.after) >= ROWS_A_MONTH:
                found.append(
                    {
                        "place": name,
                        "month": counts.index[step.at],
                        "before": round(step.before),
                        "after": round(step.after),
                    }
                )
    return found


def open_days(months: pd.Index, kind: EventKind) -> npt.NDArray[np.float64]:
    """Days of each month on which the service is open: all where people come round the
    clock, else Monday to Friday."""
    first = months.to_numpy().astype("datetime64[M]")
    start, stop = first.astype("datetime64[D]"), (first + 1).astype("datetime64[D]")
    if kind.round_the_clock:
        return np.asarray(stop - start, dtype=float)
    return np.asarray(np.busday_count(start, stop), dtype=float)
