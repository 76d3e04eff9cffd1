"""A placebo in place: people of the programme's own PCN who were not in it, by the same
method against people of other PCNs. A change in them is the place's, not the
programme's (the third difference of Gruber 1994, Am Econ Rev 84:622)."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.methods.impact.checks.in_time import recent_course
from analytics.methods.impact.checks.outcome import Control, Placebo
from analytics.methods.impact.panels.counts import Counts, stack, thinned
from analytics.methods.impact.panels.panel import CoursePanel, NothingToCompare
from analytics.methods.impact.rungs.compare import Compared
from analytics.methods.impact.rungs.interval import Draws
from analytics.methods.impact.rungs.matched import matched_comparison

MOST_OF_THEM = 0.8  # of the group live in the programme's places
LEAST_INSIDE, LEAST_ELSEWHERE = 40, 150  # people, for a placebo to say anything
LEFT_OUT_EACH = 3  # people left out for each one taken on
NEXT = 300  # people of the place who are looked at: the next most frequent
ENOUGH_POOL = 8_000
DRAWS = 1500  # a check need not be as exact as the answer
LEFT_OUT = "Left out though as frequent"
WENT_TOO = "people as frequent in the same place, not taken on, changed too"
OTHER_WAY = "people like them who were left out went the other way"
# Levels at which a programme counts as having chosen by outlook: those left out lie on
# the other side of no change, if only just, and too far from those taken on for chance.
# Learned in the worlds of docs/before_after/worlds.md: it speaks of three in a hundred
# programmes that chose among people alike, and of three in four that take the worst.
LEANS, APART = 0.6, 1.96


@dataclass(frozen=True)
class InPlace:
    """The placebo; the group's draws without the place's own change; those most like
    the group who were left out, and both taken together. chosen: whether the group was
    chosen for an outlook that the data does not show (`chosen_by_outlook`)."""

    placebo: Placebo
    without: Draws
    left_out: Control | None
    together: Draws | None
    chosen: bool = False


def in_place(
    compared: Compared, mine: Draws, rng: np.random.Generator, draws: int
) -> InPlace | None:
    """The next people of the programme's PCN against elsewhere; None where it has no
    place of its own, or too few people live there or elsewhere."""
    draws = min(draws, DRAWS)
    inside_all, elsewhere = split_by_place(compared)
    if inside_all is None:
        return None
    inside = each_once(inside_all)
    if len(inside) < LEAST_INSIDE:
        return None
    elsewhere = elsewhere.take(thinned(elsewhere.before, ENOUGH_POOL, rng))
    after_that = inside.take(np.argsort(-inside.before, kind="stable")[:NEXT])
    try:
        rung = matched_comparison(after_that, elsewhere, rng, draws)
    except NothingToCompare:
        return None
    lower, upper = rung.draws.interval()
    placebo = Placebo(len(after_that), rung.draws.ratio, lower, upper)
    others = like_them(compared, inside_all)
    alike = left_out(others, mine, elsewhere, rng, draws)
    return InPlace(
        placebo,
        without_the_place(mine, rung.draws, rng),
        alike,
        together(compared.counts, others, elsewhere, rng, draws),
        alike is not None and chosen_by_outlook(mine, alike.draws),
    )


def chosen_by_outlook(mine: Draws, others: Draws) -> bool:
    """Whether those most like the group who were left out went the other way, so that
    the programme chose among people alike by what it knew of their outlook.

    They must lie beyond no change on the other side than the group (at LEANS), and so
    far from it that chance does not explain it (APART standard errors of the difference
    of the logs). What the place did moves both alike, so it is no part of either.
    """
    lower, upper = others.interval(LEANS)
    if not (upper < 1 < mine.ratio or mine.ratio < 1 < lower):
        return False
    apart = np.log(mine.ratio / others.ratio)
    return bool(abs(apart) > APART * np.hypot(_error(mine), _error(others)))


def _error(draws: Draws) -> float:
    """Standard error of the log ratio, from the middle nine tenths of its draws: beyond
    them a few draws in which next to nothing was expected would be all of it."""
    low, high = np.log(np.maximum(draws.interval(0.9), 1e-3))
    return float(high - low) / (2 * 1.645)


def each_once(rows: Counts) -> Counts:
    """Each person once, at a date drawn for them: chosen by nothing that came after."""
    order = np.random.default_rng(0).permutation(len(rows))
    _, first = np.unique(rows.person[order], return_index=True)
    return rows.take(np.sort(order[first]))


def like_them(compared: Compared, inside: Counts) -> Counts:
    """For each of the group, in order of referral, the LEFT_OUT_EACH people of the
    place whose recent course was most like theirs on that day and who were not yet
    chosen, as the programme itself chose: nobody is chosen for what came after."""
    mine, theirs = recent_course(compared.counts), recent_course(inside)
    scale = np.maximum(mine.std(axis=0), 0.25)
    days = np.unique(inside.date)
    rows_at = {day: np.flatnonzero(inside.date == day) for day in days}
    _, who = np.unique(inside.person, return_inverse=True)
    free, chosen = np.ones(who.max() + 1, bool), []
    for person in np.argsort(compared.cohort.index_day, kind="stable"):
        day = days[np.argmin(np.abs(days - compared.cohort.index_day[person]))]
        there = rows_at[day][free[who[rows_at[day]]]]
        far = (((theirs[there] - mine[person]) / scale) ** 2).sum(axis=1)
        nearest = there[np.argsort(far, kind="stable")[:LEFT_OUT_EACH]]
        free[who[nearest]] = False
        chosen.append(nearest)
    return inside.take(np.sort(np.concatenate(chosen)))


def left_out(
    others: Counts, mine: Draws, elsewhere: Counts, rng, draws
) -> Control | None:
    """Those most like the group in the same place, against elsewhere; ``mine``: of the
    group.

    Where a programme took or refused people for what it knew of their outlook, those
    left out go the other way.
    """
    try:
        found = matched_comparison(others, elsewhere, rng, draws).draws
    except NothingToCompare:
        return None
    lower, upper = found.interval()
    return Control(
        LEFT_OUT,
        found.ratio,
        lower,
        upper,
        bool(lower <= 1 <= upper),
        WENT_TOO if (found.ratio < 1) == (mine.ratio < 1) else OTHER_WAY,
        len(others),
        found,
    )


def together(mine: Counts, others: Counts, elsewhere: Counts, rng, draws):
    """The group and those like it who were left out, as one, against elsewhere: whom of
    them a programme chose for their outlook makes no difference to it."""
    try:
        everyone = stack([mine, others])
        return matched_comparison(everyone, elsewhere, rng, draws).draws
    except NothingToCompare:
        return None


def split_by_place(compared: Compared) -> tuple[Counts | None, Counts]:
    """Untreated people of the programme's PCNs and those elsewhere, at all their dates.
    None without a place of its own."""
    now, panel = compared.now, compared.panel
    rows, _ = panel.index.rows_of(now.person)
    where = places_of(panel, rows)
    own = programme_places(places_of(panel, compared.cohort.rows))
    mine = np.isin(where, own)
    live = now.after_years > 0
    elsewhere = now.take(live & ~mine & (where >= 0))
    people_there = len(np.unique(elsewhere.person))
    inside = now.take(live & mine)
    people_here = len(np.unique(inside.person))
    if people_there < max(LEAST_ELSEWHERE, people_here):
        return None, elsewhere
    return inside, elsewhere


def places_of(panel: CoursePanel, rows: np.ndarray) -> np.ndarray:
    """A whole number for the PCN of each row; -1 where unknown."""
    codes, _ = pd.factorize(panel.people["pcn"])
    return codes[panel.index.order[rows]]


def programme_places(where: np.ndarray) -> np.ndarray:
    """The fewest PCNs in which most of the group live."""
    where = where[where >= 0]
    if not len(where):
        return np.zeros(0, int)
    code, size = np.unique(where, return_counts=True)
    order = np.argsort(-size, kind="stable")
    reach = np.cumsum(size[order]) / size.sum()
    return code[order][: int(np.searchsorted(reach, MOST_OF_THEM) + 1)]


def without_the_place(draws: Draws, place: Draws, rng: np.random.Generator) -> Draws:
    """The programme's draws with the place's own change taken off what was expected."""
    change = rng.choice(place.ratios, len(draws.expected))
    return replace(
        draws, point=draws.point * place.ratio, expected=draws.expected * change
    )
