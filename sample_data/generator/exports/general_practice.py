"""SystmOne's appointment report and EMIS's slots.

Names of clinicians do not appear: the `Clinician` column of SystmOne holds a role and a
number.
"""

import numpy as np
import pandas as pd

_S1_STATUS = {
    "attended": "Finished",
    "did_not_attend": "Did Not Attend",
    "booked": "Booked",
    "cancelled": "Cancelled by Patient",
    "unknown": "Booked",
}
_S1_ROTA = {
    "gp": "GP",
    "gp_arrs": "GP ARRS",
    "gp_trainee": "GP Registrar",
    "nurse": "Nurse",
    "healthcare_assistant": "HCA",
    "pharmacy_team": "ARRS Pharmacist",
    "physiotherapist": "ARRS First Contact Physio",
}
_EMIS_STATUS = {
    "attended": "Left",
    "did_not_attend": "DNA",
    "cancelled": "Cancelled",
    "booked": "Booked",
    "unknown": "Booked",
}
_EMIS_MODE = {
    "face_to_face": "Face to Face (Surgery)",
    "telephone": "Telephone/Audio",
    "video": "Video with Audio",
    "online": "Written (Including Online)",
    "home_visit": "Face to Face (Home Visit)",
}
_EMIS_CATEGORY = {
    "gp": "General Consultation Acute",
    "nurse": "Planned Clinics",
    "healthcare_assistant": "Planned Clinical Procedure",
    "pharmacy_team": "Structured Medication Review",
    "social_prescriber": "Social Prescribing Service",
}
_EMIS_OTHER_CATEGORY = "Care Related Encounter but does not fit into any other category"
VACANT_EVERY = 97  # slots, one of them vacant, as real exports have


def systmone(gp: pd.DataFrame) -> pd.DataFrame:
    """A practice report of appointments. `Patient ID` is the NHS number in 3-3-4
    groups."""
    number = gp.patient_id.str
    wait = (gp.appointment_at.dt.normalize() - pd.to_datetime(gp.booked_at)).dt.days
    role = gp.role.str.replace("_", " ").str.title()
    return pd.DataFrame(
        {
            "Appointment date": gp.appointment_at.dt.strftime("%d-%b-%y"),
            "Appointment time": gp.appointment_at.dt.strftime("%H:%M"),
            "Appointment status": gp.status.map(_S1_STATUS),
            "Clinician": role + " " + (number[-1:].astype(int) % 3 + 1).astype(str),
            "Rota type": gp.role.map(_S1_ROTA).fillna("ARRS " + role),
            "Patient ID": number[:3] + " " + number[3:6] + " " + number[6:],
            "Patient Count": 1,
            "Appointment duration (actual)": _hours(gp.duration_minutes.astype(int)),
            "Time between booking and appointment": wait.astype(str) + " days",
            "Read code": gp.reason_code.fillna(""),
            "Read code description": gp.reason_term.fillna(""),
            "Organisation ID": gp.practice_code,
        }
    )


def emis(gp: pd.DataFrame) -> pd.DataFrame:
    """EMIS `Appointment_Slot` rows, with a few vacant slots as real exports have."""
    at = gp.appointment_at
    attended = gp.status == "attended"
    missed = gp.status == "did_not_attend"
    category = gp.role.map(_EMIS_CATEGORY).fillna(_EMIS_OTHER_CATEGORY)
    slots = pd.DataFrame(
        {
            "SlotGuid": _guids(gp.patient_id + at.astype(str), 1),
            "AppointmentDate": at.dt.strftime("%Y-%m-%d"),
            "AppointmentStartTime": at.dt.strftime("%H:%M:%S"),
            "PlannedDurationInMinutes": np.maximum(gp.duration_minutes, 10),
            "PatientGuid": gp.patient_id,
            "SendInTime": at.dt.strftime("%H:%M:%S").where(attended, ""),
            "DidNotAttend": missed.map({True: "true", False: "false"}),
            "ActualDurationInMinutes": gp.duration_minutes.where(attended, 0),
            "OrganisationGuid": _guids(gp.practice_code, 2),
            "OrganisationCode": gp.practice_code,
            "BookedDate": pd.to_datetime(gp.booked_at).dt.strftime("%Y-%m-%d"),
            "BookedTime": "09:00:00",
            "SlotStatus": gp.status.map(_EMIS_STATUS),
            "SlotType": gp.role.str.replace("_", " ").str.capitalize(),
            "ModeOfContact": gp["mode"].map(_EMIS_MODE),
            "IsBlocked": "false",
            "NationalSlotCategoryName": category,
            "Deleted": "false",
        }
    ).reset_index(drop=True)
    vacant = slots.iloc[::VACANT_EVERY].copy()
    vacant[["PatientGuid", "BookedDate", "BookedTime", "SendInTime"]] = ""
    vacant["SlotStatus"], vacant["DidNotAttend"] = "Slot Available", "false"
    vacant["SlotGuid"] = [guid[::-1] for guid in vacant.SlotGuid]
    return pd.concat([slots, vacant], ignore_index=True)


def _hours(minutes: pd.Series) -> np.ndarray:
    """Durations as SystmOne writes them: `1h 30m`, `10m`."""
    hours, rest = (minutes // 60).astype(str), (minutes % 60).astype(str)
    return np.where(minutes >= 60, hours + "h " + rest + "m", rest + "m")


def _guids(values: pd.Series, salt: int) -> pd.Series:
    """Stable made-up GUIDs: one a distinct value."""
    codes, _ = pd.factorize(values, sort=True)
    rng = np.random.default_rng(salt)
    words = rng.integers(0, 1 << 32, size=(codes.max() + 1, 4), dtype=np.uint64)
    guids = [
        f"{a:08X}-{b >> 16:04X}-{b & 0xFFFF:04X}-{c >> 16:04X}-{c & 0xFFFF:04X}{d:08X}"
        for a, b, c, d in words.tolist()
    ]
    return pd.Series([guids[code] for code in codes], index=values.index)
