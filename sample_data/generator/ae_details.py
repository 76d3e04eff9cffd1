"""What an A&E attendance looks like: hour, stay, site, arrival, acuity, diagnosis,
discharge, cost."""

from __future__ import annotations

import numpy as np

from sample_data.generator import vocabulary as v
from sample_data.generator.calendar import year_of
from sample_data.generator.segments import SEGMENTS

TERMS = [row[0] for row in v.DIAGNOSES]
CODES = sorted({row[1] for row in v.DIAGNOSES} - {""})
COMPLAINTS = sorted({row[2] for row in v.DIAGNOSES} - {""})
_CODE_OF = np.array([CODES.index(r[1]) if r[1] else -1 for r in v.DIAGNOSES])
_COMPLAINT_OF = np.array([COMPLAINTS.index(r[2]) if r[2] else -1 for r in v.DIAGNOSES])
_SEVERITY = np.array([row[6] for row in v.DIAGNOSES])
WALKED_OUT, NOT_RECORDED = (
    TERMS.index("Patient walked out"),
    TERMS.index("Not recorded"),
)
_AGE_BANDS = ((0, 5), (6, 15), (16, 25), (26, 45), (46, 59), (60, 74), (75, 120))
_BAND_TOPS = np.array([top for _, top in _AGE_BANDS[:-1]])

# Relative weight of each hour of arrival: everybody, and people in a crisis of
# attending often (evening and night; Dr Foster found frequent attenders peak from 20:00
# to 06:00).
_HOURS = np.array([28, 22, 18, 16, 15, 17, 24, 38, 58, 78, 88, 88, 84, 80, 78, 78, 80, 82, 82, 76,
                   66, 56, 46, 36], float)  # fmt: skip
_NIGHT = np.array([62, 58, 52, 46, 40, 32, 28, 30, 34, 40, 44, 46, 46, 46, 46, 48, 52, 58, 66, 76,
                   84, 86, 82, 74], float)  # fmt: skip


