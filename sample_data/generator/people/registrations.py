"""Who is registered where, from when to when: the list as a set of places that change
hands.

Each practice has as many places as its list is long. A place is held by one person
until that person moves away or dies, and is then taken by somebody else, so the list
has exactly its published size on the as-at day while people come and go as they do in
life (about 7 % a year leave, plus deaths by age). One leaver in five turns up again at
another practice of the piece.
"""

import numpy as np

from sample_data.generator.calendar import NEVER, YEAR, year_of
from sample_data.generator.people.kinds_of_need import KINDS
from sample_data.generator.people.spells import ETHNICITY_SHARES, Spells, joined

LEAVE_A_YEAR = 0.07
MOVE_WITHIN = 0.20
OPEN_LATER = 0.006  # places that open after the as-at day
OPEN_DURING = 0.03  # places that opened during the span: the list grew
FEMALE = 0.505
_AGES = np.arange(101)
# How many people of each age are on the list, and how many of each age join it.
_ON_LIST = np.interp(
    _AGES,
    [0, 18, 30, 45, 55, 65, 75, 85, 95, 100],
    [1.25, 1.2, 1.35, 1.38, 1.3, 1.05, 0.85, 0.42, 0.08, 0.02],
)
_JOINING = np.where(
    _AGES < 1,
    9.0,
    np.interp(
        _AGES,
        [1, 18, 24, 32, 45, 65, 80, 100],
        [1.0, 0.8, 2.6, 2.6, 1.1, 0.5, 0.4, 0.05],
    ),
)


def death_rate(age: np.ndarray) -> np.ndarray:
    """Yearly hazard of death by age (Gompertz, close to English life tables above
    30)."""
    return 0.000035 * np.exp(0.0945 * np.clip(age, 0, 105))


def draw_ages(rng: np.random.Generator, weight: np.ndarray, size: int) -> np.ndarray:
    """Ages 0 to 100 in proportion to the weight of each."""
    running = np.cumsum(weight / weight.sum())
    return np.minimum(np.searchsorted(running, rng.random(size)), 100).astype(np.int16)


def draw_needs(
    rng: np.random.Generator, age: np.ndarray, prevalence: np.ndarray
) -> np.ndarray:
    """Hidden kind of need of each person given age; `prevalence` multiplies the base
    rates."""
    need = np.zeros(len(age), dtype=np.int8)
    luck = rng.random(len(age))
    upper = np.zeros(len(age))
    for number, kind in enumerate(KINDS[1:], start=1):
        share = np.where(
            (age >= kind.ages[0]) & (age <= kind.ages[1]), kind.per_10k / 1e4, 0.0
        )
        lower, upper = upper, upper + share * prevalence
        need[(luck >= lower) & (luck < upper)] = number
    return need


def register(
    rng: np.random.Generator,
    list_sizes: np.ndarray,
    prevalence: np.ndarray,
    homes: np.ndarray,
    first: int,
    last: int,
    as_at: int,
    practice_offset: int = 0,
) -> Spells:
    """Spells of all practices of a piece from the day `first` to the day `last`.

    `list_sizes` people are registered at each practice on `as_at`; `prevalence` (one a
    practice) multiplies how common the kinds of need are; `homes` holds each practice's
    running shares over the areas.
    """
    sizes = np.asarray(list_sizes)
    prevalence = np.asarray(prevalence)
    practice, opens = _places(rng, sizes, first, last, as_at)
    size = len(practice)
    turns = rng.poisson(LEAVE_A_YEAR * (last + 1 - opens) / YEAR)
    place = np.concatenate([np.arange(size), np.repeat(np.arange(size), turns)])
    waits = rng.random(turns.sum()) * np.repeat(last + 1 - opens, turns)
    begin = np.concatenate([opens, np.repeat(opens, turns) + waits.astype(int)])
    newcomer = np.concatenate([opens > first, np.ones(turns.sum(), bool)])
    # nobody comes or goes on the very day
    begin = np.where(np.abs(begin - as_at) <= 2, as_at - 3, begin)
    spells = _occupy(rng, place, begin, newcomer, practice, prevalence, first, last)
    spells = _deaths(rng, spells, prevalence, first, last, as_at)
    _move_within(rng, spells, first)
    spells.area = _homes(rng, spells.practice, homes)
    spells.practice = (spells.practice + practice_offset).astype(np.int32)
    _, number = np.unique(spells.person, return_inverse=True)
    # shuffled, so that a number tells nothing
    spells.person = rng.permutation(number.max() + 1)[number]
    return spells


