"""How many attendances to expect of each person: Poisson regression on the same
features, by the time observed, and corrected on people who were not in the fit."""

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import PoissonRegressor

from analytics.methods.risk.models import FOLDS, Predicts, Rows, folds_of

PENALTY, MOST = 1e-3, 100
SOLVER = "newton-cholesky"  # many people, few features
LEAST = 1e-6  # attendances a year
SHORTEST = 1e-3  # years


@dataclass(frozen=True)
class Expected:
    """A fitted course: rate (features → attendances a year as fitted), and of each
    group the line by which its logarithm is corrected (intercept, slope)."""

    rate: Predicts
    lines: dict[str, tuple[float, float]]

    def a_year(self, x: np.ndarray, group: str) -> np.ndarray:
        """Attendances to expect in twelve months of each person of a group."""
        start, slope = self.lines[group]
        return np.asarray(np.exp(start + slope * np.log(self.rate(x))))


def expected(
    rows: Rows, count: np.ndarray, years: np.ndarray, groups: dict[str, np.ndarray]
) -> Expected:
    """Fitted on counts and the years in which each was observed; nobody weighs more
    than the time they were observed. The logarithms of features make the highest come
    out too high, and people fall back: the line of each group, learned on people not in
    the fit, takes both out."""
    years = np.maximum(years, SHORTEST)
    rates, weight = count / years, years * rows.w
    fold, unseen = folds_of(rows.person), np.empty(len(count))
    for n in range(FOLDS):
        inside = fold == n
        rate = _fitted(rows.x[~inside], rates[~inside], weight[~inside])
        unseen[inside] = rate(rows.x[inside])
    lines = {
        group: _line(np.log(unseen[those]), rates[those], weight[those])
        for group, those in groups.items()
    }
    return Expected(_fitted(rows.x, rates, weight), lines)


def _fitted(x: np.ndarray, rates: np.ndarray, weight: np.ndarray) -> Predicts:
    centre, spread = np.average(x, axis=0, weights=weight), x.std(axis=0)
    spread = np.where(spread > 1e-9, spread, 1.0)
    model = PoissonRegressor(alpha=PENALTY, max_iter=MOST, solver=SOLVER)
    model.fit((x - centre) / spread, rates, sample_weight=weight)

    def rate(x: np.ndarray) -> np.ndarray:
        return np.maximum(np.asarray(model.predict((x - centre) / spread)), LEAST)

    return rate


def _line(
    fitted: np.ndarray, rates: np.ndarray, weight: np.ndarray
) -> tuple[float, float]:
    """Intercept and slope of a Poisson regression of rates on the fitted logarithm; of
    too few people their mean ratio alone."""
    if len(rates) < 30 or not (rates * weight).sum() > 0 or np.ptp(fitted) < 1e-9:
        whole = float((np.exp(fitted) * weight).sum())
        came = float((rates * weight).sum())
        return (float(np.log(came / whole)) if came > 0 and whole > 0 else 0.0), 1.0
    model = PoissonRegressor(alpha=0.0, max_iter=MOST, solver=SOLVER)
    model.fit(fitted[:, None], rates, sample_weight=weight)
    return float(model.intercept_), float(model.coef_[0])
