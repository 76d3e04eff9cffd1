"""The areas that are scored: small ones, or larger ones that they are part of."""

from dataclasses import dataclass

import pandas as pd

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.words import counted
from analytics.errors import Problem
from analytics.measures.counting.known_places import known_areas
from analytics.measures.counting.residents import residents_faults
from analytics.measures.counting.scope import Scope
from analytics.store.dataset import Dataset, table

LEVELS = {
    "lsoa": "Small area (LSOA)",
    "msoa": "Middle layer area (MSOA)",
    "ward": "Ward",
    "neighbourhood": "Neighbourhood",
}


@dataclass(frozen=True)
class Land:
    """Areas of one level. places: by place, with name, neighbourhood (of small areas)
    and population. within: the place of each small area. people: its residents."""

    places: pd.DataFrame
    within: pd.Series
    people: pd.Series
    notes: tuple[str, ...]


def levels(dataset: Dataset, _filters: Filters | None = None) -> dict[str, str]:
    """The levels whose areas a dataset names, with what one is called."""
    areas = engine.run(dataset, table("areas"))
    named = [one for one in LEVELS if one == "lsoa" or areas[one].notna().any()]
    return {one: LEVELS[one] for one in named}


def within(
    dataset: Dataset, _filters: Filters | None = None, level: str = "lsoa"
) -> dict[str, str]:
    """The place of a level that each small area is part of."""
    areas = engine.run(dataset, table("areas")).set_index("lsoa_code").sort_index()
    return dict(_places(dataset, areas, level).dropna())


def land(
    dataset: Dataset, scope: Scope, level: str
) -> tuple[Land | None, list[Problem]]:
    """The areas in view, or everything that is wrong with them."""
    areas = engine.run(dataset, table("areas")).set_index("lsoa_code").sort_index()
    found = _faults(areas, level)
    if found:
        return None, found
    if scope.homes is not None:
        areas = areas[areas.index.isin(scope.homes)]
    place = _places(dataset, areas, level)
    people = areas["population"].astype(float)
    known = known_areas(dataset).set_index("lsoa_code").reindex(areas.index)
    small = level == "lsoa"
    places = pd.DataFrame({"population": people.groupby(place).sum().astype("int64")})
    places.insert(0, "name", known["area"] if small else places.index)
    places["neighbourhood"] = known["neighbourhood"] if small else ""
    notes = []
    outside = int(place.isna().sum())
    if outside:
        notes.append(
            f"{counted(outside, 'small area')} named in no {LEVELS[level].lower()}: "
            "left out."
        )
    return Land(places.rename_axis("place"), place, people, tuple(notes)), []


def _places(dataset: Dataset, areas: pd.DataFrame, level: str) -> pd.Series:
    if level == "lsoa":
        return pd.Series(areas.index, index=areas.index)
    if level == "neighbourhood":
        called = known_areas(dataset).set_index("lsoa_code")["neighbourhood"]
        return called.reindex(areas.index).replace("", None)
    return areas[level]


def _faults(areas: pd.DataFrame, level: str) -> list[Problem]:
    if areas.empty:
        return [
            Problem(
                "need_areas",
                "This dataset holds no areas.",
                "Load an areas file with lsoa_code, population and imd_decile.",
            )
        ]
    found = []
    if level not in LEVELS or (level != "lsoa" and areas[level].isna().all()):
        found.append(
            Problem(
                "need_level",
                f"No small area has a {LEVELS.get(level, level)} in the areas file.",
                "Load an areas file with that column, or score small areas.",
                column=level,
            )
        )
    return found + residents_faults(areas, "need_population")
