"""The ladder: matched comparison, earlier qualifiers, range only; the best rung first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from . import describe
from .balance import balance_table
from .cohort import CohortRule, comparators_at, pick_cohort
from .comparators import as_timestamp, concurrent_pool, earlier_pool, index_groups
from .counts import Counts, Windows, count_course, monthly_course
from .earlier import earlier_qualifiers
from .estimate import ImpactEstimate, ImpactResult
from .interval import DRAWS, draw_ratio
from .matched import Rung, matched_comparison
from .panel import CoursePanel, NothingToCompare, add_months, day_number
from .range_only import plausible_range

LEAST_FOLLOW_UP_DAYS = 28
COURSE_ROWS = 6000  # comparators whose months are drawn; the weights make the rest immaterial


def impact(panel: CoursePanel, rule: CohortRule, index_date=None, follow_up_months: int = 12,
           washout_months: int = 0, window_months: int = 12, *, outcome: str = "attendances",
           drop_top: int = 0, seed: int = 20230417, draws: int = DRAWS) -> ImpactResult:
    """Before and after of a cohort, with what would have happened anyway.

    ``index_date`` is the day of picking (for a caseload: only those referred by then; None for
    all). The follow-up runs from ``washout_months`` to ``follow_up_months`` after it. ``outcome``
    is 'attendances' or 'cost' (then counted in average attendances' worth). ``drop_top`` leaves
    out the people with most visits before. The same seed gives the same answer.

    Raises :class:`NothingToCompare` with a sentence for the user when not even a crude
    before-and-after exists, and ValueError for a window that makes no sense.
    """
    if not 0 <= washout_months < follow_up_months or window_months < 1:
        raise ValueError(f"A washout of {washout_months} months must be shorter than the follow-up "
                         f"of {follow_up_months} months, and the window at least 1 month.")
    rng = np.random.default_rng(seed)
    index_date = None if index_date is None else pd.Timestamp(index_date).normalize()
    cohort = pick_cohort(panel, rule, index_date, window_months)
    windows = Windows(window_months, follow_up_months, washout_months)
    unit = _cost_unit(panel, outcome)
    counts = _count_cohort(panel, cohort, windows, unit)
    if drop_top:
        keep = np.sort(np.lexsort((counts.person, -counts.before))[drop_top:])
        cohort, counts = cohort.take(keep), counts.take(keep)
    _check_follow_up(panel, cohort, counts, windows)
    notes = list(cohort.notes) + _window_notes(panel, cohort, windows)

    rungs: dict[str, Rung] = {}
    dates = index_groups(cohort)
    now = concurrent_pool(panel, cohort, counts, dates, windows, unit)
    try:
        rungs["matched"] = matched_comparison(counts, now, rng, draws)
    except NothingToCompare as why:
        notes.append(str(why))
    try:
        past, disjoint, change = earlier_pool(panel, cohort, now, windows, unit)
        rungs["earlier"] = earlier_qualifiers(counts, past, now, rng, disjoint, change, draws)
    except NothingToCompare as why:
        notes.append(str(why))

    course = _observed_course(panel, cohort, windows)
    estimates = {method: _estimate(method, rung, counts, course, panel, windows)
                 for method, rung in rungs.items()}
    estimates["range"] = _range(panel, cohort, counts, dates, windows)
    ordered = best_first(estimates)
    if len(rungs) == 2:
        one, other = estimates["matched"], estimates["earlier"]
        if one.lower > other.upper or other.lower > one.upper:
            notes.append(describe.DISAGREE)
    best_rung = rungs.get(ordered[0].method)
    if not panel.list_known:
        notes += describe.observation_limits(False)
    return ImpactResult(
        cohort=rule.words(panel.setting), setting=panel.setting,
        index_date=as_timestamp(cohort.index_day.min()),
        last_index_date=as_timestamp(cohort.index_day.max()),
        window_months=window_months, follow_up_months=follow_up_months,
        washout_months=washout_months, people=len(cohort), before=float(counts.before.sum()),
        after=float(counts.after.sum()), before_years=float(counts.before_years.sum()),
        after_years=float(counts.after_years.sum()),
        crude_change=_crude(counts), course=course, estimates=ordered,
        **_endings(panel, cohort, windows), notes=tuple(notes),
        balance=None if "matched" not in rungs else balance_table(
            counts, rungs["matched"].pool, rungs["matched"].weights),
        per_person=_per_person(panel, cohort, counts, best_rung, windows),
        apart=_apart(cohort, counts, best_rung, rng),
        unit=describe.visits(panel.setting) if unit is None else
        f"average {describe.visits(panel.setting)} of £{unit:,.2f}")


def _cost_unit(panel, outcome) -> float | None:
    if outcome == "attendances":
        return None
    if outcome != "cost":
        raise ValueError(f"Outcome {outcome!r} is not known: give 'attendances' or 'cost'.")
    events = panel.index
    if events.cost is None or events.cost[-1] <= 0:
        raise NothingToCompare("The extract has no cost column, so cost cannot be the outcome; "
                               "attendances can.")
    return float(events.cost[-1] / max(len(events.key), 1))


def _count_cohort(panel, cohort, windows, unit) -> Counts:
    counts = count_course(panel, cohort.rows, cohort.index_day, windows,
                          np.zeros(len(cohort), int), cost_unit=unit)
    if unit is None:
        return counts
    # With cost as the outcome, the "before" that the crude change refers to is cost as well, but
    # the matching stays on visits; scaling the person-time of before keeps both in one value.
    edge = windows.edges(cohort.index_day)
    spent = panel.index.pounds(cohort.rows, edge["start"], edge["index"]).sum() / unit
    scale = counts.before.sum() / max(spent, 1e-9)
    return Counts(**{**counts.__dict__, "before_years": counts.before_years * scale})


def _check_follow_up(panel, cohort, counts, windows) -> None:
    first = as_timestamp(cohort.index_day.min())
    begins = add_months(first, windows.washout)
    if (panel.data_to - begins).days + 1 < LEAST_FOLLOW_UP_DAYS or counts.after_years.sum() <= 0:
        raise NothingToCompare(
            f"There is no follow-up yet: the data ends on {panel.data_to:%-d %B %Y} and the "
            f"follow-up starts on {begins:%-d %B %Y}. What can be said now: "
            f"{len(cohort):,} people made {counts.before.sum():,.0f} "
            f"{describe.visits(panel.setting)} in the window before.")


def _window_notes(panel, cohort, windows) -> list[str]:
    notes = []
    first, last = as_timestamp(cohort.index_day.min()), as_timestamp(cohort.index_day.max())
    if add_months(last, windows.follow_up) > panel.data_to + pd.Timedelta(days=1):
        notes.append(f"The data ends on {panel.data_to:%-d %B %Y}, so some or all are followed "
                     f"for less than {windows.follow_up} months; rates are per person-time.")
    if add_months(first, -windows.before) < panel.data_from:
        notes.append(f"The data starts on {panel.data_from:%-d %B %Y}, so the window before is "
                     f"shorter than {windows.before} months for some or all.")
    return notes


def _observed_course(panel, cohort, windows) -> pd.DataFrame:
    events, years = monthly_course(panel, cohort.rows, cohort.index_day, windows)
    events, years = events.sum(axis=0), years.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = np.where(years > 0, events / years, np.nan)
    return pd.DataFrame({"month": np.arange(-windows.before, windows.follow_up),
                         "events": events, "person_years": years, "rate": rate})


def _expected_course(panel, rung, course, windows, censored) -> np.ndarray:
    """Comparators' weighted rate by month; after the index date scaled so that the cohort's own
    person-time gives the expected total."""
    keep = np.argsort(-rung.weights)[:COURSE_ROWS]
    rows, _ = panel.index.rows_of(rung.pool.person[keep])
    events, years = monthly_course(panel, rows, rung.pool.date[keep], windows,
                                   panel.index.joins[rows] if censored else None)
    w = rung.weights[keep]
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = (w @ events) / (w @ years)
    month, time = course["month"].to_numpy(), course["person_years"].to_numpy()
    live = (month >= windows.washout) & (time > 0)
    total = np.nansum(rate[live] * time[live])
    return np.where(month >= 0, rate * (rung.draws.point / total if total > 0 else np.nan), rate)


def _estimate(method, rung: Rung, counts, course, panel, windows) -> ImpactEstimate:
    draws = rung.draws
    base = _rate_before(counts) * counts.after_years.sum()
    change = draws.point / base - 1
    low, high = np.quantile(draws.expected, [0.025, 0.975]) / base - 1
    comparators = len(np.unique(rung.pool.person[rung.pool.after_years > 0]))
    if method == "matched":
        text = describe.matched_paragraph(rung, len(counts), comparators, change)
        limits = describe.matched_assumptions(rung, panel.list_known)
    else:
        text = describe.earlier_paragraph(rung, comparators, change)
        limits = describe.earlier_assumptions(rung, panel.list_known)
    lower, upper = draws.interval()
    avoided, avoided_lower, avoided_upper = draws.avoided()
    return ImpactEstimate(
        method=method, label=describe.LABELS[method], expected_change=float(change),
        expected_lower=float(low), expected_upper=float(high), rate_ratio=draws.ratio, lower=lower,
        upper=upper, avoided=avoided, avoided_lower=avoided_lower, avoided_upper=avoided_upper,
        comparators=comparators, effective=rung.effective, support=rung.support,
        months=course["month"].to_numpy(),
        expected_course=_expected_course(panel, rung, course, windows, method == "matched"),
        paragraph=text, assumptions=limits, draws=draws)


def _range(panel, cohort, counts, dates, windows) -> ImpactEstimate:
    at_least = max(panel.complete_from, 1)
    others, _ = comparators_at(panel, cohort, dates[0], at_least, windows.before)
    day = np.full(len(others), windows.edges(cohort.index_day[:1])["index"][0])
    edge = windows.edges(day)
    seen = panel.index.count(others, edge["start"], edge["index"])
    mine = counts.before[counts.before >= at_least]
    found = plausible_range(counts, np.concatenate([seen[seen >= at_least], mine]), at_least)
    observed = counts.after.sum()
    return ImpactEstimate(
        method="range", label=describe.LABELS["range"], expected_change=None,
        expected_lower=found.greatest_fall, expected_upper=found.least_fall, rate_ratio=None,
        lower=found.ratio_lower, upper=found.ratio_upper, avoided=None,
        avoided_lower=found.expected_low - observed, avoided_upper=found.expected_high - observed,
        paragraph=describe.range_paragraph(found.least_fall, found.greatest_fall),
        assumptions=describe.RANGE_ASSUMPTIONS + tuple(
            describe.observation_limits(panel.list_known)))


def best_first(estimates: dict[str, ImpactEstimate]) -> tuple[ImpactEstimate, ...]:
    """Order the rungs and say why the first leads: matched when at least half of the expected
    visits have untreated people as frequent, else earlier qualifiers, else the range."""
    matched, earlier = estimates.get("matched"), estimates.get("earlier")
    supported = matched is not None and matched.support >= describe.ENOUGH_SUPPORT
    if supported:
        order = ("matched", "earlier", "range")
    elif earlier is not None:
        order = ("earlier", "matched", "range")
    else:
        order = ("range", "matched")
    reasons = describe.reasons(matched is not None, supported, earlier is not None)
    return tuple(replace(estimates[m], why_this_rung=reasons[m]) for m in order if m in estimates)


def _crude(counts: Counts) -> float:
    rate = _rate_before(counts)
    return float(counts.after.sum() / counts.after_years.sum() / rate - 1) if rate > 0 else \
        float("nan")


def _rate_before(counts: Counts) -> float:
    return float(counts.before.sum() / counts.before_years.sum())


def _follow_up_end(panel, cohort, windows) -> np.ndarray:
    """Day number on which each follow-up ends if nothing intervenes."""
    return np.minimum(windows.edges(cohort.index_day)["stop"],
                      day_number(panel.data_to) + 1)


def _endings(panel, cohort, windows) -> dict:
    reasons = _end_reasons(panel, cohort, windows)
    return {"died": int((reasons == "died").sum()), "left": int((reasons == "left").sum())}


def _end_reasons(panel, cohort, windows) -> np.ndarray:
    people = panel.people.iloc[panel.index.order[cohort.rows]]
    within = panel.index.observed_to[cohort.rows] < _follow_up_end(panel, cohort, windows)
    return np.where(within, people["end_reason"].to_numpy(object), None)


def _per_person(panel, cohort, counts, rung, windows) -> pd.DataFrame:
    return pd.DataFrame({
        "person": counts.person, "index_date": cohort.index_day.astype("datetime64[D]"),
        "before": counts.before, "after": counts.after, "before_years": counts.before_years,
        "after_years": counts.after_years, "expected": np.nan if rung is None else rung.each,
        "engaged": cohort.engaged, "end_reason": _end_reasons(panel, cohort, windows)})


def _apart(cohort, counts, rung, rng) -> pd.DataFrame | None:
    """Engaged and not engaged, each against their own expected course. People choose whether to
    engage, so the difference between the two is not an effect."""
    if cohort.engaged.all() or not cohort.engaged.any():
        return None
    rows = []
    for name, mask in (("engaged", cohort.engaged), ("did not engage", ~cohort.engaged)):
        part = counts.take(mask)
        row = {"group": name, "people": len(part), "before": part.before.sum(),
               "after": part.after.sum(),
               "crude_change": _crude(part) if part.after_years.sum() > 0 else np.nan}
        if rung is not None and rung.each[mask].sum() > 0:
            draws = draw_ratio(part.after.sum(), rung.each[mask], rung.draws.influence,
                               rung.draws.spread, rng)
            row |= {"rate_ratio": draws.ratio,
                    **dict(zip(("lower", "upper"), draws.interval(), strict=True))}
        rows.append(row)
    return pd.DataFrame(rows)
