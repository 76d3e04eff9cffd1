"""Outpatient appointments: courses of a first one and those that follow it.

Long-term conditions lead to the clinics that look after them, and make courses longer.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa

from sample_data.generator.calendar import YEAR, Calendar
from sample_data.generator.details.draw import draw
from sample_data.generator.files.columns import Columns, Minutes, Words
from sample_data.generator.inputs import rows
from sample_data.generator.people.conditions import NAMES
from sample_data.generator.people.kinds_of_need import ALCOHOL, YOUNG
from sample_data.generator.wider_care.people import People, one_after_another

CLINICS = rows(Path(__file__).with_name("clinics.csv"))
FUNCTIONS = sorted({row["treatment_function"] for row in CLINICS})
SPECIALTIES = sorted({row["main_specialty"] for row in CLINICS})
PROCEDURES = sorted({row["procedure"] for row in CLINICS} - {""})
# Courses a person and year, how they rise with age, how people differ.
COURSES, SHAPE = 0.405, 1.1
_AGES = (0, 5, 16, 30, 45, 60, 75, 85, 100)
_BY_AGE = (0.7, 0.55, 0.55, 0.8, 0.95, 1.25, 1.75, 1.6, 1.0)
APART = 66.0  # days between appointments of a course, on average
BEFORE = 480  # days before the span in which a course may have begun
FAVOURED = 9  # times likelier with the condition that a clinic looks after
_BANDS = np.array([5, 17, 30, 45, 60, 75])
_MIDDLES = (2, 11, 23, 38, 53, 68, 84)
# First or follow-up, face to face or not, as the NHS Data Dictionary numbers them.
FIRST_ATTENDANCE = ("1", "2", "3", "4")
# Attended, late but seen, late and not seen, patient and provider cancelled, missed.
ATTENDED = ("5", "6", "7", "2", "4", "3")
_OUTCOMES = np.array([0.762, 0.016, 0.003, 0.066, 0.083])
MISSES = 0.0575  # chance of not coming, times what follows
REMOTE = 0.21
_FIRST_PRICE, _LATER_PRICE = 212, 138  # pounds, invented (National Cost Collection)


def appointments(
    rng: np.random.Generator, people: People, weekdays: Calendar
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Registration, day, clinic (row of CLINICS) and place in its course (0 the first)
    of every appointment within the span."""
    s = people.spells
    rate = COURSES * people.by_age(_AGES, _BY_AGE)
    rate = rate * (0.62 + 0.22 * people.have.sum(axis=1))
    rate = rate * (0.85 + 0.15 * people.use) * rng.gamma(SHAPE, 1 / SHAPE, len(rate))
    start = np.maximum(s.start, people.first - BEFORE)
    stop = np.minimum(s.stop, people.last + 1)
    open_ = np.flatnonzero(stop > start)
    years = (stop - start)[open_] / YEAR
    courses = rng.poisson(rate[s.person[open_]] * years)
    registration = np.repeat(open_, courses)
    began = start[registration] + (
        rng.random(len(registration)) * (stop - start)[registration]
    )
    clinic = _clinics(rng, people, s.person[registration])
    more = np.array([float(row["follow_ups"]) for row in CLINICS])[clinic]
    ill = 0.8 + 0.1 * people.have[s.person[registration]].sum(axis=1)
    later = rng.geometric(1 / (1 + more * ill)) - 1
    many = 1 + later.clip(0, 24)
    course = np.repeat(np.arange(len(registration)), many)
    head = np.cumsum(many) - many
    place = np.arange(len(course)) - head[course]
    wait = rng.standard_gamma(3.0, len(course), np.float32) * (APART / 3) + 3
    wait[head] = 0
    run = np.cumsum(wait, dtype=np.float64)
    day = began[course] + run - run[head][course]
    day = weekdays.shifted(day.astype(np.int64))
    registration, clinic = registration[course], clinic[course]
    fits = (day >= np.maximum(people.first, s.start[registration])) & (
        day < np.minimum(s.stop[registration], people.last + 1)
    )
    return registration[fits], day[fits], clinic[fits], place[fits]


