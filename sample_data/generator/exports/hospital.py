"""SUS+ ECDS and HES A&E.

HES ended in 2019/20; its file here carries the same 2023 attendances as ECDS, so that
the two can be compared row by row.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from sample_data.generator.calendar import minutes_between
from sample_data.generator.inputs import rows

PROVIDER = "RZ9"
_SEX = {"M": "1", "F": "2"}
# ECDS 4 is planned; HES 2 is planned, 3 any unplanned follow-up.
_HES_CATEGORY = {"1": "1", "2": "3", "3": "3", "4": "2"}
_HES_DISPOSAL = {
    "306706006": "01",
    "1066331000000109": "01",
    "19712007": "07",
    "305398007": "10",
}
_HES_HOME, _HES_LEFT = "03", "12"
_TREATED = "182992009"
_AMBULANCE = (
    "1048031000000100",
    "1048041000000109",
    "1048021000000102",
    "1048051000000107",
    "1048081000000101",
)
# Two-digit A&E diagnosis groups by words of the term; later rows win.
_HES_DIAGNOSIS = {
    row["group"]: row["words"]
    for row in rows(Path(__file__).with_name("hes_diagnosis_groups.csv"))
}
_HES_OTHER_DIAGNOSIS = "38"


def ecds(ae: pd.DataFrame) -> pd.DataFrame:
    """A SUS+ ECDS extract; the primary diagnosis comes first in
    `Der_EC_Diagnosis_All`."""
    at, left = ae.arrived_at, ae.departed_at
    year = _financial_year(at)
    following = ((year + 1) % 100).map("{:02d}".format)
    return pd.DataFrame(
        {
            "EC_Ident": np.arange(len(ae)) + 700_000_001,
            "Der_Pseudo_NHS_Number": ae.patient_id,
            "Der_Financial_Year": year.astype(str) + "/" + following,
            "Der_Activity_Month": at.dt.strftime("%Y%m"),
            "Der_Provider_Code": PROVIDER,
            "Der_Provider_Site_Code": ae.site_code,
            "EC_Department_Type": ae.department_type,
            "EC_AttendanceCategory": ae.attendance_category,
            "Arrival_Date": at.dt.strftime("%Y-%m-%d"),
            "Arrival_Time": at.dt.strftime("%H:%M:%S"),
            "EC_Arrival_Mode_SNOMED_CT": ae.arrival_mode,
            "Age_At_Arrival": ae.age_at_arrival,
            "Sex": ae.sex.map(_SEX),
            "Der_Postcode_LSOA_2011_Code": ae.lsoa_code,
            "GP_Practice_Code": ae.practice_code,
            "EC_Acuity_SNOMED_CT": ae.acuity,
            "EC_Departure_Date": left.dt.strftime("%Y-%m-%d"),
            "EC_Departure_Time": left.dt.strftime("%H:%M:%S"),
            "EC_Departure_Time_Since_Arrival": _stay(ae),
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
    disposal = ae.discharge_destination.map(_HES_DISPOSAL).fillna(_HES_HOME)
    disposal[ae.discharge_status != _TREATED] = _HES_LEFT
    years = [(_financial_year(at) + more) % 100 for more in (0, 1)]
    this, following = (year.map("{:02d}".format) for year in years)
    return pd.DataFrame(
        {
            "FYEAR": this + following,
            "PSEUDO_HESID": ae.patient_id,
            "AEKEY": np.arange(len(ae)) + 900_000_000_001,
            "SEX": ae.sex.map(_SEX),
            "ARRIVALAGE_CALC": ae.age_at_arrival,
            "GPPRAC": ae.practice_code,
            "PROCODE3": PROVIDER,
            "SITETRET": ae.site_code,
            "LSOA11": ae.lsoa_code,
            "ARRIVALDATE": at.dt.strftime("%Y-%m-%d"),
            "ARRIVALTIME": at.dt.strftime("%H%M"),
            "AEARRIVALMODE": np.where(ae.arrival_mode.isin(_AMBULANCE), "1", "2"),
            "AEATTENDCAT": ae.attendance_category.map(_HES_CATEGORY),
            "AEATTENDDISP": disposal,
            "AEDEPTTYPE": ae.department_type,
            "DIAG2_01": _diagnosis_group(ae),
            "DEPTIME": ae.departed_at.dt.strftime("%H%M").fillna("3000"),
            "DEPDUR": _stay(ae),
        }
    )


def _financial_year(at: pd.Series) -> pd.Series:
    """The year in which the financial year of each time began."""
    return at.dt.year - (at.dt.month < 4)


def _stay(ae: pd.DataFrame) -> pd.Series:
    """Whole minutes from arrival to departure, empty where that is not known."""
    return minutes_between(ae.arrived_at, ae.departed_at).astype("Int64")


def _diagnosis_group(ae: pd.DataFrame) -> pd.Series:
    """The two-digit HES group of each diagnosis, empty where none was recorded."""
    term = ae.diagnosis_term.str.lower()
    group = pd.Series(_HES_OTHER_DIAGNOSIS, index=ae.index)
    for code, words in _HES_DIAGNOSIS.items():
        group[term.str.contains(words)] = code
    group[term.str.contains("overdose")] = "14"  # of an antidepressant, too
    group[ae.diagnosis_term == "Not recorded"] = ""
    return group
