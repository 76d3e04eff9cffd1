"""The models of a risk: penalised logistic regression, gradient boosting, and last
year's count alone, which is the line to beat.

Both models' probabilities are recalibrated on predictions for people who were not in
the fit (five folds by person): a straight line on the logit scale, by group (Cox 1958;
Platt 1999), so that neither the penalty nor boosting leaves them too sure or too shy.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from analytics.methods.risk.calibration import line_of, logit, sigmoid

SEED, FOLDS = 20_241, 5
PENALTIES = (0.003, 0.03, 0.3)  # of LogisticRegression's C, the strongest first
LEAST_EVENTS = 10  # below which nothing is fitted: nothing could be said of it
LOGISTIC, BOOSTED, COUNT = "logistic", "boosted", "count"
TITLES = {
    LOGISTIC: "Logistic regression",
    BOOSTED: "Gradient boosting",
    COUNT: "Last year’s count alone",
}

Predicts = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Rows:
    """People to fit on: x (a row a person and day, standardised or not), y (0 or 1), w
    (weights), person (so that nobody is in two folds)."""

    x: np.ndarray
    y: np.ndarray
    w: np.ndarray
    person: np.ndarray

    def of(self, those: np.ndarray) -> "Rows":
        """Some of them."""
        return Rows(self.x[those], self.y[those], self.w[those], self.person[those])


@dataclass(frozen=True)
class Weights:
    """Of each feature its mean, spread and weight in a logistic regression."""

    centre: np.ndarray
    spread: np.ndarray
    weight: np.ndarray

    def parts(self, x: np.ndarray) -> np.ndarray:
        """What each feature adds to each person's risk on the logit scale, against the
        mean."""
        return np.asarray((x - self.centre) / self.spread * self.weight)


@dataclass(frozen=True)
class Fitted:
    """A fitted model. raw: features → probabilities before recalibration. lines: of
    each group, intercept and slope of the recalibration. loss: mean log loss on people
    not in the fit. weights: what a logistic regression goes by, standardised."""

    name: str
    raw: Predicts
    lines: dict[str, tuple[float, float]]
    loss: float
    weighs: Weights | None = None

    def score(self, x: np.ndarray) -> np.ndarray:
        """The logit of each person's probability before recalibration."""
        return logit(self.raw(x))

    def risk(self, x: np.ndarray, group: str) -> np.ndarray:
        """The probability of each person, as recalibrated for a group."""
        start, slope = self.lines[group]
        return sigmoid(start + slope * self.score(x))


def fitted(
    name: str, rows: Rows, groups: dict[str, np.ndarray], column: int = 0
) -> Fitted:
    """A model fitted on rows and recalibrated for each group (its rows, as truth
    values). column: of x, that COUNT goes by."""
    if name == COUNT:
        return _by_count(rows, groups, column)
    fit = _logistic if name == LOGISTIC else _boosted
    options = PENALTIES if name == LOGISTIC else (1.0,)
    best: tuple[float, float, np.ndarray] | None = None
    for option in options:
        unseen = _unseen(fit, option, rows)
        loss = log_loss(rows.y, unseen, rows.w)
        if best is None or loss < best[0]:
            best = (loss, option, unseen)
    assert best is not None
    _loss, option, unseen = best
    lines = {
        group: line_of(logit(unseen[those]), rows.y[those], rows.w[those])
        for group, those in groups.items()
    }
    made = fit(rows, option)
    line = line_of(logit(unseen), rows.y, rows.w)
    straight = sigmoid(line[0] + line[1] * logit(unseen))
    return Fitted(
        name,
        _predicts(made),
        lines,
        log_loss(rows.y, straight, rows.w),
        _weights(made),
    )


def log_loss(y: np.ndarray, p: np.ndarray, w: np.ndarray) -> float:
    """The weighted mean of −log of the probability given to what came."""
    p = np.clip(p, 1e-9, 1 - 1e-9)
    each = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return float(np.average(each, weights=w))


def _by_count(rows: Rows, groups: dict[str, np.ndarray], column: int) -> Fitted:
    """Logistic regression on the count alone, of each group: nothing is penalised."""

    def raw(x: np.ndarray) -> np.ndarray:
        return sigmoid(np.asarray(x[:, column], dtype=float) - 3.0)

    score = logit(raw(rows.x))
    lines = {
        group: line_of(score[those], rows.y[those], rows.w[those])
        for group, those in groups.items()
    }
    line = line_of(score, rows.y, rows.w)
    p = sigmoid(line[0] + line[1] * score)
    return Fitted(COUNT, raw, lines, log_loss(rows.y, p, rows.w))


def folds_of(person: np.ndarray) -> np.ndarray:
    """The fold of each row: that of its person."""
    who, row = np.unique(person, return_inverse=True)
    each = np.random.default_rng(SEED).permutation(len(who)) % FOLDS
    return np.asarray(each[row])


def _unseen(fit: Callable[[Rows, float], Any], option: float, rows: Rows) -> np.ndarray:
    """The probability of each row by a model that did not see its person."""
    fold, found = folds_of(rows.person), np.empty(len(rows.y))
    for n in range(FOLDS):
        inside = fold == n
        found[inside] = _predicts(fit(rows.of(~inside), option))(rows.x[inside])
    return found


@dataclass(frozen=True)
class _Scaled:
    centre: np.ndarray
    spread: np.ndarray
    model: LogisticRegression

    def predict_proba(self, x: np.ndarray) -> np.ndarray:
        found = self.model.predict_proba((x - self.centre) / self.spread)
        return np.asarray(found)


def _logistic(rows: Rows, penalty: float) -> Any:
    centre = np.average(rows.x, axis=0, weights=rows.w)
    spread = np.sqrt(np.average((rows.x - centre) ** 2, axis=0, weights=rows.w))
    spread = np.where(spread > 1e-9, spread, 1.0)
    model = LogisticRegression(C=penalty, max_iter=100, solver="newton-cholesky")
    model.fit((rows.x - centre) / spread, rows.y, sample_weight=rows.w)
    return _Scaled(centre, spread, model)


def _boosted(rows: Rows, _option: float) -> Any:
    events = float(rows.y.sum())
    model = HistGradientBoostingClassifier(
        learning_rate=0.15,
        max_iter=40,  # 80 at half the rate were no better, and took twice as long
        max_bins=63,
        max_leaf_nodes=8,
        min_samples_leaf=int(np.clip(events / 4, 20, 200)),
        l2_regularization=5.0,
        early_stopping=False,
        random_state=SEED,
    )
    model.fit(rows.x, rows.y, sample_weight=rows.w)
    return model


def _predicts(made: Any) -> Predicts:
    def raw(x: np.ndarray) -> np.ndarray:
        return np.asarray(made.predict_proba(x)[:, 1])

    return raw


def _weights(made: Any) -> Weights | None:
    if not isinstance(made, _Scaled):
        return None
    return Weights(made.centre, made.spread, made.model.coef_[0])
