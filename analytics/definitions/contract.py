"""The canonical tables that an extract is turned into, field by field.

The one place that says which columns exist, which are required and which values are
allowed. Reading, checking, the stored dataset and the definitions page all follow it.
"""

from dataclasses import dataclass

CONTRACT_VERSION = 1


@dataclass(frozen=True)
class Field:
    """One column of a canonical table.

    kind: id, code, category, text, timestamp, date, integer, number or list (text
    parted by ;). without: what becomes of the pages where an extract does not have it,
    as "Without it, …" goes on.
    """

    name: str
    kind: str
    meaning: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    without: str = ""


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

GP_APPOINTMENTS = Table(
    "gp_appointments",
    "GP appointments",
    "one appointment",
    (
        Field(
            "patient_id",
            "id",
            "Who: replaced by a keyed hash on reading",
            True,
            without="nobody can be followed from one visit to the next, so the "
            "extract cannot be loaded",
        ),
        Field(
            "appointment_at",
            "timestamp",
            "When the appointment was",
            True,
            without="no visit falls in any window, so the extract cannot be loaded",
        ),
        Field(
            "practice_code",
            "code",
            "The practice that held it",
            True,
            without="no figure can be given by practice or PCN, unless a registered "
            "list says where each person is registered",
        ),
        Field(
            "booked_at",
            "timestamp",
            "When it was booked",
            without="nothing on the pages changes; no figure needs it yet",
        ),
        Field(
            "status",
            "category",
            "What became of it",
            allowed=STATUSES,
            without=(
                "every row counts as attended, missed and cancelled appointments too"
            ),
        ),
        Field(
            "role",
            "category",
            "Who saw the person: gp, nurse, pharmacist and so on",
            without="visits cannot be told apart or filtered by who saw the person",
        ),
        Field(
            "mode",
            "category",
            "How",
            allowed=MODES,
            without="nothing on the pages changes; no figure needs it yet",
        ),
        Field(
            "duration_minutes",
            "number",
            "Length in minutes",
            without="nothing on the pages changes; no figure needs it yet",
        ),
        Field(
            "reason_code",
            "code",
            "The coded reason",
            without="reasons for visits are known from their words alone, if at all",
        ),
        Field(
            "reason_term",
            "text",
            "The reason in words",
            without="reasons for visits are known from their codes alone, if at all",
        ),
        Field(
            "code_system",
            "category",
            "Which code list the reason is from",
            allowed=CODE_SYSTEMS,
            without="the code list is told by what the codes look like",
        ),
        Field(
            "appointment_id",
            "id",
            "The appointment's own number, if the system gives one",
            without="two alike appointments of one person at one time count once",
        ),
    ),
)

