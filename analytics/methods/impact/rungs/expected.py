"""The expected number of visits without a programme, learned from untreated people.

A Poisson quasi-likelihood regression (log link, person-time offset) of the follow-up
count on the course before. The Poisson form is only the estimating equation; its
variance is never believed: standard errors are person-clustered (Huber-White) and drawn
by a Bayesian bootstrap over persons. With balancing weights the answer is right if
either the weights or the regression are (Wooldridge 2007, J Econometrics 141:1281).
"""

from dataclasses import dataclass

import numpy as np

# Prior precision of a trait's log rate ratio a standard deviation, in the units of
# Poisson information (visits): steep enough that a few dozen people do not fit noise in
# a dozen categories.
RIDGE_TRAITS = 50.0
RIDGE_COURSE = 0.01  # only to keep the equations solvable
STEPS = 40
MOST_LEVERAGE = 0.75


@dataclass(frozen=True)
class Fit:
    """Coefficients (first the constant), their bread (inverse information) and the
    weights used.

    score: (n, k) weighted residual times covariates, whose person sums give the meat;
        residuals are those of leaving the row out (divided by 1 - leverage; MacKinnon
        and White 1985, J Econometrics 29:305), because at the extremes a row half fits
        itself.
    mean: (n,) fitted follow-up count of each comparator. residual: (n,) as in score.
    """

    coefficients: np.ndarray
    bread: np.ndarray
    score: np.ndarray
    mean: np.ndarray
    residual: np.ndarray
    weights: np.ndarray
    centre: np.ndarray
    scale: np.ndarray

    def rate(self, x: np.ndarray) -> np.ndarray:
        """Expected visits a person-year for covariates (m, k without the constant)."""
        return np.exp(np.clip(self.columns(x) @ self.coefficients, -20, 12))

    def columns(self, x: np.ndarray) -> np.ndarray:
        return np.column_stack([np.ones(len(x)), (x - self.centre) / self.scale])


def fit_expected(
    x: np.ndarray,
    y: np.ndarray,
    years: np.ndarray,
    weights: np.ndarray,
    soft: np.ndarray,
    offset: np.ndarray | None = None,
) -> Fit:
    """Fit visits ``y`` over person-time ``years`` (both (n,)) on covariates ``x`` (n,
    k).

    ``weights`` are scaled here to add up to their effective number. ``offset`` is an
    extra known log factor (the calendar). Newton's method with step halving; raises
    ValueError when nobody has person-time.
    """
    live = years > 0
    if not live.any() or weights[live].sum() <= 0:
        raise ValueError("no comparator has any person-time")
    w = np.where(live, weights, 0.0)
    w = w * (w.sum() / (w**2).sum())
    log_years = np.log(np.where(live, years, 1.0)) + (0 if offset is None else offset)
    total = w.sum()
    centre = (w @ x) / total
    scale = np.sqrt(np.maximum((w @ (x - centre) ** 2) / total, 1e-6))
    columns = np.column_stack([np.ones(len(x)), (x - centre) / scale])
    penalty = np.concatenate([[0.0], np.where(soft, RIDGE_TRAITS, RIDGE_COURSE)])
    beta = np.zeros(columns.shape[1])
    beta[0] = np.log(max(w @ y, 0.5) / (w @ np.exp(log_years)))

    def objective(beta):
        eta = columns @ beta + log_years
        mean = np.exp(np.clip(eta, -30, 20))
        return w @ (mean - y * eta) + 0.5 * penalty @ beta**2, mean

    value, mean = objective(beta)
    for _ in range(STEPS):
        gradient = columns.T @ (w * (mean - y)) + penalty * beta
        information = (columns * (w * mean)[:, None]).T @ columns + np.diag(penalty)
        step = np.linalg.solve(information + 1e-9 * np.eye(len(beta)), gradient)
        size = 1.0
        while size > 1e-3:
            trial, mean_trial = objective(beta - size * step)
            if trial <= value + 1e-12:
                break
            size /= 2
        else:
            break
        beta, change = beta - size * step, value - trial
        value, mean = trial, mean_trial
        if change < 1e-9 * (abs(value) + 1):
            break
    information = (columns * (w * mean)[:, None]).T @ columns + np.diag(penalty)
    bread = np.linalg.inv(information + 1e-9 * np.eye(len(beta)))
    leverage = w * mean * ((columns @ bread) * columns).sum(axis=1)
    residual = (y - mean) / (1 - np.minimum(leverage, MOST_LEVERAGE))
    return Fit(
        beta, bread, columns * (w * residual)[:, None], mean, residual, w, centre, scale
    )


def expected_influence(
    fit: Fit, x: np.ndarray, years: np.ndarray, person: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray]:
    """Expected total of a cohort with covariates ``x`` and person-time ``years``.

    Returns (total, expected of each person, influence of each *comparator person* on
    log(total)). ``person`` names the person of each row of the fit.
    """
    each = fit.rate(x) * years
    total = float(each.sum())
    gradient = (each @ fit.columns(x)) / max(total, 1e-12)
    rows = fit.score @ (fit.bread @ gradient)
    _, which = np.unique(person, return_inverse=True)
    return total, each, np.bincount(which, weights=rows)


def bootstrap_shift(
    influence: np.ndarray, draws: int, rng: np.random.Generator
) -> np.ndarray:
    """Bayesian bootstrap over persons of a log total: sum of (weight - 1) times
    influence with exponential weights (Rubin 1981, Ann Stat 9:130), (draws,). Persons
    of negligible influence are drawn together, as one normal, which keeps a large pool
    quick."""
    size = np.abs(influence)
    order = np.argsort(-size)
    head, tail = order[:800], order[800:]
    shift = (
        rng.standard_exponential((draws, len(head)), dtype=np.float32) - 1
    ) @ influence[head].astype(np.float32)
    spread = np.sqrt((influence[tail] ** 2).sum())
    return shift.astype(float) + spread * rng.standard_normal(draws)
