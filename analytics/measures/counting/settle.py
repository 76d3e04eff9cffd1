"""Filters settled against a dataset: the day known, places found, every fault told at
once."""

from dataclasses import dataclass, replace

import pandas as pd

from analytics.definitions.filters import PLACE_LEVELS, Filters
from analytics.definitions.words import day_in_words, listed
from analytics.errors import InputError, Problem
from analytics.measures.counting.kinds_of_need import persons_of
from analytics.measures.counting.scope import Scope, known_areas, known_places
from analytics.store.dataset import Dataset

FIRST = 20  # of the names there are, told where one is not among them


@dataclass(frozen=True)
class Level:
    """A filter of places. columns: in which a name or code is looked for, the last one
    being what is told. called: a place of this level, in words. none: what to say where
    the data name none."""

    columns: tuple[str, ...]
    called: str
    none: str
    rule: str = "area_unknown"
    last: str = "or"


PLACES = {
    level: Level(
        ("practice_code", "name") if level == "practice" else (level,),
        f"{level} called",
        f"The dataset names no {level}; load a practices file.",
        "place_unknown",
        "and",
    )
    for level in PLACE_LEVELS
}
HOMES = {
    "neighbourhood": Level(
        ("neighbourhood",),
        "neighbourhood",
        "The dataset names none; load an areas file.",
    ),
    "areas": Level(
        ("lsoa_code",),
        "small area with the code",
        "The dataset names none; load an areas file, or extracts with lsoa_code.",
    ),
}


def settle(dataset: Dataset, filters: Filters) -> Scope:
    """Filters made whole against a dataset.

    Raises InputError with every fault: an as-at day outside the data, a place or small
    area that is not there.
    """
    faults = []
    as_at = filters.as_at or dataset.default_as_at
    spans = [dataset.manifest.span(n) for n in ("gp_appointments", "ae_attendances")]
    spans = [s for s in spans if s.rows]
    first, last = min(s.first for s in spans), max(s.last for s in spans)
    if as_at < first or filters.with_(as_at=as_at).start > last:
        faults.append(
            Problem(
                rule="as_at_outside",
                found=f"The window to {day_in_words(as_at)} holds no data: the "
                f"extracts run from {day_in_words(first)} to {day_in_words(last)}.",
                remedy=f"Choose a day up to {day_in_words(dataset.default_as_at)}.",
            )
        )
    practices = homes = None
    if any(getattr(filters, level) for level in PLACES):
        practices = _inside(
            known_places(dataset),
            "practice_code",
            filters,
            PLACES,
            faults,
            Problem(
                rule="places_apart",
                found="No practice is in all of the places chosen.",
                remedy=(
                    "Choose a practice within the PCN or place chosen, or clear "
                    "one of them."
                ),
            ),
        )
    if any(getattr(filters, level) for level in HOMES):
        homes = _inside(
            known_areas(dataset),
            "lsoa_code",
            filters,
            HOMES,
            faults,
            Problem(
                rule="places_apart",
                found="No small area is in all of the places chosen.",
                remedy=(
                    "Choose a small area within the neighbourhood, or clear one of "
                    "them."
                ),
            ),
        )
    if faults:
        raise InputError(faults)
    scope = Scope(filters.with_(as_at=as_at), practices, homes)
    return (
        replace(scope, kind=persons_of(dataset, scope)) if filters.segments else scope
    )


def _inside(
    known: pd.DataFrame,
    code: str,
    filters: Filters,
    levels: dict[str, Level],
    faults: list,
    apart: Problem,
) -> tuple[str, ...]:
    """The codes of the rows of `known` that are in a place chosen of every level.

    Adds to `faults` each place that is not there; `apart` where they leave nothing.
    """
    inside = pd.Series(True, index=known.index)
    for name, level in levels.items():
        wanted = {one.casefold(): one for one in getattr(filters, name)}
        if not wanted:
            continue
        folded = [known[column].str.casefold() for column in level.columns]
        strange = [
            one
            for key, one in wanted.items()
            if not key or not any((column == key).any() for column in folded)
        ]
        if strange:
            there = sorted({value for value in known[level.columns[-1]] if value})
            more = " …" if len(there) > FIRST else ""
            faults.append(
                Problem(
                    rule=level.rule,
                    found=(
                        f"There is no {level.called} "
                        f"{listed(map(repr, strange), level.last)}."
                    ),
                    remedy=f"There are: {', '.join(there[:FIRST])}{more}."
                    if there
                    else level.none,
                )
            )
        inside &= pd.concat([column.isin(wanted) for column in folded], axis=1).any(
            axis=1
        )
    found = tuple(known.loc[inside, code])
    if not found and not faults:
        faults.append(apart)
    return found
