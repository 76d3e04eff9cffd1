"""The canonical table of calls to 999 and 111, field by field."""

from analytics.definitions.canonical import Component, Field, Table

SERVICES = ("999", "111")
CATEGORIES = ("1", "2", "3", "4", "5")  # NHS England, Ambulance Response Programme

TABLE = Table(
    "urgent_calls",
    "Calls to 999 and 111",
    "one call",
    (
        Field(
            "patient_id",
            "id",
            "Who: replaced by a keyed hash on reading",
            True,
            without="nobody can be followed from one call to the next, so the extract "
            "cannot be loaded",
        ),
        Field(
            "called_at",
            "timestamp",
            "When the call was answered",
            True,
            without="no call falls in any window, so the extract cannot be loaded",
            components=(
                Component(
                    "called_time",
                    "time",
                    "Time of day of the call",
                    "every call is at midnight",
                ),
            ),
        ),
        Field(
            "call_id",
            "id",
            "The call's own number",
            without="two alike calls of one person at one time count once",
            components=(Component("sent_date", "date"),),
        ),
        Field(
            "service",
            "category",
            "999 or 111",
            allowed=SERVICES,
            without="calls to 999 and to 111 cannot be told apart",
        ),
        Field(
            "category",
            "category",
            "Of an ambulance: 1 life-threatening, 2 emergency, 3 urgent, 4 less "
            "urgent, 5 advice alone",
            allowed=CATEGORIES,
            without="calls cannot be told apart by how urgent they were",
        ),
        Field(
            "disposition",
            "category",
            "What was decided in the end, as a code or in words",
            without="what came of calls is not known",
        ),
        Field(
            "conveyed",
            "category",
            "Whether an ambulance took the person somewhere: yes or no",
            allowed=("yes", "no"),
            without="people taken by ambulance are not known",
        ),
        Field(
            "practice_code",
            "code",
            "The person's practice at the time",
            without="calls are placed by the person's registration, or else not at all",
        ),
    ),
)