AE_ATTENDANCES = Table(
    "ae_attendances",
    "A&E attendances",
    "one attendance",
    (
        Field(
            "patient_id",
            "id",
            "Who: replaced by a keyed hash on reading",
            True,
            without="nobody can be followed from one attendance to the next, so the "
            "extract cannot be loaded",
        ),
        Field(
            "arrived_at",
            "timestamp",
            "When the person arrived",
            True,
            without=(
                "no attendance falls in any window, so the extract cannot be loaded"
            ),
        ),
        Field(
            "attendance_id",
            "id",
            "The attendance's own number",
            without="two attendances of one person at one site at one time count once",
        ),
        Field(
            "departed_at",
            "timestamp",
            "When the attendance was concluded",
            without="hours spent in the department are not given",
        ),
        Field(
            "site_code",
            "code",
            "The hospital site",
            without="kinds of need are grouped without the number of hospitals",
        ),
        Field(
            "site_name",
            "text",
            "The hospital site in words",
            without="nothing on the pages changes; no figure needs it yet",
        ),
        Field(
            "department_type",
            "category",
            "01 major A&E, 02 single specialty, 03 minor injury and urgent treatment, "
            "04 walk-in, 05 same day emergency care",
            allowed=("01", "02", "03", "04", "05"),
            without="major A&E, minor injury units and walk-in centres all count alike",
        ),
        Field(
            "attendance_category",
            "category",
            "1 unplanned first, 2 and 3 unplanned follow-up, 4 planned follow-up",
            allowed=("1", "2", "3", "4"),
            without="planned follow-ups count as attendances too",
        ),
        Field(
            "arrival_mode",
            "category",
            "ambulance, own_transport, public_transport, police, other",
            without="kinds of need are grouped without arrivals by ambulance",
        ),
        Field(
            "acuity",
            "category",
            "immediate, very_urgent, urgent, standard, non_urgent",
            allowed=("immediate", "very_urgent", "urgent", "standard", "non_urgent"),
            without="nothing on the pages changes; no figure needs it yet",
        ),
        Field(
            "chief_complaint",
            "text",
            "What brought the person",
            without="nothing on the pages changes; no figure needs it yet",
        ),
        Field(
            "diagnosis_code",
            "code",
            "First diagnosis as a code",
            without=(
                "kinds of need are told from the words of the diagnosis alone, if "
                "at all"
            ),
        ),
        Field(
            "diagnosis_term",
            "text",
            "First diagnosis in words",
            without="kinds of need are told from the diagnosis codes alone, if at all",
        ),
        Field(
            "code_system",
            "category",
            "Which code list the diagnosis is from",
            allowed=CODE_SYSTEMS,
            without="the code list is told by what the codes look like",
        ),
        Field(
            "discharge_status",
            "category",
            "How it ended",
            without=(
                "kinds of need are grouped without those who left before being seen"
            ),
        ),
        Field(
            "discharge_destination",
            "category",
            "Where the person went",
            without="kinds of need are grouped without admissions",
        ),
        Field(
            "cost_gbp",
            "number",
            "Cost of the attendance in pounds",
            without="costs are worked out from a national average",
        ),
        Field(
            "practice_code",
            "code",
            "The person's practice at the time",
            without=(
                "attendances are placed by the person's registration, or else not "
                "at all"
            ),
        ),
        Field(
            "age_at_arrival",
            "integer",
            "Age in years at arrival",
            without="ages come from the registered list, or else are not known",
        ),
        Field(
            "sex",
            "category",
            "Sex",
            allowed=SEXES,
            without="sex comes from the registered list, or else is not known",
        ),
        Field(
            "lsoa_code",
            "code",
            "Small area (LSOA) of residence",
            without="small areas and deprivation come from the registered list, or "
            "else are not known",
        ),
    ),
)

PATIENTS = Table(
    "patients",
    "Registered list",
    "one registration of one person",
    (
        Field(
            "patient_id",
            "id",
            "Who: replaced by a keyed hash on reading",
            True,
            without="the list cannot be joined to any extract, so it cannot be loaded",
        ),
        Field(
            "practice_code",
            "code",
            "Where registered",
            True,
            without=(
                "the list does not say where people are registered, so it cannot "
                "be loaded"
            ),
        ),
        Field(
            "registered_from",
            "date",
            "First day registered; empty: before the extract began",
            without="people count as registered from the start of the extracts",
        ),
        Field(
            "registered_to",
            "date",
            "Last day registered; empty: still registered",
            without="people count as registered to the end, those who moved away too",
        ),
        Field(
            "died_on",
            "date",
            "Day of death",
            without="people who died count as still there, so attendances seem to fall",
        ),
        Field(
            "birth_year",
            "integer",
            "Year of birth",
            without="ages come from the A&E extract, or else are not known",
        ),
        Field(
            "age_band",
            "category",
            "Age band where the year of birth is not given",
            without="ages come from the year of birth, or else from A&E",
        ),
        Field(
            "sex",
            "category",
            "Sex",
            allowed=SEXES,
            without="sex comes from the A&E extract, or else is not known",
        ),
        Field(
            "ethnicity",
            "category",
            "Ethnic group",
            without="nothing on the pages changes; no figure needs it yet",
        ),
        Field(
            "lsoa_code",
            "code",
            "Small area (LSOA) of residence",
            without="small areas come from the A&E extract, or else are not known",
        ),
        Field(
            "imd_decile",
            "integer",
            "Deprivation decile of the small area, 1 most deprived",
            without="deprivation comes from the small areas, or else is not known",
        ),
        Field(
            "conditions",
            "list",
            "Long-term conditions, parted by ;",
            without=(
                "long-term conditions are not shown, nor used to group kinds of need"
            ),
        ),
    ),
)

