"""When rows are one event: by its own number, or by a time of day.

The same SQL is asked of the sorted events and of the rows as they stand in the files,
so that both say the same. Rows that have neither are never one.
"""

from analytics.definitions.event_kinds import EventKind
from analytics.extract.reading.source import Source
from analytics.store.load.canonical import event_times_sql
from analytics.store.load.canonical.staging import coded_fields

# A day without a time of day is kept as its midnight.
HAS_TIME = "moment <> date_trunc('day', moment)"


def has_number(source: Source, kind: EventKind) -> bool:
    """Whether rows may have a number of their own."""
    return bool(kind.number) and source.has(kind.number)


def number_key(kind: EventKind) -> str:
    """SQL of a row's own number with what it is told apart by, such as the practice."""
    others = [name for name in kind.repeats.with_number if name != "number"]
    return f"hash({', '.join(['number', *others])})"


def event(kind: EventKind, own: str) -> str:
    """SQL of which event a row is: rows with the same are one; null where nothing says
    so.

    own: SQL of whether its number is an event's own (`own_numbers`).
    """
    alike = ", ".join(("person", "moment", "number", *kind.repeats.without))
    return (
        f"CASE WHEN {own} THEN hash('number', person, {number_key(kind)}) "
        f"WHEN {HAS_TIME} THEN hash('time', {alike}) END"
    )


def body(source: Source, kind: EventKind) -> str:
    """SQL of everything that a row says but its person, number and reason."""
    parsed = event_times_sql.parsed(source, kind)
    return f"hash({', '.join(('moment', 'second', *coded_fields(kind), *parsed))})"
