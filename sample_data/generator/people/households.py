"""Who lives with whom: households within an area, mostly of one practice.

Adults of like age live alone, as couples, sometimes more; children live with adults of
an age to have them. Sizes are near the census of 2021 (2.4 people; 30 % of one).
"""

import numpy as np

from sample_data.generator.people.spells import Spells

ADULTS = np.array([0.35, 0.475, 0.115, 0.06])  # share of homes with 1, 2, 3, 4 adults
SIBLINGS = np.array([0.40, 0.42, 0.18])  # of groups of 1, 2, 3 children
PARENTS = (21, 55)
_CHILD = 18


def households(rng: np.random.Generator, spells: Spells, as_at: int) -> np.ndarray:
    """The number of the household of each registration.

    Those open on `as_at` are grouped with one another; those before or after with
    their like, so that a home is not filled with people who followed each other.
    """
    year = int(np.datetime64(as_at, "D").astype("datetime64[Y]").astype(int)) + 1970
    age = year - spells.birth_year.astype(np.int64)
    now = (spells.start <= as_at) & (spells.stop > as_at)
    home = np.zeros(len(spells), np.int64)
    begun = 0
    for rows in (np.flatnonzero(now), np.flatnonzero(~now)):
        if len(rows):
            home[rows] = begun + _group(rng, spells, rows, age[rows])
            begun = int(home[rows].max()) + 1
    return rng.permutation(begun)[home]


def _group(
    rng: np.random.Generator, spells: Spells, rows: np.ndarray, age: np.ndarray
) -> np.ndarray:
    """Household of each of `rows`, numbered from 0."""
    area = spells.area[rows].astype(np.int64)
    practice = spells.practice[rows].astype(np.int64)
    where = area * (int(practice.max()) + 1) + practice
    near = age + rng.normal(0, 3.0, len(rows))
    home = np.zeros(len(rows), np.int64)
    adult = np.flatnonzero(age >= _CHILD)
    adult = adult[np.lexsort((near[adult], where[adult]))]
    home[adult] = _runs(rng, ADULTS, where[adult], area[adult])
    homes = int(home[adult].max()) + 1 if len(adult) else 0
    child = np.flatnonzero(age < _CHILD)
    child = child[np.lexsort((near[child], where[child]))]
    group = _runs(rng, SIBLINGS, where[child], area[child])
    if not len(child):
        return home
    able = adult[(age[adult] >= PARENTS[0]) & (age[adult] <= PARENTS[1])]
    able_homes, first = np.unique(home[able], return_index=True)
    head = np.unique(group, return_index=True)[1]
    found = _matched(
        rng,
        where[child][head],
        where[able[first]],
        area[child][head],
        area[able[first]],
    )
    parents = np.where(
        found >= 0, able_homes[found.clip(0)], homes + np.arange(len(head))
    )
    home[child] = parents[group]
    return np.unique(home, return_inverse=True)[1]


def _runs(
    rng: np.random.Generator, shares: np.ndarray, where: np.ndarray, area: np.ndarray
) -> np.ndarray:
    """Cut rows in order into runs of random lengths that end with an area: the number
    of each row's run. A run may go on into the next practice of its area."""
    size = len(where)
    if not size:
        return np.zeros(0, np.int64)
    lengths = 1 + rng.choice(len(shares), size, p=shares / shares.sum())
    ends = np.cumsum(lengths)
    run = np.searchsorted(ends, np.arange(size), side="right")
    starts = np.ones(size, bool)
    starts[1:] = (run[1:] != run[:-1]) | (area[1:] != area[:-1])
    return np.cumsum(starts) - 1


def _matched(
    rng: np.random.Generator,
    want: np.ndarray,
    have: np.ndarray,
    want_area: np.ndarray,
    have_area: np.ndarray,
) -> np.ndarray:
    """For each that wants a home, one (its place) of the same practice and area, else
    of the same area, else -1; each is taken once before it is taken twice."""
    found = np.full(len(want), -1, np.int64)
    for wanted, given in ((want, have), (want_area, have_area)):
        left = np.flatnonzero(found < 0)
        order = rng.permutation(len(given))
        order = order[np.argsort(given[order], kind="stable")]
        mine = left[np.argsort(wanted[left], kind="stable")]
        low = np.searchsorted(given[order], wanted[mine], side="left")
        many = np.searchsorted(given[order], wanted[mine], side="right") - low
        nth = np.arange(len(mine)) - np.searchsorted(wanted[mine], wanted[mine])
        place = low + np.where(many > 0, nth % np.maximum(many, 1), 0)
        good = many > 0
        found[mine[good]] = order[place[good]]
    return found


def as_text(numbers: np.ndarray) -> list[str]:
    """Household numbers as text, for every number up to the highest."""
    return [f"H{number:07d}" for number in range(int(numbers.max()) + 1)]
