"""How a rate runs from the least to the most deprived: the relative and the slope index
of inequality.

People stand in a row from the least to the most deprived; a group stands where its
middle person does (its ridit, 0 to 1). A Poisson model of what was counted, with what
was expected given age and sex as its offset, gives the rate at either end of the row.
The relative index is the one over the other, the slope index the one less the other
(Mackenbach and Kunst, Social Science and Medicine 1997;44:757; by regression as
Moreno-Betancur and others, Epidemiology 2015;26:518). Unlike the first fifth over the
last it uses everybody, and a place without one of the fifths can have it too.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

Z = 1.959964
LEAST_COUNTED, LEAST_GROUPS = 10, 3  # of less no index is given
ROUNDS, CLOSE = 50, 1e-10
METHOD = (
    "relative and slope index of inequality by Poisson regression on the rank of "
    "deprivation, given age and sex"
)


class Gradient(NamedTuple):
    """relative: the rate of the most deprived end ÷ that of the least deprived; slope:
    the one less the other, a person. Each with 95% limits; NaN where too little was
    counted."""

    relative: float
    lower: float
    upper: float
    slope: float
    slope_lower: float
    slope_upper: float


NONE = Gradient(*([float("nan")] * 6))


def ridits(people: ArrayLike) -> np.ndarray:
    """Where the middle person of each group stands, 0 to 1, in the order given."""
    n = np.asarray(people, dtype=float)
    whole = np.maximum(n.sum(), 1e-12)
    middle: np.ndarray = (np.cumsum(n) - n / 2) / whole
    return middle


def gradient(
    counted: ArrayLike, squares: ArrayLike, expected: ArrayLike, people: ArrayLike
) -> Gradient:
    """The indices of groups in the order of deprivation, the least deprived first.

    counted: what there was in each. squares: of what each person had, summed (as
    counted, where nobody has two). expected: at everybody's rates by age and sex.
    people: in the group. The interval allows for people who come often, and for groups
    that lie off the line.
    """
    y, s, e, n = (
        np.asarray(one, dtype=float) for one in (counted, squares, expected, people)
    )
    x, some = ridits(n), (n > 0) & (e > 0)
    y, s, e, n, x = y[some], s[some], e[some], n[some], x[some]
    if len(y) < LEAST_GROUPS or y.sum() < LEAST_COUNTED:
        return NONE
    design = np.column_stack([np.ones_like(x), x])
    fitted = _fit(design, y, e)
    if fitted is None:
        return NONE
    beta, covariance = fitted
    mean = e * np.exp(design @ beta)
    off = float(((y - mean) ** 2 / mean).sum()) / max(len(y) - 2, 1)
    covariance = covariance * max(1.0, s.sum() / y.sum(), off)
    reach = Z * float(np.sqrt(covariance[1, 1]))
    rate = y.sum() / n.sum()
    low, high = np.exp(beta[0]), np.exp(beta.sum())
    slope = rate * (high - low)
    turn = rate * np.array([high - low, high])
    half = Z * float(np.sqrt(turn @ covariance @ turn))
    ratio = np.exp([beta[1], beta[1] - reach, beta[1] + reach])
    return Gradient(*map(float, (*ratio, slope, slope - half, slope + half)))


def _fit(
    design: np.ndarray, y: np.ndarray, e: np.ndarray
) -> tuple[np.ndarray, np.ndarray] | None:
    """Coefficients and their covariance, by Newton's steps; None where they run away
    (nobody counted at one end)."""
    beta = np.array([np.log(y.sum() / e.sum()), 0.0])
    for _ in range(ROUNDS):
        mean = e * np.exp(np.clip(design @ beta, -30, 30))
        information = design.T @ (design * mean[:, None])
        if np.linalg.cond(information) > 1e10:
            return None
        step = np.linalg.solve(information, design.T @ (y - mean))
        beta = beta + step
        if np.abs(step).max() < CLOSE:
            return beta, np.linalg.inv(information)
    return None
