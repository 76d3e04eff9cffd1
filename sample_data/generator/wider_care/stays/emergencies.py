"""Emergency stays: who is admitted when after an A&E attendance, by another route,
again within days, and for the last time."""

import numpy as np

from sample_data.generator.calendar import Calendar
from sample_data.generator.details.diagnoses import admitted_diagnoses
from sample_data.generator.wider_care.effect import Known
from sample_data.generator.wider_care.people import People
from sample_data.generator.wider_care.stays.records import (
    EMERGENCY,
    Attended,
    Stays,
    begun,
    poisson_days,
)

_OTHER_ROUTES = np.array([0.56, 0.16, 0.06, 0.22])  # of METHODS 1 to 4
# Emergency admissions a person and year that do not begin in A&E, on average.
OTHER_ROUTES = 0.0092
AGAIN = 0.150  # chance of an emergency admission that follows from a discharge
DIE_AFTER_OTHER_ROUTE = 0.45  # of deaths, in a stay that did not begin in A&E
_AGES = (0, 1, 5, 16, 30, 50, 65, 75, 85, 100)
_BY_AGE = (2.2, 1.5, 0.5, 0.5, 0.6, 0.8, 1.3, 2.2, 3.4, 4.0)


def after_ae(rng: np.random.Generator, attended: Attended) -> Stays:
    """A stay for each attendance that ended in admission, a few minutes later."""
    a = attended.take(np.flatnonzero(np.isin(attended.destination, (1, 2))))
    size = len(a.arrived)
    return begun(
        a.registration,
        a.left + rng.integers(3, 26, size),
        np.zeros(size, np.int8),
        EMERGENCY,
        a.diagnosis,
        a.site,
        short=a.destination == 2,
        from_ae=True,
    )


def by_other_routes(
    rng: np.random.Generator,
    people: People,
    calendar: Calendar,
    site_of: np.ndarray,
    known: Known,
) -> Stays:
    """Emergency admissions that an outpatient clinic, a GP or another hospital asks
    for."""
    rate = OTHER_ROUTES * people.by_age(_AGES, _BY_AGE)
    rate = rate * (0.5 + 0.5 * people.use) * (0.7 + 0.5 * people.frailty)
    registration, day = poisson_days(rng, people, rate, calendar)
    minute = day.astype(np.int64) * 1440 + rng.integers(8 * 60, 21 * 60, len(day))
    person = people.spells.person[registration]
    keep = known.prevented(rng, "inpatient_emergency", person, minute, people.started)
    return _others(rng, people, registration[keep], minute[keep], site_of)


def again(
    rng: np.random.Generator, people: People, stays: Stays, site_of: np.ndarray
) -> Stays:
    """Emergency admissions within four weeks that follow from a discharge."""
    person = people.spells.person[stays.registration]
    chance = AGAIN * (0.8 + 0.35 * people.frailty[person])
    rows = np.flatnonzero((rng.random(len(stays)) < chance) & ~stays.died)
    wait = 1 + rng.exponential(9.0, len(rows)).clip(0, 25).astype(np.int64)
    day = stays.left[rows] // 1440 + wait
    minute = day * 1440 + rng.integers(8 * 60, 22 * 60, len(rows))
    registration = stays.registration[rows]
    fits = (day < people.spells.stop[registration]) & (day <= people.last)
    return _others(rng, people, registration[fits], minute[fits], site_of)


def deaths(rng: np.random.Generator, people: People, site_of: np.ndarray) -> Stays:
    """Last admissions of people who are to die in hospital, within two weeks of it."""
    s = people.spells
    rows = np.flatnonzero(s.died & (s.stop > people.first) & (s.stop <= people.last))
    rows = rows[rng.random(len(rows)) < DIE_AFTER_OTHER_ROUTE]
    before = (1 + rng.gamma(1.3, 5.0, len(rows))).astype(np.int64)
    day = s.stop[rows] - before
    fits = day >= np.maximum(s.start[rows], people.first)
    rows, day = rows[fits], day[fits]
    minute = day * 1440 + rng.integers(0, 1440, len(rows))
    stays = _others(rng, people, rows, minute, site_of)
    stays.died[:] = True
    return stays


def _others(
    rng: np.random.Generator,
    people: People,
    registration: np.ndarray,
    minute: np.ndarray,
    site_of: np.ndarray,
) -> Stays:
    """Emergency stays that do not begin in A&E."""
    person = people.spells.person[registration]
    reason = admitted_diagnoses(rng, people.need[person], people.age[person])
    size = len(minute)
    method = 1 + rng.choice(len(_OTHER_ROUTES), size, p=_OTHER_ROUTES)
    return begun(
        registration,
        minute,
        method.astype(np.int8),
        EMERGENCY,
        reason,
        site_of[registration],
        short=rng.random(size) < 0.2,
    )
