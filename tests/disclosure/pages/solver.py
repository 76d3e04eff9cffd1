"""An attacker who solves for a hidden count with all that is shown."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import LinearConstraint, milp


def least_and_most(
    held: LinearConstraint, cell: int, low: ArrayLike, high: ArrayLike
) -> tuple[int, int]:
    """Between which whole numbers a cell lies: held is what is known of all together,
    low and high of each."""
    size = held.A.shape[1]
    wanted = np.zeros(size)
    wanted[cell] = 1
    ends = [
        milp(
            sign * wanted,
            constraints=held,
            bounds=(low, high),
            integrality=np.ones(size),
        )
        for sign in (1, -1)
    ]
    assert all(one.success for one in ends), "the attacker holds something untrue"
    return round(ends[0].fun), round(-ends[1].fun)
