"""Bring A&E attendances to the published counts by the smallest nudges that do it.

Order matters, because windows overlap: first the year before the INT (37 adults, a
clear top 30), then - after people were picked and the programme took effect - the top
30's next year, then the catchment's September 2023 to August 2024 among everybody else.
"""

from __future__ import annotations

import numpy as np

from sample_data.generator.calendar import day, span, year_of
from sample_data.generator.gp_details import PUBLISHED
from sample_data.generator.workbench import Workbench

INT = PUBLISHED["int"]
BEFORE, AFTER, SECOND = (
    span(INT["before"]),
    span(INT["after"]),
    span(INT["second_year"]),
)
CORE = (
    day("2022-04-17"),
    day("2023-03-31"),
)  # inside every 12 months ending 31 March-16 April
YEAR_OF_CATCHMENT = span(PUBLISHED["catchment"]["year"])
ADULTS = PUBLISHED["pcn"]["ae_frequent_adults"]
MORE_THAN = PUBLISHED["pcn"]["ae_more_than"]
TOP = INT["top"]


def is_adult(bench: Workbench, at: int) -> np.ndarray:
    """Whether each person is 18 or over in the year of ``at`` (age = year less birth
    year)."""
    adult = np.zeros(bench.spells.people, bool)
    adult[bench.spells.person] = (
        int(year_of(np.array([at]))[0]) - bench.spells.birth_year >= 18
    )
    return adult


def settle_edges(bench: Workbench, places: np.ndarray) -> None:
    """Keep people near the threshold from crossing it when the year ends a few days
    sooner.

    The published "mid-April" fixes no day, so events of the PCN's higher attenders in
    the fortnights at both ends are moved by at most two weeks out of the way.
    """
    near = np.zeros(bench.spells.people, bool)
    for end in ("2023-03-31", "2023-04-14", "2023-04-15", "2023-04-16"):
        window = (day(end) - 364, day(end))
        near |= bench.per_person(window, places) >= MORE_THAN - 2
    mine = near[bench.person] & places[bench.spell]
    for april in ("2022-04-01", "2023-04-01"):
        first = day(april)
        early = mine & (bench.day >= first) & (bench.day < first + 14)
        late = mine & (bench.day >= first + 14) & (bench.day < first + 16)
        bench.day[early] = np.maximum(
            bench.day[early] - 14, bench.spells.start[bench.spell[early]]
        )
        bench.day[late] += 2
        stuck = (
            mine & (bench.day >= first) & (bench.day < first + 16)
        )  # at the edge of a spell
        stuck |= bench.day >= bench.spells.stop[bench.spell]
        bench.drop(np.flatnonzero(stuck))
        mine = near[bench.person] & places[bench.spell]


def fix_year_before(rng, bench: Workbench, places: np.ndarray) -> np.ndarray:
    """Exactly 37 adults above 10 in the year before, no child, and no tie at rank 30.

    Returns the people of the top 30.
    """
    settle_edges(bench, places)
    adult = is_adult(bench, BEFORE[1])
    while True:
        count = bench.per_person(BEFORE, places)
        children = np.flatnonzero(~adult & (count > MORE_THAN))
        if not len(children):
            break
        bench.drop_from(rng, children, bench.within(CORE, places))
    above = np.flatnonzero(adult & (count > MORE_THAN))
    if len(above) > ADULTS:
        lowest = above[np.argsort(count[above], kind="stable")][: len(above) - ADULTS]
        bench.drop_from(rng, np.repeat(lowest, count[lowest] - MORE_THAN),
                        bench.within(CORE, places))  # fmt: skip
    elif len(above) < ADULTS:
        below = np.flatnonzero(adult & (count <= MORE_THAN))
        nearest = below[np.argsort(-count[below], kind="stable")][: ADULTS - len(above)]
        bench.add_near(rng, np.repeat(nearest, MORE_THAN + 1 - count[nearest]),
                       bench.within(CORE, places), CORE)  # fmt: skip
    count = bench.per_person(BEFORE, places)
    order = np.argsort(-count, kind="stable")
    top, rest = order[:TOP], order[TOP:]
    edge = count[top].min()
    tied = rest[count[rest] == edge]
    if len(tied) and edge > MORE_THAN + 1:
        bench.drop_from(rng, tied, bench.within(CORE, places))
    elif len(tied):
        bench.add_near(rng, top[count[top] == edge], bench.within(CORE, places), CORE)
    count = bench.per_person(BEFORE, places)
    if count[top].sum() % 2:
        bench.add_near(
            rng, top[np.argmax(count[top])][None], bench.within(CORE, places), CORE
        )
    return top


def pin_year_after(rng, bench: Workbench, top: np.ndarray) -> int:
    """Exactly half as many attendances of the top 30 in the year after; returns the
    nudge."""
    target = int(bench.per_person(BEFORE)[top].sum()) // 2
    count = bench.per_person(AFTER)[top]
    nudge = target - int(count.sum())
    mask = bench.within(AFTER)
    if nudge < 0:
        rows = np.flatnonzero(mask & np.isin(bench.person, top))
        bench.drop(rng.choice(rows, -nudge, replace=False))
    elif nudge > 0:
        who = rng.choice(np.repeat(top, count), nudge, replace=False)
        bench.add_near(rng, who, mask, AFTER)
    return nudge


def fix_catchment(rng, bench: Workbench, leave_alone: np.ndarray) -> None:
    """399 people above 5, their 3,589 attendances, and 128,179 in all."""
    want = PUBLISHED["catchment"]
    window, line = YEAR_OF_CATCHMENT, want["more_than"]
    free = np.ones(bench.spells.people, bool)
    free[leave_alone] = False

    def high() -> np.ndarray:
        return bench.per_person(window)

    count = high()
    extra = int((count > line).sum()) - want["people"]
    while extra:
        at_edge = np.flatnonzero(free & (count == line + (extra > 0)))
        chosen = rng.choice(at_edge, min(abs(extra), len(at_edge)), replace=False)
        if extra > 0:
            bench.drop_from(rng, chosen, bench.within(window))
        else:
            bench.add_near(rng, chosen, bench.within(window), window)
        count = high()
        extra = int((count > line).sum()) - want["people"]
    surplus = int(count[count > line].sum()) - want["attendances"]
    while surplus:
        spare = np.flatnonzero(free & (count > line + (surplus > 0)))
        step = min(abs(surplus), max(len(spare) // 3, 1))
        weight = (count[spare] - line) / (count[spare] - line).sum()
        chosen = rng.choice(spare, step, replace=False, p=weight)
        if surplus > 0:
            bench.drop_from(rng, chosen, bench.within(window))
        else:
            bench.add_near(rng, chosen, bench.within(window), window)
        count = high()
        surplus = int(count[count > line].sum()) - want["attendances"]
    over = int(count.sum()) - want["all_attendances"]
    if over > 0:
        rows = np.flatnonzero(bench.within(window) & (count <= line)[bench.person])
        bench.drop(rng.choice(rows, over, replace=False))
    elif over < 0:
        people = np.flatnonzero(free & (count >= 1) & (count < line - 1))
        bench.add_near(rng, rng.choice(people, -over, replace=False), bench.within(window),
                       window, reach=60)  # fmt: skip
