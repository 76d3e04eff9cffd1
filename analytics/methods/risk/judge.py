"""How good a risk is: discrimination, precision at a capacity, net benefit; each
weighted, each with its interval."""

from typing import NamedTuple

import numpy as np

from analytics.methods.proportion import Z, wilson


class Interval(NamedTuple):
    """A number and its 95 % limits."""

    value: float
    low: float
    high: float


NOTHING = Interval(np.nan, np.nan, np.nan)


def _placements(
    y: np.ndarray, p: np.ndarray, w: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Of each case the share of others below it, of each other the share of cases above
    it (halves where equal): the components of DeLong, DeLong and Clarke-Pearson 1988,
    Biometrics 44:837, with weights."""
    case = y == 1

    def below(among: np.ndarray, at: np.ndarray) -> np.ndarray:
        order = np.argsort(p[among], kind="stable")
        values, run = p[among][order], np.cumsum(w[among][order])
        run = np.concatenate([[0.0], run])
        less = run[np.searchsorted(values, at, side="left")]
        up_to = run[np.searchsorted(values, at, side="right")]
        return np.asarray((less + up_to) / 2 / run[-1])

    return below(~case, p[case]), 1 - below(case, p[~case])


def c_statistic(y: np.ndarray, p: np.ndarray, w: np.ndarray) -> Interval:
    """The chance that of two people the one who came to be above the rule had the
    higher risk. The interval is on the logit scale."""
    if (y == 1).sum() < 2 or (y == 0).sum() < 2:
        return NOTHING
    value, spread = _c(y, *_placements(y, p, w), w)
    if not 0 < value < 1:
        return Interval(value, value, value)
    wide = Z * spread / (value * (1 - value))
    middle = np.log(value / (1 - value))
    low, high = (1 / (1 + np.exp(-(middle + side * wide))) for side in (-1, 1))
    return Interval(value, float(low), float(high))


def c_difference(
    y: np.ndarray, one: np.ndarray, other: np.ndarray, w: np.ndarray
) -> Interval:
    """How much the c-statistic of one risk is above that of another, of the same
    people."""
    if (y == 1).sum() < 2 or (y == 0).sum() < 2:
        return NOTHING
    first, second = _placements(y, one, w), _placements(y, other, w)
    value, spread = _c(y, first[0] - second[0], first[1] - second[1], w)
    return Interval(value, value - Z * spread, value + Z * spread)


def _c(
    y: np.ndarray, cases: np.ndarray, others: np.ndarray, w: np.ndarray
) -> tuple[float, float]:
    """Mean of the components and its standard error."""
    spread = 0.0
    for part, those in ((cases, y == 1), (others, y == 0)):
        weight = w[those]
        mean = float(np.average(part, weights=weight))
        n = len(part)
        share = weight / weight.sum()
        spread += float((share**2 * (part - mean) ** 2).sum()) * n / (n - 1)
    return float(np.average(cases, weights=w[y == 1])), float(np.sqrt(spread))


class Named(NamedTuple):
    """Of so many named those of highest risk: how many will be above the rule."""

    named: float
    right: float
    share: Interval


def precision(y: np.ndarray, p: np.ndarray, w: np.ndarray, capacity: int) -> Named:
    """Of the `capacity` people of highest risk, how many came to be above the rule, by
    weight, with Wilson's interval.

    People at the margin with equal risk are taken in part: which of them would be
    named is chance. Who left before it was known weighs nothing, and those who stayed
    stand for them.
    """
    taken = taken_in(p, capacity)
    weight = taken * w
    whole = float(weight.sum())
    if whole <= 0:
        return Named(0.0, 0.0, NOTHING)
    share = float((weight * y).sum() / whole)
    counts = whole**2 / float((taken * w**2).sum())  # people that the weights are worth
    low, high = wilson(share * counts, counts)
    named = float(taken.sum())
    return Named(named, share * named, Interval(share, float(low), float(high)))


def taken_in(p: np.ndarray, capacity: int) -> np.ndarray:
    """How far each person is among the `capacity` of highest risk: 1, 0, or a part
    where equals share what is left."""
    if capacity >= len(p):
        return np.ones(len(p))
    margin = np.partition(p, len(p) - capacity)[len(p) - capacity]
    above, equal = p > margin, p == margin
    left = (capacity - above.sum()) / max(equal.sum(), 1)
    return np.asarray(above + equal * left, dtype=float)


def net_benefit(
    y: np.ndarray, p: np.ndarray, w: np.ndarray, thresholds: np.ndarray
) -> np.ndarray:
    """Right names less wrong ones at the odds of each threshold, a person (Vickers and
    Elkin 2006, Medical Decision Making 26:565)."""
    order = np.argsort(-p, kind="stable")
    right = np.concatenate([[0.0], np.cumsum((w * y)[order])])
    wrong = np.concatenate([[0.0], np.cumsum((w * (1 - y))[order])])
    at = np.searchsorted(-p[order], -thresholds, side="right")
    odds = thresholds / (1 - thresholds)
    return np.asarray((right[at] - wrong[at] * odds) / w.sum())
