"""Second rung: people who met the same rule at earlier dates, before any programme.

Their course is re-weighted to the cohort's baseline, and corrected for the calendar
change among people outside the programme. How far earlier cohorts differ from each
other widens the interval.
"""

import numpy as np

from analytics.methods.impact.panels.counts import LARGEST_POOL, Counts, stack, thinned
from analytics.methods.impact.rungs.balance import design, effective_number
from analytics.methods.impact.rungs.expected import expected_influence, fit_expected
from analytics.methods.impact.rungs.interval import DRAWS, draw_ratio, pooled_spread
from analytics.methods.impact.rungs.matched import Rung, fit_rung, support_share

LEAST_REST = 100  # people outside the programme now, needed to see the calendar in them
# Prior for the SD between dates on the log scale, worth PRIOR_DATES dates. On rwm5yr
# (five years, no programme) the yearly cohorts differ by about this much after the
# calendar is taken out.
PRIOR_TAU = 0.06
PRIOR_DATES = 3.0


def earlier_qualifiers(
    cohort: Counts,
    earlier: Counts,
    rest_now: Counts | None,
    rng: np.random.Generator,
    disjoint_dates: int,
    background_change: dict[int, float] | None = None,
    draws: int = DRAWS,
) -> Rung:
    """Observed against expected from earlier qualifiers.

    earlier: people at earlier dates (``date`` names each), with the levels below the
        cohort's included, so that ``rest_now`` (people outside the programme at the
        cohort's own date) can be set against their like.
    disjoint_dates: how many of the earlier dates have follow-ups that do not overlap.
    background_change: log(change of the population's rate, earlier date against now) by
    date, used
        when too few are left in ``rest_now``.
    Raises :class:`NothingToCompare` with fewer than 20 earlier people.
    """
    calendar, calendar_se = calendar_change(earlier, rest_now, background_change, rng)
    like = earlier.take(earlier.before >= like_floor(cohort))
    pool = like if len(like) >= 50 else earlier
    pool = pool.take(thinned(pool.before, LARGEST_POOL, rng))
    offset = -np.array([calendar.get(int(d), 0.0) for d in pool.date])
    fit, frame, weights = fit_rung(cohort, pool, offset)
    total, each, influence = expected_influence(
        fit, frame, cohort.after_years, pool.person
    )
    tau = between_dates(pool, fit.mean, weights, disjoint_dates)
    spread = pooled_spread(cohort.after, each, fit.residual, fit.mean, weights)
    extra = calendar_se * rng.standard_normal(draws)
    # The mean of the earlier dates is itself uncertain, hence 1 + 1/J.
    freedom = PRIOR_DATES + max(disjoint_dates - 1, 0)
    extra = extra + tau * np.sqrt(1 + 1 / max(disjoint_dates, 1)) * rng.standard_t(
        freedom, draws
    )
    overall = float(
        np.average([calendar.get(int(d), 0.0) for d in pool.date], weights=weights)
    )
    found = draw_ratio(cohort.after.sum(), each, influence, spread, rng, draws, extra)
    return Rung(
        found,
        each,
        pool,
        weights,
        effective_number(weights),
        support_share(cohort, pool, each),
        tau,
        disjoint_dates,
        overall,
    )


def like_floor(cohort: Counts) -> float:
    """Visits from which an earlier person resembles the cohort at all: 0.8 of its
    least, and one at least where nobody of the cohort is without."""
    return max(
        min(1.0, float(cohort.before.min())),
        0.8 * float(np.quantile(cohort.before, 0.02)),
    )


def calendar_change(
    earlier: Counts,
    rest_now: Counts | None,
    background_change: dict[int, float] | None,
    rng: np.random.Generator,
) -> tuple[dict[int, float], float]:
    """Log change from each earlier date to now among people outside the programme, and
    its standard error.

    People of the same recent course are compared at both dates. (Totals of "everybody
    but the cohort" would not do: leaving out those who were high makes the rest rise by
    construction.)
    """
    codes = [int(d) for d in np.unique(earlier.date)]
    if rest_now is None or (rest_now.after_years > 0).sum() < LEAST_REST:
        change = background_change or {}
        return {d: change.get(d, 0.0) for d in codes}, 0.0 if change else PRIOR_TAU
    now = rest_now.take(thinned(rest_now.before, LARGEST_POOL, rng))
    # Only levels present now can speak about the calendar.
    high = np.quantile(now.before, 0.999)
    then = earlier.take((earlier.before >= now.before.min()) & (earlier.before <= high))
    then = then.take(thinned(then.before, LARGEST_POOL, rng))
    both = stack([then, now])
    plan = design(both, both, traits=False)
    dummies = np.column_stack(
        [np.concatenate([then.date == d, np.zeros(len(now), bool)]) for d in codes]
    ).astype(float)
    present = dummies.sum(axis=0) > 0
    codes = [d for d, p in zip(codes, present, strict=True) if p]
    x = np.column_stack([plan.pool, dummies[:, present]])
    soft = np.zeros(x.shape[1], bool)
    fit = fit_expected(x, both.after, both.after_years, np.ones(len(both)), soft)
    slopes = fit.coefficients[1:] / fit.scale
    effects = slopes[-len(codes) :]  # log rate, then against now
    influence = fit.score @ (fit.bread[:, 1:] / fit.scale)[:, -len(codes) :].mean(
        axis=1
    )
    _, which = np.unique(both.person, return_inverse=True)
    se = float(np.sqrt((np.bincount(which, weights=influence) ** 2).sum()))
    return {d: -float(e) for d, e in zip(codes, effects, strict=True)}, se


def between_dates(
    pool: Counts, mean: np.ndarray, weights: np.ndarray, disjoint: int
) -> float:
    """SD between earlier dates of log(observed / expected), beyond chance (DerSimonian
    and Laird 1986, Control Clin Trials 7:177), drawn towards the prior because dates
    are few."""
    deviation, variance = [], []
    for d in np.unique(pool.date):
        at = pool.date == d
        w, y, m = weights[at], pool.after[at], mean[at]
        expected = w @ m
        if expected <= 0 or w @ y <= 0:
            continue
        deviation.append(np.log((w @ y) / expected))
        variance.append(((w * (y - m)) ** 2).sum() / expected**2)
    squared = 0.0
    if len(deviation) > 1:
        deviation, precision = np.array(deviation), 1 / np.maximum(variance, 1e-9)
        centre = (precision @ deviation) / precision.sum()
        q = precision @ (deviation - centre) ** 2
        c = precision.sum() - (precision**2).sum() / precision.sum()
        squared = max((q - (len(deviation) - 1)) / c, 0.0)
    seen = max(disjoint - 1, 0)
    return float(
        np.sqrt((PRIOR_DATES * PRIOR_TAU**2 + seen * squared) / (PRIOR_DATES + seen))
    )
