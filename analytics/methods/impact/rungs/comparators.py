"""Reading comparators off a panel: at the cohort's own dates, and at earlier ones."""

import numpy as np
import pandas as pd

from analytics.methods.impact.cohort import Cohort, comparators_at
from analytics.methods.impact.panels.counts import (
    LARGEST_POOL,
    Counts,
    count_course,
    thinned,
)
from analytics.methods.impact.panels.panel import (
    CoursePanel,
    NothingToCompare,
    add_months,
    day_number,
)
from analytics.methods.impact.panels.windows import Windows

EARLIER_STEP_MONTHS = (
    3  # overlapping dates share people; the bootstrap over persons knows
)
MOST_EARLIER_DATES = 8
MOST_OWN_DATES = 40  # more would be the same people a few days apart
ENOUGH_COMPARATORS = 300
DAYS_A_MONTH = 30.4375


def as_timestamp(day: int) -> pd.Timestamp:
    """The date of a day number."""
    return pd.Timestamp(np.int64(day).astype("datetime64[D]"))


def index_dates(cohort: Cohort) -> list[pd.Timestamp]:
    """Index dates for comparators: the cohort's own, each of them where they are few,
    else MOST_OWN_DATES of them, evenly through its people."""
    days = np.unique(cohort.index_day.astype(np.int64))
    if len(days) > MOST_OWN_DATES:
        all_days = np.sort(cohort.index_day.astype(np.int64))
        at = np.linspace(0, len(all_days) - 1, MOST_OWN_DATES).round().astype(int)
        days = np.unique(all_days[at])
    return [as_timestamp(int(day)) for day in days]


def concurrent_pool(
    panel: CoursePanel,
    cohort: Cohort,
    counts: Counts,
    dates: list[pd.Timestamp],
    windows: Windows,
    unit: float | None,
) -> Counts:
    """Untreated people at the cohort's own dates, with at least half the visits of its
    least frequent tenth; lower where there would be too few. ``date`` is the day
    number."""
    least = panel.least_compared(counts.before)
    floor = max(least, int(np.floor(0.5 * np.quantile(counts.before, 0.1))))
    while True:
        found = [comparators_at(panel, cohort, d, floor, windows.before) for d in dates]
        if (
            floor <= least
            or sum(len(rows) for rows, _, _ in found) >= ENOUGH_COMPARATORS
        ):
            break
        floor = max(least, floor // 2)
    rows, days = side_by_side(dates, found)
    censor = panel.index.joins[rows]
    return count_course(panel, rows, days, windows, days, censor, unit)


def earlier_pool(
    panel: CoursePanel,
    cohort: Cohort,
    now: Counts,
    windows: Windows,
    unit: float | None,
) -> tuple[Counts, int, dict[int, float]]:
    """People at earlier dates whose follow-up ended before any programme began.

    Returns their counts (``date`` is the day number), the number of dates with
    non-overlapping follow-up, and the background's log change by date. They are
    followed for as long as the cohort typically is. Raises :class:`NothingToCompare`
    when the data does not reach back.
    """
    first = as_timestamp(cohort.index_day.min())
    start = panel.programme_start
    limit = first if start is None else min(first, start)
    ends = np.minimum(
        windows.edges(cohort.index_day)["stop"], day_number(panel.data_to) + 1
    )
    months = round(float(np.median(ends - cohort.index_day)) / DAYS_A_MONTH)
    follow = int(np.clip(months, windows.washout + 1, windows.follow_up))
    dates, date = [], add_months(limit, -follow)
    while (
        date >= add_months(panel.data_from, windows.before)
        and len(dates) < MOST_EARLIER_DATES
    ):
        dates.append(date)
        date = add_months(date, -EARLIER_STEP_MONTHS)
    if not dates:
        raise NothingToCompare(
            f"There are no earlier qualifiers: that needs {windows.before} months "
            "before and "
            f"{follow} months after some date, all before {limit:%-d %B %Y}, and the "
            f"data starts on {panel.data_from:%-d %B %Y}."
        )
    floor = panel.least_compared(now.before)
    floor = max(floor, int(now.before.min())) if len(now) else floor
    found = [
        comparators_at(panel, cohort, d, floor, windows.before, before_programme=True)
        for d in dates
    ]
    rows, days = side_by_side(dates, found)
    span = Windows(windows.before, follow, windows.washout)
    pool = count_course(panel, rows, days, span, days, cost_unit=unit)
    disjoint = 1 + int((dates[0] - dates[-1]).days / DAYS_A_MONTH // max(follow, 1))
    return pool, disjoint, background_change(panel, dates, first, span)


def side_by_side(
    dates: list[pd.Timestamp], found: list[tuple[np.ndarray, ...]]
) -> tuple[np.ndarray, np.ndarray]:
    """Rows of several dates one after the other with the day number of each, at most
    LARGEST_POOL of them in all. ``found`` as ``comparators_at`` gives it. Thinned with
    a fixed seed: the pool is part of the data."""
    before = np.concatenate([counts for _, _, counts in found])
    keep = thinned(before, LARGEST_POOL, np.random.default_rng(0))
    ends = np.cumsum([len(rows) for rows, _, _ in found])
    cuts = np.split(keep, np.searchsorted(keep, ends[:-1]))
    starts = ends - [len(rows) for rows, _, _ in found]
    kept = [
        rows[cut - start]
        for (rows, _, _), cut, start in zip(found, cuts, starts, strict=True)
    ]
    days = np.repeat([day_number(d) for d in dates], [len(rows) for rows in kept])
    return np.concatenate(kept), days


def background_change(
    panel: CoursePanel, dates: list[pd.Timestamp], now: pd.Timestamp, windows: Windows
) -> dict[int, float]:
    """Log of (the whole population's change over the cohort's follow-up) over (its
    change over each earlier one), caseload visits taken off; by day number. Empty
    without a background."""
    table = panel.background
    month = pd.to_datetime(table["month"])
    visits = table["attendances"] - table["caseload_attendances"]

    def rate(begin, end):
        inside = (month >= begin) & (month < end)
        years = table["person_years"][inside].sum()
        return visits[inside].sum() / years if years > 0 else np.nan

    def change(date):
        return np.log(
            rate(date, add_months(date, windows.follow_up))
            / rate(add_months(date, -windows.before), date)
        )

    with np.errstate(divide="ignore", invalid="ignore"):
        own = change(now)
        found = {day_number(d): float(own - change(d)) for d in dates}
    return {d: v for d, v in found.items() if np.isfinite(v)}
