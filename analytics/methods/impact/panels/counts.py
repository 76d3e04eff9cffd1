"""Counts before and after an index date: the one shape that every estimator works on.

The day-level analysis reduces to :class:`Counts`; a yearly panel (rwm5yr) *is*
:class:`Counts`.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.methods.impact.panels.panel import CoursePanel, day_number
from analytics.methods.impact.panels.windows import Windows, shift_months

DAYS_A_YEAR = 365.25
LARGEST_POOL = 20_000  # comparators at most; beyond it precision no longer improves
# Counts that some data lack.
COURSE = ("recent", "latest", "fortnight", "week", "older")
AGE_BANDS = ((0, "0-17"), (18, "18-44"), (45, "45-64"), (65, "65+"))


@dataclass(frozen=True)
class Counts:
    """One row a person at an index date. All arrays have length n.

    before, after: events in the window before the date and in the follow-up. recent,
    latest, fortnight, week: events in the last 3 months, 4 weeks, 2 weeks and the last
        week before it (NaN arrays are not allowed; None when the data is yearly).
    before_years, after_years: person-time at risk in each window, in years.
    date: whole number naming the index date (cohorts of different dates are told apart
        by it). person: whole number naming the person, the unit that intervals treat
        as independent.
    older: events in the 12 months before the window, which tell lasting need from a bad
        year; None where the data does not reach back so far.
    traits: frame of categories to match on (sex, age band …), or None.
    """

    person: np.ndarray
    before: np.ndarray
    after: np.ndarray
    before_years: np.ndarray
    after_years: np.ndarray
    date: np.ndarray
    recent: np.ndarray | None = None
    latest: np.ndarray | None = None
    fortnight: np.ndarray | None = None
    week: np.ndarray | None = None
    older: np.ndarray | None = None
    traits: pd.DataFrame | None = None

    def __len__(self) -> int:
        return len(self.person)

    def take(self, which: np.ndarray) -> "Counts":
        """The rows given by a mask or by positions."""
        arrays = {
            name: getattr(self, name)[which]
            for name in (
                "person",
                "before",
                "after",
                "before_years",
                "after_years",
                "date",
            )
        }
        for name in COURSE:
            value = getattr(self, name)
            arrays[name] = None if value is None else value[which]
        traits = (
            None
            if self.traits is None
            else self.traits.iloc[
                np.flatnonzero(which) if which.dtype == bool else which
            ].reset_index(drop=True)
        )
        return Counts(**arrays, traits=traits)


def thinned(before: np.ndarray, most: int, rng: np.random.Generator) -> np.ndarray:
    """Sorted positions of at most ``most`` people, drawn in proportion to their visits
    before.

    The frequent are the few who resemble a cohort, the infrequent are plenty; a draw by
    a covariate of the regression does not disturb it.
    """
    if len(before) <= most:
        return np.arange(len(before))
    race = rng.standard_exponential(len(before)) / (before + 0.5)
    return np.sort(np.argpartition(race, most)[:most])


def stack(parts: list[Counts]) -> Counts:
    """Several groups under each other; a column survives only where every part has
    it."""
    joined = {
        name: np.concatenate([getattr(p, name) for p in parts])
        for name in ("person", "before", "after", "before_years", "after_years", "date")
    }
    for name in COURSE:
        values = [getattr(p, name) for p in parts]
        joined[name] = (
            None if any(v is None for v in values) else np.concatenate(values)
        )
    traits = (
        None
        if any(p.traits is None for p in parts)
        else pd.concat([p.traits for p in parts], ignore_index=True)
    )
    return Counts(**joined, traits=traits)


def count_course(
    panel: CoursePanel,
    rows: np.ndarray,
    index_day: np.ndarray,
    windows: Windows,
    date: np.ndarray,
    censor: np.ndarray | None = None,
    cost_unit: float | None = None,
) -> Counts:
    """Counts of the people in ``rows`` around the index day of each (arrays of one
    shape).

    ``date`` names the index date's group. ``censor`` (day numbers) ends a follow-up
    early, for a comparator who joins the caseload. Person-time runs only inside the
    person's own observation and the data. With ``cost_unit`` (pounds) the follow-up
    outcome is cost in that unit.
    """
    events, edge = panel.index, windows.edges(index_day)
    begin, end = observed(panel, rows, censor)
    index = edge["index"]
    after = np.minimum(edge["after"], np.maximum(end, index))
    stop = np.maximum(np.minimum(edge["stop"], end), after)
    outcome = (
        events.count(rows, after, stop)
        if cost_unit is None
        else events.pounds(rows, after, stop) / cost_unit
    )
    reaches = not len(rows) or edge["older"].min() >= day_number(panel.data_from)
    return Counts(
        person=events.person[rows],
        date=np.asarray(date),
        before=events.count(rows, edge["start"], index),
        recent=events.count(rows, edge["recent"], index),
        latest=events.count(rows, edge["latest"], index),
        fortnight=events.count(rows, edge["fortnight"], index),
        week=events.count(rows, edge["week"], index),
        older=events.count(rows, edge["older"], edge["start"]) if reaches else None,
        after=outcome,
        before_years=np.clip(index - np.maximum(begin, edge["start"]), 1, None)
        / DAYS_A_YEAR,
        after_years=(stop - after) / DAYS_A_YEAR,
        traits=traits_of(panel, rows, index),
    )


def monthly_course(
    panel: CoursePanel,
    rows: np.ndarray,
    index_day: np.ndarray,
    windows: Windows,
    censor: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Events and person-years of each person by month around the index day, each of
    shape (n, before + follow_up); column ``before`` is the first month after it."""
    each, which = np.unique(index_day, return_inverse=True)
    edges = np.column_stack(
        [shift_months(each, m) for m in range(-windows.before, windows.follow_up + 1)]
    )[which]
    begin, end = observed(panel, rows, censor)
    # Months wholly outside observation become empty windows (stop == start).
    clipped = np.clip(edges, begin[:, None], np.maximum(end, begin)[:, None])
    grid = np.repeat(rows[:, None], edges.shape[1], axis=1)
    position = panel.index.before(grid.ravel(), clipped.ravel()).reshape(clipped.shape)
    return (
        np.diff(position, axis=1).astype(float),
        np.diff(clipped, axis=1).astype(float) / DAYS_A_YEAR,
    )


