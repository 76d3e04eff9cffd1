"""Who is registered where, from when to when: the list as a set of places that change
hands.

Each practice has as many places as its list is long. A place is held by one person
until that person moves away or dies, and is then taken by somebody else, so the list
has exactly its published size on the as-at day while people come and go as they do in
life (about 7 % a year leave, plus deaths by age). One leaver in five turns up again at
another practice of the piece.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sample_data.generator.calendar import NEVER, YEAR, year_of
from sample_data.generator.segments import SEGMENTS

LEAVE_A_YEAR = 0.07
MOVE_WITHIN = 0.20
_AGES = np.arange(101)
_SHAPE = np.interp(_AGES, [0, 18, 30, 45, 55, 65, 75, 85, 95, 100],
                   [1.25, 1.2, 1.35, 1.38, 1.3, 1.05, 0.85, 0.42, 0.08, 0.02])  # fmt: skip
_JOIN = np.where(_AGES < 1, 9.0, np.interp(_AGES, [1, 18, 24, 32, 45, 65, 80, 100],
                                           [1.0, 0.8, 2.6, 2.6, 1.1, 0.5, 0.4, 0.05]))  # fmt: skip


@dataclass
class Spells:
    """One entry a registration spell; all arrays have the same length. Days are whole
    numbers."""

    person: np.ndarray  # number of the person; a mover has two spells
    practice: np.ndarray  # row of the practice table
    area: np.ndarray  # row of the area table
    start: np.ndarray
    stop: np.ndarray  # day the spell ended, NEVER while open
    died: np.ndarray  # the spell ended in death
    birth_year: np.ndarray
    female: np.ndarray
    ethnicity: np.ndarray
    segment: np.ndarray

    def __len__(self) -> int:
        return len(self.person)

    @property
    def people(self) -> int:
        return int(self.person.max()) + 1 if len(self) else 0


def death_rate(age: np.ndarray) -> np.ndarray:
    """Yearly hazard of death by age (Gompertz, close to English life tables above
    30)."""
    return 0.000035 * np.exp(0.0945 * np.clip(age, 0, 105))


def draw_ages(rng, weight: np.ndarray, size: int) -> np.ndarray:
    running = np.cumsum(weight / weight.sum())
    return np.minimum(np.searchsorted(running, rng.random(size)), 100).astype(np.int16)


def draw_segments(rng, age: np.ndarray, prevalence: np.ndarray) -> np.ndarray:
    """Hidden segment of each person given age; ``prevalence`` multiplies the base
    rates."""
    segment = np.zeros(len(age), dtype=np.int8)
    luck = rng.random(len(age))
    upper = np.zeros(len(age))
    for number, kind in enumerate(SEGMENTS[1:], start=1):
        share = np.where(
            (age >= kind.ages[0]) & (age <= kind.ages[1]), kind.per_10k / 1e4, 0.0
        )
        lower, upper = upper, upper + share * prevalence
        segment[(luck >= lower) & (luck < upper)] = number
    return segment


def register(rng, list_sizes, prevalence, homes, first: int, last: int, as_at: int,
             practice_offset: int = 0) -> Spells:  # fmt: skip
    """Spells of all practices of a piece over ``first`` to ``last``.

    ``list_sizes`` people are registered at each practice on ``as_at``; ``prevalence``
    (one a practice) multiplies how common the frequent-attending segments are;
    ``homes`` holds each practice's cumulative shares over the areas.
    """
    sizes = np.asarray(list_sizes)
    later = np.round(sizes * 0.006).astype(int)  # places that open after the as-at day
    place_practice = np.repeat(np.arange(len(sizes)), sizes + later)
    n = len(place_practice)
    rank = np.arange(n) - np.repeat(np.concatenate([[0], np.cumsum(sizes + later)[:-1]]),
                                    sizes + later)  # fmt: skip
    opens = np.full(n, first)
    young = rng.random(n) < 0.03  # places that opened during the span: the list grew
    opens[young] = rng.integers(first + 1, max(as_at - 5, first + 2), young.sum())
    after = rank >= sizes[place_practice]
    opens[after] = rng.integers(min(as_at + 5, last), last + 1, after.sum())

    turns = rng.poisson(LEAVE_A_YEAR * (last + 1 - opens) / YEAR)
    place = np.concatenate([np.arange(n), np.repeat(np.arange(n), turns)])
    begin = np.concatenate([opens, np.repeat(opens, turns)
                            + (rng.random(turns.sum())
                               * np.repeat(last + 1 - opens, turns)).astype(int)])  # fmt: skip
    newcomer = np.concatenate([opens > first, np.ones(turns.sum(), bool)])
    begin = np.where(
        np.abs(begin - as_at) <= 2, as_at - 3, begin
    )  # nobody on the very day
    spells = _occupy(rng, place, begin, newcomer, place_practice, np.asarray(prevalence),
                     first, last)  # fmt: skip
    spells = _deaths(rng, spells, np.asarray(prevalence), first, last, as_at)
    _move_within(rng, spells, first)
    spells.area = _homes(rng, spells.practice, homes)
    spells.practice = (spells.practice + practice_offset).astype(np.int32)
    _, number = np.unique(spells.person, return_inverse=True)
    spells.person = rng.permutation(number.max() + 1)[
        number
    ]  # so that an id tells nothing
    return spells


def _occupy(
    rng, place, begin, newcomer, place_practice, prevalence, first, last
) -> Spells:
    """The chain of holders of each place, before any deaths."""
    order = np.lexsort((begin, place))
    place, begin, newcomer = place[order], begin[order], newcomer[order]
    stop = np.full(len(place), NEVER)
    followed = place[1:] == place[:-1]
    stop[:-1][followed] = begin[1:][followed]
    keep = (stop > begin + 1) & (begin <= last)
    place, begin, stop, newcomer = place[keep], begin[keep], stop[keep], newcomer[keep]
    return _people(rng, place_practice[place], begin, stop, newcomer, prevalence, first)


def _people(rng, practice, begin, stop, newcomer, prevalence, first) -> Spells:
    size = len(begin)
    age = np.where(newcomer, draw_ages(rng, _JOIN, size), draw_ages(rng, _SHAPE, size))
    birth_year = year_of(begin) - age
    before = np.minimum(rng.exponential(9.0, size), age + 0.01) * YEAR
    start = np.where(newcomer, begin, first - 1 - before.astype(int))
    return Spells(
        person=np.arange(size), practice=practice.astype(np.int32), area=np.zeros(size, np.int32),
        start=start, stop=stop, died=np.zeros(size, bool), birth_year=birth_year.astype(np.int16),
        female=rng.random(size) < 0.505, ethnicity=rng.choice(6, size, p=ETHNICITY_SHARES),
        segment=draw_segments(rng, age + 2, prevalence[practice]),
    )  # fmt: skip


ETHNICITIES = ("White British", "White other", "Asian or Asian British",
               "Black or Black British", "Mixed", "Not stated")  # fmt: skip
ETHNICITY_SHARES = (0.76, 0.07, 0.05, 0.06, 0.03, 0.03)


def _deaths(rng, spells: Spells, prevalence, first, last, as_at) -> Spells:
    """End spells of people who die; a newcomer takes the place the next day."""
    from_day = np.maximum(spells.start, first)
    age = year_of(from_day) - spells.birth_year
    hazard = death_rate(age) * np.array([s.mortality for s in SEGMENTS])[spells.segment]
    day = from_day + (rng.exponential(1.0, len(spells)) / hazard * YEAR).clip(
        1, 1e6
    ).astype(int)
    day = np.where(np.abs(day - as_at) <= 2, as_at - 3, day)
    dies = (day < np.minimum(spells.stop, last + 1)) & (day > from_day)
    gap = spells.stop[dies] - day[dies] > 2
    heirs = _people(rng, spells.practice[dies][gap], day[dies][gap] + 1,
                    spells.stop[dies][gap], np.ones(gap.sum(), bool), prevalence, first)  # fmt: skip
    spells.stop[dies], spells.died[dies] = day[dies], True
    heirs.person = heirs.person + len(spells)
    return Spells(**{name: np.concatenate([getattr(spells, name), getattr(heirs, name)])
                     for name in Spells.__dataclass_fields__})  # fmt: skip


def _move_within(rng, spells: Spells, first: int) -> None:
    """Let some leavers be the newcomers of another practice soon after."""
    left = np.flatnonzero((spells.stop < NEVER) & ~spells.died)
    came = np.flatnonzero((spells.start > first) & ~spells.died)
    left = left[rng.random(len(left)) < MOVE_WITHIN]
    came = rng.permutation(came)[: len(left)]
    left = left[np.argsort(spells.stop[left], kind="stable")][: len(came)]
    came = came[np.argsort(spells.start[came], kind="stable")]
    wait = spells.start[came] - spells.stop[left]
    old_enough = spells.birth_year[left] <= year_of(spells.start[came])
    good = (wait >= 0) & (wait <= 45) & old_enough
    good &= spells.practice[left] != spells.practice[came]
    good &= ~np.isin(left, came) & ~np.isin(came, left)
    left, came = left[good], came[good]
    for name in ("person", "birth_year", "female", "ethnicity", "segment"):
        getattr(spells, name)[came] = getattr(spells, name)[left]


def _homes(rng, practice: np.ndarray, homes: np.ndarray) -> np.ndarray:
    """An area for each spell, near its practice."""
    luck = rng.random(len(practice))
    area = np.empty(len(practice), np.int32)
    for number in np.unique(practice):
        here = practice == number
        area[here] = np.searchsorted(homes[number], luck[here], side="right")
    return np.minimum(area, homes.shape[1] - 1)
