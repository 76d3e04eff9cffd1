"""What a GP appointment looks like: outcome, role, mode, time, length, booking,
reason."""

import numpy as np
import pyarrow as pa

from sample_data.generator.details.code_sets import (
    ATTENDED,
    CORE_ROLES,
    MODES,
    STATUS_SHARES,
    STATUSES,
)
from sample_data.generator.details.draw import Details, draw
from sample_data.generator.details.reasons import REASON_CODES, REASON_TERMS, reasons
from sample_data.generator.files.columns import Columns, Days, Minutes, Words, take
from sample_data.generator.inputs import PUBLISHED
from sample_data.generator.people.spells import Spells

# Roles paid by ARRS (additional roles of a PCN), by their published names and numbers.
ARRS = PUBLISHED["arrs_roles"]
ROLES = (*CORE_ROLES, *ARRS)
_ARRS_SHARE = PUBLISHED["arrs_total"] / PUBLISHED["pcn"]["gp_attended_12_months"]

# Minutes that an appointment usually takes.
_LENGTH = {
    "gp": 10,
    "nurse": 15,
    "healthcare_assistant": 10,
    "paramedic": 15,
    "care_coordinators": 20,
    "social_prescriber": 40,
    "int_care_coordinators": 45,
    "health_and_wellbeing_coaches": 30,
    "physiotherapist": 20,
    "admin_team": 5,
    "mental_health_practitioner_children": 40,
    "spirometry": 30,
}
_OTHER_LENGTH = 15
# Per cent of appointments by mode, in the order of MODES.
_MODE = {
    "gp": (56, 36, 4, 1, 3),
    "nurse": (90, 8, 1, 0, 1),
    "healthcare_assistant": (98, 1, 0, 0, 1),
    "paramedic": (50, 12, 0, 0, 38),
    "admin_team": (6, 62, 32, 0, 0),
    "pharmacy_team": (22, 66, 11, 1, 0),
    "care_coordinators": (18, 74, 6, 0, 2),
    "social_prescriber": (46, 48, 1, 2, 3),
    "int_care_coordinators": (44, 42, 1, 2, 11),
}
_OTHER_MODE = (74, 22, 2, 1, 1)
# Mean days from booking, of those not booked on the day.
_WAIT = {"gp": 4.0, "paramedic": 0.6, "admin_team": 1.5, "nurse": 9.0}
_OTHER_WAIT = 7.0
_ON_THE_DAY = 0.42


def statuses(rng: np.random.Generator, size: int) -> np.ndarray:
    """Outcome of each appointment (number in STATUSES)."""
    weights = np.array([STATUS_SHARES])
    return draw(rng, weights, np.zeros(size, np.int64)).astype(np.int8)


def roles(rng: np.random.Generator, size: int) -> np.ndarray:
    """Who the appointment is with (number in ROLES); roles paid by ARRS take their
    published share."""
    core = np.array(list(CORE_ROLES.values())) * (1 - _ARRS_SHARE)
    arrs = np.array(list(ARRS.values())) / PUBLISHED["arrs_total"] * _ARRS_SHARE
    weight = np.concatenate([core, arrs])
    return draw(rng, weight[None, :], np.zeros(size, np.int64)).astype(np.int8)


def describe(
    rng: np.random.Generator,
    day: np.ndarray,
    need: np.ndarray,
    role: np.ndarray,
    status: np.ndarray,
) -> Details:
    """Numbers describing each appointment, not yet words."""
    size = len(day)
    slot = np.concatenate(
        [rng.normal(10.3, 1.2, size // 2), rng.normal(15.1, 1.4, size - size // 2)]
    )
    rng.shuffle(slot)
    slot = np.round(slot.clip(8, 18.4) * 6).astype(np.int64) * 10
    modes = np.array([_MODE.get(name, _OTHER_MODE) for name in ROLES], float)
    mode = draw(rng, modes, role.astype(np.int64)).astype(np.int8)
    usual = np.array([_LENGTH.get(name, _OTHER_LENGTH) for name in ROLES])[role]
    spread = np.array([0.5, 1.0, 1.0, 1.5, 2.0])[rng.integers(0, 5, size)]
    length = (usual * spread / 5).round() * 5
    length = np.where(status == ATTENDED, length.clip(5, 90), 0).astype(np.int16)
    waits = np.array([_WAIT.get(name, _OTHER_WAIT) for name in ROLES])
    wait = rng.exponential(waits[role])
    wait = np.where(rng.random(size) < _ON_THE_DAY, 0, wait).astype(np.int32)
    reason = np.where(status == ATTENDED, reasons(rng, need), -1).astype(np.int16)
    return {
        "minute": day.astype(np.int64) * 1440 + slot,
        "booked": day - wait,
        "status": status,
        "role": role,
        "mode": mode,
        "length": length,
        "reason": reason,
    }


def columns(
    details: Details,
    spells: Spells,
    spell: np.ndarray,
    ids: pa.StringArray,
    practice_codes: list[str],
) -> Columns:
    """The canonical columns of `gp_appointments`, rows by person and time.

    spell: the spell of each appointment.
    """
    d, reason = details, details["reason"]
    code = np.where(reason < len(REASON_CODES), reason, -1)
    table: Columns = {
        "patient_id": Words(spells.person[spell], ids),
        "appointment_at": Minutes(d["minute"]),
        "practice_code": Words(spells.practice[spell], practice_codes),
        "booked_at": Days(d["booked"]),
        "status": Words(d["status"], STATUSES),
        "role": Words(d["role"], ROLES),
        "mode": Words(d["mode"], MODES),
        "duration_minutes": d["length"],
        "reason_code": Words(code, REASON_CODES),
        "reason_term": Words(reason, REASON_TERMS),
        "code_system": Words(np.where(code >= 0, 0, -1), ["ctv3"]),
    }
    return take(table, np.lexsort((d["minute"], spells.person[spell])))
