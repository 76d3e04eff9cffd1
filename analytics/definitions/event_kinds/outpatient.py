"""Outpatient appointments: those that people came to count."""

from analytics.definitions.event_kinds.event_kind import (
    Counted,
    EventKind,
    Needed,
    Repeats,
)
from analytics.definitions.event_kinds.price import Price
from analytics.definitions.event_kinds.tables.attended import CAME
from analytics.definitions.event_kinds.tables.outpatient_appointments import TABLE

PRICES = (
    Price(
        "ncc_outpatient_procedure",
        ("procedure_codes",),
        lambda rows: (rows.procedure_codes.length() > 0).fill_null(False),
    ),
    Price("hfma_outpatient", (), lambda rows: rows.appointment_at.notnull()),
)

OUTPATIENT = EventKind(
    slug="outpatient",
    service="Outpatient",
    at="in outpatients",
    one="appointment",
    many="appointments",
    record="appointment",
    records="appointments",
    table=TABLE,
    time="appointment_at",
    number="attendance_id",
    counted=Counted(
        "attended",
        CAME,
        empty=False,
        by_filter=False,
        nothing="No row of {title} says that somebody came (codes 5 and 6).",
        remedy="Check the column of attendance; say what its words mean in a mapping; "
        "or leave the column out, then every row counts.",
    ),
    repeats=Repeats(
        with_number=("provider_code", "number"),
        without=("provider_code", "treatment_function"),
        keep="CASE WHEN attended::VARCHAR IN ('5', '6') THEN 0 ELSE 1 END, "
        "attended::VARCHAR",
    ),
    booked_ahead=True,
    needed=(
        Needed(
            "attended",
            "Attendance",
            3,
            "a row counts only where it says that somebody came, so appointments may "
            "be missing",
        ),
        Needed("first_attendance", "First or follow-up", 2),
        Needed("treatment_function", "Specialty", 1),
        Needed("main_specialty", "Consultant's specialty", 1),
        Needed("practice_code", "Practice", 1),
        Needed("cost_gbp", "Cost", 1),
    ),
    prices=PRICES,
    in_hospital=True,
)
