"""A place against a weighted combination of other places, tried on every place in turn.

Synthetic control (Abadie, Diamond and Hainmueller 2010, J Am Stat Assoc 105:493) on
each place's rate over its own mean before, since places of another level are of use for
their course; with the ridge of Arkhangelsky et al (2021, Am Econ Rev 111:4088), since
monthly counts are noisy and a few places that fit the noise would be chosen.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls

LEVEL = 0.05
LEAST_PLACES = 20  # the largest of 20 is one in twenty: with fewer nothing can be shown
SUM_TO_ONE = 1e4  # how dearly weights that do not add up to 1 are paid for


@dataclass(frozen=True)
class Synthetic:
    """One place against others. expected: its index, (months,); 1 is its own mean
    before. weights: of the others. log_ratio: of observed over expected since the
    start. scale: how far the two lay apart before, a month (root mean square)."""

    expected: np.ndarray
    weights: np.ndarray
    log_ratio: float
    scale: float

    @property
    def far(self) -> float:
        """The change in units of how far the two lay apart before."""
        return self.log_ratio / self.scale


def weights_of(own: np.ndarray, others: np.ndarray, after: int) -> np.ndarray:
    """Weights (places,) at least 0 and adding up to 1, for which the others (months,
    places) come nearest to ``own`` (months,) before; ``after``: months since."""
    months, many = others.shape
    noise = np.diff(others, axis=0).std() if months > 1 else 0.0
    ridge = np.sqrt(after) * noise**2 * months  # zeta squared times months
    rows = [others, np.sqrt(ridge) * np.eye(many), np.full((1, many), SUM_TO_ONE)]
    wanted = [own, np.zeros(many), [SUM_TO_ONE]]
    found, _ = nnls(np.concatenate(rows), np.concatenate(wanted))
    return found / found.sum()


def against_others(rate: np.ndarray, place: int, starts: int) -> Synthetic:
    """One place of ``rate`` (places, months) against all others; ``starts``: the first
    month after."""
    index = rate / rate[:, :starts].mean(axis=1, keepdims=True)
    own, others = index[place], np.delete(index, place, axis=0).T
    weights = weights_of(own[:starts], others[:starts], len(own) - starts)
    expected = others @ weights
    # The smallest number keeps a place without any month after from being infinite.
    after = max(own[starts:].mean(), 1e-6), max(expected[starts:].mean(), 1e-6)
    apart = own[:starts] - expected[:starts]
    return Synthetic(
        expected,
        weights,
        float(np.log(after[0] / after[1])),
        float(max(np.sqrt((apart**2).mean()), 1e-6)),
    )


@dataclass(frozen=True)
class Permuted:
    """A place's change beside that of every other place asked in its stead.

    chance: the share of places (itself among them) with a change as large, in units of
    how far each lay from its others before. ratio, lower, upper: observed over
    expected, with the changes that the test at LEVEL would not rule out. smallest: the
    smallest fall that could have been shown.
    """

    own: Synthetic
    chance: float
    ratio: float
    lower: float
    upper: float
    smallest: float


def permuted(rate: np.ndarray, place: int, starts: int) -> Permuted:
    """The place asked about and all others in its stead, by the same method.

    Without an effect, and where places change alike, one place in twenty (at LEVEL) is
    called changed: exactly, as each is as likely as any other to be the furthest off.
    """
    found = [against_others(rate, each, starts) for each in range(len(rate))]
    own = found[place]
    far = np.array([abs(one.far) for one in found])
    others = np.sort(np.delete(far, place))[::-1]
    allowed = int(LEVEL * len(rate))  # places that may be called changed by chance
    reach = (others[allowed - 1] if allowed else np.inf) * own.scale
    low, high = own.log_ratio - reach, own.log_ratio + reach
    return Permuted(
        own,
        float((far >= far[place] * (1 - 1e-12)).mean()),
        float(np.exp(own.log_ratio)),
        float(np.exp(low)),
        float(np.exp(high)),
        float(1 - np.exp(-reach)),
    )
