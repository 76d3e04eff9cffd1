"""Bring GP appointments to the published counts: three surgeries, one week, 379 people,
totals."""

import numpy as np

from sample_data.generator.calendar import window
from sample_data.generator.events.workbench import Window, Workbench
from sample_data.generator.inputs import PUBLISHED

DEEP = PUBLISHED["deep_dive"]
DEEP_YEAR, WEEK = window(DEEP["year"]), window(DEEP["week"])
# The catchment's twelve months, to 31 August 2024, are the PCN's too.
PCN_YEAR = window(PUBLISHED["catchment"]["year"])


def fit(
    rng: np.random.Generator, bench: Workbench, deep: np.ndarray, selected: np.ndarray
) -> None:
    """All published GP counts, in an order in which none undoes another.

    deep, selected: masks over spells of the deep-dive and the selected practices.
    """
    pcn = PUBLISHED["pcn"]
    line = pcn["gp_more_than"]
    _fix_above(rng, bench, DEEP_YEAR, DEEP["more_than"], DEEP["people"], deep)
    _fix_week(rng, bench, deep)
    _fix_above(rng, bench, PCN_YEAR, line, pcn["gp_frequent_people"])
    part = PUBLISHED["selected_population"]["gp_attended_12_months"]
    rest = pcn["gp_attended_12_months"] - part
    _fix_total(rng, bench, PCN_YEAR, selected, part, line)
    _fix_total(rng, bench, PCN_YEAR, ~selected, rest, line)


def _fix_above(
    rng: np.random.Generator,
    bench: Workbench,
    window: Window,
    line: int,
    target: int,
    places: np.ndarray | None = None,
) -> None:
    """Exactly `target` people with more than `line` counted events in a window."""
    while True:
        count = bench.per_person(window, places)
        extra = int((count > line).sum()) - target
        if not extra:
            return
        edge = np.flatnonzero(count == line + (extra > 0))
        chosen = rng.choice(edge, min(abs(extra), len(edge)), replace=False)
        mask = bench.within(window, places)
        if extra > 0:
            bench.drop_from(rng, chosen, mask)
        else:
            bench.add_near(rng, chosen, mask, window, weekdays=True)


def _fix_week(rng: np.random.Generator, bench: Workbench, places: np.ndarray) -> None:
    """Exactly 1,556 attended in the sample week, by moving visits a whole number of
    weeks."""
    inside = bench.within(WEEK, places)
    extra = int(inside.sum()) - DEEP["week_appointments"]
    if extra > 0:
        moved = rng.choice(np.flatnonzero(inside), extra, replace=False)
        bench.day[moved] -= 7 * rng.integers(2, 9, extra)
    elif extra < 0:
        near = (WEEK[0] - 56, WEEK[1] + 14)
        events = np.flatnonzero(bench.within(near, places) & ~inside)
        target = WEEK[0] + (bench.day[events] - WEEK[0]) % 7
        spell = bench.spell[events]
        fits = (target >= bench.spells.start[spell]) & (
            target < bench.spells.stop[spell]
        )
        moved = rng.choice(events[fits], -extra, replace=False)
        bench.day[moved] = WEEK[0] + (bench.day[moved] - WEEK[0]) % 7
    begin = bench.spells.start[bench.spell]
    bench.day = np.maximum(bench.day, begin)  # none before its spell


def _fix_total(
    rng: np.random.Generator,
    bench: Workbench,
    window: Window,
    places: np.ndarray,
    target: int,
    line: int,
) -> None:
    """Exactly `target` counted events at some places, without touching people near
    `line`."""
    mask = bench.within(window, places)
    extra = int(mask.sum()) - target
    count = bench.per_person(window)
    if extra > 0:
        calm = count < line - 5
        events = np.flatnonzero(mask & calm[bench.person])
        bench.drop(rng.choice(events, extra, replace=False))
    while extra < 0:
        mask = bench.within(window, places)
        people = np.unique(bench.person[mask])
        people = people[count[people] < line - 8]
        chosen = rng.choice(people, min(-extra, len(people)), replace=False)
        bench.add_near(rng, chosen, mask, window, reach=40, weekdays=True)
        count = bench.per_person(window)
        extra = int(bench.within(window, places).sum()) - target
