"""From a rate and how much it varies to what would be usual in one month.

The interval is one of prediction: where nothing happened, the count of the month lies
in it 19 times in 20. It allows for the rate being learned from some people only, for
the group being some people only, and for months that differ by more than both say.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import nbinom, poisson

LEVEL = 0.95


@dataclass(frozen=True)
class Learned:
    """What people like the group did. rate: events a person in the month; error: its
    variance, from the people it was learned of, each counted once; spread: variance of
    one person's month; months: variance of the rate between months beyond these.
    people: how many it was learned of."""

    rate: float
    error: float
    spread: float
    months: float
    people: float


@dataclass(frozen=True)
class Expected:
    """Events expected in a month, and between what they usually lie."""

    count: float
    lower: float
    upper: float


def expected(learned: Learned, people: int) -> Expected | None:
    """For a group of so many people. Counts are taken as negative binomial of that mean
    and variance (Poisson where they vary no more). None where the rate is known so
    little that such an interval would leave out what is expected."""
    mean = people * learned.rate
    variance = people * learned.spread + people**2 * (learned.error + learned.months)
    tail = (1 - LEVEL) / 2
    if mean <= 0:
        # None was seen: the rule of three says how many may come all the same.
        most = people * -np.log(tail) / max(learned.people, 1.0)
        return Expected(0.0, 0.0, float(poisson.ppf(1 - tail, most)))
    if variance > mean * 1.001:
        share = mean / variance
        of = nbinom(mean * share / (1 - share), share)
    else:
        of = poisson(mean)
    upper = float(of.ppf(1 - tail))
    if upper < mean and mean >= 1:
        return None
    return Expected(mean, float(of.ppf(tail)), upper)


def learn(
    events: np.ndarray,
    weight: np.ndarray,
    person: np.ndarray,
    months: float = 0.0,
) -> Learned:
    """The weighted rate of person-months. events, weight, person: (n,); rows of one
    person are not taken as independent (variance of a ratio, rows summed by person).
    """
    total = weight.sum()
    rate = float((weight * events).sum() / total)
    left = weight * (events - rate)
    _, which = np.unique(person, return_inverse=True)
    by_person = np.bincount(which, weights=left)
    clusters = len(by_person)
    more = clusters / max(clusters - 1, 1)
    error = float(more * (by_person**2).sum() / total**2)
    spread = float((weight * (events - rate) ** 2).sum() / total)
    alike = float(total**2 / (weight**2).sum())
    # Few events say little of a rate, however alike they seem: half of one may be by
    # chance.
    error = max(error, rate / alike, (0.5 / alike) ** 2)
    return Learned(rate, error, spread, months, alike)
