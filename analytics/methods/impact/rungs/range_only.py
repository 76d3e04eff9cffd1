"""Third rung: a plausible range, when there is nobody and no earlier time to compare
with.

One period of counts cannot tell lasting differences between people from a bad year. So
the least fall is computed as if all differences beyond chance were lasting. The
greatest is learned from untreated people of the dataset where some attended at least
half as often; else it is one that hardly any course without a programme goes beyond.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import poisson

from analytics.methods.impact.panels.counts import Counts

# Of simulated groups of everybody frequent in one PCN, followed for a year without a
# programme, hardly any fell by more (docs/before_after/worlds.md); yearly doctor visits
# in COUNT::rwm5yr fell by 44 to 72 %.
GREATEST_FALL = 0.85
LEAST_LEARNED = 100  # untreated people, for a fall to be learned from them
NEAR_ENOUGH = 0.5  # of the group's visits before, which they must have had on average
GROUPS = 400


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
    cohort: Counts, everyone: np.ndarray, at_least: int, untreated: Counts | None = None
) -> PlausibleRange:
    """The range for a cohort; ``everyone`` holds the before-counts of all people with
    ``at_least`` or more events, the cohort among them; ``untreated`` are people at its
    dates who were not in it."""
    rate_before = cohort.before.sum() / cohort.before_years.sum()
    years = cohort.after_years.sum()
    known = cohort.before[cohort.before >= at_least]
    least = (
        lasting_differences(everyone, at_least, known)
        if len(known) and len(everyone)
        else 0.0
    )
    learned = None if untreated is None else learned_falls(cohort, untreated)
    if learned is None:
        greatest = min(-GREATEST_FALL, least)
    else:
        greatest, least = min(learned[0], least), max(learned[1], least)
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


def learned_falls(cohort: Counts, untreated: Counts) -> tuple[float, float] | None:
    """Changes of the rate between which 95% of random groups of the cohort's size lie,
    drawn from untreated people in proportion to their visits before; None where too few
    attended nearly as often."""
    live = untreated.after_years > 0
    before, after = untreated.before[live], untreated.after[live]
    _, which = np.unique(untreated.person[live], return_inverse=True)
    if which.max(initial=-1) + 1 < LEAST_LEARNED:
        return None
    near = np.argsort(-before, kind="stable")
    _, first = np.unique(which[near], return_index=True)
    chosen = near[np.sort(first)[: max(LEAST_LEARNED, len(cohort))]]
    if before[chosen].mean() < NEAR_ENOUGH * cohort.before.mean():
        return None
    rng = np.random.default_rng(0)
    drawn = rng.choice(chosen, (GROUPS, len(cohort)))
    then = untreated.before_years[live], untreated.after_years[live]
    change = (after[drawn].sum(axis=1) / then[1][drawn].sum(axis=1)) / (
        before[drawn].sum(axis=1) / then[0][drawn].sum(axis=1)
    )
    low, high = np.quantile(change - 1, [0.025, 0.975])
    return float(low), float(high)
