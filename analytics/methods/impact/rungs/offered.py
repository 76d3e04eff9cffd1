"""From a rung's answer on counts to the estimate that is shown, and the order of the
rungs."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.methods.impact import describe
from analytics.methods.impact.cohort import Cohort, comparators_at
from analytics.methods.impact.estimate import ImpactEstimate
from analytics.methods.impact.panels.counts import Counts, monthly_course
from analytics.methods.impact.panels.follow_up import rate_before
from analytics.methods.impact.panels.panel import CoursePanel
from analytics.methods.impact.panels.windows import Windows
from analytics.methods.impact.rungs.interval import Draws
from analytics.methods.impact.rungs.matched import Rung
from analytics.methods.impact.rungs.range_only import plausible_range

LEAST_SUPPORT = 0.2  # below it the answer is an extrapolation, not a comparison
WIDEST_EXPECTED = (
    5.0  # upper over lower limit of the expected total: beyond it nothing is said
)
COURSE_ROWS = (
    6000  # comparators whose months are drawn; the weights make the rest immaterial
)


def rung_estimate(
    method: str,
    rung: Rung,
    counts: Counts,
    course: pd.DataFrame,
    panel: CoursePanel,
    windows: Windows,
) -> ImpactEstimate:
    """The estimate of 'matched' or 'earlier', in changes of the cohort's rate and in
    words."""
    draws = rung.draws
    said = said_by(draws, counts)
    change = said["expected_change"]
    comparators = len(np.unique(rung.pool.person[rung.pool.after_years > 0]))
    if method == "matched":
        text = describe.matched_paragraph(rung, comparators, change)
        limits = describe.matched_assumptions(rung, panel.list_known)
    else:
        text = describe.earlier_paragraph(rung, comparators, change)
        limits = describe.earlier_assumptions(rung, panel.list_known)
    return ImpactEstimate(
        method=method,
        label=describe.LABELS[method],
        **said,
        comparators=comparators,
        effective=rung.effective,
        support=rung.support,
        supported=rung.supported,
        months=course["month"].to_numpy(),
        expected_course=expected_course(
            panel, rung, course, windows, method == "matched"
        ),
        paragraph=text,
        assumptions=limits,
        draws=draws,
    )


def said_by(draws: Draws, counts: Counts) -> dict[str, float]:
    """What draws say, as the fields of an estimate that hold numbers."""
    base = rate_before(counts) * counts.after_years.sum()
    low, high = np.quantile(draws.expected, [0.025, 0.975]) / base - 1
    lower, upper = draws.interval()
    avoided, avoided_lower, avoided_upper = draws.avoided()
    return dict(
        expected_change=float(draws.point / base - 1),
        expected_lower=float(low),
        expected_upper=float(high),
        rate_ratio=draws.ratio,
        lower=lower,
        upper=upper,
        avoided=avoided,
        avoided_lower=avoided_lower,
        avoided_upper=avoided_upper,
    )


def expected_course(
    panel: CoursePanel,
    rung: Rung,
    course: pd.DataFrame,
    windows: Windows,
    censored: bool,
) -> np.ndarray:
    """Comparators' weighted rate by month; after the index date scaled so that the
    cohort's own person-time gives the expected total."""
    keep = np.argsort(-rung.weights)[:COURSE_ROWS]
    rows, _ = panel.index.rows_of(rung.pool.person[keep])
    events, years = monthly_course(
        panel,
        rows,
        rung.pool.date[keep],
        windows,
        panel.index.joins[rows] if censored else None,
    )
    w = rung.weights[keep]
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = (w @ events) / (w @ years)
    month, time = course["month"].to_numpy(), course["person_years"].to_numpy()
    live = (month >= windows.washout) & (time > 0)
    total = np.nansum(rate[live] * time[live])
    return np.where(
        month >= 0, rate * (rung.draws.point / total if total > 0 else np.nan), rate
    )


def range_estimate(
    panel: CoursePanel,
    cohort: Cohort,
    counts: Counts,
    dates: list[pd.Timestamp],
    windows: Windows,
    untreated: Counts | None = None,
) -> ImpactEstimate:
    """The rung that is always there: a plausible range, without a point."""
    at_least = panel.least_compared(counts.before)
    _, _, seen = comparators_at(panel, cohort, dates[0], at_least, windows.before)
    mine = counts.before[counts.before >= at_least]
    found = plausible_range(
        counts, np.concatenate([seen[seen >= at_least], mine]), at_least, untreated
    )
    observed = counts.after.sum()
    return ImpactEstimate(
        method="range",
        label=describe.LABELS["range"],
        expected_change=None,
        expected_lower=found.greatest_fall,
        expected_upper=found.least_fall,
        rate_ratio=None,
        lower=found.ratio_lower,
        upper=found.ratio_upper,
        avoided=None,
        avoided_lower=found.expected_low - observed,
        avoided_upper=found.expected_high - observed,
        paragraph=describe.range_paragraph(found.least_fall, found.greatest_fall),
        assumptions=describe.RANGE_ASSUMPTIONS
        + tuple(describe.observation_limits(panel.list_known)),
    )


def why_not_offered(method: str, rung: Rung) -> str | None:
    """One sentence when a rung may not be shown as an estimate, else None.

    It may not when fewer than LEAST_SUPPORT of the expected visits belong to people for
    whom somebody as frequent was seen without a programme, or when the 95% interval of
    the expected total spans more than a factor WIDEST_EXPECTED. (A ratio that is
    uncertain only because the cohort itself is small is an honest answer and stays.)
    """
    low, high = np.quantile(rung.draws.expected, [0.025, 0.975])
    if not rung.draws.point > 0 or rung.support < LEAST_SUPPORT:
        return describe.unsupported(method, rung.support)
    if high > WIDEST_EXPECTED * low:
        return describe.too_uncertain(method, high / max(low, 1e-9))
    return None


def best_first(estimates: dict[str, ImpactEstimate]) -> tuple[ImpactEstimate, ...]:
    """Order the rungs and say why the first leads: matched when at least half of the
    expected visits have untreated people as frequent, and these together made at least
    0.8 of the cohort's visits before; else earlier qualifiers, else the range."""
    matched, earlier = estimates.get("matched"), estimates.get("earlier")
    supported = matched is not None and matched.supported
    if supported:
        order = ("matched", "earlier", "range")
    elif earlier is not None:
        order = ("earlier", "matched", "range")
    else:
        order = ("range", "matched")
    reasons = describe.reasons(matched is not None, supported, earlier is not None)
    return tuple(
        replace(estimates[m], why_this_rung=reasons[m]) for m in order if m in estimates
    )
