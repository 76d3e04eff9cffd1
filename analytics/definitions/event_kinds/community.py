"""Contacts with community services: those that took place count."""

from analytics.definitions.event_kinds.event_kind import (
    Counted,
    EventKind,
    Needed,
    Repeats,
)
from analytics.definitions.event_kinds.tables.attended import CAME
from analytics.definitions.event_kinds.tables.community_contacts import TABLE

COMMUNITY = EventKind(
    slug="community",
    service="Community",
    at="with community services",
    one="contact",
    many="contacts",
    record="contact",
    records="contacts",
    table=TABLE,
    time="contact_at",
    number="contact_id",
    counted=Counted(
        "attended",
        CAME,
        empty=False,
        by_filter=False,
        nothing="No row of {title} says that the contact took place (codes 5 and 6).",
        remedy="Check the column of attendance; say what its words mean in a mapping; "
        "or leave the column out, then every row counts.",
    ),
    repeats=Repeats(
        with_number=("number",),
        without=("team",),
        keep="CASE WHEN attended::VARCHAR IN ('5', '6') THEN 0 ELSE 1 END, "
        "attended::VARCHAR, mode::VARCHAR",
    ),
    booked_ahead=True,
    needed=(
        Needed(
            "attended",
            "Attendance",
            3,
            "a row counts only where it says that the contact took place, so contacts "
            "may be missing",
        ),
        Needed("team", "Team", 1),
        Needed("practice_code", "Practice", 1),
        Needed("mode", "Mode", 0),
    ),
    unit_cost="ncc_community",
)