def observed(
    panel: CoursePanel, rows: np.ndarray, censor: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """First day at risk and first day no longer at risk of each row, inside the
    data."""
    events = panel.index
    end = np.minimum(events.observed_to[rows], day_number(panel.data_to) + 1)
    begin = np.maximum(events.observed_from[rows], day_number(panel.data_from))
    return begin, end if censor is None else np.minimum(end, censor)


def traits_of(
    panel: CoursePanel, rows: np.ndarray, index_day: np.ndarray
) -> pd.DataFrame:
    """Categories to match on: age band at the index day, sex, main diagnosis group,
    deprivation fifth. The unknown is a category of its own, so nobody is dropped for a
    gap in the record."""
    people = panel.people.iloc[panel.index.order[rows]]
    year = (
        np.asarray(index_day, np.int64).astype("datetime64[D]").astype("datetime64[Y]")
    )
    age = (
        year.astype(np.int64)
        + 1970
        - pd.to_numeric(people["birth_year"], errors="coerce").to_numpy(float)
    )
    lows = [low for low, _ in AGE_BANDS]
    names = np.array([name for _, name in AGE_BANDS] + ["unknown"], dtype=object)
    band = np.where(
        np.isnan(age),
        len(lows),
        np.clip(np.searchsorted(lows, np.nan_to_num(age), "right") - 1, 0, None),
    )
    decile = pd.to_numeric(people["imd_decile"], errors="coerce").to_numpy(float)
    fifth = np.where(np.isnan(decile), 0, np.ceil(np.nan_to_num(decile) / 2)).astype(
        int
    )
    fifths = np.array(
        [
            "unknown",
            "most deprived fifth",
            "second fifth",
            "third fifth",
            "fourth fifth",
            "least deprived fifth",
        ],
        dtype=object,
    )
    # dtype=object: pandas would otherwise convert every column to its string type,
    # slowly.
    return pd.DataFrame(
        dtype=object,
        data={
            "age": names[band],
            "sex": people["sex"]
            .astype(object)
            .where(people["sex"].notna(), "unknown")
            .to_numpy(),
            "main_group": people["main_group"]
            .astype(object)
            .where(people["main_group"].notna(), "unknown")
            .to_numpy(),
            "deprivation": fifths[np.clip(fifth, 0, 5)],
        },
    )
