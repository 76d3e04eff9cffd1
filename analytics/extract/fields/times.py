"""Which columns say when a row of a table was, hold dates, or stand for a field."""

from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import kind_of_table

DATED = ("timestamp", "date")


def time_of(table: str) -> tuple[str, ...]:
    """The field that says when, and its day where that stands by itself; none where
    rows of a table have no time that they need."""
    if kind := kind_of_table(table):
        return kind.time, kind.table.field(kind.time).day
    needed = [one for one in TABLES[table].fields if one.required]
    return tuple(one.name for one in needed if one.kind == "date")[:1]


def is_date(table: str, name: str) -> bool:
    """Whether a field or component of a table holds a date."""
    known = TABLES[table]
    if known.has(name):
        return known.field(name).kind in DATED
    component = known.component(name)
    return component is not None and component.kind == "date"


def said_by(table: str, name: str) -> tuple[str, ...]:
    """The columns of which any says a field that no column is itself.

    Its day, what it is made of, and the fields that say the same with what they are
    made of. A time of day says nothing alone, but of the end of an event: that is of
    the day it began, or the next.
    """
    known, kind = TABLES[table], kind_of_table(table)
    field = known.field(name)
    second = kind.second if kind else None
    ends = second is not None and second.ends and second.field == name
    parts = () if field.kind == "id" else field.every_component
    own = [one.name for one in parts if one.kind != "time" or ends]
    for other in field.instead:
        own += [other, *(one.name for one in known.field(other).every_component)]
    return tuple(own)
