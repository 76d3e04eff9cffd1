"""Frequent attenders by practice and by area: people, attendances, and how many could
have been.

Numerator and denominator are always of the same people. Two bases exist. *list*: people
registered on the as-at day; a frequent attender counts where registered. *published*:
the published list size of a practice, or all residents of an area; a frequent attender
counts at the practice registered with or else last seen for, and in the area lived in.
"""

from functools import lru_cache

import pandas as pd

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.words import counted
from analytics.measures.counting.known_places import ELSEWHERE, known_areas
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.places.cells import list_cells, seen_cells
from analytics.measures.places.denominators import (
    basis_of,
    counts_of,
    published,
    summed,
    totals,
)
from analytics.measures.places.in_view import practices_in_view
from analytics.measures.places.rule import Rule, called, slug_of
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset, table

PRACTICE_LEVELS = {"practice": "Practice", "pcn": "PCN", "place": "Place"}
AREA_LEVELS = {"neighbourhood": "Neighbourhood", "lsoa": "Small area (LSOA)"}
PEOPLE = {
    "Registered people": "registered people",
    "Residents": "residents",
    "Listed people": "people on published lists",
}
ON_THE_LIST, LIVE_THERE = "on the list", "who live there"


def by_practice(
    dataset: Dataset,
    filters: Filters,
    rule: Rule,
    level: str = "practice",
    basis: str | None = None,
) -> Result:
    """Frequent attenders by practice, PCN or place, of the practices that the extracts
    cover.

    Columns: place (code, or what a PCN or place is called), name (no two alike),
    people (frequent attenders), how many they had of each of the rule's kinds
    (ae_attendances, gp_visits), registered (the denominator; null where unknown),
    per_1000, per_1000_low, per_1000_high (95% limits), expected (people, had each place
    the rates of all in view: see `totals`), ratio; for practices also pcn, lat, lon.
    Frequent attenders who count in no place are in a last row without a denominator.
    """
    scope = settle(dataset, filters)
    mine = scope.by_rules_of(rule)
    found, basis, notes = _practices(dataset, mine, rule, level, basis)
    return _result("practices", dataset, scope, found, rule, level, basis, notes)


@lru_cache(maxsize=16)  # keyed on the dataset's fingerprint: no other rule decides it
def _practices(
    dataset: Dataset, scope: Scope, rule: Rule, level: str, basis: str | None
) -> tuple[pd.DataFrame, str, list[str]]:
    """The table of `by_practice`, the basis it is on, and notes."""
    known = practices_in_view(dataset, scope, rule)
    basis = basis or basis_of(known, scope)
    if basis == "list":
        cells = engine.run(dataset, list_cells(scope, rule, "practice_code"))
        found, notes = totals(cells), list[str]()
        without = len(known) - len(found)
        if without:
            notes = [
                f"Left out: {counted(without, 'practice')} without a registered list."
            ]
    else:
        cells = engine.run(dataset, seen_cells(scope, rule, "practice_code"))
        sizes = known[["practice_code", "list_size"]].set_axis(
            ["place", "registered"], axis=1
        )
        found, notes = published(
            sizes.merge(cells, on="place", how="left"), scope, rule, False
        )
    details = known.rename(
        columns={"practice_code": "place", "practice": "name", "place": "wider"}
    )
    found = found.merge(
        details[["place", "name", "pcn", "wider", "lat", "lon"]], on="place", how="left"
    )
    if level != "practice":
        column = {"pcn": "pcn", "place": "wider"}[level]
        found = summed(found, column, rule)
    return _with_elsewhere(found, cells, rule), basis, notes


