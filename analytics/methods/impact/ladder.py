"""The ladder: matched comparison, earlier qualifiers, range only; the best rung
first."""

import numpy as np
import pandas as pd

from analytics.methods.impact import describe
from analytics.methods.impact.checks.agreement import disagree
from analytics.methods.impact.checks.by_place import by_place
from analytics.methods.impact.checks.examine import examine
from analytics.methods.impact.checks.in_place import in_place
from analytics.methods.impact.cohort import Cohort, pick_cohort
from analytics.methods.impact.cohort_rule import CohortRule
from analytics.methods.impact.estimate import ImpactResult
from analytics.methods.impact.panels.counts import Counts, count_course
from analytics.methods.impact.panels.follow_up import (
    apart,
    check_follow_up,
    crude_change,
    endings,
    observed_course,
    per_person,
    window_notes,
)
from analytics.methods.impact.panels.panel import CoursePanel, NothingToCompare
from analytics.methods.impact.panels.windows import Windows
from analytics.methods.impact.rungs.balance import balance_table
from analytics.methods.impact.rungs.comparators import as_timestamp
from analytics.methods.impact.rungs.compare import compare
from analytics.methods.impact.rungs.interval import DRAWS
from analytics.methods.impact.rungs.offered import (
    best_first,
    range_estimate,
    rung_estimate,
)
from analytics.methods.impact.staggered.since_joining import since_joining


def impact(
    panel: CoursePanel,
    rule: CohortRule,
    index_date=None,
    follow_up_months: int = 12,
    washout_months: int = 0,
    window_months: int = 12,
    *,
    outcome: str = "attendances",
    drop_top: int = 0,
    seed: int = 20230417,
    draws: int = DRAWS,
    checks: bool = True,
) -> ImpactResult:
    """Before and after of a cohort, with what would have happened anyway.

    ``index_date`` is the day of picking (for a caseload: only those referred by then;
    None for all). The follow-up runs from ``washout_months`` to ``follow_up_months``
    after it. ``outcome`` is 'attendances' or 'cost' (then counted in average
    attendances' worth). ``drop_top`` leaves out the people with most visits before. The
    same seed gives the same answer. ``checks``: with what the answer rests on and what
    may be claimed of it (the answer itself is the same without).

    Raises :class:`NothingToCompare` with a sentence for the user when not even a crude
    before-and-after exists, and ValueError for a window that makes no sense.
    """
    rng = np.random.default_rng(seed)
    windows = Windows(window_months, follow_up_months, washout_months)
    unit = _cost_unit(panel, outcome)
    cohort, counts = picked(panel, rule, index_date, windows, unit, drop_top)
    notes = list(cohort.notes) + window_notes(panel, cohort, windows)
    compared = compare(panel, cohort, counts, windows, unit, rng, draws)
    rungs = dict(compared.rungs)
    notes += compared.refused
    course = observed_course(panel, cohort, windows)
    estimates = {
        method: rung_estimate(method, rung, counts, course, panel, windows)
        for method, rung in rungs.items()
    }
    estimates["range"] = range_estimate(
        panel, cohort, counts, compared.dates, windows, compared.now
    )
    leads = compared.leads
    place = (
        None if leads is None else in_place(compared, rungs[leads].draws, rng, draws)
    )
    ordered = by_place(best_first(estimates), place, compared)
    if len(rungs) == 2 and disagree(rungs["matched"], rungs["earlier"]):
        notes.append(describe.DISAGREE)
    checked = joined = None
    if checks:
        checked = examine(compared, rule, ordered, place, rng, draws)
        if ordered[0].method == "matched" and unit is None:
            joined = since_joining(compared, rungs["matched"])
    best_rung = rungs.get(ordered[0].method)
    if not panel.list_known:
        notes += describe.observation_limits(False)
    return ImpactResult(
        cohort=rule.words(panel.kind),
        kind=panel.kind,
        index_date=as_timestamp(cohort.index_day.min()),
        last_index_date=as_timestamp(cohort.index_day.max()),
        window_months=window_months,
        follow_up_months=follow_up_months,
        washout_months=washout_months,
        people=len(cohort),
        before=float(counts.before.sum()),
        after=float(counts.after.sum()),
        before_years=float(counts.before_years.sum()),
        after_years=float(counts.after_years.sum()),
        crude_change=crude_change(counts),
        course=course,
        estimates=ordered,
        **endings(panel, cohort, windows),
        notes=tuple(notes),
        balance=None
        if "matched" not in rungs
        else balance_table(counts, rungs["matched"].pool, rungs["matched"].weights),
        per_person=per_person(panel, cohort, counts, best_rung, windows),
        apart=apart(cohort, counts, best_rung, rng),
        unit=panel.kind.many
        if unit is None
        else f"average {panel.kind.many} of £{unit:,.2f}",
        checks=checked,
        since_joining=joined,
    )


def picked(
    panel: CoursePanel,
    rule: CohortRule,
    index_date,
    windows: Windows,
    unit: float | None = None,
    drop_top: int = 0,
) -> tuple[Cohort, Counts]:
    """The cohort and its counts. Raises as `impact` does."""
    if not 0 <= windows.washout < windows.follow_up or windows.before < 1:
        raise ValueError(
            f"A washout of {windows.washout} months must be shorter than the follow-up "
            f"of {windows.follow_up} months, and the window at least 1 month."
        )
    index_date = None if index_date is None else pd.Timestamp(index_date).normalize()
    cohort = pick_cohort(panel, rule, index_date, windows.before)
    counts = _count_cohort(panel, cohort, windows, unit)
    if drop_top:
        keep = np.sort(np.lexsort((counts.person, -counts.before))[drop_top:])
        cohort, counts = cohort.take(keep), counts.take(keep)
    check_follow_up(panel, cohort, counts, windows)
    return cohort, counts


def _cost_unit(panel, outcome) -> float | None:
    if outcome == "attendances":
        return None
    if outcome != "cost":
        raise ValueError(
            f"Outcome {outcome!r} is not known: give 'attendances' or 'cost'."
        )
    events = panel.index
    if events.cost is None or events.cost[-1] <= 0:
        raise NothingToCompare(
            "The extract has no cost column, so cost cannot be the outcome; "
            "attendances can."
        )
    return float(events.cost[-1] / max(len(events.key), 1))


def _count_cohort(panel, cohort, windows, unit) -> Counts:
    counts = count_course(
        panel,
        cohort.rows,
        cohort.index_day,
        windows,
        np.zeros(len(cohort), int),
        cost_unit=unit,
    )
    if unit is None:
        return counts
    # With cost as the outcome, the "before" that the crude change refers to is cost as
    # well, but the matching stays on visits; scaling the person-time of before keeps
    # both in one value.
    edge = windows.edges(cohort.index_day)
    spent = panel.index.pounds(cohort.rows, edge["start"], edge["index"]).sum() / unit
    scale = counts.before.sum() / max(spent, 1e-9)
    return Counts(**{**counts.__dict__, "before_years": counts.before_years * scale})
