"""A&E under other headers: those of SUS+ ECDS, and those of the data contract."""

from tests.damage.damage import Given

ECDS = {
    "Arrival date": "Arrival_Date",
    "Arrival time": "Arrival_Time",
    "Departure date": "EC_Departure_Date",
    "Departure time": "EC_Departure_Time",
    "Attendance number": "EC_Ident",
    "Site code": "Der_Provider_Site_Code",
    "Department type": "EC_Department_Type",
    "Attendance category": "EC_AttendanceCategory",
    "Acuity": "EC_Acuity_SNOMED_CT",
    "Diagnosis code": "EC_Diagnosis_01",
    "Discharge status": "EC_Discharge_Status_SNOMED_CT",
    "Cost": "Grand_Total_Payment_MFF",
    "Age": "Age_At_Arrival",
    "Practice code": "GP_Practice_Code",
    "LSOA": "Der_Postcode_LSOA_2011_Code",
}
CANONICAL = {
    "Arrival date": "arrived_date",
    "Arrival time": "arrived_time",
    "Departure date": "departed_date",
    "Departure time": "departed_time",
    "Attendance number": "attendance_id",
    "Site code": "site_code",
    "Department type": "department_type",
    "Attendance category": "attendance_category",
    "Acuity": "acuity",
    "Diagnosis code": "diagnosis_code",
    "Diagnosis": "diagnosis_term",
    "Discharge status": "discharge_status",
    "Cost": "cost_gbp",
    "Age": "age_at_arrival",
    "Sex": "sex",
    "Practice code": "practice_code",
    "LSOA": "lsoa_code",
}


def as_ecds(given: Given) -> None:
    """A&E under the headers of SUS+ ECDS."""
    for header, name in ECDS.items():
        if header in given.sheet("ae").headers:
            given.sheet("ae").name(header, name)
