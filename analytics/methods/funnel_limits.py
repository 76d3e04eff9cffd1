"""The limits of a funnel: the ratios of observed to expected that chance, and a usual
spread between places, seldom pass.

The rate of a place spreads log-normally by tau, and its count is Poisson about it;
Gauss-Hermite quadrature adds up over the rates.
"""

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from scipy.special import gammainc, gammaincc, gdtrib, pdtrik

WARNING, ACTION = 0.95, 0.998  # the two pairs of limits
NODES, NODE_WEIGHTS = hermegauss(15)
NODE_WEIGHTS = NODE_WEIGHTS / NODE_WEIGHTS.sum()
HALVINGS = 40


def limits(expected, level: float, tau: float) -> tuple[np.ndarray, np.ndarray]:
    """The ratios that chance and a log-normal spread tau pass with the probability left
    at each end: those of `poisson_limits` with the rate itself spread."""
    expected = np.asarray(expected, dtype=float)
    if tau == 0 or not expected.size:
        return poisson_limits(expected, level)
    tail = (1 - level) / 2
    rates = expected[..., None] * np.exp(tau * NODES)
    most = _far(rates.max(axis=-1))
    high = _where(lambda x: _at_least(x, rates) > tail, most)
    low = _where(lambda x: _at_most(x, rates) < tail, most)
    low = np.where(_at_most(np.zeros_like(expected), rates) >= tail, 0.0, low)
    known = np.isfinite(expected)
    return (
        np.where(known, low / expected, np.nan),
        np.where(known, high / expected, np.nan),
    )


def _far(rate):
    """A count that a rate all but never gives."""
    return rate + 10 * np.sqrt(rate) + 30


def _at_least(x: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """P(count >= x), drawn smoothly between whole counts."""
    return gammainc(np.maximum(x, 1e-9)[..., None], rates) @ NODE_WEIGHTS


def _at_most(x: np.ndarray, rates: np.ndarray) -> np.ndarray:
    return gammaincc(x[..., None] + 1, rates) @ NODE_WEIGHTS


def _where(holds, most: np.ndarray) -> np.ndarray:
    """The largest x between 0 and `most` at which a falling condition still holds."""
    low, high = np.zeros_like(most), most
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        yes = holds(middle)
        low, high = np.where(yes, middle, low), np.where(yes, high, middle)
    return (low + high) / 2


def poisson_limits(expected, level: float) -> tuple[np.ndarray, np.ndarray]:
    """The ratios that chance alone passes with the probability left at each end,
    exactly.

    A count x is beyond the upper limit if P(X >= x) is less than (1 - level) / 2, and
    likewise below; drawn smoothly between whole counts. Where even a count of nothing
    is likely enough, the lower limit is 0 and nothing is below it.

    >>> [round(float(limit), 3) for limit in poisson_limits(20, 0.95)]
    [0.562, 1.485]
    """
    expected = np.asarray(expected, dtype=float)
    tail = (1 - level) / 2
    low = np.clip(pdtrik(tail, expected), 0, None)
    low = np.where(np.exp(-expected) >= tail, 0.0, low)
    return low / expected, gdtrib(1.0, tail, expected) / expected


def upper_of_several(
    expected: float, level: float, taus: np.ndarray, share: np.ndarray
) -> float:
    """The upper limit where the spread may be any of `taus`, each with its share."""
    tail = (1 - level) / 2
    rates = expected * np.exp(taus[:, None] * NODES)
    most = np.array([_far(rates.max())])
    high = _where(
        lambda x: share @ (gammainc(np.maximum(x, 1e-9), rates) @ NODE_WEIGHTS) > tail,
        most,
    )
    return float(high[0] / expected)
