"""Bring A&E attendances to the published counts by the smallest nudges that do it.

Order matters, because windows overlap: first the year before the INT (37 adults, a
clear top 30), then - after people were picked and the programme took effect - the top
30's next year, then the catchment's September 2023 to August 2024 among everybody else.
"""

import numpy as np

from sample_data.generator.calendar import day, window, year_of
from sample_data.generator.events.workbench import Workbench
from sample_data.generator.inputs import PUBLISHED

INT = PUBLISHED["int"]
BEFORE, AFTER = window(INT["before"]), window(INT["after"])
SECOND = window(INT["second_year"])
# Inside every twelve months that end between 31 March and 16 April.
CORE = (day("2022-04-17"), day("2023-03-31"))
YEAR_ENDS = ("2023-03-31", "2023-04-14", "2023-04-15", "2023-04-16")
YEAR_OF_CATCHMENT = window(PUBLISHED["catchment"]["year"])
ADULTS = PUBLISHED["pcn"]["ae_frequent_adults"]
MORE_THAN = PUBLISHED["pcn"]["ae_more_than"]
TOP = INT["top"]


def is_adult(bench: Workbench, at: int) -> np.ndarray:
    """Whether each person is 18 or over in the year of a day (age = year less birth
    year)."""
    adult = np.zeros(bench.spells.people, bool)
    year = int(year_of(np.array([at]))[0])
    adult[bench.spells.person] = year - bench.spells.birth_year >= 18
    return adult


def fix_year_before(
    rng: np.random.Generator, bench: Workbench, places: np.ndarray
) -> np.ndarray:
    """Exactly 37 adults above 10 in the year before, no child, and no tie at rank 30.

    Returns the people of the top 30.
    """
    _settle_edges(bench, places)
    _fix_adults(rng, bench, places)
    count = bench.per_person(BEFORE, places)
    order = np.argsort(-count, kind="stable")
    top, rest = order[:TOP], order[TOP:]
    edge = count[top].min()
    tied = rest[count[rest] == edge]
    core = bench.within(CORE, places)
    if len(tied) and edge > MORE_THAN + 1:
        bench.drop_from(rng, tied, core)
    elif len(tied):
        bench.add_near(rng, top[count[top] == edge], core, CORE)
    count = bench.per_person(BEFORE, places)
    if count[top].sum() % 2:
        highest = top[np.argmax(count[top])][None]
        bench.add_near(rng, highest, bench.within(CORE, places), CORE)
    return top


def _settle_edges(bench: Workbench, places: np.ndarray) -> None:
    """Keep people near the threshold from crossing it when the year ends a few days
    sooner.

    The published "mid-April" fixes no day, so events of the PCN's higher attenders in
    the fortnights at both ends are moved by at most two weeks out of the way.
    """
    near = np.zeros(bench.spells.people, bool)
    for end in YEAR_ENDS:
        year = (day(end) - 364, day(end))
        near |= bench.per_person(year, places) >= MORE_THAN - 2
    mine = near[bench.person] & places[bench.spell]
    for april in ("2022-04-01", "2023-04-01"):
        first = day(april)
        early = mine & (bench.day >= first) & (bench.day < first + 14)
        late = mine & (bench.day >= first + 14) & (bench.day < first + 16)
        begin = bench.spells.start[bench.spell[early]]
        bench.day[early] = np.maximum(bench.day[early] - 14, begin)
        bench.day[late] += 2
        # what is stuck at the edge of a spell
        stuck = mine & (bench.day >= first) & (bench.day < first + 16)
        stuck |= bench.day >= bench.spells.stop[bench.spell]
        bench.drop(np.flatnonzero(stuck))
        mine = near[bench.person] & places[bench.spell]


def _fix_adults(rng: np.random.Generator, bench: Workbench, places: np.ndarray) -> None:
    """Exactly 37 adults above 10 in the year before, and no child."""
    adult = is_adult(bench, BEFORE[1])
    while True:
        count = bench.per_person(BEFORE, places)
        children = np.flatnonzero(~adult & (count > MORE_THAN))
        if not len(children):
            break
        bench.drop_from(rng, children, bench.within(CORE, places))
    core = bench.within(CORE, places)
    above = np.flatnonzero(adult & (count > MORE_THAN))
    if len(above) > ADULTS:
        lowest = above[np.argsort(count[above], kind="stable")][: len(above) - ADULTS]
        bench.drop_from(rng, np.repeat(lowest, count[lowest] - MORE_THAN), core)
    elif len(above) < ADULTS:
        below = np.flatnonzero(adult & (count <= MORE_THAN))
        nearest = below[np.argsort(-count[below], kind="stable")][: ADULTS - len(above)]
        missing = np.repeat(nearest, MORE_THAN + 1 - count[nearest])
        bench.add_near(rng, missing, core, CORE)


