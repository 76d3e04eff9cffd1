"""Third rung: a plausible range, when there is nobody and no earlier time to compare
with.

One period of counts cannot tell lasting differences between people from a bad year. So
the least fall is computed as if all differences beyond chance were lasting, and the
greatest is the largest natural fall seen in a panel without any programme.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import poisson

from analytics.methods.impact.panels.counts import Counts

# COUNT::rwm5yr, no programme: the 30 most frequent attenders of a year fell by 57 to
# 70-odd % in the next, people with more than 10 visits by 44 to 58 %.
GREATEST_FALL_TOP = 0.72
GREATEST_FALL = 0.60
HIGH_LEVEL = 20.0  # a cohort averaging this many visits counts as "top"


@dataclass(frozen=True)
class PlausibleRange:
    """Expected change of the rate without a programme (negative = a fall), and the rate
    ratios of the observed follow-up that go with its two ends, widened by chance in the
    cohort's total."""

    least_fall: float
    greatest_fall: float
    ratio_lower: float
    ratio_upper: float
    expected_low: float
    expected_high: float


def lasting_differences(counts: np.ndarray, at_least: int, cohort: np.ndarray) -> float:
    """Change to expect in people with counts ``cohort`` if everybody's rate were
    lasting.

    ``counts`` are those of all people with ``at_least`` or more events. A mixture of
    zero-truncated style Poisson components (truncated below ``at_least``) on a grid is
    fitted by EM (Laird 1978, JASA 73:805), and each person's rate is its posterior
    mean. Returns mean rate over mean count, less 1; at most 0.
    """
    top = max(counts.max(), cohort.max(), 1)
    grid = np.exp(np.linspace(np.log(0.1), np.log(top * 1.5 + 1), 60))
    values, size = np.unique(counts.astype(int), return_counts=True)
    beyond = np.maximum(poisson.sf(at_least - 1, grid), 1e-12)
    likelihood = poisson.pmf(values[:, None], grid) / beyond
    share = np.full(len(grid), 1 / len(grid))
    for _ in range(300):
        posterior = likelihood * share
        posterior /= np.maximum(posterior.sum(axis=1, keepdims=True), 1e-300)
        share = size @ posterior / size.sum()
    mine = poisson.pmf(cohort.astype(int)[:, None], grid) / beyond * share
    rate = (mine @ grid) / np.maximum(mine.sum(axis=1), 1e-300)
    return float(min(rate.sum() / max(cohort.sum(), 1) - 1, 0.0))


def plausible_range(
    cohort: Counts, everyone: np.ndarray, at_least: int
) -> PlausibleRange:
    """The range for a cohort; ``everyone`` holds the before-counts of all people with
    ``at_least`` or more events, the cohort among them."""
    rate_before = cohort.before.sum() / cohort.before_years.sum()
    years = cohort.after_years.sum()
    known = cohort.before[cohort.before >= at_least]
    least = (
        lasting_differences(everyone, at_least, known)
        if len(known) and len(everyone)
        else 0.0
    )
    # Where chance alone already explains a fall like the greatest, the greater one is
    # the end.
    high_or_chance = cohort.before.mean() >= HIGH_LEVEL or least < 0.1 - GREATEST_FALL
    greatest = min(-(GREATEST_FALL_TOP if high_or_chance else GREATEST_FALL), least)
    high, low = rate_before * years * (1 + least), rate_before * years * (1 + greatest)
    seen = cohort.after.sum()
    error = (
        1.96
        * np.sqrt(max(cohort.after.var() / max(len(cohort), 1), 0) * len(cohort))
        / max(seen, 1)
    )
    return PlausibleRange(
        least,
        greatest,
        float(seen / high * np.exp(-error)),
        float(seen / low * np.exp(error)),
        float(low),
        float(high),
    )
