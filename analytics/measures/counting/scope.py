"""Who and what is in scope: the events and people that settled filters leave.

Everything that decides whether a row is counted is here, so that no measure decides it
again. `settle` makes a Scope of the filters.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import ibis
from ibis import _

from analytics.definitions.diagnosis_groups import NOT_RECORDED
from analytics.definitions.event_kinds import EventKind, kinds, kinds_with_rule
from analytics.definitions.event_kinds.part import Part
from analytics.definitions.filters import Filters, Of
from analytics.definitions.filters.people import AGE_COLUMN
from analytics.measures.counting.persons import among
from analytics.measures.counting.spells import registrations_on
from analytics.store.dataset import table


@dataclass(frozen=True)
class Scope:
    """Filters with the as-at day known, places turned into codes and kinds of need into
    people.

    practices: None where no place is chosen, else the practice codes. homes: None where
    no neighbourhood or area is chosen, else the codes of the small areas. persons: None
    where no kind of need is chosen, else the frequent attenders who are of it. members:
    None where no cohort is chosen, else who belongs to one.
    """

    filters: Filters
    practices: tuple[str, ...] | None = None
    homes: tuple[str, ...] | None = None
    persons: tuple[int, ...] | None = None
    members: tuple[int, ...] | None = None

    @property
    def start(self) -> date:
        return self.filters.start

    @property
    def end(self) -> date:
        return self.filters.end

    @property
    def of_everybody(self) -> "Scope":
        """The same rule, window and events, of everybody in the dataset."""
        return Scope(self.filters.of_everybody)

    def by_rules_of(self, some: Collection[EventKind]) -> "Scope":
        """The same scope with the rules of all other kinds of event as usual, for what
        they do not decide: it is then the very same question whatever they are."""
        others = [kind.rule for kind in kinds_with_rule() if kind not in some]
        return replace(self, filters=self.filters.without(*others))


def at_practices(rows: ibis.Table, scope: Scope) -> ibis.Table:
    """The rows at the practices in scope; where rows name no practice, those of the
    people registered there on the as-at day."""
    if scope.practices is None:
        return rows
    if "practice_code" in rows.columns:
        return rows.filter(_.practice_code.isin(scope.practices))
    spells = registrations_on(scope.filters.as_at)
    there = spells.filter(_.practice_code.isin(scope.practices))
    return rows.semi_join(there, "person")


def of_people(rows: ibis.Table, scope: Scope) -> ibis.Table:
    """The rows of people in scope: see people_in. No filter of people, no join."""
    if not narrows_people(scope):
        return rows
    return rows.semi_join(people_in(scope), "person")


def narrows_people(scope: Scope, homes: bool = True) -> bool:
    """Whether the filters leave people out by what they are (not by their practice).

    homes: whether where they live counts.
    """
    return bool(scope.filters.of(Of.PEOPLE, Of.USE)) or (
        homes and scope.homes is not None
    )


def people_in(scope: Scope) -> ibis.Table:
    """The people whom the filters of people, homes and use leave, at whatever practice.

    Columns as stored, and `age`: year of the as-at day less year of birth.
    """
    filters, people = scope.filters, table("people")
    age = filters.as_at.year - people.birth_year.cast("int32")
    people = people.mutate(**{AGE_COLUMN: age})
    for one, chosen in filters.of(Of.PEOPLE):
        people = people.filter(one.kept(people, chosen))
    if scope.homes is not None:
        people = people.filter(people.lsoa_code.isin(scope.homes))
    for one, _chosen in filters.of(Of.USE):
        people = people.semi_join(BY_USE[one.name](scope), "person")
    return people


def _of_kind(scope: Scope) -> ibis.Table:
    """The frequent attenders of the kinds of need chosen (`settle` has found them)."""
    return among(scope.persons or ())


def _of_cohorts(scope: Scope) -> ibis.Table:
    """Who belongs to one of the cohorts chosen (`settle` has found them)."""
    return among(scope.members or ())


def _seen_for(scope: Scope) -> ibis.Table:
    """Who has an event in scope, in the window, in one of the diagnosis groups."""
    filters = scope.filters.cleared(Of.PEOPLE, Of.USE)
    anyone = replace(scope, filters=filters, homes=None, persons=None)
    contacts = [
        events(kind, anyone).select("person", group=kind.reason.group)
        for kind in kinds()
        if kind.reason
    ]
    group = _.group.fill_null(NOT_RECORDED)
    return ibis.union(*contacts).filter(group.isin(scope.filters.diagnosis_groups))


# A filter of use looks at events, so what it keeps is said here, not where it is
# declared. Its name → the people it keeps.
BY_USE = {
    "segments": _of_kind,
    "diagnosis_groups": _seen_for,
    "cohorts": _of_cohorts,
}


def of_kind_of_event(rows: ibis.Table, kind: EventKind, filters: Filters) -> ibis.Table:
    """The rows that the filters of the kind's events keep, such as department types."""
    for one in kind.filters:
        chosen = getattr(filters, one.name)
        if chosen:
            rows = rows.filter(one.kept(rows, chosen))
    return rows


def usually_counted(rows: ibis.Table, kind: EventKind) -> ibis.Table:
    """The rows of a kind's events or months that count when nobody chose otherwise."""
    return of_kind_of_event(rows, kind, Filters())


def in_window(rows: ibis.Table, when: str, scope: Scope) -> ibis.Table:
    """The rows whose time (or first day of the month) is in the window."""
    literal = ibis.date if when == "month" else ibis.timestamp
    start, end = literal(str(scope.start)), literal(str(scope.end))
    return rows.filter(_[when] >= start, _[when] < end)


def events(kind: EventKind, scope: Scope, window: bool = True) -> ibis.Table:
    """The events of a kind in scope, one row each, in the window or (window=False) at
    any time."""
    rows = table(kind.table.name)
    if kind.counted and not kind.counted.by_filter:
        rows = rows.filter(_.counted)
    if window:
        rows = in_window(rows, kind.time, scope)
    rows = of_kind_of_event(rows, kind, scope.filters)
    return of_people(at_practices(rows, scope), scope)


def part_of(kind: EventKind, part: Part, scope: Scope) -> ibis.Table:
    """The rows in scope and in the window that a part of a kind's events is a part of:
    person, counts (whether a row is of the part)."""
    rows = events(kind, scope)
    if part.every_row:
        rows = in_window(table(kind.table.name), kind.time, scope)
        rows = of_kind_of_event(rows, kind, scope.filters)
        rows = of_people(at_practices(rows, scope), scope)
    rows = rows.filter(part.base(rows))
    return rows.select("person", counts=part.counts(rows).fill_null(False))


def months(kind: EventKind, scope: Scope, window: bool = True) -> ibis.Table:
    """The events of a kind in scope by person and month.

    Columns: person, month (its first day), practice_code, those of the kind's filters,
    `kind.months_count`, and its amounts (cost_gbp with costed, minutes with timed).
    """
    rows = table(kind.months)
    if window:
        rows = in_window(rows, "month", scope)
    rows = of_kind_of_event(rows, kind, scope.filters)
    return of_people(at_practices(rows, scope), scope)
