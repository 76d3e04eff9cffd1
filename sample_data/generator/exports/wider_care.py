"""SUS inpatients and outpatients, CSDS and calls to 999 and 111: the same people as in
the other templates, as these systems would export them."""

from pathlib import Path

import pandas as pd

from sample_data.generator.exports.slices import AE_MONTHS, months, slices

PROVIDER = "RZ9"
_MECHANISMS = {
    "face_to_face": "01",
    "telephone": "02",
    "video": "11",
    "online": "05",
    "other": "98",
}
DIAGNOSES, PROCEDURES = 6, 3  # columns of secondary codes


def care_exports(made: Path) -> dict[str, pd.DataFrame]:
    """File name -> the slice as that system would export it; from the folder of a made
    sample."""
    _, ae = slices(made)
    people = set(ae.patient_id)

    def of(table: str, time: str) -> pd.DataFrame:
        rows = months(made / f"{table}.parquet", time, AE_MONTHS)
        rows = rows[rows.patient_id.isin(people)]
        return rows.sort_values([time, "patient_id"], kind="stable")

    return {
        "sus_apc.csv": sus_apc(of("inpatient_spells", "admitted_at")),
        "sus_op.csv": sus_op(of("outpatient_appointments", "appointment_at")),
        "csds_contacts.csv": csds(of("community_contacts", "contact_at")),
        "urgent_calls.csv": calls(of("urgent_calls", "called_at")),
    }


def sus_apc(rows: pd.DataFrame) -> pd.DataFrame:
    """One row an episode."""
    spell = "Hospital_Provider_Spell"
    return pd.DataFrame(
        {
            "NHS_Number": rows.patient_id,
            f"{spell}_Number": rows.spell_id,
            "Episode_Number": rows.episode_number,
            f"Start_Date_{spell}": _day(rows.admitted_at),
            f"Start_Time_{spell}": _clock(rows.admitted_at),
            f"Discharge_Date_{spell}": _day(rows.discharged_at),
            f"Discharge_Time_{spell}": _clock(rows.discharged_at),
            f"Admission_Method_{spell}": rows.admission_method,
            "Treatment_Function_Code": rows.treatment_function,
            **_codes(
                rows.diagnosis_codes,
                "Primary_Diagnosis_Code",
                "Secondary_Diagnosis_Code",
                DIAGNOSES,
            ),
            **_procedures(rows),
            f"Discharge_Method_{spell}": rows.discharge_method,
            f"Discharge_Destination_{spell}": rows.discharge_destination,
            "Organisation_Code_Code_Of_Provider": PROVIDER,
            "Site_Code_Of_Treatment": rows.site_code,
            "GP_Practice_Code": rows.practice_code,
            "Grand_Total_Payment_MFF": rows.cost_gbp,
        }
    )


def sus_op(rows: pd.DataFrame) -> pd.DataFrame:
    """One row an appointment."""
    return pd.DataFrame(
        {
            "NHS_Number": rows.patient_id,
            "Appointment_Date": _day(rows.appointment_at),
            "Appointment_Time": _clock(rows.appointment_at),
            "Attended_Or_Did_Not_Attend": rows.attended,
            "First_Attendance": rows.first_attendance,
            "Main_Specialty_Code": rows.main_specialty,
            "Treatment_Function_Code": rows.treatment_function,
            **_procedures(rows),
            "GP_Practice_Code": rows.practice_code,
            "Tariff_Total_Payment": rows.cost_gbp,
        }
    )


def csds(rows: pd.DataFrame) -> pd.DataFrame:
    """Table CYP201, one row a care contact."""
    return pd.DataFrame(
        {
            "Person_ID": rows.patient_id,
            "Care_Contact_Date": _day(rows.contact_at),
            "Care_Contact_Time": _clock(rows.contact_at),
            "Attendance_Status": rows.attended,
            "Consultation_Mechanism": rows["mode"].map(_MECHANISMS),
            "Team_Type": rows.team,
            "GP_Practice_Code": rows.practice_code,
        }
    )


def calls(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a call."""
    return pd.DataFrame(
        {
            "NHS_Number": rows.patient_id,
            "Call_Date": _day(rows.called_at),
            "Call_Time": _clock(rows.called_at),
            "Service_Called": rows.service,
            "Response_Category": rows.category,
            "Final_Disposition": rows.disposition,
            "Conveyed": rows.conveyed.map({"yes": "Y", "no": "N"}),
            "GP_Practice_Code": rows.practice_code,
        }
    )


def _procedures(rows: pd.DataFrame) -> dict[str, pd.Series]:
    return _codes(
        rows.procedure_codes, "Primary_Procedure_Code", "Procedure_Code", PROCEDURES
    )


def _codes(
    lists: pd.Series, primary: str, secondary: str, many: int
) -> dict[str, pd.Series]:
    """The first code of each list and the next ones, a column each."""
    texts = lists.fillna("").map(
        lambda one: one if isinstance(one, str) else ";".join(one)
    )
    parts = texts.str.split(";", expand=True).reindex(columns=range(many + 1))
    names = [primary, *(f"{secondary}_{n}" for n in range(1, many + 1))]
    return {name: parts[n].replace("", None) for n, name in enumerate(names)}


def _day(times: pd.Series) -> pd.Series:
    return times.dt.strftime("%d/%m/%Y")


def _clock(times: pd.Series) -> pd.Series:
    return times.dt.strftime("%H:%M")
