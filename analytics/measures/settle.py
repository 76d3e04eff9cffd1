"""Filters settled against a dataset: the day known, places found, every fault told at once."""

from dataclasses import replace

import pandas as pd

from analytics.definitions.filters import PLACE_LEVELS, Filters
from analytics.definitions.words import day_in_words, listed
from analytics.errors import InputError, Problem
from analytics.measures.kinds import persons_of
from analytics.measures.scope import Scope, known_areas, known_places
from analytics.store.dataset import Dataset

AREA_LEVELS = {"neighbourhood": ("neighbourhood", "neighbourhood", "load an areas file"),
               "areas": ("small area with the code", "lsoa_code",
                         "load an areas file, or extracts with lsoa_code")}


def settle(dataset: Dataset, filters: Filters) -> Scope:
    """Filters made whole against a dataset.

    Raises InputError with every fault: an as-at day outside the data, a place or small area that
    is not there.
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
    homes = _homes(dataset, filters, faults) if filters.neighbourhood or filters.areas else None
    if faults:
        raise InputError(faults)
    scope = Scope(filters.with_(as_at=as_at), practices, homes)
    return replace(scope, kind=persons_of(dataset, scope)) if filters.segments else scope


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


def _homes(dataset: Dataset, filters: Filters, faults: list) -> tuple[str, ...]:
    """The small areas that are in every neighbourhood and area chosen."""
    known = known_areas(dataset)
    inside = pd.Series(True, index=known.index)
    for name, (called, column, remedy) in AREA_LEVELS.items():
        wanted = getattr(filters, name)
        if not wanted:
            continue
        there = {v.casefold(): v for v in sorted(known[column]) if v}
        strange = [w for w in wanted if w.casefold() not in there]
        if strange:
            first = list(there.values())[:20]
            faults.append(Problem(
                rule="area_unknown",
                found=f"There is no {called} {listed((repr(s) for s in strange), 'or')}.",
                remedy=(f"There are: {', '.join(first)}{' …' if len(there) > 20 else ''}." if there
                        else f"The dataset names none; {remedy}.")))
        inside &= known[column].str.casefold().isin({w.casefold() for w in wanted})
    found = tuple(known.loc[inside, "lsoa_code"])
    if not found and not faults:
        faults.append(Problem(
            rule="places_apart", found="No small area is in all of the places chosen.",
            remedy="Choose a small area within the neighbourhood, or clear one of them.",
        ))
    return found
