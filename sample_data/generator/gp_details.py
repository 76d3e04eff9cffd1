"""What a GP appointment looks like: outcome, role, mode, time, length, booking,
reason."""

from __future__ import annotations

import json

import numpy as np

from sample_data.generator import vocabulary as v
from sample_data.generator.ae_details import draw
from sample_data.generator.places import HOME
from sample_data.generator.segments import ALCOHOL, LUNG, OLDER, SEGMENTS, YOUNG

PUBLISHED = json.loads((HOME / "published.json").read_text(encoding="utf-8"))
ARRS = PUBLISHED["arrs_roles"]
WEEK = PUBLISHED["deep_dive"]["week_read_codes"]
ROLES = (*v.CORE_ROLES, *ARRS)
ATTENDED, DNA, CANCELLED, BOOKED, UNKNOWN = range(5)
REASON_TERMS = [term for _, term, _ in WEEK] + [
    term for term, _ in v.OTHER_REASONS if term not in {t for _, t, _ in WEEK}
]
REASON_CODES = [code for code, _, _ in WEEK]
UNCODED = 0.34
_ARRS_SHARE = PUBLISHED["arrs_total"] / PUBLISHED["pcn"]["gp_attended_12_months"]

_LENGTH = {"gp": 10, "nurse": 15, "healthcare_assistant": 10, "paramedic": 15,
           "care_coordinators": 20, "social_prescriber": 40, "int_care_coordinators": 45,
           "health_and_wellbeing_coaches": 30, "physiotherapist": 20, "admin_team": 5,
           "mental_health_practitioner_children": 40, "spirometry": 30}  # fmt: skip
# face to face, telephone, online, video, home visit
_MODE = {"gp": (56, 36, 4, 1, 3), "nurse": (90, 8, 1, 0, 1), "healthcare_assistant": (98, 1, 0, 0, 1),
         "paramedic": (50, 12, 0, 0, 38), "admin_team": (6, 62, 32, 0, 0),
         "pharmacy_team": (22, 66, 11, 1, 0), "care_coordinators": (18, 74, 6, 0, 2),
         "social_prescriber": (46, 48, 1, 2, 3),
         "int_care_coordinators": (44, 42, 1, 2, 11)}  # fmt: skip
_OTHER_MODE = (74, 22, 2, 1, 1)
_WAIT = {
    "gp": 4.0,
    "paramedic": 0.6,
    "admin_team": 1.5,
    "nurse": 9.0,
}  # mean days from booking


def statuses(rng, size: int) -> np.ndarray:
    """Outcome of each appointment (numbers of ``vocabulary.STATUSES``)."""
    return draw(rng, np.array([v.STATUS_SHARES]), np.zeros(size, np.int64)).astype(
        np.int8
    )


def roles(rng, size: int) -> np.ndarray:
    """Who the appointment is with; roles paid by ARRS take their published share."""
    core = np.array(list(v.CORE_ROLES.values())) * (1 - _ARRS_SHARE)
    arrs = np.array(list(ARRS.values())) / PUBLISHED["arrs_total"] * _ARRS_SHARE
    weight = np.concatenate([core, arrs])
    return draw(rng, weight[None, :], np.zeros(size, np.int64)).astype(np.int8)


def _reason_weights() -> np.ndarray:
    """Weight of each reason for each segment; the last column is 'not coded'."""
    coded = np.array([count for _, _, count in WEEK], float)
    coded = coded / coded.sum() * 520
    coded[0] *= 0.55  # the sample week was full of medication reviews
    others = dict(v.OTHER_REASONS)
    rest = np.array([others[t] for t in REASON_TERMS[len(WEEK) :]], float)
    base = np.concatenate([coded, rest])
    weights = np.tile(base, (len(SEGMENTS), 1))
    favoured = {
        YOUNG: ("Depression interim review", "Mixed anxiety and depressive disorder",
                "Depressive disorder", "Depressed mood", "Generalised anxiety disorder",
                ("Housing " "or " "money " "problem"), "Insomnia", ("Fit " "note " "issued"), "Loneliness"),
        ALCOHOL: ("Alcohol problem", "Housing or money problem", "Depressed mood"),
        LUNG: (("Chest " "infection " "NOS"), ("Chronic " "obstructive " "lung " "disease " "review"), "Cough",
               "Spirometry", "Respiratory tract infection"),
        OLDER: (("Care " "plan " "review"), ("Wound " "dressing"), "Hypertension", ("Infection " "of " "urinary " "tract"),
                "Blood test requested"),
    }  # fmt: skip
    for segment, terms in favoured.items():
        for term in terms:
            weights[segment, REASON_TERMS.index(term)] *= 7
    uncoded = weights.sum(axis=1, keepdims=True) * UNCODED / (1 - UNCODED)
    return np.hstack([weights, uncoded])


_REASONS = _reason_weights()


def reasons(rng, segment: np.ndarray) -> np.ndarray:
    """Number of a reason for each appointment, -1 where none was coded."""
    found = draw(rng, _REASONS, segment.astype(np.int64))
    return np.where(found == len(REASON_TERMS), -1, found).astype(np.int16)


def describe(rng, day, segment, role, status) -> dict[str, np.ndarray]:
    """Plain arrays describing each appointment; numbers, not yet words."""
    size = len(day)
    slot = np.concatenate(
        [rng.normal(10.3, 1.2, size // 2), rng.normal(15.1, 1.4, size - size // 2)]
    )
    rng.shuffle(slot)
    slot = np.round(slot.clip(8, 18.4) * 6).astype(np.int64) * 10
    modes = np.array([_MODE.get(r, _OTHER_MODE) for r in ROLES], float)
    mode = draw(rng, modes, role.astype(np.int64)).astype(np.int8)
    usual = np.array([_LENGTH.get(r, 15) for r in ROLES])[role]
    length = (
        usual * np.array([0.5, 1.0, 1.0, 1.5, 2.0])[rng.integers(0, 5, size)] / 5
    ).round() * 5
    length = np.where(status == ATTENDED, length.clip(5, 90), 0).astype(np.int16)
    wait = rng.exponential(np.array([_WAIT.get(r, 7.0) for r in ROLES])[role])
    wait = np.where(rng.random(size) < 0.42, 0, wait).astype(np.int32)
    reason = np.where(status == ATTENDED, reasons(rng, segment), -1).astype(np.int16)
    return {
        "minute": day.astype(np.int64) * 1440 + slot, "booked": day - wait, "status": status,
        "role": role, "mode": mode, "length": length, "reason": reason,
    }  # fmt: skip


def columns(told: dict, person, practice, ids, practice_codes) -> dict:
    """The canonical columns of ``gp_appointments``, rows by person and time."""
    from sample_data.generator.write import Days, Minutes, Words

    order = np.lexsort((told["minute"], person))
    t = {name: values[order] for name, values in told.items()}
    reason = t["reason"]
    code = np.where(reason < len(REASON_CODES), reason, -1)
    return {
        "patient_id": Words(person[order], ids),
        "appointment_at": Minutes(t["minute"]),
        "practice_code": Words(practice[order], practice_codes),
        "booked_at": Days(t["booked"]),
        "status": Words(t["status"], v.STATUSES),
        "role": Words(t["role"], ROLES),
        "mode": Words(t["mode"], v.MODES),
        "duration_minutes": t["length"],
        "reason_code": Words(code, REASON_CODES),
        "reason_term": Words(reason, REASON_TERMS),
        "code_system": Words(np.where(code >= 0, 0, -1), ["ctv3"]),
    }
