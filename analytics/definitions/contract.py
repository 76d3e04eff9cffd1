"""The canonical tables that an extract is turned into, field by field.

The one place that says which columns exist, which are required and which values are allowed.
Reading, checking, the stored dataset and the definitions page all follow it.
"""

from dataclasses import dataclass

CONTRACT_VERSION = 1


@dataclass(frozen=True)
class Field:
    """One column of a canonical table.

    kind: id, code, category, text, timestamp, date, integer, number or list (text parted by ;).
    """

    name: str
    kind: str
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """A canonical table: its fields, and what one row of it is."""

    name: str
    title: str
    row: str
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields if field.required)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)


STATUSES = ("attended", "did_not_attend", "cancelled", "booked", "unknown")
MODES = ("face_to_face", "telephone", "video", "online", "home_visit")
CODE_SYSTEMS = ("ctv3", "snomed", "icd10", "hes")
SEXES = ("female", "male", "other", "unknown")

GP_APPOINTMENTS = Table("gp_appointments", "GP appointments", "one appointment", (
    Field("patient_id", "id", "Who: replaced by a keyed hash on reading", True),
    Field("appointment_at", "timestamp", "When the appointment was", True),
    Field("practice_code", "code", "The practice that held it", True),
    Field("booked_at", "timestamp", "When it was booked"),
    Field("status", "category", "What became of it", allowed=STATUSES),
    Field("role", "category", "Who saw the person: gp, nurse, pharmacist and so on"),
    Field("mode", "category", "How", allowed=MODES),
    Field("duration_minutes", "number", "Length in minutes"),
    Field("reason_code", "code", "The coded reason"),
    Field("reason_term", "text", "The reason in words"),
    Field("code_system", "category", "Which code list the reason is from", allowed=CODE_SYSTEMS),
    Field("appointment_id", "id", "The appointment's own number, if the system gives one"),
))

AE_ATTENDANCES = Table("ae_attendances", "A&E attendances", "one attendance", (
    Field("patient_id", "id", "Who: replaced by a keyed hash on reading", True),
    Field("arrived_at", "timestamp", "When the person arrived", True),
    Field("attendance_id", "id", "The attendance's own number"),
    Field("departed_at", "timestamp", "When the attendance was concluded"),
    Field("site_code", "code", "The hospital site"),
    Field("site_name", "text", "The hospital site in words"),
    Field("department_type", "category", "01 major A&E, 02 single specialty, 03 minor injury and "
          "urgent treatment, 04 walk-in, 05 same day emergency care",
          allowed=("01", "02", "03", "04", "05")),
    Field("attendance_category", "category", "1 unplanned first, 2 and 3 unplanned follow-up, "
          "4 planned follow-up", allowed=("1", "2", "3", "4")),
    Field("arrival_mode", "category", "ambulance, own_transport, public_transport, police, other"),
    Field("acuity", "category", "immediate, very_urgent, urgent, standard, non_urgent",
          allowed=("immediate", "very_urgent", "urgent", "standard", "non_urgent")),
    Field("chief_complaint", "text", "What brought the person"),
    Field("diagnosis_code", "code", "First diagnosis as a code"),
    Field("diagnosis_term", "text", "First diagnosis in words"),
    Field("code_system", "category", "Which code list the diagnosis is from", allowed=CODE_SYSTEMS),
    Field("discharge_status", "category", "How it ended"),
    Field("discharge_destination", "category", "Where the person went"),
    Field("cost_gbp", "number", "Cost of the attendance in pounds"),
    Field("practice_code", "code", "The person's practice at the time"),
    Field("age_at_arrival", "integer", "Age in years at arrival"),
    Field("sex", "category", "Sex", allowed=SEXES),
    Field("lsoa_code", "code", "Small area (LSOA) of residence"),
))

PATIENTS = Table("patients", "Registered list", "one registration of one person", (
    Field("patient_id", "id", "Who: replaced by a keyed hash on reading", True),
    Field("practice_code", "code", "Where registered", True),
    Field("registered_from", "date", "First day registered; empty: before the extract began"),
    Field("registered_to", "date", "Last day registered; empty: still registered"),
    Field("died_on", "date", "Day of death"),
    Field("birth_year", "integer", "Year of birth"),
    Field("age_band", "category", "Age band where the year of birth is not given"),
    Field("sex", "category", "Sex", allowed=SEXES),
    Field("ethnicity", "category", "Ethnic group"),
    Field("lsoa_code", "code", "Small area (LSOA) of residence"),
    Field("imd_decile", "integer", "Deprivation decile of the small area, 1 most deprived"),
    Field("conditions", "list", "Long-term conditions, parted by ;"),
))

CASELOAD = Table("caseload", "Caseload of the neighbourhood team", "one person taken on", (
    Field("patient_id", "id", "Who: replaced by a keyed hash on reading", True),
    Field("referred_on", "date", "The day the person was picked", True),
    Field("started_on", "date", "The day help began; empty: declined or not yet"),
    Field("ended_on", "date", "The day help ended"),
    Field("coordinator", "code", "Coordinator (a code, never a name)"),
    Field("services", "list", "Services the person was linked to, parted by ;"),
    Field("outcome", "category", "What came of it"),
))

PRACTICES = Table("practices", "Practices", "one practice", (
    Field("practice_code", "code", "The practice's code", True),
    Field("name", "text", "The practice's name"),
    Field("pcn", "text", "Its Primary Care Network"),
    Field("place", "text", "Its place (alliance)"),
    Field("icb", "text", "Its integrated care board"),
    Field("lat", "number", "Latitude in degrees"),
    Field("lon", "number", "Longitude in degrees"),
    Field("list_size", "integer", "Registered people, as published"),
))

AREAS = Table("areas", "Small areas", "one small area (LSOA)", (
    Field("lsoa_code", "code", "The area's code", True),
    Field("lsoa_name", "text", "The area's name"),
    Field("neighbourhood", "text", "The neighbourhood it is part of"),
    Field("population", "integer", "Residents"),
    Field("imd_decile", "integer", "Deprivation decile, 1 most deprived"),
))

SERVICES = Table("services", "Local services", "one service", (
    Field("name", "text", "The service's name", True),
    Field("category", "category", "What kind of help"),
    Field("postcode", "text", "Where, as a postcode of the service"),
    Field("lat", "number", "Latitude in degrees"),
    Field("lon", "number", "Longitude in degrees"),
    Field("how_to_refer", "text", "How a person is referred"),
))

TABLES: dict[str, Table] = {
    table.name: table
    for table in (GP_APPOINTMENTS, AE_ATTENDANCES, PATIENTS, CASELOAD, PRACTICES, AREAS, SERVICES)
}
EXTRACTS = ("gp_appointments", "ae_attendances")
WITH_PEOPLE = ("gp_appointments", "ae_attendances", "patients", "caseload")