def pin_year_after(rng: np.random.Generator, bench: Workbench, top: np.ndarray) -> int:
    """Exactly half as many attendances of the top 30 in the year after; returns the
    nudge."""
    target = int(bench.per_person(BEFORE)[top].sum()) // 2
    count = bench.per_person(AFTER)[top]
    nudge = target - int(count.sum())
    mask = bench.within(AFTER)
    if nudge < 0:
        events = np.flatnonzero(mask & np.isin(bench.person, top))
        bench.drop(rng.choice(events, -nudge, replace=False))
    elif nudge > 0:
        who = rng.choice(np.repeat(top, count), nudge, replace=False)
        bench.add_near(rng, who, mask, AFTER)
    return nudge


def fix_catchment(
    rng: np.random.Generator, bench: Workbench, leave_alone: np.ndarray
) -> None:
    """399 people above 5, their 3,589 attendances, and 128,179 in all."""
    free = np.ones(bench.spells.people, bool)
    free[leave_alone] = False
    _fix_people(rng, bench, free)
    _fix_their_attendances(rng, bench, free)
    _fix_all_attendances(rng, bench, free)


_WANT = PUBLISHED["catchment"]
_LINE = _WANT["more_than"]


def _fix_people(rng: np.random.Generator, bench: Workbench, free: np.ndarray) -> None:
    """399 people above 5, by moving people next to the line across it."""
    while True:
        count = bench.per_person(YEAR_OF_CATCHMENT)
        extra = int((count > _LINE).sum()) - _WANT["people"]
        if not extra:
            return
        at_edge = np.flatnonzero(free & (count == _LINE + (extra > 0)))
        chosen = rng.choice(at_edge, min(abs(extra), len(at_edge)), replace=False)
        _drop_or_add(rng, bench, chosen, drop=extra > 0)


def _fix_their_attendances(
    rng: np.random.Generator, bench: Workbench, free: np.ndarray
) -> None:
    """3,589 attendances of theirs, moving nobody across the line."""
    while True:
        count = bench.per_person(YEAR_OF_CATCHMENT)
        surplus = int(count[count > _LINE].sum()) - _WANT["attendances"]
        if not surplus:
            return
        spare = np.flatnonzero(free & (count > _LINE + (surplus > 0)))
        step = min(abs(surplus), max(len(spare) // 3, 1))
        weight = (count[spare] - _LINE) / (count[spare] - _LINE).sum()
        chosen = rng.choice(spare, step, replace=False, p=weight)
        _drop_or_add(rng, bench, chosen, drop=surplus > 0)


def _drop_or_add(
    rng: np.random.Generator, bench: Workbench, people: np.ndarray, drop: bool
) -> None:
    """One event less, or one more, in the catchment's year for each of some people."""
    mask = bench.within(YEAR_OF_CATCHMENT)
    if drop:
        bench.drop_from(rng, people, mask)
    else:
        bench.add_near(rng, people, mask, YEAR_OF_CATCHMENT)


def _fix_all_attendances(
    rng: np.random.Generator, bench: Workbench, free: np.ndarray
) -> None:
    """128,179 attendances in all, among people well below the line."""
    count = bench.per_person(YEAR_OF_CATCHMENT)
    mask = bench.within(YEAR_OF_CATCHMENT)
    over = int(count.sum()) - _WANT["all_attendances"]
    if over > 0:
        events = np.flatnonzero(mask & (count <= _LINE)[bench.person])
        bench.drop(rng.choice(events, over, replace=False))
    elif over < 0:
        people = np.flatnonzero(free & (count >= 1) & (count < _LINE - 1))
        chosen = rng.choice(people, -over, replace=False)
        bench.add_near(rng, chosen, mask, YEAR_OF_CATCHMENT, reach=60)
