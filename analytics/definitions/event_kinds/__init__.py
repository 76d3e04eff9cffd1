"""The kinds of event there are, in the order shown: A&E attendances and GP visits, by
which people are frequent attenders, and four that say what else they use.

`kinds()` is asked each time, never kept: a further kind is there at once everywhere.
To add one for good, write a file beside `ae.py` and name it in `KINDS`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from analytics.definitions.event_kinds.ae import AE
from analytics.definitions.event_kinds.community import COMMUNITY
from analytics.definitions.event_kinds.episodes import Episodes
from analytics.definitions.event_kinds.event_kind import (
    Counted,
    EventKind,
    Needed,
    Reason,
    Repeats,
    SecondTime,
)
from analytics.definitions.event_kinds.gp import GP
from analytics.definitions.event_kinds.inpatient import INPATIENT
from analytics.definitions.event_kinds.outpatient import OUTPATIENT
from analytics.definitions.event_kinds.preset import USUAL_MONTHS, Preset
from analytics.definitions.event_kinds.urgent import URGENT

__all__ = [
    "AE",
    "COMMUNITY",
    "GP",
    "INPATIENT",
    "OUTPATIENT",
    "URGENT",
    "USUAL_MONTHS",
    "Counted",
    "Episodes",
    "EventKind",
    "Needed",
    "Preset",
    "Reason",
    "Repeats",
    "SecondTime",
    "also",
    "kind",
    "kind_of_table",
    "kinds",
    "kinds_with_rule",
]
KINDS = [AE, GP, INPATIENT, OUTPATIENT, COMMUNITY, URGENT]


def kinds() -> tuple[EventKind, ...]:
    """Every kind of event, in the order shown."""
    return tuple(KINDS)


def kinds_with_rule() -> tuple[EventKind, ...]:
    """The kinds by which people are frequent attenders, in the order shown."""
    return tuple(one for one in KINDS if one.has_rule)


def kind(slug: str) -> EventKind:
    """The kind of that slug. Raises KeyError where there is none."""
    for one in KINDS:
        if one.slug == slug:
            return one
    raise KeyError(f"There is no kind of event called {slug!r}.")


def kind_of_table(table: str) -> EventKind | None:
    """The kind whose events a canonical table holds; None for a table of no events."""
    return next((one for one in KINDS if one.table.name == table), None)


@contextmanager
def also(one: EventKind) -> Iterator[EventKind]:
    """A further kind of event for as long as the block runs: to try one out."""
    KINDS.append(one)
    try:
        yield one
    finally:
        KINDS.remove(one)
