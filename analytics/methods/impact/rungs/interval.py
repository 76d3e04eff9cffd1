"""Intervals for the rate ratio that stay honest at thirty people.

Two things are uncertain: what would have happened anyway (drawn by a person-level
bootstrap of the comparators) and how far thirty people's total strays from its own
mean. For the second, thirty squared residuals with one dominant person are no basis:
the spread of individual courses is learned mostly from the many comparators at the same
level, and the total is given the gamma shape that skewed totals have. Inverting that
gamma test gives the draws.
"""

from dataclasses import dataclass

import numpy as np

from analytics.methods.impact.rungs.expected import bootstrap_shift

DRAWS = 4000
LEVEL = 0.95
LEAST_FREEDOM = 4.0
DISPERSION_WEIGHT = (
    60.0  # comparators' say in the spread, in people, against the cohort's own n
)


@dataclass(frozen=True)
class Draws:
    """Draws from the joint uncertainty. ``expected``: total without a programme,
    ``treated``: the mean of the total with it, both (draws,). ``spread`` and
    ``influence``: what they were drawn from, so that a part of the cohort can be drawn
    alike."""

    observed: float
    point: float
    expected: np.ndarray
    treated: np.ndarray
    spread: "Spread"
    influence: np.ndarray

    @property
    def ratio(self) -> float:
        """Observed over expected; NaN when nothing was expected. Below 1 exactly when
        attendances were avoided, so that money has its sign."""
        return self.observed / self.point if self.point > 0 else float("nan")

    @property
    def ratios(self) -> np.ndarray:
        return self.treated / np.maximum(self.expected, 1e-9)

    def interval(self, level: float = LEVEL) -> tuple[float, float]:
        """Limits of the rate ratio. A cohort with no visit at all has lower limit 0."""
        tail = (1 - level) / 2
        low, high = np.quantile(self.ratios, [tail, 1 - tail])
        return (0.0 if self.observed == 0 else float(low)), float(high)

    def avoided(self, level: float = LEVEL) -> tuple[float, float, float]:
        """Attendances avoided (expected less observed) with limits. It excludes 0
        exactly when the ratio's interval excludes 1."""
        tail = (1 - level) / 2
        low, high = np.quantile(self.expected - self.treated, [tail, 1 - tail])
        return self.point - self.observed, float(low), float(high)


def dispersion_of(residual: np.ndarray, mean: np.ndarray, weights: np.ndarray) -> float:
    """Moment estimate of a in variance = mean + a mean^2 (at least 0)."""
    square = weights @ mean**2
    return (
        float(max((weights @ (residual**2 - mean)) / square, 0.0))
        if square > 0
        else 0.0
    )


@dataclass(frozen=True)
class Spread:
    """Spread of individual courses. ``dispersion``: a in variance = mean + a mean^2.
    ``doubt``: squared coefficient of variation of that estimate itself; a few wild
    courses carry most of a variance, so this is much larger than 2 / n."""

    dispersion: float
    doubt: float


def pooled_spread(
    cohort_y,
    cohort_mean,
    pool_residual,
    pool_mean,
    pool_weights,
    prior: float = DISPERSION_WEIGHT,
) -> Spread:
    """The comparators' spread (worth at most ``prior`` people) with the cohort's own
    about the ratio estimated, weighted by what each is worth in people."""
    n = len(cohort_y)
    total = cohort_mean.sum()
    scaled = cohort_mean * (cohort_y.sum() / total if total > 0 else 1.0)
    own = dispersion_of(cohort_y - scaled, scaled, np.ones(n)) * n / max(n - 1, 1)
    size = pool_weights.sum() ** 2 / max((pool_weights**2).sum(), 1e-12)
    other = dispersion_of(pool_residual, pool_mean, pool_weights)
    say = min(prior, size) / (min(prior, size) + n)
    doubt = say**2 * kurtosis_doubt(pool_residual**2, pool_weights) + (
        1 - say
    ) ** 2 * kurtosis_doubt((cohort_y - scaled) ** 2, np.ones(n))
    return Spread(say * other + (1 - say) * own, doubt)


def kurtosis_doubt(square: np.ndarray, weights: np.ndarray) -> float:
    """Squared coefficient of variation of a weighted mean of squares."""
    total = weights @ square
    if total <= 0:
        return 1.0
    share = weights * square / total
    expected = weights / weights.sum()
    return float(((share - expected) ** 2).sum())


def draw_ratio(
    observed: float,
    each: np.ndarray,
    influence: np.ndarray,
    spread: Spread,
    rng: np.random.Generator,
    draws: int = DRAWS,
    extra: np.ndarray | float = 0.0,
) -> Draws:
    """Draws from the observed total, the expected count of ``each`` person (n,), the
    influence of every comparator person on the log expected total, and the spread.

    Given the ratio t, the total has mean t E and variance t E + a sum (t e_i)^2; as a
    gamma with these moments its relative spread does not depend on t but for the
    Poisson part, taken at the observed total (0 is treated as half a visit). Both parts
    are then studentised together: their scale is drawn from a chi-square with the
    degrees of freedom that match how well the two variances are known (Satterthwaite
    1946, Biometrics Bulletin 2:110). ``extra`` is a further error of the log expected
    total (draws,), as between dates.
    """
    point = float(each.sum())
    seen = max(observed, 0.5)
    squared_cv = 1 / seen + spread.dispersion * (each**2).sum() / max(point, 1e-9) ** 2
    of_expected = float((influence**2).sum())
    doubt_expected = (
        float((influence**4).sum()) / of_expected**2 if of_expected > 0 else 0.0
    )
    doubt = (spread.doubt * squared_cv**2 + doubt_expected * of_expected**2) / (
        squared_cv + of_expected
    ) ** 2
    freedom = max(2 / max(doubt, 1e-9), LEAST_FREEDOM)
    scale = (
        np.sqrt(freedom / rng.chisquare(freedom, draws))
        if freedom < 1e6
        else np.ones(draws)
    )
    shift = bootstrap_shift(influence, draws, rng)
    shift = (shift - np.median(shift)) * scale + extra
    cv = np.minimum(squared_cv * scale**2, 20.0)
    gamma = rng.gamma(1 / cv, cv)
    return Draws(
        float(observed),
        point,
        point * np.exp(shift),
        seen / np.maximum(gamma, 1e-9),
        spread,
        influence,
    )
