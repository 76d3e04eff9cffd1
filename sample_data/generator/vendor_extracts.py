"""The same few hundred people as four systems would export them, as templates and
fixtures.

One small slice (some Central Basildon people, some months) written as a SystmOne
appointment report, an EMIS slot export, a SUS+ ECDS extract and a HES A&E extract:
their own headers, codes, date formats and habits (DOMAIN.md section 4). Names of
clinicians do not appear: the ``Clinician`` column of SystmOne holds a role and a
number. HES ended in 2019/20; its file here carries the same 2023 attendances so that
the four can be compared row by row.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from sample_data.generator.places import CENTRAL

GP_MONTHS = ("2024-06-01", "2024-08-31")
AE_MONTHS = ("2023-09-01", "2024-08-31")
PEOPLE = 400

_S1_STATUS = {"attended": "Finished", "did_not_attend": ("Did " "Not " "Attend"), "booked": "Booked",
              "cancelled": "Cancelled by Patient", "unknown": "Booked"}  # fmt: skip
_S1_ROTA = {"gp": "GP", "gp_arrs": ("GP " "ARRS"), "gp_trainee": ("GP " "Registrar"), "nurse": "Nurse",
            "healthcare_assistant": "HCA", "pharmacy_team": "ARRS Pharmacist",
            "physiotherapist": "ARRS First Contact Physio"}  # fmt: skip
_EMIS_MODE = {"face_to_face": "Face to Face (Surgery)", "telephone": "Telephone/Audio",
              "video": "Video with Audio", "online": "Written (Including Online)",
              "home_visit": "Face to Face (Home Visit)"}  # fmt: skip
_EMIS_CATEGORY = {"gp": "General Consultation Acute", "nurse": "Planned Clinics",
                  "healthcare_assistant": "Planned Clinical Procedure",
                  "pharmacy_team": "Structured Medication Review",
                  "social_prescriber": "Social Prescribing Service"}  # fmt: skip
_HES_CATEGORY = {
    "1": "1",
    "2": "3",
    "3": "3",
    "4": "2",
}  # ECDS 4 = planned, HES 2 = planned
_HES_DISPOSAL = {
    "306706006": "01",
    "1066331000000109": "01",
    "19712007": "07",
    "305398007": "10",
}
_AMBULANCE = ("1048031000000100", "1048041000000109", "1048021000000102", "1048051000000107",
              "1048081000000101")  # fmt: skip
# 2-digit A&E diagnosis groups, by words of the term; 38 where none fits
_HES_DIAGNOSIS = {
    "01": ("laceration",), "02": ("contusion", "abrasion"), "03": ("soft tissue",),
    "04": (("head " "injury"),), "05": ("fracture",), "06": ("sprain",), "07": (("back " "pain"),),
    "10": ("burn",), "12": ("foreign body",), "13": ("insect bite",),
    "14": ("overdose", "intoxication", ("alcohol " "withdrawal")), "17": ("viral",), "19": ("sepsis",),
    "20": ("coronary", "myocard", "heart", "atrial", "chest pain", "palpit", "syncope"),
    "21": ("stroke", ("ischemic " "attack")), "22": ("embolism", "thrombosis"), "23": ("anemia",),
    "24": ("headache", "migraine", "epilep", "seizure", "convulsion", "dizziness"),
    "25": ("lung", "respir", "pneumonia", "asthma", "dyspn", "bronch", "croup"),
    "26": ("abdom", "gastr", "pancrea", "hepat", "liver", "constip", "appendic", "cholecyst",
           "nausea", "rectal"),
    "27": ("urin", "kidney", "nephritis", "catheter"), "28": ("pregnan", "miscarr"),
    "30": ("diabet", "glycemia"), "31": ("abscess", "cellulitis"), "32": ("urticaria", "anaphyl"),
    "33": ("dental",), "34": ("epistaxis", "tonsil", "otitis"), "36": ("conjunctiv",),
    "35": ("depress", "anxi", "panic", "self-harm", "suicid", "psych", "schizo", "bipolar",
           "personality", "stress", "deliri", "dementia", "insomnia"),
    "37": ("social", "homeless"), "39": ("no abnormality",),
}  # fmt: skip


def slice_people(
    gp: pd.DataFrame, ae: pd.DataFrame, practices: pd.DataFrame
) -> list[str]:
    """A few hundred people of the PCN who have both kinds of event, the highest
    included."""
    here = set(practices[practices.pcn == CENTRAL].practice_code)
    ae = ae[ae.practice_code.isin(here)]
    both = ae.groupby("patient_id").size()
    both = both[both.index.isin(gp.patient_id.unique())].sort_values(
        ascending=False, kind="stable"
    )
    rest = both.index[40:].sort_values()
    spaced = rest[:: max(len(rest) // (PEOPLE - 40), 1)][: PEOPLE - 40]
    return sorted([*both.index[:40], *spaced])


def _hidden_guid(values: pd.Series, salt: int) -> pd.Series:
    """Stable made-up GUIDs: one a distinct value."""
    codes, _ = pd.factorize(values, sort=True)
    rng = np.random.default_rng(salt)
    words = rng.integers(0, 1 << 32, size=(codes.max() + 1, 4), dtype=np.uint64)
    guids = [f"{a:08X}-{b >> 16:04X}-{b & 0xFFFF:04X}-{c >> 16:04X}-{c & 0xFFFF:04X}{d:08X}"
             for a, b, c, d in words.tolist()]  # fmt: skip
    return pd.Series([guids[i] for i in codes], index=values.index)


def _hours(minutes: pd.Series) -> pd.Series:
    """Durations as SystmOne writes them: ``1h 30m``, ``10m``."""
    whole, part = minutes // 60, minutes % 60
    return np.where(whole > 0, whole.astype(str) + "h " + part.astype(str) + "m",
                    part.astype(str) + "m")  # fmt: skip


def systmone(gp: pd.DataFrame) -> pd.DataFrame:
    """A practice report of appointments. ``Patient ID`` is the NHS number in 3-3-4
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
    """EMIS ``Appointment_Slot`` rows, with a few vacant slots as real exports have."""
    at = gp.appointment_at
    attended = gp.status == "attended"
    slots = pd.DataFrame(
        {
            "SlotGuid": _hidden_guid(gp.patient_id + at.astype(str), 1),
            "AppointmentDate": at.dt.strftime("%Y-%m-%d"),
            "AppointmentStartTime": at.dt.strftime("%H:%M:%S"),
            "PlannedDurationInMinutes": np.maximum(gp.duration_minutes, 10),
            "PatientGuid": gp.patient_id,
            "SendInTime": at.dt.strftime("%H:%M:%S").where(attended, ""),
            "DidNotAttend": (gp.status == "did_not_attend").map({True: "true", False: "false"}),
            "ActualDurationInMinutes": gp.duration_minutes.where(attended, 0),
            "OrganisationGuid": _hidden_guid(gp.practice_code, 2),
            "OrganisationCode": gp.practice_code,
            "BookedDate": pd.to_datetime(gp.booked_at).dt.strftime("%Y-%m-%d"),
            "BookedTime": "09:00:00",
            "SlotStatus": gp.status.map({"attended": "Left", "did_not_attend": "DNA",
                                         "cancelled": "Cancelled", "booked": "Booked",
                                         "unknown": "Booked"}),
            "SlotType": gp.role.str.replace("_", " ").str.capitalize(),
            "ModeOfContact": gp["mode"].map(_EMIS_MODE),
            "IsBlocked": "false",
            "NationalSlotCategoryName": gp.role.map(_EMIS_CATEGORY).fillna(
                "Care Related Encounter but does not fit into any other category"),
            "Deleted": "false",
        }
    ).reset_index(drop=True)  # fmt: skip
    vacant = slots.iloc[::97].copy()
    vacant[["PatientGuid", "BookedDate", "BookedTime", "SendInTime"]] = ""
    vacant["SlotStatus"], vacant["DidNotAttend"] = "Slot Available", "false"
    vacant["SlotGuid"] = [g[::-1] for g in vacant.SlotGuid]
    return pd.concat([slots, vacant], ignore_index=True)


