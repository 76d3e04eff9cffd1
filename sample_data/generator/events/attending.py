"""When people attend: lasting rates plus crises, short episodes and bouts.

All of it is Poisson given the hidden history, so removing events at random (the
programme) or stopping at death leaves a valid history.
"""

import numpy as np

from sample_data.generator.calendar import YEAR, Calendar, year_of
from sample_data.generator.events.crises import Crises
from sample_data.generator.events.events import Events
from sample_data.generator.people.kinds_of_need import (
    AE_RATE,
    AE_SHAPE,
    GP_BOUT,
    GP_RATE,
    GP_SELDOM,
    GP_SHAPE,
    KINDS,
)
from sample_data.generator.people.spells import Spells

# Relative rate of A&E attendance and of GP visits by age (infants and the oldest most).
_AGES = [0, 1, 4, 10, 17, 22, 30, 45, 60, 70, 80, 90, 105]
_AE_BY_AGE = [2.3, 2.0, 1.3, 0.75, 0.9, 1.15, 1.0, 0.82, 0.82, 0.98, 1.5, 2.1, 2.2]
_GP_BY_AGE = [1.5, 1.2, 0.8, 0.55, 0.75, 0.95, 1.0, 0.98, 1.08, 1.3, 1.5, 1.55, 1.5]


def ae_events(
    rng: np.random.Generator,
    spells: Spells,
    crises: Crises,
    calendar: Calendar,
    first: int,
    last: int,
    deprivation: np.ndarray,
    level: float = 1.0,
) -> Events:
    """A&E attendances from `first` to `last`.

    `deprivation` is a multiplier a spell; `level` scales ordinary use.
    """
    start, stop = _observed(spells, first, last)
    age = _age_midway(spells, start, stop, first, last)
    by_age = np.interp(age, _AGES, _AE_BY_AGE)
    quiet = np.array([kind.quiet for kind in KINDS])[spells.need]
    habit = _lasting(rng, spells, AE_SHAPE)
    rate = AE_RATE * level * by_age * deprivation * habit + quiet
    everyone = np.arange(len(spells))
    everyday = _poisson_events(rng, calendar, everyone, rate, start, stop, False)
    intense = _crisis_events(rng, calendar, crises, crises.ae, start, stop)
    return Events.joined([everyday, intense])


def gp_events(
    rng: np.random.Generator,
    spells: Spells,
    crises: Crises,
    calendar: Calendar,
    first: int,
    last: int,
    place: np.ndarray,
    level: float = 1.0,
) -> Events:
    """Booked GP contacts of every kind and outcome from `first` to `last`.

    `place` is a multiplier a spell; `level` scales ordinary use.
    """
    start, stop = _observed(spells, first, last)
    everyone = np.arange(len(spells))
    age = _age_midway(spells, start, stop, first, last)
    by_age = np.interp(age, _AGES, _GP_BY_AGE)
    by_age = by_age * np.where(spells.female & (age > 15) & (age < 60), 1.22, 0.92)
    quiet = np.array([kind.gp_quiet for kind in KINDS])[spells.need]
    hardly_come = rng.random(spells.people) < GP_SELDOM["share"]
    seldom = hardly_come[spells.person] & (age < 70)
    habit = np.where(seldom, GP_SELDOM["rate"], 1.0) * _lasting(rng, spells, GP_SHAPE)
    rate = GP_RATE * level * by_age * place * habit + quiet
    everyday = _poisson_events(rng, calendar, everyone, rate, start, stop, False)
    bouts = rng.poisson(GP_BOUT["per_person_year"] * (stop - start).clip(0) / YEAR)
    who = np.repeat(everyone, bouts)
    begin = start[who] + (rng.random(len(who)) * (stop - start)[who]).astype(int)
    length = (rng.exponential(GP_BOUT["length"], len(who)) * YEAR).astype(int) + 3
    end = np.minimum(begin + length, stop[who])
    visits = GP_BOUT["visits"] * YEAR / length * by_age[who] ** 0.5
    visits = np.where(seldom[who], 0.25 * visits, visits)
    bout = _poisson_events(rng, calendar, who, visits, begin, end, False)
    intense = _crisis_events(rng, calendar, crises, crises.gp, start, stop)
    return Events.joined([everyday, bout, intense])


def _observed(spells: Spells, first: int, last: int) -> tuple[np.ndarray, np.ndarray]:
    """First and one-past-last day on which each spell can have events."""
    return np.maximum(spells.start, first), np.minimum(spells.stop, last + 1)


def _age_midway(
    spells: Spells, start: np.ndarray, stop: np.ndarray, first: int, last: int
) -> np.ndarray:
    """Age in the middle of what is observed of each spell."""
    middle = (start + np.minimum(stop, last)) // 2
    return year_of(np.clip(middle, first, last)) - spells.birth_year


def _lasting(rng: np.random.Generator, spells: Spells, shape: float) -> np.ndarray:
    """A gamma multiplier a person (mean 1): differences between people that last."""
    return rng.gamma(shape, 1 / shape, spells.people)[spells.person].astype(np.float64)


def _crisis_events(
    rng: np.random.Generator,
    calendar: Calendar,
    crises: Crises,
    rate: np.ndarray,
    start: np.ndarray,
    stop: np.ndarray,
) -> Events:
    """Events of the crises, as far as each spell is observed."""
    begin = np.maximum(crises.start, start[crises.spell])
    end = np.minimum(crises.stop, stop[crises.spell])
    seen = end > begin
    return _poisson_events(
        rng,
        calendar,
        crises.spell[seen],
        rate[seen],
        begin[seen],
        end[seen],
        True,
    )


def _poisson_events(
    rng: np.random.Generator,
    calendar: Calendar,
    spell: np.ndarray,
    rate: np.ndarray,
    start: np.ndarray,
    stop: np.ndarray,
    crisis: bool,
) -> Events:
    """Poisson events at `rate` a year (on ordinary days) from `start` to before
    `stop`."""
    exposure = (calendar.upto(stop) - calendar.upto(start)).clip(0) / YEAR
    count = rng.poisson(rate * exposure)
    spell = np.repeat(spell, count)
    days = calendar.place(rng, start, stop, count)
    return Events(spell, days, np.full(len(spell), crisis))
