"""Who and what is in scope: filters settled against a dataset, and the events they leave.

Everything that decides whether a row is counted is here, so that no measure decides it again.
"""

from dataclasses import dataclass
from datetime import date

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import PLACE_LEVELS, UNPLANNED, Filters
from analytics.definitions.words import day_in_words, listed
from analytics.errors import InputError, Problem
from analytics.store.dataset import Dataset, table


@dataclass(frozen=True)
class Scope:
    """Filters with the as-at day known and places turned into practice codes.

    practices: None where no place is chosen, else the practice codes.
    """

    filters: Filters
    practices: tuple[str, ...] | None

    @property
    def start(self) -> date:
        return self.filters.start

    @property
    def end(self) -> date:
        return self.filters.end


def settle(dataset: Dataset, filters: Filters) -> Scope:
    """Filters made whole against a dataset.

    Raises InputError with every fault: an as-at day outside the data, a place that is not there.
    """
    faults = []
    as_at = filters.as_at or dataset.default_as_at
    spans = [dataset.manifest.span(n) for n in ("gp_appointments", "ae_attendances")]
    spans = [s for s in spans if s.rows]
    first, last = min(s.first for s in spans), max(s.last for s in spans)
    if as_at < first or filters.with_(as_at=as_at).start > last:
        faults.append(Problem(
            rule="as_at_outside", found=f"The window to {day_in_words(as_at)} holds no data: the extracts run from "
                  f"{day_in_words(first)} to {day_in_words(last)}.",
            remedy=f"Choose a day up to {day_in_words(dataset.default_as_at)}.",
        ))
    practices = None
    if any(getattr(filters, level) for level in PLACE_LEVELS):
        practices = _practices(dataset, filters, faults)
    if faults:
        raise InputError(faults)
    return Scope(filters.with_(as_at=as_at), practices)


def known_places(dataset: Dataset) -> pd.DataFrame:
    """Practices with data or a name: practice_code, name, pcn, place, icb (text, "" if unknown)."""
    seen = ibis.union(*[
        table(name).select("practice_code") for name in ("gp_months", "ae_months", "registrations")
    ], distinct=True)
    practices = table("practices")
    both = seen.filter(_.practice_code.notnull()).outer_join(practices, "practice_code")
    frame = engine.run(dataset, both.select(
        practice_code=ibis.coalesce(_.practice_code, _.practice_code_right),
        name=_.name, pcn=_.pcn, place=_.place, icb=_.icb,
    ).distinct().order_by("practice_code"))
    frame["name"] = frame["name"].fillna(frame["practice_code"])
    return frame.fillna("")


def _practices(dataset: Dataset, filters: Filters, faults: list) -> tuple[str, ...]:
    known = known_places(dataset)
    inside = pd.Series(True, index=known.index)
    for level in PLACE_LEVELS:
        wanted = getattr(filters, level)
        if not wanted:
            continue
        columns = ["practice_code", "name"] if level == "practice" else [level]
        names = {str(v).casefold() for c in columns for v in known[c] if v}
        strange = [w for w in wanted if w.casefold() not in names]
        if strange:
            there = sorted({v for v in known[columns[-1]] if v})
            faults.append(Problem(
                rule="place_unknown", found=f"There is no {level} called {listed(repr(s) for s in strange)}.",
                remedy=(f"There are: {', '.join(there[:20])}{' …' if len(there) > 20 else ''}."
                        if there else f"The dataset names no {level}; load a practices file."),
            ))
        folded = {w.casefold() for w in wanted}
        matches = [known[column].str.casefold().isin(folded) for column in columns]
        inside &= pd.concat(matches, axis=1).any(axis=1)
    found = tuple(known.loc[inside, "practice_code"])
    if not found and not faults:
        faults.append(Problem(
            rule="places_apart", found="No practice is in all of the places chosen.",
            remedy="Choose a practice within the PCN or place chosen, or clear one of them.",
        ))
    return found


def at_practices(events: ibis.Table, scope: Scope) -> ibis.Table:
    """The rows at the practices in scope."""
    if scope.practices is None:
        return events
    return events.filter(_.practice_code.isin(scope.practices))


def of_people(events: ibis.Table, scope: Scope) -> ibis.Table:
    """The rows of people whose age (year of the as-at day less year of birth) and sex are in scope."""
    filters = scope.filters
    if filters.age_from is None and filters.age_to is None and not filters.sex:
        return events
    return events.semi_join(people_in(scope), "person")


def people_in(scope: Scope) -> ibis.Table:
    """People of the ages and sexes in scope, wherever they live."""
    filters, people = scope.filters, table("people")
    age = filters.as_at.year - people.birth_year.cast("int32")
    if filters.age_from is not None:
        people = people.filter(age >= filters.age_from)
    if filters.age_to is not None:
        people = people.filter(age <= filters.age_to)
    if filters.sex:
        people = people.filter(people.sex.isin(filters.sex))
    return people


def counted_kinds(events: ibis.Table, scope: Scope) -> ibis.Table:
    """A&E rows of the department types and categories in scope.

    A row without a category counts with the unplanned ones: not every extract has the field.
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
    return rows.filter(_[when] >= literal(str(scope.start)), _[when] < literal(str(scope.end)))


def gp_visits(scope: Scope, window: bool = True) -> ibis.Table:
    """The GP visits in scope, one row each, in the window or (window=False) at any time."""
    events = table("gp_appointments").filter(_.counted)
    if window:
        events = in_window(events, "appointment_at", scope)
    if scope.filters.roles:
        events = events.filter(_.role.isin(scope.filters.roles))
    return of_people(at_practices(events, scope), scope)


def ae_attendances(scope: Scope, window: bool = True) -> ibis.Table:
    """The A&E attendances in scope, one row each, in the window or (window=False) at any time."""
    events = counted_kinds(table("ae_attendances"), scope)
    if window:
        events = in_window(events, "arrived_at", scope)
    return of_people(at_practices(events, scope), scope)


def gp_months(scope: Scope, window: bool = True) -> ibis.Table:
    """The GP visits in scope by person and month: person, month, practice_code, role, visits."""
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
