"""The canonical table of outpatient appointments, field by field."""

from analytics.definitions.canonical import Component, Field, Table
from analytics.definitions.event_kinds.tables.attended import attended

# NHS Data Model and Dictionary, FIRST ATTENDANCE CODE.
FIRST_ATTENDANCES = ("1", "2", "3", "4", "5")

TABLE = Table(
    "outpatient_appointments",
    "Outpatient appointments",
    "one appointment",
    (
        Field(
            "patient_id",
            "id",
            "Who: replaced by a keyed hash on reading",
            True,
            without="nobody can be followed from one appointment to the next, so the "
            "extract cannot be loaded",
        ),
        Field(
            "appointment_at",
            "timestamp",
            "When the appointment was",
            True,
            without="no appointment falls in any window, so the extract cannot be "
            "loaded",
            components=(
                Component(
                    "appointment_time",
                    "time",
                    "Time of day of the appointment",
                    "every appointment is at midnight",
                ),
            ),
        ),
        Field(
            "attendance_id",
            "id",
            "The appointment's own number",
            without="two alike appointments of one person at one time count once",
            components=(Component("sent_date", "date"),),
        ),
        attended("every row counts, missed and cancelled appointments too"),
        Field(
            "first_attendance",
            "category",
            "1 first, 2 follow-up, 3 first and 4 follow-up by telephone or video, 5 "
            "clock stop alone",
            allowed=FIRST_ATTENDANCES,
            without="first appointments and follow-ups cannot be told apart",
        ),
        Field(
            "main_specialty",
            "code",
            "The consultant's specialty, three digits",
            without="appointments led by consultants cannot be told from others",
        ),
        Field(
            "treatment_function",
            "code",
            "The specialty that treated, three digits",
            without="appointments cannot be told apart by specialty",
        ),
        Field(
            "procedure_codes",
            "codes",
            "Procedures (OPCS-4)",
            without="appointments with a procedure cannot be told from others",
        ),
        Field(
            "provider_code",
            "code",
            "The hospital or trust",
            without="nothing on the pages changes; no figure needs it yet",
        ),
        Field(
            "practice_code",
            "code",
            "The person's practice at the time",
            without="appointments are placed by the person's registration, or else "
            "not at all",
        ),
        Field(
            "cost_gbp",
            "number",
            "Cost of the appointment in pounds",
            unit="pounds",
            without="costs of appointments are not given",
        ),
    ),
)
