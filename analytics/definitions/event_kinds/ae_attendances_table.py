"""The canonical table of A&E attendances, field by field."""

from analytics.definitions.canonical import CODE_SYSTEMS, SEXES, Component, Field, Table

TABLE = Table(
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
            components=(
                Component(
                    "arrived_time",
                    "time",
                    "Time of day of arrival",
                    "every arrival is at midnight",
                ),
            ),
        ),
        Field(
            "attendance_id",
            "id",
            "The attendance's own number",
            without="two attendances of one person at one site at one time count once",
            components=(Component("sent_date", "date"),),
        ),
        Field(
            "departed_at",
            "timestamp",
            "When the attendance was concluded",
            without="hours spent in the department are not given",
            components=(
                Component(
                    "departed_minutes",
                    "minutes",
                    "Minutes spent in the department",
                    "hours spent in the department are not given",
                ),
            ),
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
            components=(
                Component(
                    "diagnosis_all",
                    "list",
                    "All diagnoses in one column, parted by commas",
                    "kinds of need are told from other columns, if at all",
                ),
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
            "investigation_codes",
            "codes",
            "Investigations, each as a code",
            without="attendances without any investigation cannot be told from others",
        ),
        Field(
            "treatment_codes",
            "codes",
            "Treatments, each as a code",
            without="attendances without any treatment cannot be told from others",
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
            unit="pounds",
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
            unit="years",
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