def outpatient_columns(
    rng: np.random.Generator,
    people: People,
    weekdays: Calendar,
    ids: pa.StringArray,
    practice_codes: list[str],
) -> Columns:
    """The columns of `outpatient_appointments`, rows by person and time."""
    s = people.spells
    registration, day, clinic, place = appointments(rng, people, weekdays)
    person, size = s.person[registration], len(day)
    quarter = rng.choice(34, size).astype(np.int64)  # 8:30 to 16:45
    minute = day * 1440 + 510 + 15 * quarter
    order = np.lexsort((minute, person))
    registration, minute, clinic, place, person = (
        one[order] for one in (registration, minute, clinic, place, person)
    )
    one_after_another(person, minute, 15)
    outcome = _outcomes(rng, people, person)
    seen = outcome <= 1
    remote = rng.random(size) < REMOTE
    share = np.array([float(row["procedure_share"] or 0) for row in CLINICS])[clinic]
    treated = seen & ~remote & (rng.random(size) < share)
    codes = np.array(
        [
            PROCEDURES.index(row["procedure"]) if row["procedure"] else -1
            for row in CLINICS
        ]
    )
    price = np.where(place == 0, _FIRST_PRICE, _LATER_PRICE) + 62 * treated
    price = price * np.where(remote, 0.62, 1) * (0.8 + 0.4 * rng.random(size))
    cost = np.where(seen, np.round(price), 0.0)
    table: Columns = {
        "patient_id": Words(person, ids),
        "appointment_at": Minutes(minute),
        "main_specialty": Words(
            _number(SPECIALTIES, "main_specialty")[clinic], SPECIALTIES
        ),
        "treatment_function": Words(
            _number(FUNCTIONS, "treatment_function")[clinic], FUNCTIONS
        ),
        "first_attendance": Words((place > 0) + 2 * remote, FIRST_ATTENDANCE),
        "attended": Words(outcome, ATTENDED),
        "procedure_codes": Words(np.where(treated, codes[clinic], -1), PROCEDURES),
        "practice_code": Words(s.practice[registration], practice_codes),
        "cost_gbp": cost,
    }
    return table


def _number(words: list[str], column: str) -> np.ndarray:
    return np.array([words.index(row[column]) for row in CLINICS], np.int8)


def _outcomes(
    rng: np.random.Generator, people: People, person: np.ndarray
) -> np.ndarray:
    """Number in ATTENDED. Younger people, those of deprived areas and those with some
    kinds of need miss more."""
    young = people.by_age((0, 15, 20, 30, 45, 65, 80), (1, 1, 1.6, 1.6, 1.2, 0.65, 0.7))
    chance = MISSES * young * (0.7 + 0.75 * people.deprived)
    chance = chance * np.where(np.isin(people.need, (YOUNG, ALCOHOL)), 2.2, 1)
    missed = rng.random(len(person)) < chance[person]
    running = np.cumsum(_OUTCOMES / _OUTCOMES.sum())
    other = np.searchsorted(running, rng.random(len(person))).clip(0, 4)
    return np.where(missed, 5, other).astype(np.int8)


def _clinics(
    rng: np.random.Generator, people: People, person: np.ndarray
) -> np.ndarray:
    """The clinic of each course, by age, sex, and one of the person's conditions."""
    names = sorted({row["condition"] for row in CLINICS} - {""})
    one = np.zeros(len(people.age), np.int8)  # the condition that counts; 0 none
    luck = np.zeros(len(people.age))
    for number, name in enumerate(names, start=1):
        key = rng.random(len(one)) * people.have[:, NAMES.index(name)]
        one, luck = np.where(key > luck, number, one), np.maximum(key, luck)
    each = len(names) + 1
    weights = np.zeros((len(_MIDDLES), 2, each, len(CLINICS)))
    for column, row in enumerate(CLINICS):
        ages = [int(row["age_from"]) <= age <= int(row["age_to"]) for age in _MIDDLES]
        sexes = [row["sex"] in ("", sex) for sex in "MF"]
        meant = np.array([1.0, *(row["condition"] == name for name in names)])
        meant[1:] = np.where(meant[1:] > 0, FAVOURED, 1)
        weights[..., column] = (
            float(row["per_1000"])
            * np.array(ages)[:, None, None]
            * np.array(sexes)[:, None]
            * meant
        )
    band = np.searchsorted(_BANDS, people.age, side="left")
    group = (band * 2 + people.female) * each + one
    flat = weights.reshape(-1, len(CLINICS))
    return draw(rng, flat, group[person].astype(np.int64)).astype(np.int16)
