"""Who is admitted when, and how: after an A&E attendance, by another route, again
within days, as planned, to give birth.

A stay that follows from an attendance always stands. Others give way: nobody arrives at
A&E from a hospital bed, and no two stays of one person overlap.
"""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from sample_data.generator.calendar import YEAR, Calendar
from sample_data.generator.details.diagnoses import admitted_diagnoses
from sample_data.generator.details.draw import draw
from sample_data.generator.wider_care.effect import Known
from sample_data.generator.wider_care.people import People
from sample_data.generator.wider_care.stays.lists import (
    MATERNITY,
    PLANNED,
    reason_of_maternity,
    reason_of_planned,
)

METHODS = ("21", "22", "24", "2B", "2D", "11", "12", "13", "31", "32")
_OTHER_ROUTES = np.array([0.56, 0.16, 0.06, 0.22])  # of METHODS 1 to 4
EMERGENCY, PLANNED_STAY, BIRTH = range(3)
# Emergency admissions a person and year that do not begin in A&E, on average.
OTHER_ROUTES = 0.0092
AGAIN = 0.150  # chance of an emergency admission that follows from a discharge
_AGES = (0, 1, 5, 16, 30, 50, 65, 75, 85, 100)
_EMERGENCY_BY_AGE = (2.2, 1.5, 0.5, 0.5, 0.6, 0.8, 1.3, 2.2, 3.4, 4.0)
# Planned stays a person and year, and how they rise with age.
PLANNED_RATE, PLANNED_SHAPE = 0.180, 0.75
_PLANNED_BY_AGE = (0.25, 0.3, 0.3, 0.35, 0.55, 1.05, 1.75, 2.2, 1.7, 0.8)
DIE_AFTER_OTHER_ROUTE = 0.45  # of deaths, in a stay that did not begin in A&E
BIRTHS = 0.103  # maternity stays a woman of 17 to 43 and year
_FERTILE = ((16, 20, 25, 31, 36, 41, 45), (0, 0.5, 1.0, 1.9, 1.3, 0.4, 0))
_BANDS = np.array([16, 30, 45, 60, 75])


@dataclass
class Stays:
    """Stays as arrays of one length. admitted, left: minutes. registration: at the
    time. method: number in METHODS. kind: EMERGENCY, PLANNED_STAY or BIRTH. reason: row
    of `lists`. site: number of the hospital. short: to a short-stay ward. from_ae:
    began with an attendance. died: ended in death."""

    registration: np.ndarray
    admitted: np.ndarray
    left: np.ndarray
    method: np.ndarray
    kind: np.ndarray
    reason: np.ndarray
    site: np.ndarray
    short: np.ndarray
    from_ae: np.ndarray
    died: np.ndarray

    def __len__(self) -> int:
        return len(self.admitted)

    def take(self, rows: np.ndarray) -> Self:
        """Only these rows, in this order."""
        return type(self)(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """Several as one."""
        return cls(
            **{
                f.name: np.concatenate([getattr(part, f.name) for part in parts])
                for f in fields(cls)
            }
        )


@dataclass(frozen=True)
class Attended:
    """A&E attendances as far as care after them needs it: arrays of one length.

    destination: 1 a ward, 2 a short-stay ward. arrival: number in ARRIVALS.
    """

    registration: np.ndarray
    arrived: np.ndarray
    left: np.ndarray
    destination: np.ndarray
    diagnosis: np.ndarray
    site: np.ndarray
    arrival: np.ndarray
    acuity: np.ndarray

    def take(self, rows: np.ndarray) -> Self:
        """Only these rows, in this order."""
        return type(self)(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})


