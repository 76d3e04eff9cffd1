"""Filters settled against a dataset: the day known, places found, every fault told at
once."""

from dataclasses import dataclass, replace

import pandas as pd

from analytics.definitions.filters import Filters, Of, declared
from analytics.definitions.words import day_in_words, listed
from analytics.errors import InputError, Problem
from analytics.measures.counting.kinds_of_need import persons_of
from analytics.measures.counting.known_places import known_areas, known_places
from analytics.measures.counting.scope import Scope
from analytics.store.dataset import Dataset

FIRST = 20  # of the names there are, told where one is not among them


@dataclass(frozen=True)
class Level:
    """How the values of a filter of places are looked for and told.

    columns: in which a name or code is looked for, the last one being what is told.
    called: a place of this level, in words. none: what to say where the data name none.
    """

    columns: tuple[str, ...]
    called: str
    none: str
    rule: str = "area_unknown"
    last: str = "or"


PRACTICES = {
    one.name: Level(
        ("practice_code", "name") if one.name == "practice" else (one.column,),
        f"{one.name} called",
        f"The dataset names no {one.name}; load a practices file.",
        "place_unknown",
        "and",
    )
    for one in declared(Of.PRACTICES)
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

    Raises InputError with every fault: an as-at day outside the data, a place or small
    area that is not there.
    """
    faults: list[Problem] = []
    settled = filters.with_(as_at=filters.as_at or dataset.default_as_at)
    faults += _outside(dataset, settled)
    practices = homes = None
    if filters.of(Of.PRACTICES):
        known, code = known_places(dataset), "practice_code"
        practices = _inside(known, code, filters, PRACTICES, faults, NO_PRACTICE)
    if filters.of(Of.HOMES):
        known, code = known_areas(dataset), "lsoa_code"
        homes = _inside(known, code, filters, HOMES, faults, NO_AREA)
    if faults:
        raise InputError(faults)
    scope = Scope(settled, practices, homes)
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
