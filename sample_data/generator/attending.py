"""When people attend: lasting rates plus crises, short episodes and bouts.

All of it is Poisson given the hidden history, so removing events at random (the
programme) or stopping at death leaves a valid history. ``Events`` carries the spell,
not the person, so that practice and home at the time are known.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sample_data.generator import segments as s
from sample_data.generator.calendar import YEAR, Calendar, year_of
from sample_data.generator.registrations import Spells

# Relative rate of A&E attendance and of GP visits by age (infants and the oldest most).
_AGE_KNOTS = [0, 1, 4, 10, 17, 22, 30, 45, 60, 70, 80, 90, 105]
_AE_BY_AGE = [2.3, 2.0, 1.3, 0.75, 0.9, 1.15, 1.0, 0.82, 0.82, 0.98, 1.5, 2.1, 2.2]
_GP_BY_AGE = [1.5, 1.2, 0.8, 0.55, 0.75, 0.95, 1.0, 0.98, 1.08, 1.3, 1.5, 1.55, 1.5]


@dataclass
class Events:
    """One entry an event: row of the spell it belongs to, the day, and whether in a
    crisis."""

    spell: np.ndarray
    day: np.ndarray
    crisis: np.ndarray

    def __len__(self) -> int:
        return len(self.day)

    def pick(self, which) -> Events:
        return Events(self.spell[which], self.day[which], self.crisis[which])

    @staticmethod
    def join(parts) -> Events:
        parts = list(parts)
        return Events(*(np.concatenate([getattr(p, f) for p in parts])
                        for f in ("spell", "day", "crisis")))  # fmt: skip


@dataclass(frozen=True)
class Crises:
    """Stretches of intense need: spell, first day, end, A&E and GP events a year."""

    spell: np.ndarray
    start: np.ndarray
    stop: np.ndarray
    ae: np.ndarray
    gp: np.ndarray


def crises(rng, spells: Spells, prevalence: float, first: int, last: int) -> Crises:
    """Crises of the frequent-attending segments, and short episodes of anybody.

    A person who moves keeps the history of the first spell (crises are drawn a person
    and copied to every spell), so a move does not end a crisis. ``prevalence``
    multiplies how common short episodes are, as it does the segments: among people who
    attend a lot the mix of kinds is then the same everywhere, and so is the natural
    course.
    """
    _, one = np.unique(spells.person, return_index=True)
    kinds = spells.segment[one]
    warm_up = 12.0
    years = (last + 1 - first) / YEAR + warm_up
    parts = []
    for number, kind in enumerate(s.SEGMENTS):
        if number == 0:
            who = np.repeat(one, rng.poisson(
                prevalence * s.SHORT_EPISODE["per_person_year"] * years, len(one)))  # fmt: skip
            length = rng.gamma(2.0, s.SHORT_EPISODE["length"] / 2.0, len(who))
            ae = s.SHORT_EPISODE["intensity"] * rng.gamma(3.0, 1 / 3.0, len(who))
            gp = np.full(len(who), s.SHORT_EPISODE["gp"])
        else:
            mine = one[kinds == number]
            who = np.repeat(mine, rng.poisson(kind.crises * years, len(mine)))
            mix = s.CRISIS_MIX
            short = rng.random(len(who)) < mix["short_share"]
            scale = kind.length * np.where(short, mix["short"], mix["long"])
            length = rng.exponential(1.0, len(who)) * scale
            ae = kind.intensity * rng.gamma(9.0, 1 / 9.0, len(who))
            gp = kind.gp_crisis * rng.gamma(6.0, 1 / 6.0, len(who))
        start = first + ((rng.random(len(who)) * years - warm_up) * YEAR).astype(int)
        parts.append((who, start, start + (length * YEAR).astype(int) + 7, ae, gp))
    who, start, stop, ae, gp = (np.concatenate(p) for p in zip(*parts, strict=True))
    # copy to every spell of the person
    order = np.argsort(spells.person, kind="stable")
    sorted_people = spells.person[order]
    low = np.searchsorted(sorted_people, spells.person[who], side="left")
    many = np.searchsorted(sorted_people, spells.person[who], side="right") - low
    copy = np.repeat(np.arange(len(who)), many)
    step = np.arange(len(copy)) - np.repeat(np.cumsum(many) - many, many)
    spell = order[np.repeat(low, many) + step]
    return Crises(spell, start[copy], stop[copy], ae[copy], gp[copy])


def _observed(spells: Spells, first: int, last: int):
    """First and one-past-last day on which each spell can have events."""
    return np.maximum(spells.start, first), np.minimum(spells.stop, last + 1)


def lasting(rng, spells: Spells, shape: float) -> np.ndarray:
    """A gamma multiplier a person (mean 1): differences between people that last."""
    return rng.gamma(shape, 1 / shape, spells.people)[spells.person].astype(np.float64)


def _poisson_events(
    rng, calendar: Calendar, spell, rate, start, stop, crisis: bool
) -> Events:
    """Poisson events at ``rate`` a year (on ordinary days) in ``[start, stop)`` of each
    entry."""
    exposure = (calendar.upto(stop) - calendar.upto(start)).clip(0) / YEAR
    count = rng.poisson(rate * exposure)
    spell = np.repeat(spell, count)
    return Events(
        spell, calendar.place(rng, start, stop, count), np.full(len(spell), crisis)
    )


def ae_events(rng, spells: Spells, crisis: Crises, calendar: Calendar, first: int, last: int,
              deprivation: np.ndarray, level: float = 1.0) -> Events:  # fmt: skip
    """A&E attendances. ``deprivation`` is a multiplier a spell; ``level`` scales
    ordinary use."""
    start, stop = _observed(spells, first, last)
    middle = year_of(np.clip((start + np.minimum(stop, last)) // 2, first, last))
    by_age = np.interp(middle - spells.birth_year, _AGE_KNOTS, _AE_BY_AGE)
    quiet = np.array([kind.quiet for kind in s.SEGMENTS])[spells.segment]
    rate = (
        s.AE_RATE * level * by_age * deprivation * lasting(rng, spells, s.AE_SHAPE)
        + quiet
    )
    everyday = _poisson_events(
        rng, calendar, np.arange(len(spells)), rate, start, stop, False
    )
    a = np.maximum(crisis.start, start[crisis.spell])
    b = np.minimum(crisis.stop, stop[crisis.spell])
    go = b > a
    intense = _poisson_events(
        rng, calendar, crisis.spell[go], crisis.ae[go], a[go], b[go], True
    )
    return Events.join([everyday, intense])


def gp_events(rng, spells: Spells, crisis: Crises, calendar: Calendar, first: int, last: int,
              place: np.ndarray, level: float = 1.0) -> Events:  # fmt: skip
    """Booked GP contacts of every kind and outcome. ``place`` is a multiplier a
    spell."""
    start, stop = _observed(spells, first, last)
    everyone = np.arange(len(spells))
    middle = year_of(np.clip((start + np.minimum(stop, last)) // 2, first, last))
    age = middle - spells.birth_year
    by_age = np.interp(age, _AGE_KNOTS, _GP_BY_AGE)
    by_age = by_age * np.where(spells.female & (age > 15) & (age < 60), 1.22, 0.92)
    quiet = np.array([kind.gp_quiet for kind in s.SEGMENTS])[spells.segment]
    seldom = (rng.random(spells.people) < s.GP_SELDOM["share"])[spells.person] & (
        age < 70
    )
    habit = np.where(seldom, s.GP_SELDOM["rate"], 1.0) * lasting(
        rng, spells, s.GP_SHAPE
    )
    rate = s.GP_RATE * level * by_age * place * habit + quiet
    everyday = _poisson_events(rng, calendar, everyone, rate, start, stop, False)
    bouts = rng.poisson(s.GP_BOUT["per_person_year"] * (stop - start).clip(0) / YEAR)
    who = np.repeat(everyone, bouts)
    begin = start[who] + (rng.random(len(who)) * (stop - start)[who]).astype(int)
    length = (rng.exponential(s.GP_BOUT["length"], len(who)) * YEAR).astype(int) + 3
    end = np.minimum(begin + length, stop[who])
    visits = s.GP_BOUT["visits"] * YEAR / length * by_age[who] ** 0.5
    visits = np.where(seldom[who], 0.25 * visits, visits)
    bout = _poisson_events(rng, calendar, who, visits, begin, end, False)
    a = np.maximum(crisis.start, start[crisis.spell])
    b = np.minimum(crisis.stop, stop[crisis.spell])
    go = b > a
    intense = _poisson_events(
        rng, calendar, crisis.spell[go], crisis.gp[go], a[go], b[go], True
    )
    return Events.join([everyday, bout, intense])
