"""The canonical table of GP appointments, field by field."""

from analytics.definitions.canonical import CODE_SYSTEMS, Component, Field, Table

STATUSES = ("attended", "did_not_attend", "cancelled", "booked", "unknown")
# How the headers of yes-or-no columns ask what became of an appointment.
MISSED = (
    "dna",
    "dnad",
    "did not attend",
    "didnt attend",
    "did not arrive",
    "did not show",
    "no show",
    "noshow",
    "not attended",
    "non attendance",
    "nonattendance",
    "non attended",
    "unattended",
    "not seen",
    "missed",
    "failed to attend",
    "fta",
    "was not brought",
)
CAME = (
    "attended",
    "attend",
    "attendance",
    "came",
    "seen",
    "arrived",
    "present",
    "showed",
    "showed up",
    "turned up",
)
MODES = ("face_to_face", "telephone", "video", "online", "home_visit")

TABLE = Table(
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
            components=(
                Component(
                    "appointment_time",
                    "time",
                    "Time of day of the appointment",
                    "every visit is at midnight",
                ),
            ),
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
            components=(
                Component(
                    "dna_flag",
                    "flag",
                    "Whether the person did not attend",
                    "missed appointments count as attended",
                    value="did_not_attend",
                    otherwise="attended",
                    asked=MISSED,
                ),
                Component(
                    "attended_flag",
                    "flag",
                    "Whether the person came",
                    "missed appointments count as attended",
                    value="attended",
                    otherwise="did_not_attend",
                    over=("booked", "unknown", "attended"),
                    asked=CAME,
                ),
                Component(
                    "cancelled_flag",
                    "flag",
                    "Whether it was cancelled",
                    "cancelled appointments count as attended",
                    value="cancelled",
                    asked=("cancelled", "canceled"),
                ),
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
            unit="minutes",
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
            components=(Component("sent_date", "date"),),
        ),
    ),
)
