"""GP visits: appointments that were attended."""

from analytics.definitions.event_kinds.event_kind import (
    Counted,
    EventKind,
    Needed,
    Reason,
    Repeats,
    SecondTime,
)
from analytics.definitions.event_kinds.gp_visits_table import TABLE
from analytics.definitions.event_kinds.part import Part
from analytics.definitions.event_kinds.preset import Preset
from analytics.definitions.filter import Filter, Meeting, Of, Several
from analytics.definitions.words import listed, plain

ROLES = Filter(
    "roles",
    "GP visit with",
    Of.EVENTS,
    Meeting.SET_ASIDE,
    Several(called=plain),
    column="role",
    aside="whom GP visits were with",
    in_words=lambda chosen: (
        "GP visits with " + listed(role.replace("_", " ") for role in chosen)
    ),
)

LONG_WAIT = 14  # days, as the general practice access statistics have it
PARTS = (
    Part(
        "waited",
        "Long waits",
        f"GP visits booked more than {LONG_WAIT} days before",
        "GP visits with a day of booking",
        ("booked_at",),
        base=lambda rows: rows.booked_at.notnull(),
        counts=lambda rows: (
            rows.appointment_at.delta(rows.booked_at, unit="day") > LONG_WAIT
        ),
    ),
    Part(
        "missed",
        "Missed",
        "GP appointments missed",
        "GP appointments attended or missed",
        ("status",),
        base=lambda rows: rows.status.isin(("attended", "did_not_attend")),
        counts=lambda rows: rows.status == "did_not_attend",
        every_row=True,
    ),
)

GP = EventKind(
    slug="gp",
    service="GP",
    at="at the GP",
    one="visit",
    many="visits",
    record="appointment",
    records="appointments",
    table=TABLE,
    time="appointment_at",
    second=SecondTime("booked_at"),
    number="appointment_id",
    reason=Reason(
        "reason_code", "reason_term", "code_system", "reason_group", "reason"
    ),
    counted=Counted(
        "status",
        ("attended",),
        empty=False,
        by_filter=False,
        nothing="No row of {title} has a status that means attended.",
        remedy="Check the status column; say what its words mean in a mapping; or "
        "leave the column out, then every row counts.",
    ),
    repeats=Repeats(
        with_number=("practice_code", "number"),
        without=(
            "practice_code",
            "status",
            "role",
            "mode",
            "r",
            "duration_minutes",
            "second",
        ),
        keep="CASE WHEN status::VARCHAR = 'attended' THEN 0 ELSE 1 END, "
        "role::VARCHAR, mode::VARCHAR, duration_minutes DESC, second, r",
    ),
    filters=(ROLES,),
    more_than=25,
    presets=(
        Preset("gp10", "More than 10 GP", "Central Basildon deep dive, 2022", True, 10),
        Preset(
            "gp25",
            "More than 25 GP",
            "Central Basildon PCN; this dashboard's default",
            True,
            25,
        ),
    ),
    needed=(
        Needed(
            "status",
            "Status",
            3,
            "a row counts as a visit only where its status says attended, so visits "
            "may be missing",
        ),
        Needed(
            "practice_code",
            "Practice",
            3,
            "rows without a practice count in the whole, but in no practice, PCN or "
            "place",
        ),
        Needed("role", "Role", 2),
        Needed(
            "reason",
            "Reason",
            1,
            "reasons for GP visits are those of the rows that have one; many systems "
            "code few",
            seldom=True,
        ),
        Needed("mode", "Mode", 0),
        Needed("duration_minutes", "Length", 0),
        Needed("booked_at", "Booked on", 0),
    ),
    bands=(1, 3, 6, 11, 16, 26, 51),
    least=6,
    own_list=True,
    empty_days=6,
    unit_cost="uchsc_gp_10min",
    parts=PARTS,
)
