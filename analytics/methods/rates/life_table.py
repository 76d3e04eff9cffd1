"""Life expectancy at birth from deaths and person-years by age: Chiang's abridged life
table.

Chiang, The Life Table and its Applications (1984), as public health profiles in England
work it out: in each band people die in its middle on average, the last band is open.
The variance is Chiang's, that of the open band Silcocks and others' (Journal of
Epidemiology and Community Health 2001;55:38). Of a small population it means little:
below 5,000 person-years none is given (Toson and Baker, National Statistics
Methodological Series 33, 2003).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

Z = 1.959964
MIDDLE = 0.5  # of a band: when those who die in it die
LEAST_YEARS = 5000  # person-years
METHOD = "an abridged life table (Chiang 1984), ages in bands of five years"


class Life(NamedTuple):
    """Years of life to be expected at birth at these death rates, with 95% limits; NaN
    where there are too few person-years or nobody died in the last band."""

    years: float
    lower: float
    upper: float


NONE = Life(float("nan"), float("nan"), float("nan"))


def life_expectancy(
    deaths: ArrayLike, person_years: ArrayLike, starts: ArrayLike
) -> Life:
    """Of one population. starts: the youngest age of each band, the last band open;
    each argument one number a band, in the order of age."""
    d, p, x = (np.asarray(one, dtype=float) for one in (deaths, person_years, starts))
    if p.sum() < LEAST_YEARS or (p <= 0).any() or d[-1] <= 0:
        return NONE
    n, m = np.diff(x), d / p
    dies = np.append(n * m[:-1] / (1 + n * (1 - MIDDLE) * m[:-1]), 1.0).clip(0, 1)
    alive = np.concatenate([[1.0], np.cumprod(1 - dies[:-1])])
    lived = np.append(n * (alive[1:] + MIDDLE * (alive[:-1] - alive[1:])), 0.0)
    lived[-1] = alive[-1] / m[-1]
    ahead = lived[::-1].cumsum()[::-1] / np.where(alive > 0, alive, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where(d > 0, dies**2 * (1 - dies) / d, 0.0)[:-1]
    weight = alive[:-1] ** 2 * (ahead[1:] + (1 - MIDDLE) * n) ** 2
    spread = float((weight * each).sum() + alive[-1] ** 2 / (m[-1] ** 2 * d[-1]))
    reach, years = Z * spread**0.5, float(ahead[0])
    return Life(years, years - reach, years + reach)
