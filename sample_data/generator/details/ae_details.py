"""What an A&E attendance looks like: hour, stay, site, arrival, acuity, diagnosis,
discharge, cost."""

import numpy as np
import pyarrow as pa

from sample_data.generator.calendar import by_the_clock, off_the_change, year_of
from sample_data.generator.details.code_sets import (
    ACUITY,
    ARRIVALS,
    DESTINATIONS,
    DISCHARGE_STATUS,
    PRICES,
    SITE_CODES,
    SITE_IS_MINOR,
    SITE_NAMES,
    SITE_SHARES,
)
from sample_data.generator.details.diagnoses import (
    CODE_OF,
    CODES,
    COMPLAINT_OF,
    COMPLAINTS,
    SEVERITY,
    TERMS,
    WALKED_OUT,
    diagnoses,
)
from sample_data.generator.details.draw import Details, draw
from sample_data.generator.files.columns import (
    MISSING_MINUTE,
    Columns,
    Minutes,
    Words,
    take,
)
from sample_data.generator.people.spells import Spells

# Relative weight of each hour of arrival from 0:00 on: everybody, and people who attend
# often (evening and night; Dr Foster found frequent attenders peak from 20:00 to
# 06:00).
_HOURS_OF_ALL = """
    28 22 18 16 15 17 24 38 58 78 88 88 84 80 78 78 80 82 82 76 66 56 46 36
"""
_HOURS_OF_FREQUENT = """
    62 58 52 46 40 32 28 30 34 40 44 46 46 46 46 48 52 58 66 76 84 86 82 74
"""
_HOURS = np.array([_HOURS_OF_ALL.split(), _HOURS_OF_FREQUENT.split()], float)
_MINOR_SITES = np.flatnonzero(SITE_IS_MINOR)
# By severity, trivial to immediate.
_AMBULANCE_CHANCE = np.array([0.10, 0.24, 0.46, 0.74])
_ADMISSION_CHANCE = np.array([0.02, 0.10, 0.38, 0.72])


def describe(
    rng: np.random.Generator,
    day: np.ndarray,
    need: np.ndarray,
    birth_year: np.ndarray,
    neighbourhood: np.ndarray,
    crisis: np.ndarray,
) -> Details:
    """Numbers describing each attendance, not yet words."""
    size = len(day)
    age = (year_of(day) - birth_year).clip(0).astype(np.int16)
    often = crisis | (need > 0)
    hour = draw(rng, _HOURS, often.astype(np.int64))
    minute = day.astype(np.int64) * 1440 + hour * 60 + rng.integers(0, 60, size)
    minute = off_the_change(minute)
    diagnosis = diagnoses(rng, need, age)
    severity = SEVERITY[diagnosis]
    walked = diagnosis == WALKED_OUT
    site = draw(rng, np.array(SITE_SHARES), neighbourhood.astype(np.int64))
    site = site.astype(np.int8)
    # serious ones go to an emergency department
    site = np.where((severity >= 2) & np.isin(site, _MINOR_SITES), 0, site)
    minor = np.isin(site, _MINOR_SITES)
    stay = rng.lognormal(np.where(minor, 4.05, 4.42) + 0.12 * severity, 0.55)
    stay = np.where(walked, stay * 0.6, stay).clip(4, 1380).astype(np.int64)
    arrival = _arrival(rng, severity, age, often, minor)
    acuity = severity + rng.choice(3, size, p=(0.22, 0.53, 0.25))
    destination = _destination(rng, severity, age, minor | walked)
    left = rng.choice((1, 2, 3), size, p=(0.5, 0.2, 0.3))
    price = _price(rng, severity, destination, arrival, minor, walked)
    luck = rng.random(size)
    category = np.where(luck < 0.945, 1, np.where(luck < 0.993, 2, 3))
    return {
        "minute": minute,
        "age": age,
        "diagnosis": diagnosis,
        "site": site,
        "stay": stay,
        "arrival": arrival,
        "acuity": acuity.clip(0, 4).astype(np.int8),
        "destination": destination,
        "status": np.where(walked, left, 0).astype(np.int8),
        "pounds": np.array(PRICES, float)[price],
        "category": category.astype(np.int8),
        "stay_known": rng.random(size) > 0.006,
    }


