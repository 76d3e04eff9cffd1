"""Calls to 999 and 111: a conveyance before each arrival by ambulance, advice before
some who came by themselves, and calls that lead nowhere near a hospital."""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import pyarrow as pa

from sample_data.generator.calendar import Calendar, off_the_change
from sample_data.generator.details.code_sets import AMBULANCE
from sample_data.generator.files.columns import Columns, Minutes, Words
from sample_data.generator.wider_care.effect import Known
from sample_data.generator.wider_care.people import People, one_after_another
from sample_data.generator.wider_care.stays.records import (
    METHODS,
    Attended,
    Stays,
    poisson_days,
)

SERVICES = ("999", "111")
CATEGORIES = ("1", "2", "3", "4")
DISPOSITIONS = (
    "conveyed to hospital",
    "treated at the scene",
    "advice by telephone",
    "ambulance sent",
    "emergency department",
    "general practice",
    "pharmacy or dentist",
    "self-care",
)
(CONVEYED, AT_SCENE, BY_TELEPHONE, SENT, TO_AE, TO_GP, OTHER_SERVICE, SELF_CARE) = (
    range(8)
)
# From the call to the hospital's door, minutes, by category.
_MINUTES = np.array([55, 80, 150, 190])
# Category of an ambulance by acuity, the least acute first.
_BY_ACUITY = np.array([3, 3, 2, 1, 0])
OTHER_999, OTHER_111 = 0.074, 0.286  # calls a person and year that lead elsewhere
ASKED_FIRST = 0.16  # of those who come to A&E by themselves, after a call to 111
BY_AMBULANCE = 0.5  # of emergency stays that do not begin in A&E
_OTHER_CATEGORY = (0.05, 0.47, 0.40, 0.08)
_AGES = (0, 1, 4, 10, 20, 40, 60, 75, 85, 100)
_999_BY_AGE = (0.5, 0.5, 0.4, 0.3, 0.7, 0.65, 0.95, 2.0, 4.0, 6.0)
_111_BY_AGE = (3.6, 3.2, 2.0, 0.8, 1.05, 0.9, 0.7, 0.85, 1.35, 1.6)
_HOURS = np.array(
    [
        30,
        25,
        22,
        20,
        19,
        20,
        26,
        36,
        52,
        60,
        62,
        62,
        60,
        58,
        58,
        58,
        60,
        64,
        72,
        74,
        68,
        60,
        50,
        40,
    ],
    float,
)


@dataclass
class _Calls:
    """Calls as arrays of one length: registration, minute, number in SERVICES,
    CATEGORIES (-1 none) and DISPOSITIONS."""

    registration: np.ndarray
    minute: np.ndarray
    service: np.ndarray
    category: np.ndarray
    disposition: np.ndarray

    @classmethod
    def of(
        cls,
        registration: np.ndarray,
        minute: np.ndarray,
        service: int,
        category: np.ndarray | int,
        disposition: np.ndarray | int,
    ) -> Self:
        """Calls, with what is the same for all said once."""
        size = len(minute)
        return cls(
            registration,
            minute.astype(np.int64),
            np.full(size, service, np.int8),
            np.broadcast_to(np.asarray(category, np.int8), size),
            np.broadcast_to(np.asarray(disposition, np.int8), size),
        )


def call_columns(
    rng: np.random.Generator,
    people: People,
    attended: Attended,
    stays: Stays,
    every_day: Calendar,
    ids: pa.StringArray,
    practice_codes: list[str],
    known: Known,
) -> Columns:
    """The columns of `urgent_calls`, rows by person and time."""
    parts = [
        *_before_ae(rng, people, attended),
        _before_stays(rng, people, stays),
        _other_999(rng, people, every_day, known),
        _other_111(rng, people, every_day, known),
    ]
    calls = _Calls(
        *(
            np.concatenate([getattr(part, f.name) for part in parts])
            for f in fields(_Calls)
        )
    )
    minute, s = off_the_change(calls.minute), people.spells
    person = s.person[calls.registration]
    inside = (minute >= people.first * 1440) & (minute < (people.last + 1) * 1440)
    rows = np.flatnonzero(inside)
    rows = rows[np.lexsort((minute[rows], person[rows]))]
    minute, person = minute[rows], person[rows]
    one_after_another(person, minute, 4)
    disposition = calls.disposition[rows]
    return {
        "patient_id": Words(person, ids),
        "called_at": Minutes(minute),
        "service": Words(calls.service[rows], SERVICES),
        "category": Words(calls.category[rows], CATEGORIES),
        "disposition": Words(disposition, DISPOSITIONS),
        "conveyed": Words((disposition == CONVEYED).astype(np.int8), ["no", "yes"]),
        "practice_code": Words(s.practice[calls.registration[rows]], practice_codes),
    }


