"""A directly standardised rate with its interval, where people come more than once.

The rate is that of a standard population which came as often, age by age, as the
people of a place. Its interval is the gamma interval of Fay and Feuer (Statistics in
Medicine 1997;16:791), which keeps its promise for small places too. That one takes
events as independent. Attendances are not: a few people make many. So the person is
the unit: attendances are a sum over people, whose variance is the sum of their squares
(Stukel and others, Statistics in Medicine 1994;13:1781). Where nobody comes twice, both
are the same.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import gamma

LEVEL = 0.95
METHOD = (
    "the gamma interval of Fay and Feuer (1997), with the person and not the "
    "attendance as the unit"
)


class Rate(NamedTuple):
    """A rate a person with its 95% limits. covered: the share of the standard
    population whose cells had anybody in them."""

    rate: float
    lower: float
    upper: float
    covered: float


def direct(
    events: ArrayLike, squares: ArrayLike, people: ArrayLike, standard: ArrayLike
) -> Rate:
    """The directly standardised rate of a place, each argument one number a cell.

    events: how many there were. squares: the squares of how many each person had,
    summed. people: in the cell. standard: its share of the standard population. Cells
    without people say nothing and are left out of the standard; covered tells how much
    is left. NaN where nothing is.
    """
    y, s, n, w = (
        np.asarray(one, dtype=float) for one in (events, squares, people, standard)
    )
    some = (n > 0) & (w > 0)
    covered = float(w[some].sum())
    if not covered:
        return Rate(np.nan, np.nan, np.nan, 0.0)
    each = w[some] / covered / n[some]
    total, spread = float((each * y[some]).sum()), float((each**2 * s[some]).sum())
    own = s[some].sum() / y[some].sum() if y[some].sum() else 1.0
    return Rate(total, *limits(total, spread, float(each.max() * own)), covered)


def limits(total: float, spread: float, one_more: float) -> tuple[float, float]:
    """The 95% gamma limits of a weighted sum of events.

    spread: its variance. one_more: what one more person, in the cell that weighs most,
    would add; it widens the upper limit, so that nobody seen does not mean nobody.
    """
    tail = (1 - LEVEL) / 2
    low = gamma.ppf(tail, total**2 / spread, scale=spread / total) if spread else 0.0
    more, wider = total + one_more, spread + one_more**2
    high = gamma.ppf(1 - tail, more**2 / wider, scale=wider / more)
    return float(low), float(high)


def ratio(events: float, squares: float, expected: float) -> tuple[float, float, float]:
    """Counted ÷ expected (indirect standardisation) with the same 95% limits; for
    events of which nobody has two, the exact limits of Poisson. NaN where nothing is
    expected."""
    if not expected > 0:
        return np.nan, np.nan, np.nan
    own = squares / events if events else 1.0
    low, high = limits(float(events), float(squares), own)
    return events / expected, low / expected, high / expected
