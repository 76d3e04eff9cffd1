"""Filters settled against a dataset: the day known, places found, every fault told at
once."""

from dataclasses import replace

import pandas as pd

from analytics.definitions.filters import Filter, Filters, Of
from analytics.definitions.words import day_in_words, listed
from analytics.errors import InputError, Problem
from analytics.measures.cohorts.members import persons_in
from analytics.measures.counting.kinds_of_need import persons_of
from analytics.measures.counting.known_places import known_areas, known_places
from analytics.measures.counting.offered_values import meant, offered_values
from analytics.measures.counting.scope import Scope
from analytics.store.dataset import Dataset

FIRST = 20  # of the names there are, told where one is not among them


# What is said where the data name none of a place.
LOAD = {
    Of.PRACTICES: "load a practices file.",
    Of.HOMES: "load an areas file, or extracts with lsoa_code.",
}
NO_PRACTICE = Problem(
    rule="places_apart",
    found="No practice is in all of the places chosen.",
    remedy="Choose a practice within the PCN or place chosen, or clear one of them.",
)
NO_AREA = Problem(
    rule="places_apart",
    found="No small area is in all of the places chosen.",
    remedy="Choose a small area within the neighbourhood, or clear one of them.",
)


def settle(dataset: Dataset, filters: Filters) -> Scope:
    """Filters made whole against a dataset.

    Raises InputError with every fault: an as-at day outside the data, a place, small
    area or other value that is not there.
    """
    faults: list[Problem] = []
    settled = filters.with_(as_at=filters.as_at or dataset.default_as_at)
    faults += _outside(dataset, settled)
    settled = _as_held(dataset, settled, faults)
    settled = _as_called(dataset, settled, faults)
    practices = homes = members = None
    if settled.cohorts:
        names, members = persons_in(dataset, settled.cohorts, faults)
        settled = settled.with_(cohorts=names or settled.cohorts)
    if not faults and filters.of(Of.PRACTICES):
        known, code = known_places(dataset), "practice_code"
        practices = _inside(known, code, settled, Of.PRACTICES, faults, NO_PRACTICE)
    if not faults and filters.of(Of.HOMES):
        known, code = known_areas(dataset), "lsoa_code"
        homes = _inside(known, code, settled, Of.HOMES, faults, NO_AREA)
    if faults:
        raise InputError(faults)
    scope = Scope(settled, practices, homes, members=members)
    if filters.segments:
        return replace(scope, persons=persons_of(dataset, scope))
    return scope


def _outside(dataset: Dataset, filters: Filters) -> list[Problem]:
    """A fault where the window holds no day of any extract."""
    first, last = dataset.first_day, dataset.last_day
    if filters.as_at >= first and filters.start <= last:
        return []
    return [
        Problem(
            rule="as_at_outside",
            found=f"The window to {day_in_words(filters.as_at)} holds no data: the "
            f"extracts run from {day_in_words(first)} to {day_in_words(last)}.",
            remedy=f"Choose a day up to {day_in_words(dataset.default_as_at)}.",
        )
    ]


def _as_held(dataset: Dataset, filters: Filters, faults: list[Problem]) -> Filters:
    """The filters with the values of people and events spelled as the data have them;
    adds to `faults` each that is not there."""
    for one, chosen in filters.of(Of.PEOPLE, Of.EVENTS):
        if not one.several or not one.follows_data:
            continue
        there = offered_values(dataset, one)
        held = {value.casefold(): value for value in there}
        strange = [value for value in chosen if value.casefold() not in held]
        if strange:
            faults.append(_not_there(one, strange, list(there)))
        else:
            spelled = tuple(held[value.casefold()] for value in chosen)
            filters = filters.with_(**{one.name: spelled})
    return filters


def _as_called(dataset: Dataset, filters: Filters, faults: list[Problem]) -> Filters:
    """The filters with the places called as they are offered; adds to `faults` each
    that is not there, and each name that several with codes of their own have."""
    for one, chosen in filters.of(Of.PRACTICES, Of.HOMES):
        found = {value: meant(dataset, one, value) for value in chosen}
        strange = [value for value, values in found.items() if not values]
        if strange:
            faults.append(_not_there(one, strange, list(offered_values(dataset, one))))
        # Parts of a PCN's name are parts of it; two of one name are two practices.
        shared = {v: values for v, values in found.items() if len(values) > 1}
        if shared and one.named:
            faults += [_shared(dataset, one, *two) for two in shared.items()]
        each = dict.fromkeys(value for values in found.values() for value in values)
        filters = filters.with_(**{one.name: tuple(each) or chosen})
    return filters


def _inside(
    known: pd.DataFrame,
    code: str,
    filters: Filters,
    of: Of,
    faults: list[Problem],
    apart: Problem,
) -> tuple[str, ...]:
    """The codes of the rows of `known` that are in a place chosen of every level. Adds
    `apart` to `faults` where they leave nothing."""
    inside = pd.Series(True, index=known.index)
    for one, chosen in filters.of(of):
        inside &= known[one.chosen_by].isin(chosen)
    found = tuple(known.loc[inside, code])
    if not found:
        faults.append(apart)
    return found


def _shared(
    dataset: Dataset, one: Filter, name: str, values: tuple[str, ...]
) -> Problem:
    """The fault of a name that several have."""
    titles = offered_values(dataset, one)
    more = " …" if len(values) > FIRST else ""
    there = listed((repr(titles[value]) for value in values[:FIRST]), "or")
    return Problem(
        rule="name_shared",
        found=f"{one.title}: {len(values)} are called {name!r}.",
        remedy=f"Say which by its code: {there}{more}.",
    )


def _not_there(one: Filter, strange: list[str], there: list[str]) -> Problem:
    more = " …" if len(there) > FIRST else ""
    load = LOAD.get(one.of, "load an extract that has them.")
    return Problem(
        rule="value_unknown",
        found=f"{one.title}: there is no {listed(map(repr, strange), 'or')}.",
        remedy=f"There are: {', '.join(there[:FIRST])}{more}."
        if there
        else f"The dataset names none; {load}",
    )
