"""Bring GP appointments to the published counts: three surgeries, one week, 379 people,
totals."""

from __future__ import annotations

import numpy as np

from sample_data.generator.calendar import span
from sample_data.generator.gp_details import PUBLISHED
from sample_data.generator.workbench import Workbench

DEEP = PUBLISHED["deep_dive"]
DEEP_YEAR, WEEK = span(DEEP["year"]), span(DEEP["week"])
PCN_YEAR = span(
    PUBLISHED["catchment"]["year"]
)  # the same twelve months, to 31 August 2024


def fix_above(rng, bench: Workbench, window, line: int, target: int,
              places: np.ndarray | None = None) -> None:  # fmt: skip
    """Exactly ``target`` people with more than ``line`` counted events in a window."""
    count = bench.per_person(window, places)
    extra = int((count > line).sum()) - target
    while extra:
        edge = np.flatnonzero(count == line + (extra > 0))
        chosen = rng.choice(edge, min(abs(extra), len(edge)), replace=False)
        mask = bench.within(window, places)
        if extra > 0:
            bench.drop_from(rng, chosen, mask)
        else:
            bench.add_near(rng, chosen, mask, window, weekdays=True)
        count = bench.per_person(window, places)
        extra = int((count > line).sum()) - target


def fix_week(rng, bench: Workbench, places: np.ndarray) -> None:
    """Exactly 1,556 attended in the sample week, by moving visits a whole number of
    weeks."""
    extra = int(bench.within(WEEK, places).sum()) - DEEP["week_appointments"]
    if extra > 0:
        rows = np.flatnonzero(bench.within(WEEK, places))
        moved = rng.choice(rows, extra, replace=False)
        bench.day[moved] -= 7 * rng.integers(2, 9, extra)
    elif extra < 0:
        near = (WEEK[0] - 56, WEEK[1] + 14)
        rows = np.flatnonzero(bench.within(near, places) & ~bench.within(WEEK, places))
        target = WEEK[0] + (bench.day[rows] - WEEK[0]) % 7
        spell = bench.spell[rows]
        fits = (target >= bench.spells.start[spell]) & (
            target < bench.spells.stop[spell]
        )
        moved = rng.choice(rows[fits], -extra, replace=False)
        bench.day[moved] = WEEK[0] + (bench.day[moved] - WEEK[0]) % 7
    left = bench.day < bench.spells.start[bench.spell]
    bench.day[left] = np.maximum(bench.day[left], bench.spells.start[bench.spell[left]])


def fix_total(
    rng, bench: Workbench, window, places: np.ndarray, target: int, line: int
) -> None:
    """Exactly ``target`` counted events at some places, without touching people near
    ``line``."""
    extra = int(bench.within(window, places).sum()) - target
    count = bench.per_person(window)
    calm = count < line - 5
    if extra > 0:
        rows = np.flatnonzero(bench.within(window, places) & calm[bench.person])
        bench.drop(rng.choice(rows, extra, replace=False))
    while extra < 0:
        mask = bench.within(window, places)
        people = np.unique(bench.person[mask])
        people = people[count[people] < line - 8]
        chosen = rng.choice(people, min(-extra, len(people)), replace=False)
        bench.add_near(rng, chosen, mask, window, reach=40, weekdays=True)
        count = bench.per_person(window)
        extra = int(bench.within(window, places).sum()) - target


def fit(rng, bench: Workbench, deep: np.ndarray, selected: np.ndarray) -> None:
    """All published GP counts, in an order in which none undoes another."""
    fix_above(rng, bench, DEEP_YEAR, DEEP["more_than"], DEEP["people"], deep)
    fix_week(rng, bench, deep)
    pcn = PUBLISHED["pcn"]
    line = pcn["gp_more_than"]
    fix_above(rng, bench, PCN_YEAR, line, pcn["gp_frequent_people"])
    part = PUBLISHED["selected_population"]["gp_attended_12_months"]
    fix_total(rng, bench, PCN_YEAR, selected, part, line)
    fix_total(
        rng, bench, PCN_YEAR, ~selected, pcn["gp_attended_12_months"] - part, line
    )
