"""How long stays last, who dies in one, and that no two of them overlap.

Emergency stays: a third end on the day on which they began; the others last a
lognormal time that grows with age, frailty and the reason, so that a few people take
most of the bed days.
"""

import numpy as np

from sample_data.generator.calendar import NEVER, off_the_change
from sample_data.generator.wider_care.people import People
from sample_data.generator.wider_care.stays.lists import DAYS_FACTOR
from sample_data.generator.wider_care.stays.records import Attended, Stays

ZERO_DAYS = 0.92, 0.385  # chance from a short-stay ward, from another
_AGES = (0, 5, 17, 35, 50, 65, 75, 85, 100)
_DAYS = (2.5, 2.4, 3.5, 5.8, 9.8, 15.0, 18.5, 21.5, 22.5)  # mean of others, by age
SPREAD = 1.15
LONGEST = 190
DIES = 0.60  # of those in the last ten days of life who were admitted from A&E
LAST_DAYS = 10
_PEOPLE_APART = 40_000_000  # more minutes than there are in all the days


def emergency_lengths(rng: np.random.Generator, people: People, stays: Stays) -> None:
    """Set when emergency stays end, before anything cuts them short (in place)."""
    person = people.spells.person[stays.registration]
    size = len(stays)
    mean = people.by_age(_AGES, _DAYS)[person]
    mean = mean * (0.55 + 0.45 * DAYS_FACTOR[stays.reason])
    mean = mean * (0.75 + 0.3 * people.frailty[person])
    days = rng.lognormal(np.log(mean) - SPREAD**2 / 2, SPREAD).clip(1, LONGEST)
    home = rng.integers(9 * 60, 20 * 60, size)
    late = (stays.admitted // 1440 + days.astype(np.int64)) * 1440 + home
    soon = stays.admitted + rng.integers(100, 660, size)
    zero = rng.random(size) < np.where(stays.short, *ZERO_DAYS)
    zero &= soon // 1440 == stays.admitted // 1440
    stays.left = np.where(zero, soon, np.maximum(late, stays.admitted + 60))


def in_order(
    rng: np.random.Generator,
    people: People,
    from_ae: Stays,
    others: Stays,
    arrived: Attended,
) -> Stays:
    """All stays, none of which overlaps another of the person or one of their arrivals
    at A&E, none after death; rows by person and time.

    from_ae: those that followed from an attendance, which all stay. others: those that
    give way. arrived: every attendance.
    """
    s = people.spells
    limit = people.died * 1440 + 1435
    arrivals = np.sort(_key(s.person[arrived.registration], arrived.arrived))
    _last_illness(rng, people, from_ae, arrivals)
    coming = _next(s.person[others.registration], others.admitted, arrivals)
    others.died &= coming > limit[s.person[others.registration]]
    for stays in (from_ae, others):
        person = s.person[stays.registration]
        stays.admitted = np.minimum(stays.admitted, limit[person] - 5)
        _cut_at_arrivals(rng, stays, person, arrivals)
        _cut_at_death(rng, stays, people.died[person], limit[person])
    from_ae = from_ae.take(_one_after_another(s.person, from_ae))
    others = others.take(_clear_of(s.person, others, from_ae))
    others = others.take(_clear_among(s.person[others.registration], others))
    stays = Stays.joined([from_ae, others])
    inside = (stays.admitted >= people.first * 1440) & (
        stays.admitted < (people.last + 1) * 1440
    )
    stays = stays.take(np.flatnonzero(inside))
    stays.admitted = off_the_change(stays.admitted)
    stays.left = np.maximum(off_the_change(stays.left), stays.admitted + 1)
    person = s.person[stays.registration]
    return stays.take(np.lexsort((stays.admitted, person)))


def _last_illness(
    rng: np.random.Generator, people: People, stays: Stays, arrivals: np.ndarray
) -> None:
    """Let some stays last until a death that is near (in place)."""
    person = people.spells.person[stays.registration]
    died = people.died[person]
    near = (died < NEVER) & (stays.admitted // 1440 >= died - LAST_DAYS)
    near &= _next(person, stays.admitted, arrivals) > died * 1440
    near &= rng.random(len(stays)) < DIES
    stays.left = np.where(near, (died + 2) * 1440, stays.left)


def _cut_at_arrivals(
    rng: np.random.Generator, stays: Stays, person: np.ndarray, arrivals: np.ndarray
) -> None:
    """End stays some hours before the person arrives at A&E again (in place)."""
    following = _next(person, stays.admitted, arrivals)
    gap = following - stays.admitted
    before = np.minimum(rng.integers(120, 2400, len(stays)), gap // 2)
    stays.left = np.minimum(stays.left, following - before)


def _cut_at_death(
    rng: np.random.Generator, stays: Stays, died: np.ndarray, limit: np.ndarray
) -> None:
    """Stays that would go on after the day of death end in it (in place)."""
    ends = (died < NEVER) & ((stays.left > limit) | stays.died)
    first = np.maximum(stays.admitted + 1, died * 1440)
    hour = first + (rng.random(len(stays)) * (limit - first).clip(1)).astype(np.int64)
    stays.left = np.where(ends, np.minimum(hour, limit + 4), stays.left)
    stays.died = ends


def _one_after_another(person_of: np.ndarray, stays: Stays) -> np.ndarray:
    """Rows by person and time; each ends before the next begins (in place). One that
    would end before it begins is left out: two attendances ran into each other."""
    person = person_of[stays.registration]
    rows = np.lexsort((stays.admitted, person))
    following = np.full(len(rows), np.iinfo(np.int64).max)
    same = person[rows][1:] == person[rows][:-1]
    following[:-1][same] = stays.admitted[rows][1:][same]
    stays.left[rows] = np.minimum(stays.left[rows], following - 5)
    return rows[stays.left[rows] > stays.admitted[rows]]


def _clear_of(person_of: np.ndarray, others: Stays, kept: Stays) -> np.ndarray:
    """Rows of others that no kept stay runs into, nor begins during."""
    mine = person_of[kept.registration]
    order = np.argsort(_key(mine, kept.admitted))
    starts, ends = _key(mine, kept.admitted)[order], _key(mine, kept.left)[order]
    begin = _key(person_of[others.registration], others.admitted)
    end = _key(person_of[others.registration], others.left)
    place = np.searchsorted(starts, begin, side="right")
    previous = np.where(place > 0, ends[np.maximum(place - 1, 0)], -1)
    following = np.append(starts, np.iinfo(np.int64).max)[place]
    return np.flatnonzero((previous < begin) & (following > end))


def _clear_among(person: np.ndarray, stays: Stays) -> np.ndarray:
    """Rows without those that begin during an earlier one of the same person; a stay
    that ends in death is not given up for another."""
    rows = np.lexsort((stays.admitted, person))
    while True:
        who, begin, end = person[rows], stays.admitted[rows], stays.left[rows]
        meets = np.zeros(len(rows), bool)
        meets[1:] = (who[1:] == who[:-1]) & (begin[1:] <= end[:-1])
        if not meets.any():
            return rows
        later = np.flatnonzero(meets)
        gives = np.where(stays.died[rows[later]], later - 1, later)
        # of a run, only every second one, so that not all of it is given up at once
        gives = np.unique(gives)
        first = np.ones(len(gives), bool)
        first[1:] = np.diff(gives) > 1
        rows = np.delete(rows, gives[first])


def _next(person: np.ndarray, minute: np.ndarray, arrivals: np.ndarray) -> np.ndarray:
    """The minute of each person's next arrival after a minute; far off where there is
    none."""
    key = _key(person, minute)
    place = np.searchsorted(arrivals, key, side="right")
    found = np.append(arrivals, np.iinfo(np.int64).max)[place]
    same = found // _PEOPLE_APART == person
    return np.where(same, found % _PEOPLE_APART, _PEOPLE_APART)


def _key(person: np.ndarray, minute: np.ndarray) -> np.ndarray:
    return person.astype(np.int64) * _PEOPLE_APART + minute
