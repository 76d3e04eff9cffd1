"""A placebo in time: the same method at dates when no programme ran, all of them pooled
into one ratio that says how small an effect it could have seen."""

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from analytics.methods.impact.checks.outcome import Placebo
from analytics.methods.impact.cohort import Cohort, comparators_at, pick_cohort
from analytics.methods.impact.cohort_rule import CohortRule
from analytics.methods.impact.panels.counts import Counts, count_course
from analytics.methods.impact.panels.panel import (
    CoursePanel,
    NothingToCompare,
    add_months,
    day_number,
)
from analytics.methods.impact.panels.windows import Windows
from analytics.methods.impact.rungs.comparators import as_timestamp
from analytics.methods.impact.rungs.compare import Compared, compare

STEP_MONTHS = 3
MOST_DATES = 4
LEAST_PICKED = 10
ENOUGH_POOL = 8_000  # comparators, for a check
FOUND_AT = 1.96 + 0.84  # standard errors of an effect that is found four times in five
NEAREST = 60  # people who may stand in for one of those referred
ALIKE_IN = {
    "before": "start",
    "recent": "recent",
    "fortnight": "fortnight",
    "week": "week",
}


def in_time(
    compared: Compared, rule: CohortRule, rng: np.random.Generator, draws: int
) -> Placebo | None:
    """The pooled placebo; None where the data does not reach back far enough, or nobody
    can be compared with there either."""
    dates = placebo_dates(compared.panel, compared.cohort, compared.windows)
    past = at_dates(compared, rule, dates, rng, draws)
    if past is None and len(dates) > 1:
        # Earlier qualifiers need time before the first date: the last one has most.
        past = at_dates(compared, rule, dates[:1], rng, draws)
    if past is None:
        return None
    found = past.rungs[past.leads].draws
    lower, upper = found.interval()
    error = float(np.std(np.log(np.maximum(found.ratios, 1e-9))))
    return Placebo(
        len(past.cohort),
        found.ratio,
        lower,
        upper,
        1 - float(np.exp(-FOUND_AT * error)),
        len(np.unique(past.cohort.index_day)),
        past.leads,
    )


def at_dates(
    compared: Compared,
    rule: CohortRule,
    dates: list[pd.Timestamp],
    rng: np.random.Generator,
    draws: int,
) -> Compared | None:
    """The placebo's cohort of these dates, compared; None where it cannot be."""
    panel, windows = compared.panel, compared.windows
    picked = _picked(compared, rule, dates)
    if picked is None or len(picked) < LEAST_PICKED:
        return None
    counts = count_course(
        panel,
        picked.rows,
        picked.index_day,
        windows,
        np.zeros(len(picked), int),
        cost_unit=compared.unit,
    )
    past = compare(
        panel,
        picked,
        counts,
        windows,
        compared.unit,
        rng,
        draws,
        one_will_do=True,
        most=ENOUGH_POOL,
    )
    return None if past.leads is None else past


def placebo_dates(
    panel: CoursePanel, cohort: Cohort, windows: Windows
) -> list[pd.Timestamp]:
    """Dates whose follow-up ended before anybody was picked or referred, latest
    first."""
    limit = as_timestamp(cohort.index_day.min())
    if panel.programme_start is not None:
        limit = min(limit, panel.programme_start)
    date, dates = add_months(limit, -windows.follow_up), []
    first = add_months(panel.data_from, windows.before)
    while date >= first and len(dates) < MOST_DATES:
        dates.append(date)
        date = add_months(date, -STEP_MONTHS)
    return dates


def _picked(compared: Compared, rule: CohortRule, dates) -> Cohort | None:
    """The placebo's cohort of all dates, each person once: at the first date, since to
    leave somebody out for being picked later would be to choose by what came after."""
    rows, days = [], []
    for date in reversed(dates):
        if rule.kind in ("top", "rule"):
            try:
                new = pick_cohort(compared.panel, rule, date, compared.windows.before)
            except NothingToCompare:
                continue
            new = new.rows
        else:
            each = -(-len(compared.counts) // len(dates))
            new = as_if_referred(compared, date, np.concatenate([[-1], *rows]), each)
        rows.append(np.setdiff1d(new, np.concatenate([[-1], *rows])))
        days.append(np.full(len(rows[-1]), day_number(date)))
    if not rows:
        return None
    found, day = np.concatenate(rows).astype(int), np.concatenate(days)
    order = np.lexsort((found, day))
    return Cohort(found[order], day[order], np.ones(len(found), bool))


def as_if_referred(
    compared: Compared, date: pd.Timestamp, taken: np.ndarray, size: int
) -> np.ndarray:
    """Rows of people whose recent course at a date was like that of those referred, for
    each of ``size`` of these the nearest who is left; at most a third of those there,
    so that somebody is left to compare with."""
    panel, windows, mine = compared.panel, compared.windows, compared.counts
    least = panel.least_compared(mine.before)
    floor = max(least, int(np.quantile(mine.before, 0.05)))
    rows, _, _ = comparators_at(
        panel, compared.cohort, date, floor, windows.before, before_programme=True
    )
    scope = panel.people["in_scope"].to_numpy(bool)[panel.index.order[rows]]
    rows = np.setdiff1d(rows[scope], taken)
    if not len(rows):
        return rows
    edge = windows.edges(np.full(len(rows), day_number(date)))
    seen = [
        panel.index.count(rows, edge[since], edge["index"])
        for since in ALIKE_IN.values()
    ]
    one = recent_course(mine)
    other = _logs(seen)
    scale = np.maximum(one.std(axis=0), 0.25)
    near = min(NEAREST, len(rows))
    _, nearest = cKDTree(other / scale).query(one / scale, near)
    nearest, used = nearest.reshape(len(one), near), np.zeros(len(rows), bool)
    chosen = np.random.default_rng(0).permutation(len(one))
    for person in chosen[: min(size, len(rows) // 3)]:
        free = nearest[person][~used[nearest[person]]]
        used[free[:1]] = True
    return rows[used]


def recent_course(counts: Counts) -> np.ndarray:
    """What somebody is referred by, (n, k)."""
    return _logs([getattr(counts, name) for name in ALIKE_IN])


def _logs(counts: list[np.ndarray]) -> np.ndarray:
    """The recent course that somebody is referred by."""
    return np.log(np.column_stack(counts) + 0.5)