def ecds(ae: pd.DataFrame) -> pd.DataFrame:
    """A SUS+ ECDS extract; the primary diagnosis comes first in
    ``Der_EC_Diagnosis_All``."""
    at = ae.arrived_at
    stay = (ae.departed_at - at).dt.total_seconds() / 60
    year = at.dt.year - (at.dt.month < 4)
    return pd.DataFrame(
        {
            "EC_Ident": np.arange(len(ae)) + 700_000_001,
            "Der_Pseudo_NHS_Number": ae.patient_id,
            "Der_Financial_Year": year.astype(str)
            + "/"
            + ((year + 1) % 100).map("{:02d}".format),
            "Der_Activity_Month": at.dt.strftime("%Y%m"),
            "Der_Provider_Code": "RZ9",
            "Der_Provider_Site_Code": ae.site_code,
            "EC_Department_Type": ae.department_type,
            "EC_AttendanceCategory": ae.attendance_category,
            "Arrival_Date": at.dt.strftime("%Y-%m-%d"),
            "Arrival_Time": at.dt.strftime("%H:%M:%S"),
            "EC_Arrival_Mode_SNOMED_CT": ae.arrival_mode,
            "Age_At_Arrival": ae.age_at_arrival,
            "Sex": ae.sex.map({"M": "1", "F": "2"}),
            "Der_Postcode_LSOA_2011_Code": ae.lsoa_code,
            "GP_Practice_Code": ae.practice_code,
            "EC_Acuity_SNOMED_CT": ae.acuity,
            "EC_Departure_Date": ae.departed_at.dt.strftime("%Y-%m-%d"),
            "EC_Departure_Time": ae.departed_at.dt.strftime("%H:%M:%S"),
            "EC_Departure_Time_Since_Arrival": stay.astype("Int64"),
            "Der_EC_Diagnosis_All": ae.diagnosis_code.fillna(""),
            "EC_Discharge_Status_SNOMED_CT": ae.discharge_status,
            "Discharge_Destination_SNOMED_CT": ae.discharge_destination,
            "Grand_Total_Payment_MFF": ae.cost_gbp.map("{:.2f}".format),
            "Finished_Indicator": "1",
            "Der_Dupe_Flag": "0",
        }
    )