def _before_ae(
    rng: np.random.Generator, people: People, attended: Attended
) -> list[_Calls]:
    """The call of each arrival by ambulance, by its acuity; 111 before some others."""
    day = attended.arrived // 1440
    a = attended.take(np.flatnonzero((day >= people.first) & (day <= people.last)))
    brought = a.take(np.flatnonzero(a.arrival < len(AMBULANCE)))
    category = _BY_ACUITY[brought.acuity]
    wait = _MINUTES[category] * (0.6 + 0.8 * rng.random(len(category)))
    alone = a.take(np.flatnonzero((a.arrival >= len(AMBULANCE)) & (a.arrival < 5)))
    asked = alone.take(np.flatnonzero(rng.random(len(alone.arrived)) < ASKED_FIRST))
    before = rng.integers(50, 420, len(asked.arrived))
    return [
        _Calls.of(
            brought.registration,
            brought.arrived - wait.astype(np.int64),
            0,
            category,
            CONVEYED,
        ),
        _Calls.of(asked.registration, asked.arrived - before, 1, -1, TO_AE),
    ]


def _before_stays(rng: np.random.Generator, people: People, stays: Stays) -> _Calls:
    """The call before some emergency admissions past A&E."""
    direct = (stays.method > 0) & (stays.method < METHODS.index("11"))
    rows = np.flatnonzero(direct & (rng.random(len(stays)) < BY_AMBULANCE))
    category = rng.choice(4, len(rows), p=(0.05, 0.55, 0.35, 0.05))
    wait = _MINUTES[category] * (0.6 + 0.8 * rng.random(len(rows)))
    return _Calls.of(
        stays.registration[rows],
        stays.admitted[rows] - wait.astype(np.int64),
        0,
        category,
        CONVEYED,
    )


def _other_999(
    rng: np.random.Generator, people: People, every_day: Calendar, known: Known
) -> _Calls:
    """Calls answered at the scene or by telephone; those of people who are helped fall
    with their attendances."""
    rate = OTHER_999 * people.by_age(_AGES, _999_BY_AGE)
    rate = rate * (0.4 + 0.6 * people.use) * (0.8 + 0.3 * people.frailty)
    registration, day = poisson_days(rng, people, rate, every_day)
    minute = _at_some_hour(rng, day)
    person = people.spells.person[registration]
    keep = known.prevented(rng, "urgent_999", person, minute, people.started)
    registration, minute = registration[keep], minute[keep]
    size = len(minute)
    return _Calls.of(
        registration,
        minute,
        0,
        rng.choice(4, size, p=_OTHER_CATEGORY),
        np.where(rng.random(size) < 0.69, AT_SCENE, BY_TELEPHONE),
    )


def _other_111(
    rng: np.random.Generator, people: People, every_day: Calendar, known: Known
) -> _Calls:
    """Calls to 111 that do not end in A&E that day."""
    rate = OTHER_111 * people.by_age(_AGES, _111_BY_AGE)
    rate = rate * (0.5 + 0.5 * people.use) * (0.85 + 0.3 * people.deprived)
    registration, day = poisson_days(rng, people, rate, every_day)
    minute = _at_some_hour(rng, day)
    person = people.spells.person[registration]
    known.prevented(rng, "urgent_111", person, minute, people.started)
    which = (SENT, TO_AE, TO_GP, OTHER_SERVICE, SELF_CARE)
    end = rng.choice(which, len(minute), p=(0.11, 0.04, 0.53, 0.13, 0.19))
    return _Calls.of(registration, minute, 1, -1, end)


def _at_some_hour(rng: np.random.Generator, day: np.ndarray) -> np.ndarray:
    running = np.cumsum(_HOURS / _HOURS.sum())
    hour = np.searchsorted(running, rng.random(len(day))).clip(0, 23)
    return day.astype(np.int64) * 1440 + hour * 60 + rng.integers(0, 60, len(day))