def draw(rng, weights: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """A column of ``weights`` for each entry of ``rows``, in proportion to that row's
    weights."""
    running = np.cumsum(weights, axis=1)
    running = running / running[:, -1:]
    flat = (running + np.arange(len(weights))[:, None]).ravel()
    found = np.searchsorted(flat, rng.random(len(rows)) + rows, side="right")
    return np.minimum(found - rows * weights.shape[1], weights.shape[1] - 1)


def _diagnosis_weights() -> np.ndarray:
    """Weight of each diagnosis for each segment and age band."""
    weights = np.zeros((len(SEGMENTS), len(_AGE_BANDS), len(v.DIAGNOSES)))
    for j, (_, _, _, share, (low, high), favours, _) in enumerate(v.DIAGNOSES):
        for b, (age_low, age_high) in enumerate(_AGE_BANDS):
            inside = low <= (age_low + min(age_high, 90)) / 2 <= high
            weights[:, b, j] = share * (1.0 if inside else 0.03)
        for segment in favours:
            weights[segment, :, j] *= 12
    return weights.reshape(-1, len(v.DIAGNOSES))


_WEIGHTS = _diagnosis_weights()


def diagnoses(rng, segment: np.ndarray, age: np.ndarray) -> np.ndarray:
    """A diagnosis (row of ``vocabulary.DIAGNOSES``) for each attendance."""
    band = np.searchsorted(_BAND_TOPS, age, side="left")
    return draw(
        rng, _WEIGHTS, segment.astype(np.int64) * len(_AGE_BANDS) + band
    ).astype(np.int16)


def describe(
    rng, day, segment, birth_year, neighbourhood, crisis
) -> dict[str, np.ndarray]:
    """Plain arrays describing each attendance; numbers, not yet words."""
    size = len(day)
    age = (year_of(day) - birth_year).clip(0).astype(np.int16)
    often = crisis | (segment > 0)
    hour = draw(rng, np.stack([_HOURS, _NIGHT]), often.astype(np.int64))
    minute = day.astype(np.int64) * 1440 + hour * 60 + rng.integers(0, 60, size)
    diagnosis = diagnoses(rng, segment, age)
    site = draw(rng, np.array(v.SITE_SHARES), neighbourhood.astype(np.int64)).astype(
        np.int8
    )
    severity = _SEVERITY[diagnosis]
    site = np.where(
        (severity >= 2) & np.isin(site, (1, 2)), 0, site
    )  # serious ones go to an ED
    minor = np.isin(site, (1, 2))
    stay = rng.lognormal(np.where(minor, 4.05, 4.42) + 0.12 * severity, 0.55)
    walked = diagnosis == WALKED_OUT
    stay = np.where(walked, stay * 0.6, stay).clip(4, 1380).astype(np.int64)

    ambulance_chance = np.array([0.10, 0.24, 0.46, 0.74])[severity] + 0.08 * (age >= 75)
    ambulance_chance = np.where(minor, 0.01, ambulance_chance + 0.14 * often)
    luck = rng.random(size)
    arrival = np.where(luck < ambulance_chance, rng.choice(3, size, p=(0.78, 0.14, 0.08)),
                       3 + (rng.random(size) < 0.72))  # fmt: skip
    arrival = np.where((luck > 0.994) & ~minor, 5, arrival).astype(np.int8)
    acuity = (
        (severity + rng.choice(3, size, p=(0.22, 0.53, 0.25)))
        .clip(0, 4)
        .astype(np.int8)
    )
    admit = np.array([0.02, 0.10, 0.38, 0.72])[severity] + 0.10 * (age >= 75)
    luck = rng.random(size)
    destination = np.where(luck < admit, 1, np.where(luck < admit + 0.04, 2, 0))
    destination = np.where((luck > 0.997) & (severity >= 2), 3, destination)
    destination = np.where(minor | walked, 0, destination).astype(np.int8)
    status = np.where(walked, rng.choice((1, 2, 3), size, p=(0.5, 0.2, 0.3)), 0).astype(
        np.int8
    )
    price = (severity * 1.3 + 0.9 * (destination > 0) + 0.5 * (arrival < 3)
             + rng.normal(3.38, 1.25, size) - 1.2 * minor - 1.0 * walked)  # fmt: skip
    price = np.round(price).clip(0, len(v.PRICES) - 1).astype(np.int8)
    luck = rng.random(size)
    category = np.where(luck < 0.945, 1, np.where(luck < 0.993, 2, 3)).astype(np.int8)
    return {
        "minute": minute, "age": age, "diagnosis": diagnosis, "site": site, "stay": stay,
        "arrival": arrival, "acuity": acuity, "destination": destination, "status": status,
        "pounds": np.array(v.PRICES, float)[price], "category": category,
        "stay_known": rng.random(size) > 0.006,
    }  # fmt: skip


def tidy_after_diagnosis(told: dict[str, np.ndarray]) -> None:
    """Make discharge agree with a diagnosis that calibration changed (in place)."""
    walked = told["diagnosis"] == WALKED_OUT
    told["status"] = np.where(walked, np.maximum(told["status"], 1), 0).astype(np.int8)
    told["destination"] = np.where(walked, 0, told["destination"]).astype(np.int8)


def columns(
    told: dict, person, practice, area, female, ids, practice_codes, area_codes
) -> dict:
    """The canonical columns of ``ae_attendances``, rows by person and time."""
    from sample_data.generator.write import MISSING_MINUTE, Minutes, Words

    order = np.lexsort((told["minute"], person))
    t = {name: values[order] for name, values in told.items()}
    site, diagnosis = t["site"], t["diagnosis"]
    zero = np.zeros(len(order), np.int8)
    leaving = np.where(t["stay_known"], t["minute"] + t["stay"], MISSING_MINUTE)
    return {
        "patient_id": Words(person[order], ids),
        "arrived_at": Minutes(t["minute"]),
        "departed_at": Minutes(leaving),
        "site_code": Words(site, [s.code for s in v.SITES]),
        "site_name": Words(site, [s.name for s in v.SITES]),
        "department_type": Words((np.isin(site, (1, 2))).astype(np.int8), ["01", "03"]),
        "attendance_category": Words(t["category"] - 1, ["1", "2", "3", "4"]),
        "arrival_mode": Words(t["arrival"], v.ARRIVALS),
        "acuity": Words(t["acuity"], v.ACUITY),
        "chief_complaint": Words(_COMPLAINT_OF[diagnosis], COMPLAINTS),
        "diagnosis_code": Words(_CODE_OF[diagnosis], CODES),
        "diagnosis_term": Words(diagnosis, TERMS),
        "code_system": Words(zero, ["snomed"]),
        "discharge_status": Words(t["status"], v.DISCHARGE_STATUS),
        "discharge_destination": Words(t["destination"], v.DESTINATIONS),
        "cost_gbp": t["pounds"],
        "practice_code": Words(practice[order], practice_codes),
        "age_at_arrival": t["age"],
        "sex": Words(female[order].astype(np.int8), ["M", "F"]),
        "lsoa_code": Words(area[order], area_codes),
    }
