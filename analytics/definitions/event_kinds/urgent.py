"""Calls to 999 and 111: every call counts."""

from analytics.definitions.event_kinds.event_kind import EventKind, Needed, Repeats
from analytics.definitions.event_kinds.price import Price
from analytics.definitions.event_kinds.tables.urgent_calls import TABLE

PRICES = (
    Price(
        "ncc_ambulance_convey",
        ("conveyed",),
        lambda rows: rows.conveyed == "yes",
    ),
    Price(
        "ncc_ambulance_not_conveyed",
        ("service", "conveyed"),
        lambda rows: (rows.service == "999") & (rows.conveyed == "no"),
    ),
    Price("", ("service",), lambda rows: rows.service == "111"),
)

URGENT = EventKind(
    slug="urgent",
    service="999 and 111",
    at="on the telephone to 999 and 111",
    one="call",
    many="calls",
    record="call",
    records="calls",
    table=TABLE,
    time="called_at",
    number="call_id",
    repeats=Repeats(
        with_number=("service", "number"),
        without=("service",),
        keep="conveyed::VARCHAR DESC NULLS LAST, category::VARCHAR, "
        "disposition::VARCHAR",
    ),
    needed=(
        Needed("service", "999 or 111", 2),
        Needed("conveyed", "Conveyed", 2),
        Needed("disposition", "Disposition", 1),
        Needed("practice_code", "Practice", 1),
    ),
    round_the_clock=True,
    empty_days=3,
    prices=PRICES,
)
