"""The kinds of event there are: A&E attendances and GP visits, in the order shown.

`kinds()` is asked each time, never kept: a further kind is there at once everywhere.
To add one for good, write a file beside `ae.py` and name it in `KINDS`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from analytics.definitions.event_kinds.ae import AE
from analytics.definitions.event_kinds.event_kind import (
    USUAL_MONTHS,
    Counted,
    EventKind,
    Needed,
    Preset,
    Reason,
    Repeats,
    SecondTime,
)
from analytics.definitions.event_kinds.gp import GP

__all__ = [
    "AE",
    "GP",
    "USUAL_MONTHS",
    "Counted",
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
]
KINDS = [AE, GP]


def kinds() -> tuple[EventKind, ...]:
    """Every kind of event, in the order shown."""
    return tuple(KINDS)


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
