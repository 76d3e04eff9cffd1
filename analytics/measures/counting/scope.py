"""Who and what is in scope: the events and people that settled filters leave.

Everything that decides whether a row is counted is here, so that no measure decides it
again. `measures.settle` makes a Scope of the filters.
"""

from dataclasses import dataclass
from datetime import date

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.diagnosis_groups import NOT_RECORDED
from analytics.definitions.filters import UNPLANNED, Filters
from analytics.store.dataset import Dataset, table


@dataclass(frozen=True)
class Scope:
    """Filters with the as-at day known, places turned into codes and kinds into people.

    practices: None where no place is chosen, else the practice codes. homes: None where
    no neighbourhood or area is chosen, else the codes of the small areas. kind: None
    where no kind of frequent attender is chosen, else the persons who are of it.
    """

    filters: Filters
    practices: tuple[str, ...] | None
    homes: tuple[str, ...] | None = None
    kind: tuple[int, ...] | None = None

    @property
    def start(self) -> date:
        return self.filters.start

    @property
    def end(self) -> date:
        return self.filters.end


def known_places(dataset: Dataset) -> pd.DataFrame:
    """Practices with data or a name: practice_code, name, pcn, place, icb (text, "" if
    unknown)."""
    seen = ibis.union(
        *[
            table(name).select("practice_code")
            for name in ("gp_months", "ae_months", "registrations")
        ],
        distinct=True,
    )
    practices = table("practices")
    both = seen.filter(_.practice_code.notnull()).outer_join(practices, "practice_code")
    frame = engine.run(
        dataset,
        both.select(
            practice_code=ibis.coalesce(_.practice_code, _.practice_code_right),
            name=_.name,
            pcn=_.pcn,
            place=_.place,
            icb=_.icb,
        )
        .distinct()
        .order_by("practice_code"),
    )
    frame["name"] = frame["name"].fillna(frame["practice_code"])
    return frame.fillna("")


def known_areas(dataset: Dataset) -> pd.DataFrame:
    """Small areas with a name or with people: lsoa_code, lsoa_name, neighbourhood (""
    if unknown)."""
    lived_in = (
        table("people").filter(_.lsoa_code.notnull()).select("lsoa_code").distinct()
    )
    both = lived_in.outer_join(table("areas"), "lsoa_code")
    frame = engine.run(
        dataset,
        both.select(
            lsoa_code=ibis.coalesce(_.lsoa_code, _.lsoa_code_right),
            lsoa_name=_.lsoa_name,
            neighbourhood=_.neighbourhood,
        ).order_by("lsoa_code"),
    )
    frame["lsoa_name"] = frame["lsoa_name"].fillna(frame["lsoa_code"])
    return frame.fillna("")


def at_practices(events: ibis.Table, scope: Scope) -> ibis.Table:
    """The rows at the practices in scope."""
    if scope.practices is None:
        return events
    return events.filter(_.practice_code.isin(scope.practices))


def of_people(events: ibis.Table, scope: Scope) -> ibis.Table:
    """The rows of people in scope: see people_in. No filter of people, no join."""
    return (
        events.semi_join(people_in(scope), "person")
        if narrows_people(scope)
        else events
    )


def narrows_people(scope: Scope, homes: bool = True) -> bool:
    """Whether the filters leave people out by what they are (not by their practice).

    homes: whether where they live counts.
    """
    filters = scope.filters
    return bool(
        filters.age_from is not None
        or filters.age_to is not None
        or filters.sex
        or filters.diagnosis_groups
        or scope.kind is not None
        or (homes and scope.homes is not None)
    )


def people_in(scope: Scope) -> ibis.Table:
    """People of the ages (year of the as-at day less year of birth), sexes, small
    areas, reasons and kinds in scope, at whatever practice."""
    filters, people = scope.filters, table("people")
    age = filters.as_at.year - people.birth_year.cast("int32")
    if filters.age_from is not None:
        people = people.filter(age >= filters.age_from)
    if filters.age_to is not None:
        people = people.filter(age <= filters.age_to)
    if filters.sex:
        people = people.filter(people.sex.isin(filters.sex))
    if scope.homes is not None:
        people = people.filter(people.lsoa_code.isin(scope.homes))
    if scope.kind is not None:
        people = people.semi_join(_persons(scope.kind), "person")
    if filters.diagnosis_groups:
        people = people.semi_join(_seen_for(scope), "person")
    return people


def _persons(numbers: tuple[int, ...]) -> ibis.Table:
    """The persons as a table: a list of thousands within a query would take seconds to
    read."""
    return ibis.memtable(pd.DataFrame({"person": pd.Series(numbers, dtype="int32")}))


def _seen_for(scope: Scope) -> ibis.Table:
    """Who has an attendance or visit in scope, in the window, in one of the diagnosis
    groups."""
    filters = scope.filters
    anyone = Scope(
        filters.with_(
            diagnosis_groups=(), segments=(), age_from=None, age_to=None, sex=()
        ),
        scope.practices,
    )
    contacts = ibis.union(
        ae_attendances(anyone).select("person", group="diagnosis_group"),
        gp_visits(anyone).select("person", group="reason_group"),
    )
    return contacts.filter(
        _.group.fill_null(NOT_RECORDED).isin(filters.diagnosis_groups)
    )


def counted_kinds(events: ibis.Table, scope: Scope) -> ibis.Table:
    """A&E rows of the department types and categories in scope.

    A row without a category counts with the unplanned ones: not every extract has the
    field.
    """
    filters = scope.filters
    category = events.attendance_category
    wanted = category.isin(filters.attendance_categories)
    if filters.attendance_categories == UNPLANNED:
        wanted = wanted | category.isnull()
    events = events.filter(wanted)
    if filters.department_types:
        events = events.filter(events.department_type.isin(filters.department_types))
    return events


def in_window(rows: ibis.Table, when: str, scope: Scope) -> ibis.Table:
    """The rows whose time (or first day of the month) is in the window."""
    literal = ibis.date if when == "month" else ibis.timestamp
    return rows.filter(
        _[when] >= literal(str(scope.start)), _[when] < literal(str(scope.end))
    )


def gp_visits(scope: Scope, window: bool = True) -> ibis.Table:
    """The GP visits in scope, one row each, in the window or (window=False) at any
    time."""
    events = table("gp_appointments").filter(_.counted)
    if window:
        events = in_window(events, "appointment_at", scope)
    if scope.filters.roles:
        events = events.filter(_.role.isin(scope.filters.roles))
    return of_people(at_practices(events, scope), scope)


def ae_attendances(scope: Scope, window: bool = True) -> ibis.Table:
    """The A&E attendances in scope, one row each, in the window or (window=False) at
    any time."""
    events = counted_kinds(table("ae_attendances"), scope)
    if window:
        events = in_window(events, "arrived_at", scope)
    return of_people(at_practices(events, scope), scope)


def gp_months(scope: Scope, window: bool = True) -> ibis.Table:
    """The GP visits in scope by person and month: person, month, practice_code, role,
    visits."""
    months = table("gp_months")
    if window:
        months = in_window(months, "month", scope)
    if scope.filters.roles:
        months = months.filter(_.role.isin(scope.filters.roles))
    return of_people(at_practices(months, scope), scope)


def ae_months(scope: Scope, window: bool = True) -> ibis.Table:
    """The A&E attendances in scope by person and month, with cost and minutes."""
    months = counted_kinds(table("ae_months"), scope)
    if window:
        months = in_window(months, "month", scope)
    return of_people(at_practices(months, scope), scope)
