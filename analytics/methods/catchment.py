"""How well supply meets need within reach: the enhanced two-step floating catchment.

Luo and Qi, Health & Place 2009;15:1100-1107 (E2SFCA): what a service gives is shared
among the people within its reach, nearer ones counting for more; what an area has is
the sum of the shares within its own reach, nearer ones again counting for more.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
# Of three zones of equal width; Luo and Qi's slower decay (a Gaussian of travel time).
WEIGHTS = (1.0, 0.68, 0.22)
SOURCE = "Luo and Qi, Health & Place 2009;15:1100"


@dataclass(frozen=True)
class Access:
    """What each area has: share (supply a head of those who could use it, weighted),
    near (how many services within reach), nearest (km to the nearest; infinite where
    there is none)."""

    share: Matrix
    near: npt.NDArray[np.int64]
    nearest: Matrix


def zones(reach: float) -> tuple[float, ...]:
    """The outer edges of the zones, in km: (1, 2, 3) of a reach of 3."""
    return tuple(reach * n / len(WEIGHTS) for n in range(1, len(WEIGHTS) + 1))


def weights(km: Matrix, reach: float) -> Matrix:
    """The weight of each distance: that of its zone, 0 beyond reach or where it is not
    known. An edge belongs to the nearer zone."""
    found = np.zeros(km.shape)
    for edge, weight in sorted(zip(zones(reach), WEIGHTS, strict=True), reverse=True):
        found[km <= edge] = weight
    return found


def access(km: Matrix, people: Matrix, supply: Matrix, reach: float) -> Access:
    """What the areas (rows of km) have of the services (its columns).

    people: of each area. supply: of each service. A service that nobody can reach
    gives nothing to anybody. The shares, weighted by people, add up to the supply of
    the rest.
    """
    weight = weights(km, reach)
    could = weight.T @ people
    each = np.divide(supply, could, out=np.zeros(len(supply)), where=could > 0)
    inside = np.where(np.isnan(km), np.inf, km)
    nearest = inside.min(axis=1) if km.shape[1] else np.full(len(km), np.inf)
    return Access(weight @ each, (inside <= reach).sum(axis=1), nearest)
