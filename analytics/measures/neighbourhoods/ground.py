"""What a dataset holds to draw neighbourhoods upon: areas, outlines, people, lists."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.words import counted
from analytics.errors import InputError, Problem
from analytics.geography import neighbours as adjacency
from analytics.geography import shapes
from analytics.geography.neighbours import Join, neighbours
from analytics.measures.counting.known_places import known_areas
from analytics.measures.counting.residents import residents_faults
from analytics.measures.counting.settle import settle
from analytics.measures.counting.spells import registrations_on
from analytics.methods.neighbourhoods.ground import DISTRICT, LINES, Ground
from analytics.store.dataset import Dataset, table

OF_A_DISTRICT = r"^(.+) \d{3}[A-Z]{1,2}$"


def ground(dataset: Dataset, filters: Filters, joins: Collection[Join] = ()) -> Ground:
    """The areas of a dataset, which lie side by side, and who lives there and is
    registered where on the as-at day.

    Other filters are for people and change nothing here. Raises InputError with every
    fault at once: no areas or boundaries, areas without a number of residents, and what
    `neighbours` finds in the outlines.
    """
    return _ground(dataset, settle(dataset, filters).filters.as_at, tuple(joins))


@lru_cache(maxsize=4)  # keyed on the dataset's fingerprint
def _ground(dataset: Dataset, as_at: date, joins: tuple[Join, ...]) -> Ground:
    areas = engine.run(dataset, table("areas")).set_index("lsoa_code").sort_index()
    faults = _faults(dataset, areas)
    found = None
    if dataset.boundaries and len(areas):
        try:
            found = neighbours(shapes.read(dataset.boundaries), areas.index, joins)
        except InputError as wrong:
            faults += wrong.problems
    if faults or found is None:
        raise InputError(faults)
    called = known_areas(dataset).set_index("lsoa_code")["neighbourhood"]
    people = areas["population"].astype(float).to_numpy()
    decile = areas["imd_decile"].astype(float).to_numpy()
    notes = list(found.notes)
    empty, unknown = int((people == 0).sum()), int(np.isnan(decile).sum())
    if empty:
        notes.append(
            f"{counted(empty, 'area')} without people: they go with a neighbourhood "
            "and count for nothing."
        )
    if unknown:
        notes.append(
            f"{counted(unknown, 'area')} without a decile of deprivation: left out of "
            "the scores of need."
        )
    return Ground(
        found,
        people,
        decile,
        _lists(dataset, as_at, areas.index),
        tuple(called.reindex(areas.index).fillna("")),
        tuple(notes),
        _regions(areas),
    )


def _regions(areas: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """By what parts the map, the region of each area, "" where it has none; nothing for
    a column that says nothing.

    Where no column names districts they are those of the areas' names: ONS calls a
    small area after its district and a number in it, "Thurrock 015A" (ONS, 2021
    geographies: LSOA names).
    """
    found = {line.key: areas[line.key].fillna("").astype(str) for line in LINES}
    if not any(found[DISTRICT]):
        named = areas["lsoa_name"].astype("string").str.extract(OF_A_DISTRICT)[0]
        if len(named) and named.notna().all():
            found[DISTRICT] = named.astype(str)
    return {key: tuple(of) for key, of in found.items() if any(of)}


@lru_cache(maxsize=4)
def nearest_joins(
    dataset: Dataset, _filters: Filters | None = None
) -> tuple[tuple[Join, float], ...]:
    """The pairs of areas, with the metres between them, by which islands and other
    parts would be joined where they lie nearest; none where nothing is apart."""
    if not dataset.boundaries:
        return ()
    codes = engine.run(dataset, table("areas").select("lsoa_code"))["lsoa_code"]
    return adjacency.nearest_joins(shapes.read(dataset.boundaries), codes)


def lines(dataset: Dataset, _filters: Filters) -> dict[str, str]:
    """What parts the map of a dataset, by key, in words."""
    areas = engine.run(dataset, table("areas")).set_index("lsoa_code")
    known = _regions(areas)
    return {
        line.key: line.called for line in LINES if len(set(known.get(line.key, ()))) > 1
    }


def _faults(dataset: Dataset, areas: pd.DataFrame) -> list[Problem]:
    found = []
    if areas.empty:
        found.append(
            Problem(
                "plan_areas",
                "This dataset holds no areas.",
                "Load an areas file with lsoa_code, population and imd_decile, and "
                "boundaries.",
            )
        )
    elif not dataset.boundaries:
        found.append(
            Problem(
                "plan_boundaries",
                "This dataset holds no boundaries, so nothing says which areas lie "
                "side by side.",
                "Load a GeoJSON file of the small areas beside the areas file.",
            )
        )
    found += residents_faults(areas, "plan_population")
    people = areas["population"]
    if len(areas) and people.notna().all() and not people.sum():
        found.append(
            Problem(
                "plan_population",
                "Nobody lives in any of the areas.",
                "Give the population of each area.",
                column="population",
            )
        )
    return found


def _lists(dataset: Dataset, as_at: date, codes: pd.Index) -> np.ndarray:
    """Areas × practices: people registered on the day who live there."""
    homes = registrations_on(as_at).inner_join(table("people"), "person")
    cells = homes.group_by("practice_code", "lsoa_code").agg(people=_.count())
    frame = engine.run(dataset, cells)
    if frame.empty:
        return np.zeros((len(codes), 0))
    wide = frame.pivot_table("people", "lsoa_code", "practice_code", "sum", 0)
    wide = wide.reindex(codes, fill_value=0)
    return np.asarray(wide[sorted(wide)], dtype=float)
