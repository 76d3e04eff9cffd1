"""What was to be expected of another service than the one by which people were picked.

People picked at a peak of one service are at a peak of what goes with it. Comparators
alike in the other service alone were at no such peak, and an expected course from them
is too low (docs/before_after/net_effect.md). So comparators are those of the service
picked by, at the same dates, and both courses are matched: of that service and of the
other; ages, sexes, diagnosis groups and deprivation besides.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.methods.impact.cohort import Cohort
from analytics.methods.impact.cohort_rule import CohortRule
from analytics.methods.impact.estimate import ImpactEstimate
from analytics.methods.impact.ladder import picked
from analytics.methods.impact.panels.counts import Counts, count_course
from analytics.methods.impact.panels.follow_up import observed_course
from analytics.methods.impact.panels.panel import CoursePanel, NothingToCompare
from analytics.methods.impact.panels.windows import Windows
from analytics.methods.impact.rungs.balance import Pair
from analytics.methods.impact.rungs.comparators import concurrent_pool, index_dates
from analytics.methods.impact.rungs.interval import DRAWS
from analytics.methods.impact.rungs.matched import Rung, matched_comparison
from analytics.methods.impact.rungs.offered import rung_estimate, why_not_offered

FEW = (
    "fewer than {least} were to be expected, too few for an interval that was found to "
    "hold"
)
UNLIKE = "those compared had {part} {less} {called} before"
NOT_AS_FREQUENT = "too few people as frequent as these were outside the programme"
LEAST_EXPECTED = 10.0  # contacts in all; of fewer the interval was not tried
FURTHEST = 0.25  # of the cohort's own use before, by which those compared may differ


@dataclass(frozen=True)
class Elsewhere:
    """One service beside what was to be expected of it. seen: before, after,
    before_years, after_years, a row a person. best: None where nothing may be expected,
    with why_not."""

    seen: pd.DataFrame
    best: ImpactEstimate | None = None
    why_not: str = ""


def elsewhere(
    by: CoursePanel,
    other: CoursePanel,
    rule: CohortRule,
    index_date: pd.Timestamp | None = None,
    windows: Windows | None = None,
    seed: int = 20230417,
    draws: int = DRAWS,
) -> Elsewhere:
    """Another service of a cohort, observed and expected.

    by: the panel of the service by which people were picked; other: of the other, with
    the same people (who had none of it too). Raises NothingToCompare where nobody can
    be followed.
    """
    windows = windows or Windows()
    rng = np.random.default_rng(seed)
    cohort, mine, counts = _both(by, other, rule, index_date, windows)
    seen = _seen(counts)
    try:
        rung, near = _matched((by, other), cohort, (mine, counts), windows, rng, draws)
    except NothingToCompare as why:
        return Elsewhere(seen, why_not=str(why).rstrip("."))
    if why_not := _why_not(rung, counts, (mine, near), by.kind, other.kind):
        return Elsewhere(seen, why_not=why_not)
    rows, _found = other.index.rows_of(counts.person)
    theirs = Cohort(rows, cohort.index_day, cohort.engaged)
    course = observed_course(other, theirs, windows)
    best = rung_estimate("matched", rung, counts, course, other, windows)
    return Elsewhere(seen, best)


def seen_elsewhere(
    by: CoursePanel,
    other: CoursePanel,
    rule: CohortRule,
    index_date: pd.Timestamp | None = None,
    windows: Windows | None = None,
) -> pd.DataFrame:
    """What the same people had of the other service, as `Elsewhere.seen`; nothing of
    what was to be expected, which is most of the work. Raises as `elsewhere`."""
    return _seen(_both(by, other, rule, index_date, windows or Windows())[2])


def _seen(counts: Counts) -> pd.DataFrame:
    names = ("before", "after", "before_years", "after_years")
    return pd.DataFrame({name: getattr(counts, name) for name in names})


def _both(
    by: CoursePanel,
    other: CoursePanel,
    rule: CohortRule,
    index_date: pd.Timestamp | None,
    windows: Windows,
) -> tuple[Cohort, Counts, Counts]:
    """Who was picked by one service and can be followed in the other; their counts of
    the first and of the other."""
    cohort, mine = picked(by, rule, index_date, windows)
    there, counts = _same(other, by, cohort.rows, cohort.index_day, windows, False)
    if not len(counts) or not counts.after_years.sum():
        raise NothingToCompare(
            f"Nobody picked can be followed in the extract of {other.kind.service}."
        )
    return cohort.take(there), mine.take(there), counts


def _matched(
    panels: tuple[CoursePanel, CoursePanel],
    cohort: Cohort,
    both: Pair,
    windows: Windows,
    rng: np.random.Generator,
    draws: int,
) -> tuple[Rung, Counts]:
    """The rung of the other service, and the comparators' counts of the first."""
    by, other = panels
    mine, counts = both
    near = concurrent_pool(by, cohort, mine, index_dates(cohort), windows, None)
    rows, _found = by.index.rows_of(near.person)
    there, pool = _same(other, by, rows, near.date, windows, True)
    near = near.take(there)
    # Nobody in the cohort is like somebody with more of it than any of them (dialysis),
    # and their sums would outweigh everybody's.
    within = pool.before <= counts.before.max()
    near, pool = near.take(within), pool.take(within)
    return matched_comparison(counts, pool, rng, draws, (mine, near)), near


def _same(
    other: CoursePanel,
    by: CoursePanel,
    rows: np.ndarray,
    day: np.ndarray,
    windows: Windows,
    censored: bool,
) -> tuple[np.ndarray, Counts]:
    """Which of the rows of one panel the other sees on their days, and their counts
    there."""
    index = other.index
    at, found = index.rows_of(by.index.person[rows])
    on = np.asarray(day)[found]
    seen = (index.observed_from[at] <= on) & (index.observed_to[at] > on)
    kept = np.flatnonzero(found)[seen]
    at, on = at[seen], on[seen]
    censor = index.joins[at] if censored else None
    return kept, count_course(other, at, on, windows, on, censor)


def _why_not(
    rung: Rung, counts: Counts, picked_by: Pair, by: EventKind, other: EventKind
) -> str:
    """Why the other service's expected course may not be shown; "" where it may."""
    if not rung.supported:
        return NOT_AS_FREQUENT
    if rung.draws.point < LEAST_EXPECTED:
        return FEW.format(least=int(LEAST_EXPECTED))
    for (mine, theirs), kind in ((picked_by, by), ((counts, rung.pool), other)):
        apart = _apart(mine, theirs, rung)
        if not abs(apart) <= FURTHEST:
            less = "fewer" if apart < 0 else "more"
            part = f"{abs(apart):.0%}"
            return UNLIKE.format(less=less, part=part, called=kind.called)
    refused = why_not_offered("matched", rung)
    return refused.rstrip(".") if refused else ""


def _apart(mine: Counts, theirs: Counts, rung: Rung) -> float:
    """By how much the use before of those compared differs from the cohort's, as a
    share of it; each weighs by the time followed, as in the comparison."""
    ours, others = mine.after_years, rung.weights * rung.pool.after_years
    use = ours @ mine.before / ours.sum()
    seen = others @ theirs.before / others.sum()
    return float(seen / use - 1) if use else float(seen > 0)
