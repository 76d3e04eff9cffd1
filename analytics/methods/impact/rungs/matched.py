"""First rung: people not in the programme, picked on the same dates with the same
recent course."""

from dataclasses import dataclass

import numpy as np

from analytics.methods.impact.panels.counts import LARGEST_POOL, Counts, thinned
from analytics.methods.impact.panels.panel import NothingToCompare
from analytics.methods.impact.rungs.balance import (
    LEAST_FOR_TRAITS,
    RIDGE_BALANCE,
    Pair,
    balancing_weights,
    design,
    effective_number,
)
from analytics.methods.impact.rungs.expected import (
    Fit,
    expected_influence,
    fit_expected,
)
from analytics.methods.impact.rungs.interval import (
    DRAWS,
    Draws,
    draw_ratio,
    pooled_spread,
)

LEAST_COMPARATORS = 20
NEAR = 0.8  # a comparator with 0.8 of somebody's visits is "as frequent"
LEAST_NEAR = 3
ENOUGH_SUPPORT = 0.5
LOOSE_BELOW = 300  # cohorts smaller than this match traits more loosely


@dataclass(frozen=True)
class Rung:
    """One rung's answer on counts.

    draws: the joint uncertainty. each: expected follow-up count of each cohort member.
    weights: of each comparator row of ``pool`` (sum 1). effective: their effective
    number. support: share of the expected visits made by people who have comparators as
    frequent as they. likeness: visits before of the weighted comparators over those of
    the cohort, a person-year. tau: between-date SD on the log scale (0 for one date).
    dates: non-overlapping earlier dates.
    """

    draws: Draws
    each: np.ndarray
    pool: Counts
    weights: np.ndarray
    effective: float
    support: float
    tau: float = 0.0
    dates: int = 0
    calendar: float = 0.0
    likeness: float = 1.0

    @property
    def supported(self) -> bool:
        """Whether people as frequent were followed: by person, and taken together."""
        return self.support >= ENOUGH_SUPPORT and self.likeness >= NEAR


def matched_comparison(
    cohort: Counts,
    pool: Counts,
    rng: np.random.Generator,
    draws: int = DRAWS,
    picked_by: Pair | None = None,
) -> Rung:
    """Observed against expected from comparators of the same dates.

    The regression on the course before makes it a difference in differences on the log
    scale that also takes out regression to the mean, because comparators passed through
    the same selection window. ``picked_by``: see ``design``; who is as frequent is then
    told by it. Raises :class:`NothingToCompare` with fewer than 20 comparators.
    """
    mine, theirs = picked_by or (cohort, pool)
    kept = thinned(theirs.before, LARGEST_POOL, rng)
    pool, theirs = pool.take(kept), theirs.take(kept)
    both = picked_by and (mine, theirs)
    fit, frame, weights = fit_rung(cohort, pool, picked_by=both)
    total, each, influence = expected_influence(
        fit, frame, cohort.after_years, pool.person
    )
    spread = pooled_spread(cohort.after, each, fit.residual, fit.mean, weights)
    return Rung(
        draw_ratio(cohort.after.sum(), each, influence, spread, rng, draws),
        each,
        pool,
        weights,
        effective_number(weights),
        support_share(mine, theirs, each),
        likeness=likeness(mine, theirs, weights),
    )


def fit_rung(
    cohort: Counts,
    pool: Counts,
    offset: np.ndarray | None = None,
    traits: bool = True,
    picked_by: Pair | None = None,
) -> tuple[Fit, np.ndarray, np.ndarray]:
    """Weights and regression; returns the fit, the cohort's covariates and the weights
    (sum 1). Raises :class:`NothingToCompare` when too few comparators have any
    person-time."""
    live = int((pool.after_years > 0).sum())
    if live < LEAST_COMPARATORS:
        raise NothingToCompare(
            "Too few comparable people outside the programme were followed, fewer than "
            f"{LEAST_COMPARATORS}: nobody is left to compare with. The crude change "
            "can be shown, not what would have happened anyway."
        )
    traits = traits and live >= LEAST_FOR_TRAITS
    plan = design(cohort, pool, traits, picked_by)
    share = np.maximum(cohort.after_years, 1e-9)
    target = share @ plan.cohort / share.sum()
    # The cohort's own means of traits are known to 1/sqrt(n) only; no use in matching
    # them closer.
    ridge = RIDGE_BALANCE * np.where(
        plan.soft, max(1.0, LOOSE_BELOW / max(len(cohort), 1)), 1.0
    )
    frame = plan.pool
    if picked_by is not None:
        # Means of logs alone leave the sums of both services far apart.
        sums = [
            np.column_stack([a.before, b.before])
            for a, b in zip(picked_by, (cohort, pool), strict=True)
        ]
        target = np.concatenate([target, share @ sums[0] / share.sum()])
        frame = np.column_stack([frame, sums[1]])
        ridge = np.concatenate([ridge, np.full(2, RIDGE_BALANCE)])
    weights = balancing_weights(
        target, frame, np.maximum(pool.after_years, 1e-9), ridge
    )
    weights = weights / np.maximum(pool.after_years, 1e-9) * (pool.after_years > 0)
    weights = cap(weights / weights.sum())
    fit = fit_expected(
        plan.pool, pool.after, pool.after_years, weights, plan.soft, offset
    )
    return fit, plan.cohort, weights


def cap(weights: np.ndarray, most: float = 0.05) -> np.ndarray:
    """Weights (sum 1) with none above ``most``: a single stand-in would make the answer
    his."""
    limit = max(most, 2 / max(len(weights), 1))
    for _ in range(5):
        if weights.max() <= limit * 1.0001:
            break
        weights = np.minimum(weights, limit)
        weights = weights / weights.sum()
    return weights


def likeness(cohort: Counts, pool: Counts, weights: np.ndarray) -> float:
    """Visits before of the weighted comparators over those of the cohort, a
    person-year. Well below 1, nobody as frequent was left, whatever single people
    say."""
    mine = cohort.before.sum() / cohort.before_years.sum()
    theirs = (weights @ pool.before) / max(weights @ pool.before_years, 1e-9)
    return float(theirs / mine) if mine > 0 else 1.0


def support_share(cohort: Counts, pool: Counts, each: np.ndarray) -> float:
    """Share of expected visits from cohort members with at least 3 comparators who had
    0.8 of their visits or more: below 1, the regression extends beyond what was seen
    untreated."""
    counts = np.sort(pool.before[pool.after_years > 0])
    at_least = len(counts) - np.searchsorted(counts, NEAR * cohort.before, "left")
    total = each.sum()
    return float(each[at_least >= LEAST_NEAR].sum() / total) if total > 0 else 0.0