def hes(ae: pd.DataFrame) -> pd.DataFrame:
    """A HES A&E extract: categories numbered its own way, times as hhmm, 3000 =
    invalid."""
    at = ae.arrived_at
    stay = (ae.departed_at - at).dt.total_seconds() / 60
    term = ae.diagnosis_term.str.lower()
    group = pd.Series("38", index=ae.index)
    for code, words in _HES_DIAGNOSIS.items():
        group[term.str.contains("|".join(words))] = code
    group[term.str.contains("overdose")] = "14"  # of an antidepressant, too
    group[ae.diagnosis_term == "Not recorded"] = ""
    disposal = ae.discharge_destination.map(_HES_DISPOSAL).fillna("03")
    disposal[ae.discharge_status != "182992009"] = "12"
    clock = ae.departed_at.dt.strftime("%H%M").fillna("3000")
    year = at.dt.year - (at.dt.month < 4)
    return pd.DataFrame(
        {
            "FYEAR": (year % 100).map("{:02d}".format) + ((year + 1) % 100).map("{:02d}".format),
            "PSEUDO_HESID": ae.patient_id,
            "AEKEY": np.arange(len(ae)) + 900_000_000_001,
            "SEX": ae.sex.map({"M": "1", "F": "2"}),
            "ARRIVALAGE_CALC": ae.age_at_arrival,
            "GPPRAC": ae.practice_code,
            "PROCODE3": "RZ9",
            "SITETRET": ae.site_code,
            "LSOA11": ae.lsoa_code,
            "ARRIVALDATE": at.dt.strftime("%Y-%m-%d"),
            "ARRIVALTIME": at.dt.strftime("%H%M"),
            "AEARRIVALMODE": np.where(ae.arrival_mode.isin(_AMBULANCE), "1", "2"),
            "AEATTENDCAT": ae.attendance_category.map(_HES_CATEGORY),
            "AEATTENDDISP": disposal,
            "AEDEPTTYPE": ae.department_type,
            "DIAG2_01": group,
            "DEPTIME": clock,
            "DEPDUR": stay.astype("Int64"),
        }
    )  # fmt: skip


def _months(path: Path, column: str, pair: tuple[str, str]) -> pd.DataFrame:
    """Rows of a canonical file from the first to the last day of a pair."""
    start, stop = pd.Timestamp(pair[0]), pd.Timestamp(pair[1]) + pd.Timedelta(days=1)
    return pd.read_parquet(path, filters=[(column, ">=", start), (column, "<", stop)])


def slices(home: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The slice that every export carries: GP appointments and A&E attendances,
    canonical."""
    gp = _months(home / "gp_appointments.parquet", "appointment_at", GP_MONTHS)
    ae = _months(home / "ae_attendances.parquet", "arrived_at", AE_MONTHS)
    people = slice_people(gp, ae, pd.read_csv(home / "practices.csv"))
    return (
        gp[gp.patient_id.isin(people)].sort_values(["appointment_at", "patient_id"]),
        ae[ae.patient_id.isin(people)].sort_values(["arrived_at", "patient_id"]),
    )


def exports(gp: pd.DataFrame, ae: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """File name -> the slice as that system would export it."""
    return {"systmone_appointments.csv": systmone(gp), "emis_slots.csv": emis(gp),
            "sus_ecds.csv": ecds(ae), "hes_ae.csv": hes(ae)}  # fmt: skip


def write_extracts(home: Path) -> None:
    """Write the four exports from the canonical files in ``home``."""
    out = home / "extracts"
    out.mkdir(exist_ok=True)
    for name, data in exports(*slices(home)).items():
        data.to_csv(out / name, index=False, lineterminator="\n")