def by_area(
    dataset: Dataset,
    filters: Filters,
    rule: Rule,
    level: str = "lsoa",
    basis: str | None = None,
) -> Result:
    """Frequent attenders by the small area or neighbourhood they live in; columns as
    by_practice.

    Small areas have neighbourhood and imd_decile besides.
    """
    scope = settle(dataset, filters)
    basis = basis or basis_of(practices_in_view(dataset, scope, rule), scope, True)
    areas = engine.run(dataset, table("areas"))
    if basis == "list":
        cells = engine.run(dataset, list_cells(scope, rule, "lsoa_code"))
        found, notes = totals(cells), list[str]()
    else:
        cells = engine.run(dataset, seen_cells(scope, rule, "lsoa_code"))
        sizes = areas[["lsoa_code", "population"]].set_axis(
            ["place", "registered"], axis=1
        )
        if scope.homes is not None:
            sizes = sizes[sizes["place"].isin(scope.homes)]
        known = cells[cells["place"].notna()]
        found, notes = published(
            sizes.merge(known, on="place", how="outer"), scope, rule, True
        )
    if areas.empty:
        notes.append("No areas file is loaded, so small areas have codes and no names.")
    details = known_areas(dataset)[["lsoa_code", "area", "neighbourhood"]]
    details = details.merge(areas[["lsoa_code", "imd_decile"]], "left", "lsoa_code")
    details = details.rename(columns={"lsoa_code": "place", "area": "name"})
    found = found.merge(details, on="place", how="left")
    if level == "neighbourhood":
        found = summed(found, "neighbourhood", rule)
    found = _with_elsewhere(found, cells, rule)
    return _result("areas", dataset, scope, found, rule, level, basis, notes)


def neighbourhoods(dataset: Dataset, _filters: Filters | None = None) -> dict[str, str]:
    """The neighbourhood of each small area that has one, whatever the filters."""
    areas = known_areas(dataset)
    areas = areas[areas["neighbourhood"] != ""]
    return dict(zip(areas["lsoa_code"], areas["neighbourhood"], strict=True))


def _with_elsewhere(
    found: pd.DataFrame, cells: pd.DataFrame, rule: Rule
) -> pd.DataFrame:
    """The places in order of name, and a last row for the people who count in none of
    them."""
    found = found.assign(name=found["name"].fillna(found["place"]))
    found = found.sort_values(["name", "place"], kind="stable")
    counts = counts_of(rule)
    rest = cells[counts].sum() - found[counts].sum()
    if rest["people"] > 0:
        row = pd.DataFrame([{"place": "", "name": ELSEWHERE, **rest.astype("int64")}])
        found = pd.concat([found, row], ignore_index=True)
    return found.reset_index(drop=True)


def _result(
    name: str,
    dataset: Dataset,
    scope: Scope,
    found: pd.DataFrame,
    rule: Rule,
    level: str,
    basis: str,
    notes: list[str],
) -> Result:
    areas = level in AREA_LEVELS
    theirs = "Residents" if areas else "Listed people"
    base = "Registered people" if basis == "list" else theirs
    found = found.assign(
        per_1000=None, per_1000_low=None, per_1000_high=None, ratio=None
    )
    details = [
        c for c in ("pcn", "neighbourhood", "imd_decile", "lat", "lon") if c in found
    ]
    found = found[
        [
            "place",
            "name",
            *details,
            "people",
            *(kind.used for kind in rule),
            "registered",
            "per_1000",
            "per_1000_low",
            "per_1000_high",
            "expected",
            "ratio",
        ]
    ]
    return result(
        f"{name}_{level}_{slug_of(rule)}",
        dataset,
        scope,
        found,
        (
            Column("name", {**PRACTICE_LEVELS, **AREA_LEVELS}[level]),
            Column("people", "Frequent attenders", "count"),
            *[
                Column(kind.used, f"Their {kind.called}", "count", of="people")
                for kind in rule
            ],
            Column("registered", base, "count"),
            Column("per_1000", "Per 1,000", "ratio", "people", "registered", 1000),
            *[
                Column(
                    f"per_1000_{side}",
                    f"Per 1,000, 95% {limit} limit",
                    "ratio",
                    "people",
                    "registered",
                    1000,
                    limit=limit,
                    shown=False,
                )
                for side, limit in (("low", "lower"), ("high", "upper"))
            ],
            Column(
                "expected", "Expected", "number", nearest=5
            ),  # they add up to the people counted
            Column(
                "ratio", "Counted ÷ expected", "ratio", "people", "expected", decimals=2
            ),
            *[
                Column(c, c, "number", decimals=5, shown=False)
                for c in ("lat", "lon")
                if c in found
            ],
        ),
        f"{called(rule)} frequent attenders per 1,000 {of_whom(base, level)}",
        tuple(notes),
    )


def of_whom(base: str, level: str) -> str:
    """The people whom a rate is of: those on a list, or those who live there. The two
    are not the same (`population.lists_and_homes`)."""
    if base != "Registered people":
        return PEOPLE[base]
    return f"{PEOPLE[base]} {LIVE_THERE if level in AREA_LEVELS else ON_THE_LIST}"
