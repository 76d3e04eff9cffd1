"""Planned stays and births."""

import numpy as np

from sample_data.generator.calendar import Calendar
from sample_data.generator.details.draw import draw
from sample_data.generator.wider_care.people import People
from sample_data.generator.wider_care.stays.lists import (
    MATERNITY,
    PLANNED,
    reason_of_maternity,
    reason_of_planned,
)
from sample_data.generator.wider_care.stays.records import (
    BIRTH,
    METHODS,
    PLANNED_STAY,
    Stays,
    begun,
    poisson_days,
)

# Planned stays a person and year, how they rise with age, how people differ.
RATE, SHAPE = 0.180, 0.75
_AGES = (0, 1, 5, 16, 30, 50, 65, 75, 85, 100)
_BY_AGE = (0.25, 0.3, 0.3, 0.35, 0.55, 1.05, 1.75, 2.2, 1.7, 0.8)
BIRTHS = 0.103  # maternity stays a woman of 17 to 43 and year
_FERTILE = ((16, 20, 25, 31, 36, 41, 45), (0, 0.5, 1.0, 1.9, 1.3, 0.4, 0))
_BANDS = np.array([16, 30, 45, 60, 75])


def planned_stays(
    rng: np.random.Generator, people: People, calendar: Calendar, site_of: np.ndarray
) -> Stays:
    """Day cases and planned admissions, more with age and long-term conditions; whoever
    has cancer comes for courses."""
    cancer = people.has("Cancer")
    rate = RATE * people.by_age(_AGES, _BY_AGE)
    rate = rate * (0.55 + 0.16 * people.have.sum(axis=1)) * np.where(cancer, 2.6, 1)
    rate = rate * rng.gamma(SHAPE, 1 / SHAPE, len(rate))
    registration, day = poisson_days(rng, people, rate, calendar)
    person = people.spells.person[registration]
    which = _kinds_of_planned(rng, people, person)
    day_case = np.array([float(row["day_case"]) for row in PLANNED])[which]
    is_day = rng.random(len(which)) < day_case
    minute = day.astype(np.int64) * 1440 + rng.integers(7 * 60, 13 * 60, len(day))
    nights = np.array([float(row["nights"]) for row in PLANNED])[which]
    night = 1 + rng.poisson((nights - 1).clip(0) * (0.8 + 0.3 * people.frailty[person]))
    stays = begun(
        registration,
        minute,
        (METHODS.index("11") + rng.choice(3, len(day), p=(0.62, 0.2, 0.18))).astype(
            np.int8
        ),
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
    stays = begun(
        registration,
        minute,
        METHODS.index("31") + (rng.random(size) >= 0.85).astype(np.int8),
        BIRTH,
        reason_of_maternity(which),
        site_of[registration],
        short=nights == 0,
    )
    stays.left = np.where(nights > 0, home, minute + rng.integers(90, 700, size))
    return stays


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
