"""Stretches of intense need: crises of the kinds of need, short episodes of anybody."""

from dataclasses import dataclass

import numpy as np

from sample_data.generator.calendar import YEAR
from sample_data.generator.people.kinds_of_need import CRISIS_MIX, KINDS, SHORT_EPISODE
from sample_data.generator.people.spells import Spells

WARM_UP = 12.0  # years before the span in which a crisis may have begun


@dataclass(frozen=True)
class Crises:
    """One entry a crisis and spell: first day, end, A&E and GP events a year."""

    spell: np.ndarray
    start: np.ndarray
    stop: np.ndarray
    ae: np.ndarray
    gp: np.ndarray


def crises(
    rng: np.random.Generator, spells: Spells, prevalence: float, first: int, last: int
) -> Crises:
    """All crises that may touch the days from `first` to `last`.

    A person who moves keeps the history of the first spell (crises are drawn a person
    and copied to every spell), so a move does not end a crisis. `prevalence` multiplies
    how common short episodes are, as it does the kinds of need: among people who attend
    a lot the mix of kinds is then the same everywhere, and so is the natural course.
    """
    _, one = np.unique(spells.person, return_index=True)
    needs = spells.need[one]
    years = (last + 1 - first) / YEAR + WARM_UP
    parts = []
    for number in range(len(KINDS)):
        if number == 0:
            who, length, ae, gp = _short_episodes(rng, one, prevalence, years)
        else:
            who, length, ae, gp = _of_kind(rng, one[needs == number], number, years)
        begin = ((rng.random(len(who)) * years - WARM_UP) * YEAR).astype(int)
        start = first + begin
        parts.append((who, start, start + (length * YEAR).astype(int) + 7, ae, gp))
    who, start, stop, ae, gp = (np.concatenate(p) for p in zip(*parts, strict=True))
    spell, copy = _in_every_spell(spells, who)
    return Crises(spell, start[copy], stop[copy], ae[copy], gp[copy])


def _short_episodes(
    rng: np.random.Generator, everybody: np.ndarray, prevalence: float, years: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Who, length in years, A&E and GP events a year of the short episodes."""
    number = prevalence * SHORT_EPISODE["per_person_year"] * years
    who = np.repeat(everybody, rng.poisson(number, len(everybody)))
    length = rng.gamma(2.0, SHORT_EPISODE["length"] / 2.0, len(who))
    ae = SHORT_EPISODE["intensity"] * rng.gamma(3.0, 1 / 3.0, len(who))
    return who, length, ae, np.full(len(who), SHORT_EPISODE["gp"])


def _of_kind(
    rng: np.random.Generator, people: np.ndarray, number: int, years: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The same of the crises of one kind of need."""
    kind = KINDS[number]
    who = np.repeat(people, rng.poisson(kind.crises * years, len(people)))
    short = rng.random(len(who)) < CRISIS_MIX["short_share"]
    scale = kind.length * np.where(short, CRISIS_MIX["short"], CRISIS_MIX["long"])
    length = rng.exponential(1.0, len(who)) * scale
    ae = kind.intensity * rng.gamma(9.0, 1 / 9.0, len(who))
    gp = kind.gp_crisis * rng.gamma(6.0, 1 / 6.0, len(who))
    return who, length, ae, gp


def _in_every_spell(spells: Spells, who: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For spells `who`, every spell of the same person, and which entry each is of."""
    order = np.argsort(spells.person, kind="stable")
    sorted_people = spells.person[order]
    low = np.searchsorted(sorted_people, spells.person[who], side="left")
    many = np.searchsorted(sorted_people, spells.person[who], side="right") - low
    copy = np.repeat(np.arange(len(who)), many)
    step = np.arange(len(copy)) - np.repeat(np.cumsum(many) - many, many)
    return order[np.repeat(low, many) + step], copy
