"""Expected from people alike on the day the group was fixed, who were not in it.

They are weighted so that their use before that day, and their ages, come to the group's
own (entropy balancing, `methods.impact.rungs.balance`), and followed over the same
calendar months, so that seasons and changes of the place are theirs too.
"""

from dataclasses import dataclass

import numpy as np

from analytics.methods.anyway.within import Learned, learn
from analytics.methods.impact.rungs.balance import balancing_weights, effective_number

LEAST_ALIKE = 50  # people compared, as many as weigh
FURTHEST = 0.25  # standard deviations that may be left between the means


@dataclass(frozen=True)
class Compared:
    """People compared. person: its row in the events; joined: the month on which they
    were like the group; weight: (n,)."""

    person: np.ndarray
    joined: np.ndarray
    weight: np.ndarray


def weighted(
    group: np.ndarray,
    pool: np.ndarray,
    person: np.ndarray,
    joined: np.ndarray,
    start: np.ndarray,
) -> Compared | None:
    """The pool weighted to the group's means. group, pool: covariates, (n, k); start:
    weights that the pool begins with. None where too few are alike."""
    if len(pool) < LEAST_ALIKE or not len(group):
        return None
    keep = np.concatenate([group, pool]).std(axis=0) > 1e-9
    mine, theirs = group[:, keep], pool[:, keep]
    weight = balancing_weights(mine.mean(axis=0), theirs, start)
    spread = np.sqrt((mine.var(axis=0) + theirs.var(axis=0)) / 2).clip(1e-9)
    left = np.abs(weight @ theirs - mine.mean(axis=0)) / spread
    if effective_number(weight) < LEAST_ALIKE or left.max(initial=0.0) > FURTHEST:
        return None
    return Compared(person, joined, weight)


def from_alike(
    events: np.ndarray, at_risk: np.ndarray, compared: Compared, month: int
) -> Learned | None:
    """What those in the group by `month` would have done in it. events, at_risk:
    (persons, months); at risk is who is there, and whom nobody had offered help."""
    live = (compared.joined <= month) & at_risk[compared.person, month]
    weight = compared.weight[live]
    if effective_number(weight) < LEAST_ALIKE:
        return None
    person = compared.person[live]
    return learn(events[person, month], weight, person)