def after_ae(rng: np.random.Generator, attended: Attended) -> Stays:
    """A stay for each attendance that ended in admission, a few minutes later."""
    a = attended.take(np.flatnonzero(np.isin(attended.destination, (1, 2))))
    size = len(a.arrived)
    return _stays(
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
    rate = OTHER_ROUTES * people.by_age(_AGES, _EMERGENCY_BY_AGE)
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


def planned(
    rng: np.random.Generator, people: People, calendar: Calendar, site_of: np.ndarray
) -> Stays:
    """Day cases and planned admissions, more with age and long-term conditions; whoever
    has cancer comes for courses."""
    cancer = people.has("Cancer")
    rate = PLANNED_RATE * people.by_age(_AGES, _PLANNED_BY_AGE)
    rate = rate * (0.55 + 0.16 * people.have.sum(axis=1)) * np.where(cancer, 2.6, 1)
    shape = PLANNED_SHAPE
    rate = rate * rng.gamma(shape, 1 / shape, len(rate))
    registration, day = poisson_days(rng, people, rate, calendar)
    person = people.spells.person[registration]
    which = _kinds_of_planned(rng, people, person)
    day_case = np.array([float(row["day_case"]) for row in PLANNED])[which]
    is_day = rng.random(len(which)) < day_case
    minute = day.astype(np.int64) * 1440 + rng.integers(7 * 60, 13 * 60, len(day))
    nights = np.array([float(row["nights"]) for row in PLANNED])[which]
    night = 1 + rng.poisson((nights - 1).clip(0) * (0.8 + 0.3 * people.frailty[person]))
    stays = _stays(
        registration,
        minute,
        (5 + rng.choice(3, len(day), p=(0.62, 0.2, 0.18))).astype(np.int8),
        PLANNED_STAY,
        reason_of_planned(which),
        site_of[registration],
        short=is_day,
    )
    home = rng.integers(9 * 60, 18 * 60, len(day))
    stays.left = np.where(
        is_day,
        minute + rng.integers(120, 420, len(day)),
        (day.astype(np.int64) + night) * 1440 + home,
    )
    return stays


def births(
    rng: np.random.Generator, people: People, calendar: Calendar, site_of: np.ndarray
) -> Stays:
    """Stays of women who give birth or are thought about to."""
    fertile = people.by_age(*_FERTILE) * people.female
    registration, day = poisson_days(rng, people, BIRTHS * fertile, calendar)
    size = len(day)
    shares = np.array([row[2] for row in MATERNITY])
    which = rng.choice(len(MATERNITY), size, p=shares / shares.sum())
    minute = day.astype(np.int64) * 1440 + rng.integers(0, 1440, size)
    nights = np.array([row[3] for row in MATERNITY])[which]
    nights = np.where(nights > 0, nights + rng.poisson(0.5, size), 0)
    home = (minute // 1440 + nights) * 1440 + rng.integers(9 * 60, 20 * 60, size)
    stays = _stays(
        registration,
        minute,
        np.where(rng.random(size) < 0.85, 8, 9).astype(np.int8),
        BIRTH,
        reason_of_maternity(which),
        site_of[registration],
        short=nights == 0,
    )
    stays.left = np.where(nights > 0, home, minute + rng.integers(90, 700, size))
    return stays


def poisson_days(
    rng: np.random.Generator, people: People, rate: np.ndarray, calendar: Calendar
) -> tuple[np.ndarray, np.ndarray]:
    """Registration and day of events at each person's yearly rate, more on busy
    days."""
    open_, start, stop = people.seen()
    average = (calendar.running[-1] - calendar.running[0]) / (len(calendar.running) - 1)
    exposure = (calendar.upto(stop) - calendar.upto(start)).clip(0) / average / YEAR
    count = rng.poisson(rate[people.spells.person[open_]] * exposure)
    return np.repeat(open_, count), calendar.place(rng, start, stop, count)


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
    return _stays(
        registration,
        minute,
        method.astype(np.int8),
        EMERGENCY,
        reason,
        site_of[registration],
        short=rng.random(size) < 0.2,
    )


def _stays(
    registration: np.ndarray,
    admitted: np.ndarray,
    method: np.ndarray,
    kind: int,
    reason: np.ndarray,
    site: np.ndarray,
    *,
    short: np.ndarray,
    from_ae: bool = False,
) -> Stays:
    size = len(admitted)
    return Stays(
        registration=registration.astype(np.int64),
        admitted=admitted.astype(np.int64),
        left=np.zeros(size, np.int64),
        method=method,
        kind=np.full(size, kind, np.int8),
        reason=reason.astype(np.int16),
        site=site.astype(np.int8),
        short=short,
        from_ae=np.full(size, from_ae),
        died=np.zeros(size, bool),
    )


def _kinds_of_planned(
    rng: np.random.Generator, people: People, person: np.ndarray
) -> np.ndarray:
    """What each planned stay is for (number in PLANNED), by age, sex and cancer."""
    bands = len(_BANDS) + 1
    weights = np.zeros((bands * 4, len(PLANNED)))
    middles = (8, 23, 38, 53, 68, 82)
    for column, row in enumerate(PLANNED):
        low, high = int(row["age_from"]), int(row["age_to"])
        for band, middle in enumerate(middles):
            inside = 1.0 if low <= middle <= high else 0.04 * (high > middle - 12)
            for female in (0, 1):
                fits = row["sex"] in ("", "MF"[female])
                for cancer in (0, 1):
                    times = float(row["cancer"]) if cancer else 1.0
                    at = band * 4 + female * 2 + cancer
                    weights[at, column] = float(row["per_1000"]) * inside * fits * times
    # nobody has a course of chemotherapy who has no cancer
    weights[::2, [row["name"] == "Chemotherapy" for row in PLANNED]] = 0
    band = np.searchsorted(_BANDS, people.age[person], side="right")
    group = band * 4 + people.female[person] * 2 + people.has("Cancer")[person]
    return draw(rng, weights, group.astype(np.int64)).astype(np.int16)
