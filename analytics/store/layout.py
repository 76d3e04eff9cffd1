"""The tables a dataset holds on disk, column by column, as Ibis types.

Every table and every column always exists: what an extract lacked is an empty table or
a column of nulls, and the manifest says so. Measures therefore never ask whether a
column is there.

What makes questions fast is here too: people are whole numbers (`person`), events are
sorted by quarter, person and time, and `gp_months` and `ae_months` hold what was
counted, by person and month.
"""

PEOPLE = {
    "person": "int32",  # 0, 1, 2 … in the order of the pseudonym
    "pseudonym": "string",  # 16 hexadecimal digits of the keyed hash
    "listed": "boolean",  # is on the registered list
    "birth_year": "int16",  # from the list, else year of arrival less age at arrival
    "sex": "string",
    "ethnicity": "string",
    "lsoa_code": "string",
    "imd_decile": "int8",
    "died_on": "date",
    "conditions": "array<string>",
}
# one row a spell; `registered_to` is the last day, null while registered
REGISTRATIONS = {
    "person": "int32",
    "practice_code": "string",
    "registered_from": "date",
    "registered_to": "date",
}
GP_APPOINTMENTS = {
    "person": "int32",
    "appointment_at": "timestamp(6)",
    "practice_code": "string",
    "booked_at": "timestamp(6)",
    "status": "string",
    "counted": "boolean",  # status attended, or no status given in the extract
    "role": "string",
    "mode": "string",
    "duration_minutes": "float32",
    "reason_code": "string",
    "reason_term": "string",
    "code_system": "string",
    "reason_group": "string",  # definitions/diagnosis_groups
}
AE_ATTENDANCES = {
    "person": "int32",
    "arrived_at": "timestamp(6)",
    "departed_at": "timestamp(6)",
    # arrival to departure; null where either is missing or senseless
    "minutes": "float32",
    "site_code": "string",
    "site_name": "string",
    "department_type": "string",
    "attendance_category": "string",
    "arrival_mode": "string",
    "acuity": "string",
    "chief_complaint": "string",
    "diagnosis_code": "string",
    "diagnosis_term": "string",
    "code_system": "string",
    "diagnosis_group": "string",  # definitions/diagnosis_groups
    "discharge_status": "string",
    "discharge_destination": "string",
    "cost_gbp": "float64",
    "practice_code": "string",  # of the row, else of the registration on the day
    "age_at_arrival": "int16",
    "sex": "string",
    "lsoa_code": "string",
}
GP_MONTHS = {  # counted visits only
    "person": "int32",
    "month": "date",  # its first day
    "practice_code": "string",
    "role": "string",
    "visits": "int32",
}
AE_MONTHS = {  # every category; measures choose
    "person": "int32",
    "month": "date",
    "practice_code": "string",
    "department_type": "string",
    "attendance_category": "string",
    "attendances": "int32",
    "cost_gbp": "float64",
    "costed": "int32",  # attendances with a cost
    "minutes": "float64",
    "timed": "int32",  # attendances with both times
}
CASELOAD = {
    "person": "int32",
    "referred_on": "date",
    "started_on": "date",
    "ended_on": "date",
    "coordinator": "string",
    "services": "array<string>",
    "outcome": "string",
}
PRACTICES = {
    "practice_code": "string",
    "name": "string",
    "pcn": "string",
    "place": "string",
    "icb": "string",
    "lat": "float64",
    "lon": "float64",
    "list_size": "int32",
}
AREAS = {
    "lsoa_code": "string",
    "lsoa_name": "string",
    "neighbourhood": "string",
    "population": "int32",
    "imd_decile": "int8",
}
SERVICES = {
    "name": "string",
    "category": "string",
    "postcode": "string",
    "lat": "float64",
    "lon": "float64",
    "how_to_refer": "string",
}

STORED = {
    "people": PEOPLE,
    "registrations": REGISTRATIONS,
    "gp_appointments": GP_APPOINTMENTS,
    "ae_attendances": AE_ATTENDANCES,
    "gp_months": GP_MONTHS,
    "ae_months": AE_MONTHS,
    "caseload": CASELOAD,
    "practices": PRACTICES,
    "areas": AREAS,
    "services": SERVICES,
}
BOUNDARIES_FILE = "areas.geojson"
MANIFEST_FILE = "manifest.json"
