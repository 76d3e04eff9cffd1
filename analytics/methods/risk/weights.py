"""Who left before the end stands for nobody; who stayed stands for those who left.

Inverse probability of censoring weights (Robins and Rotnitzky 1992): the chance of
being still on the list is Kaplan and Meier's, by stratum. Death is no censoring: who
has died will not be above the rule, so it is a competing event and an outcome of
"no".
"""

import numpy as np


def still_there(
    days: np.ndarray, left: np.ndarray, each: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Kaplan and Meier's estimate of not having left: the days on which somebody left,
    in order, and the share still there after each.

    days: how long each was observed; left: whether that ended by leaving. each: how
    many people a row stands for.
    """
    leaving, which = np.unique(days[left], return_inverse=True)
    gone = np.bincount(which, weights=each[left], minlength=len(leaving))
    order = np.argsort(days, kind="stable")
    before = np.concatenate([[0.0], np.cumsum(each[order])])
    at_risk = before[-1] - before[np.searchsorted(days[order], leaving, side="left")]
    return leaving, np.cumprod(1 - gone / at_risk)


def censoring_weights(
    days: np.ndarray,
    left: np.ndarray,
    known_after: np.ndarray,
    strata: np.ndarray,
    each: np.ndarray | None = None,
) -> np.ndarray:
    """The weight of each person: 0 for who left before the outcome was known, else one
    over the chance of being still there when it was.

    days, left, each: as in `still_there`. known_after: days until the outcome was known
    (the rule crossed, death, the end). strata: within which people leave alike.
    """
    each = np.ones(len(days)) if each is None else each
    weights = np.zeros(len(days))
    for stratum in np.unique(strata):
        those = strata == stratum
        leaving, there = still_there(days[those], left[those], each[those])
        at = np.searchsorted(leaving, known_after[those], side="left")  # just before
        chance = np.concatenate([[1.0], there])[at]
        weights[those] = np.where(left[those], 0.0, 1 / np.maximum(chance, LEAST))
    return weights


LEAST = 0.05  # chance: nobody stands for more than twenty