def _places(
    rng: np.random.Generator, sizes: np.ndarray, first: int, last: int, as_at: int
) -> tuple[np.ndarray, np.ndarray]:
    """The practice of each place on the lists, and the day on which the place opens."""
    later = np.round(sizes * OPEN_LATER).astype(int)
    practice = np.repeat(np.arange(len(sizes)), sizes + later)
    before = np.concatenate([[0], np.cumsum(sizes + later)[:-1]])
    rank = np.arange(len(practice)) - np.repeat(before, sizes + later)
    opens = np.full(len(practice), first)
    during = rng.random(len(practice)) < OPEN_DURING
    opens[during] = rng.integers(first + 1, max(as_at - 5, first + 2), during.sum())
    after = rank >= sizes[practice]
    opens[after] = rng.integers(min(as_at + 5, last), last + 1, after.sum())
    return practice, opens


def _occupy(
    rng: np.random.Generator,
    place: np.ndarray,
    begin: np.ndarray,
    newcomer: np.ndarray,
    practice: np.ndarray,
    prevalence: np.ndarray,
    first: int,
    last: int,
) -> Spells:
    """The chain of holders of each place, before any deaths."""
    order = np.lexsort((begin, place))
    place, begin, newcomer = place[order], begin[order], newcomer[order]
    stop = np.full(len(place), NEVER)
    followed = place[1:] == place[:-1]
    stop[:-1][followed] = begin[1:][followed]
    keep = (stop > begin + 1) & (begin <= last)
    place, begin, stop, newcomer = place[keep], begin[keep], stop[keep], newcomer[keep]
    return _people(rng, practice[place], begin, stop, newcomer, prevalence, first)


def _people(
    rng: np.random.Generator,
    practice: np.ndarray,
    begin: np.ndarray,
    stop: np.ndarray,
    newcomer: np.ndarray,
    prevalence: np.ndarray,
    first: int,
) -> Spells:
    """A new person for each spell; those who are no newcomers came before `first`."""
    size = len(begin)
    age = np.where(
        newcomer, draw_ages(rng, _JOINING, size), draw_ages(rng, _ON_LIST, size)
    )
    birth_year = year_of(begin) - age
    before = np.minimum(rng.exponential(9.0, size), age + 0.01) * YEAR
    start = np.where(newcomer, begin, first - 1 - before.astype(int))
    return Spells(
        person=np.arange(size),
        practice=practice.astype(np.int32),
        area=np.zeros(size, np.int32),
        start=start,
        stop=stop,
        died=np.zeros(size, bool),
        birth_year=birth_year.astype(np.int16),
        female=rng.random(size) < FEMALE,
        ethnicity=rng.choice(6, size, p=ETHNICITY_SHARES),
        need=draw_needs(rng, age + 2, prevalence[practice]),
    )


def _deaths(
    rng: np.random.Generator,
    spells: Spells,
    prevalence: np.ndarray,
    first: int,
    last: int,
    as_at: int,
) -> Spells:
    """End spells of people who die; a newcomer takes the place the next day."""
    from_day = np.maximum(spells.start, first)
    age = year_of(from_day) - spells.birth_year
    hazard = death_rate(age) * np.array([k.mortality for k in KINDS])[spells.need]
    wait = rng.exponential(1.0, len(spells)) / hazard * YEAR
    day = from_day + wait.clip(1, 1e6).astype(int)
    day = np.where(np.abs(day - as_at) <= 2, as_at - 3, day)
    dies = (day < np.minimum(spells.stop, last + 1)) & (day > from_day)
    gap = spells.stop[dies] - day[dies] > 2
    heirs = _people(
        rng,
        spells.practice[dies][gap],
        day[dies][gap] + 1,
        spells.stop[dies][gap],
        np.ones(gap.sum(), bool),
        prevalence,
        first,
    )
    spells.stop[dies], spells.died[dies] = day[dies], True
    heirs.person = heirs.person + len(spells)
    return joined(spells, heirs)


def _move_within(rng: np.random.Generator, spells: Spells, first: int) -> None:
    """Let some leavers be the newcomers of another practice soon after (in place)."""
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
    for name in ("person", "birth_year", "female", "ethnicity", "need"):
        getattr(spells, name)[came] = getattr(spells, name)[left]


def _homes(
    rng: np.random.Generator, practice: np.ndarray, homes: np.ndarray
) -> np.ndarray:
    """An area for each spell, near its practice."""
    luck = rng.random(len(practice))
    area = np.empty(len(practice), np.int32)
    for number in np.unique(practice):
        here = practice == number
        area[here] = np.searchsorted(homes[number], luck[here], side="right")
    return np.minimum(area, homes.shape[1] - 1)