def _arrival(
    rng: np.random.Generator,
    severity: np.ndarray,
    age: np.ndarray,
    often: np.ndarray,
    minor: np.ndarray,
) -> np.ndarray:
    """Number in ARRIVALS: three by ambulance, two by one's own way, the police."""
    chance = _AMBULANCE_CHANCE[severity] + 0.08 * (age >= 75)
    chance = np.where(minor, 0.01, chance + 0.14 * often)
    luck = rng.random(len(severity))
    ambulance = rng.choice(3, len(severity), p=(0.78, 0.14, 0.08))
    own_way = 3 + (rng.random(len(severity)) < 0.72)
    arrival = np.where(luck < chance, ambulance, own_way)
    return np.where((luck > 0.994) & ~minor, 5, arrival).astype(np.int8)


def _destination(
    rng: np.random.Generator,
    severity: np.ndarray,
    age: np.ndarray,
    home: np.ndarray,
) -> np.ndarray:
    """Number in DESTINATIONS; those marked `home` go there for certain."""
    admit = _ADMISSION_CHANCE[severity] + 0.10 * (age >= 75)
    luck = rng.random(len(severity))
    destination = np.where(luck < admit, 1, np.where(luck < admit + 0.04, 2, 0))
    destination = np.where((luck > 0.997) & (severity >= 2), 3, destination)
    return np.where(home, 0, destination).astype(np.int8)


def _price(
    rng: np.random.Generator,
    severity: np.ndarray,
    destination: np.ndarray,
    arrival: np.ndarray,
    minor: np.ndarray,
    walked: np.ndarray,
) -> np.ndarray:
    """Number in PRICES."""
    price = (
        severity * 1.3
        + 0.9 * (destination > 0)
        + 0.5 * (arrival < 3)
        + rng.normal(3.38, 1.25, len(severity))
        - 1.2 * minor
        - 1.0 * walked
    )
    return np.round(price).clip(0, len(PRICES) - 1).astype(np.int8)


def tidy_after_diagnosis(details: Details) -> None:
    """Make discharge agree with a diagnosis that calibration changed (in place)."""
    walked = details["diagnosis"] == WALKED_OUT
    status = np.where(walked, np.maximum(details["status"], 1), 0)
    details["status"] = status.astype(np.int8)
    destination = np.where(walked, 0, details["destination"])
    details["destination"] = destination.astype(np.int8)


def columns(
    details: Details,
    spells: Spells,
    spell: np.ndarray,
    ids: pa.StringArray,
    practice_codes: list[str],
    area_codes: list[str],
    done: Columns | None = None,
) -> Columns:
    """The canonical columns of `ae_attendances`, rows by person and time.

    spell: the spell of each attendance. done: its tests and treatments, if told.
    """
    d, diagnosis = details, details["diagnosis"]
    leaving = by_the_clock(d["minute"], d["stay"])
    leaving = np.where(d["stay_known"], leaving, MISSING_MINUTE)
    minor = np.isin(d["site"], _MINOR_SITES).astype(np.int8)
    table: Columns = {
        "patient_id": Words(spells.person[spell], ids),
        "arrived_at": Minutes(d["minute"]),
        "departed_at": Minutes(leaving),
        "site_code": Words(d["site"], SITE_CODES),
        "site_name": Words(d["site"], SITE_NAMES),
        "department_type": Words(minor, ["01", "03"]),
        "attendance_category": Words(d["category"] - 1, ["1", "2", "3", "4"]),
        "arrival_mode": Words(d["arrival"], ARRIVALS),
        "acuity": Words(d["acuity"], ACUITY),
        "chief_complaint": Words(COMPLAINT_OF[diagnosis], COMPLAINTS),
        "diagnosis_code": Words(CODE_OF[diagnosis], CODES),
        "diagnosis_term": Words(diagnosis, TERMS),
        "code_system": Words(np.zeros(len(spell), np.int8), ["snomed"]),
        "discharge_status": Words(d["status"], DISCHARGE_STATUS),
        "discharge_destination": Words(d["destination"], DESTINATIONS),
        "cost_gbp": d["pounds"],
        "practice_code": Words(spells.practice[spell], practice_codes),
        "age_at_arrival": d["age"],
        "sex": Words(spells.female[spell].astype(np.int8), ["M", "F"]),
        "lsoa_code": Words(spells.area[spell], area_codes),
        **(done or {}),
    }
    return take(table, np.lexsort((d["minute"], spells.person[spell])))
