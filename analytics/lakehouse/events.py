"""Events of a lakehouse as a stored table: with their person, sorted by quarter, person
and time."""

from collections.abc import Container
from typing import Any

import ibis

from analytics.definitions.canonical import Field
from analytics.definitions.event_kinds import EventKind
from analytics.lakehouse.columns.clocks import true_minutes
from analytics.store.layout import STORED
from analytics.store.load.canonical.event_times_sql import SENSE, longest_stay
from analytics.store.load.made_of.counted import counts
from analytics.store.load.made_of.practices import PRACTICE, practices_of_the_day

QUARTERS = 4


def of_people(rows: ibis.Table, ids: ibis.Table) -> ibis.Table:
    """The rows kept, each with its person in the place of its id."""
    kept = rows.filter(rows.fault.isnull()).drop("patient_id", "fault")
    of = ids.select(whose=ids.raw, person=ids.person)
    found = kept.join(of, kept.raw == of.whose)
    return found.drop("raw", "whose")


def with_practice(
    kind: EventKind, rows: ibis.Table, registrations: ibis.Table
) -> ibis.Table:
    """The rows with the practice of the person's registration where they say none."""
    time = rows[kind.time]
    lacking = rows.filter(rows[PRACTICE].isnull())
    lacking = lacking.select(
        person=lacking.person, day=lacking[kind.time].date()
    ).distinct()
    given = practices_of_the_day(lacking, registrations)
    given = given.select(g_person=given.person, g_day=given.day, given=given.practice)
    found = rows.left_join(
        given, [rows.person == given.g_person, time.date() == given.g_day]
    )
    return found.mutate(**{PRACTICE: ibis.coalesce(found[PRACTICE], found.given)}).drop(
        "g_person", "g_day", "given"
    )


def stored(kind: EventKind, rows: ibis.Table, had: Container[str]) -> ibis.Table:
    """The stored columns of events, in the order in which they are kept. had: the
    fields that the table has."""
    made: dict[str, Any] = {}
    for field in kind.table.fields:
        if field.unit or field.kind in ("integer", "number"):
            made[field.name] = sensible(field, rows[field.name])
        elif field.kind in ("list", "codes"):
            made[field.name] = rows[field.name].unique()
    if kind.ends and kind.second:
        minutes = true_minutes(rows[kind.time], rows[kind.second.field])
        known = minutes.between(0, longest_stay(kind))
        made["minutes"] = ibis.ifelse(known, minutes, ibis.null("float64"))
    if kind.counted and not kind.counted.by_filter:
        made["counted"] = counts(kind, rows, had)
    if kind.episodes:
        made[kind.episodes.count] = ibis.literal(1)
    every = {
        name: (made[name] if name in made else rows[name]).cast(type_)
        for name, type_ in STORED[kind.table.name].items()
    }
    moment = rows[kind.time]
    return (
        rows.select(**every, quarter=moment.year() * QUARTERS + moment.quarter())
        .order_by("quarter", "person", kind.time)
        .drop("quarter")
    )


def sensible(field: Field, column: Any) -> Any:
    """A number, null where it is beyond sense; ages are whole."""
    low, high = SENSE[field.unit]
    value = column.floor() if field.unit == "years" else column
    return ibis.ifelse(value.between(low, high), value, ibis.null("float64"))


def as_kept(kind: EventKind, written: ibis.Table, had: Container[str]) -> ibis.Table:
    """Stored events as step 2 asks of them: with `moment` and `counts`."""
    return written.mutate(moment=written[kind.time], counts=counts(kind, written, had))