CASELOAD = Table(
    "caseload",
    "Caseload of the neighbourhood team",
    "one person taken on",
    (
        Field(
            "patient_id",
            "id",
            "Who: replaced by a keyed hash on reading",
            True,
            without="the people taken on cannot be found in the extracts, so the "
            "caseload cannot be loaded",
        ),
        Field(
            "referred_on",
            "date",
            "The day the person was picked",
            True,
            without=(
                "before cannot be told from after, so the caseload cannot be loaded"
            ),
        ),
        Field(
            "started_on",
            "date",
            "The day help began; empty: declined or not yet",
            without="people who declined are not told from those who were helped",
        ),
        Field(
            "ended_on", "date", "The day help ended", without="help counts as going on"
        ),
        Field(
            "coordinator",
            "code",
            "Coordinator (a code, never a name)",
            without="nothing on the pages changes; no figure needs it yet",
        ),
        Field(
            "services",
            "list",
            "Services the person was linked to, parted by ;",
            without="nothing on the pages changes; no figure needs it yet",
        ),
        Field(
            "outcome",
            "category",
            "What came of it",
            without="nothing on the pages changes; no figure needs it yet",
        ),
    ),
)

PRACTICES = Table(
    "practices",
    "Practices",
    "one practice",
    (
        Field(
            "practice_code",
            "code",
            "The practice's code",
            True,
            without=(
                "the names cannot be joined to any extract, so they cannot be loaded"
            ),
        ),
        Field(
            "name",
            "text",
            "The practice's name",
            without="practices are shown by their codes",
        ),
        Field(
            "pcn",
            "text",
            "Its Primary Care Network",
            without="nothing can be filtered or compared by PCN",
        ),
        Field(
            "place",
            "text",
            "Its place (alliance)",
            without="nothing can be filtered or compared by place",
        ),
        Field(
            "icb",
            "text",
            "Its integrated care board",
            without="nothing can be filtered by integrated care board",
        ),
        Field(
            "lat",
            "number",
            "Latitude in degrees",
            without="practices are not on the map",
        ),
        Field(
            "lon",
            "number",
            "Longitude in degrees",
            without="practices are not on the map",
        ),
        Field(
            "list_size",
            "integer",
            "Registered people, as published",
            without="rates per registered person need a registered list",
        ),
    ),
)

AREAS = Table(
    "areas",
    "Small areas",
    "one small area (LSOA)",
    (
        Field(
            "lsoa_code",
            "code",
            "The area's code",
            True,
            without=(
                "the areas cannot be joined to any extract, so they cannot be loaded"
            ),
        ),
        Field(
            "lsoa_name",
            "text",
            "The area's name",
            without="small areas are shown by their codes",
        ),
        Field(
            "neighbourhood",
            "text",
            "The neighbourhood it is part of",
            without="nothing is given by neighbourhood",
        ),
        Field(
            "population",
            "integer",
            "Residents",
            without="the map shows counts, no rates",
        ),
        Field(
            "imd_decile",
            "integer",
            "Deprivation decile, 1 most deprived",
            without="deprivation comes from the registered list, or else is not known",
        ),
    ),
)

SERVICES = Table(
    "services",
    "Local services",
    "one service",
    (
        Field(
            "name",
            "text",
            "The service's name",
            True,
            without="the services cannot be shown, so they cannot be loaded",
        ),
        Field(
            "category",
            "category",
            "What kind of help",
            without="kinds of help cannot be told apart",
        ),
        Field(
            "postcode",
            "text",
            "Where, as a postcode of the service",
            without="the address is not shown",
        ),
        Field(
            "lat",
            "number",
            "Latitude in degrees",
            without="the service is not on the map",
        ),
        Field(
            "lon",
            "number",
            "Longitude in degrees",
            without="the service is not on the map",
        ),
        Field(
            "how_to_refer",
            "text",
            "How a person is referred",
            without="how to refer is not shown",
        ),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        GP_APPOINTMENTS,
        AE_ATTENDANCES,
        PATIENTS,
        CASELOAD,
        PRACTICES,
        AREAS,
        SERVICES,
    )
}
EXTRACTS = ("gp_appointments", "ae_attendances")
WITH_PEOPLE = ("gp_appointments", "ae_attendances", "patients", "caseload")
