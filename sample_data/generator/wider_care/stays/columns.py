"""Stays as `inpatient_spells` in the extract: one row an episode, rows by person and
time."""

import numpy as np
import pyarrow as pa

from sample_data.generator.details.code_sets import SITE_CODES
from sample_data.generator.files.columns import (
    MISSING_MINUTE,
    Columns,
    Minutes,
    Words,
)
from sample_data.generator.wider_care.people import People
from sample_data.generator.wider_care.stays import coding
from sample_data.generator.wider_care.stays.lists import (
    FUNCTION_OF,
    FUNCTIONS,
    OPCS4,
    PLANNED,
    primary_codes,
    procedures,
    reason_of_planned,
)
from sample_data.generator.wider_care.stays.records import (
    BIRTH,
    EMERGENCY,
    METHODS,
    Stays,
)

# Where somebody is discharged to (usual home, another hospital, a care home of three
# sorts) and how (advice, own wish, died), as the NHS Data Dictionary numbers them.
DESTINATIONS = ("19", "51", "54", "65", "85", "79")
DISCHARGES = ("1", "2", "4")
_MEDICAL = ("300", "301", "320", "340", "361", "307", "303", "400")
# Pounds (invented, in the shape of the National Cost Collection 2023/24).
_SHORT, _ADMISSION, _NIGHT, _LATE_NIGHT, _LATE_FROM = 520, 1450, 318, 205, 21
_BIRTH_COST = 2450


def stay_columns(
    rng: np.random.Generator,
    people: People,
    stays: Stays,
    ids: pa.StringArray,
    practice_codes: list[str],
    of_its_own: np.random.Generator,
) -> Columns:
    """The columns. Stays that go on after the last day of the span have no end yet."""
    s = people.spells
    primary = primary_codes(rng, stays.reason)
    bits = coding.further(rng, people, stays)
    bits |= coding.lasting(of_its_own, people, stays)
    nights = stays.left // 1440 - stays.admitted // 1440
    ended = stays.left < (people.last + 1) * 1440
    cost = _cost(rng, stays, nights)
    many = _episodes(rng, people, stays, nights)
    row = np.repeat(np.arange(len(stays)), many)
    number = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    last = number == many[row] - 1
    functions = _functions(rng, people, stays)[row]
    acute = stays.kind[row] == EMERGENCY
    functions = np.where(
        acute & ~last & (number == 0), FUNCTIONS.index("326"), functions
    )
    codes, words = coding.texts(primary[row], np.where(number == 0, bits[row], 0))
    operation = np.where(last, procedures(rng, stays.reason)[row], -1)
    share = np.where(last, cost[row] - (cost // many)[row] * (many[row] - 1), 0)
    share = np.where(last, share, (cost // many)[row])
    where, how = _discharge(rng, people, stays)
    order = rng.permutation(len(stays))  # a number tells nothing of when or who
    table: Columns = {
        "patient_id": Words(s.person[stays.registration][row], ids),
        "spell_id": Words(row, _numbers(order)),
        "episode_number": (number + 1).astype(np.int8),
        "admitted_at": Minutes(stays.admitted[row]),
        "discharged_at": Minutes(np.where(ended, stays.left, MISSING_MINUTE)[row]),
        "admission_method": Words(stays.method[row], METHODS),
        "treatment_function": Words(functions, FUNCTIONS),
        "diagnosis_codes": Words(codes, words),
        "procedure_codes": Words(operation, OPCS4),
        "discharge_destination": Words(np.where(ended, where, -1)[row], DESTINATIONS),
        "discharge_method": Words(np.where(ended, how, -1)[row], DISCHARGES),
        "site_code": Words(stays.site[row], SITE_CODES),
        "practice_code": Words(s.practice[stays.registration][row], practice_codes),
        "cost_gbp": share.astype(np.float64),
    }
    return table


def _numbers(order: np.ndarray) -> pa.Array:
    """Numbers of stays as text, from a table of digits."""
    digits = np.empty((len(order), 8), np.uint8)
    digits[:, 0] = ord("S")
    rest = order + 1_000_000
    for place in range(7, 0, -1):
        digits[:, place] = rest % 10 + 48
        rest = rest // 10
    offsets = np.arange(0, 8 * len(order) + 1, 8, dtype=np.int32)
    return pa.StringArray.from_buffers(
        len(order), pa.py_buffer(offsets), pa.py_buffer(digits.tobytes())
    )


def _cost(rng: np.random.Generator, stays: Stays, nights: np.ndarray) -> np.ndarray:
    """Whole pounds a stay: a price for coming, one a night, less when it is long."""
    early = np.minimum(nights, _LATE_FROM)
    acute = np.where(nights == 0, _SHORT, _ADMISSION)
    acute = acute + early * _NIGHT + (nights - early) * _LATE_NIGHT
    price = np.array([float(row["cost"]) for row in PLANNED])
    usual = np.array([float(row["nights"]) for row in PLANNED])
    at = (stays.reason - reason_of_planned(np.array(0))).clip(0, len(PLANNED) - 1)
    beyond = (nights - usual[at]).clip(0)
    theatre = price[at] * np.where(stays.short, 1, 1.15) + beyond * _NIGHT
    birth = np.where(nights == 0, _SHORT, _BIRTH_COST + 300 * nights)
    cost = np.where(
        stays.kind == EMERGENCY, acute, np.where(stays.kind == BIRTH, birth, theatre)
    )
    return np.round(cost * rng.lognormal(0, 0.18, len(stays))).astype(np.int64)


def _episodes(
    rng: np.random.Generator, people: People, stays: Stays, nights: np.ndarray
) -> np.ndarray:
    """How many episodes each stay has: more when it is an emergency and long."""
    luck = rng.random(len(stays))
    acute = stays.kind == EMERGENCY
    two = (nights > 0) & (luck < np.where(acute, 0.46 + 0.02 * nights, 0.05))
    three = acute & (nights > 7) & (luck < 0.16)
    return 1 + two.astype(np.int64) + three


def _functions(rng: np.random.Generator, people: People, stays: Stays) -> np.ndarray:
    """Treatment function of the last episode: by reason, children's and older people's
    wards by age."""
    function = FUNCTION_OF[stays.reason]
    age = people.age[people.spells.person[stays.registration]]
    acute = stays.kind == EMERGENCY
    medical = acute & np.isin(function, [FUNCTIONS.index(code) for code in _MEDICAL])
    old = medical & (age >= 78) & (rng.random(len(stays)) < 0.6)
    function = np.where(old, FUNCTIONS.index("430"), function)
    return np.where(acute & (age < 16), FUNCTIONS.index("420"), function)


def _discharge(
    rng: np.random.Generator, people: People, stays: Stays
) -> tuple[np.ndarray, np.ndarray]:
    """Numbers in DESTINATIONS and DISCHARGES."""
    frailty = people.frailty[people.spells.person[stays.registration]]
    frail = np.where(stays.kind == EMERGENCY, frailty, 0)
    luck = rng.random(len(stays))
    care_home = luck < 0.035 * frail
    where = np.where(care_home, 2 + rng.integers(0, 3, len(stays)), 0)
    where = np.where(~care_home & (luck > 0.985) & (frail > 0), 1, where)
    own_wish = (stays.kind == EMERGENCY) & (rng.random(len(stays)) < 0.02)
    return (
        np.where(stays.died, 5, where),
        np.where(stays.died, 2, np.where(own_wish, 1, 0)),
    )
