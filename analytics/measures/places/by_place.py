"""Frequent attenders by practice and by area: people, attendances, and how many could
have been.

Numerator and denominator are always of the same people. Two bases exist. *list*: people
registered on the as-at day; a frequent attender counts where registered. *published*:
the published list size of a practice, or all residents of an area; a frequent attender
counts at the practice registered with or else last seen for, and in the area lived in.
"""

import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.words import counted
from analytics.measures.counting.registered import registrations_on
from analytics.measures.counting.scope import Scope, narrows_people
from analytics.measures.counting.settle import settle
from analytics.measures.places.cells import covered, list_cells, seen_cells
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset, table

RULES = {"ae": "A&E", "gp": "GP", "either": "A&E or GP"}
PRACTICE_LEVELS = {"practice": "Practice", "pcn": "PCN", "place": "Place"}
AREA_LEVELS = {"neighbourhood": "Neighbourhood", "lsoa": "Small area (LSOA)"}
OWN = {
    "ae": ("ae_attendances",),
    "gp": ("gp_visits",),
    "either": ("ae_attendances", "gp_visits"),
}
COUNTS = ["people", "gp_visits", "ae_attendances"]
SUMS = [*COUNTS, "registered", "expected"]
PEOPLE = {
    "Registered people": "registered people",
    "Residents": "residents",
    "Listed people": "people on published lists",
}
ELSEWHERE = "Elsewhere or not known"  # the row of those who count in no place


def rules(dataset: Dataset) -> tuple[str, ...]:
    """The rules that the dataset's extracts allow."""
    gp, ae = dataset.has("gp_appointments"), dataset.has("ae_attendances")
    return tuple(
        rule for rule, there in (("gp", gp), ("ae", ae), ("either", gp and ae)) if there
    )


def by_practice(
    dataset: Dataset,
    filters: Filters,
    rule: str,
    level: str = "practice",
    basis: str | None = None,
) -> Result:
    """Frequent attenders by practice, PCN or place, of the practices that the extracts
    cover.

    Columns: place (code or name), name, people (frequent attenders), ae_attendances and
    gp_visits (theirs), registered (the denominator; null where unknown), per_1000,
    expected (people, had each place the rates of all in view: see `totals`), ratio; for
    practices also pcn, lat, lon. Frequent attenders who count in no place are in a last
    row without a denominator.
    """
    scope = settle(dataset, filters)
    known = _practices_in_view(dataset, scope, rule)
    basis = basis or _basis(known, scope)
    if basis == "list":
        cells = engine.run(dataset, list_cells(scope, rule, "practice_code"))
        found, notes = totals(cells), []
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
        found, notes = _published(
            sizes.merge(cells, on="place", how="left"), scope, rule, False
        )
    details = known.rename(columns={"practice_code": "place", "place": "wider"})
    found = found.merge(
        details[["place", "name", "pcn", "wider", "lat", "lon"]], on="place", how="left"
    )
    if level != "practice":
        found = _summed(found, {"pcn": "pcn", "place": "wider"}[level])
    found = _with_elsewhere(found, cells)
    return _result("practices", dataset, scope, found, rule, level, basis, notes)


def by_area(
    dataset: Dataset,
    filters: Filters,
    rule: str,
    level: str = "lsoa",
    basis: str | None = None,
) -> Result:
    """Frequent attenders by the small area or neighbourhood they live in; columns as
    by_practice.

    Small areas have neighbourhood and imd_decile besides.
    """
    scope = settle(dataset, filters)
    basis = basis or _basis(_practices_in_view(dataset, scope, rule), scope, True)
    areas = engine.run(dataset, table("areas"))
    if basis == "list":
        cells = engine.run(dataset, list_cells(scope, rule, "lsoa_code"))
        found, notes = totals(cells), []
    else:
        cells = engine.run(dataset, seen_cells(scope, rule, "lsoa_code"))
        sizes = areas[["lsoa_code", "population"]].set_axis(
            ["place", "registered"], axis=1
        )
        if scope.homes is not None:
            sizes = sizes[sizes["place"].isin(scope.homes)]
        known = cells[cells["place"].notna()]
        found, notes = _published(
            sizes.merge(known, on="place", how="outer"), scope, rule, True
        )
    if areas.empty:
        notes.append("No areas file is loaded, so small areas have codes and no names.")
    details = areas.rename(columns={"lsoa_code": "place", "lsoa_name": "name"})
    found = found.merge(
        details[["place", "name", "neighbourhood", "imd_decile"]],
        on="place",
        how="left",
    )
    if level == "neighbourhood":
        found = _summed(found, "neighbourhood")
    found = _with_elsewhere(found, cells)
    return _result("areas", dataset, scope, found, rule, level, basis, notes)


def neighbourhoods(dataset: Dataset, _filters: Filters | None = None) -> dict[str, str]:
    """The neighbourhood of each small area that has one, whatever the filters."""
    areas = engine.run(dataset, table("areas").filter(_.neighbourhood.notnull()))
    return areas.set_index("lsoa_code")["neighbourhood"].to_dict()


def totals(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells summed by place, with the people expected: indirect standardisation for age
    and sex.

    Expected: the registered people of each age and sex times the rate of that age and
    sex in all places together. The expected of all places therefore add up to the
    people counted in them.
    """
    cells = cells[cells["registered"] > 0]
    alike = cells.groupby(["age", "sex"])[["people", "registered"]].transform("sum")
    expected = cells["registered"] * alike["people"] / alike["registered"]
    found = cells.assign(expected=expected).groupby("place", as_index=False)[SUMS].sum()
    return found[found["place"] != ""].reset_index(drop=True)


def _published(found: pd.DataFrame, scope: Scope, rule: str, areas: bool):
    """Published denominators and the people expected from them; and why some have
    none."""
    found[COUNTS] = found[COUNTS].fillna(0).astype("int64")
    found["registered"] = found["registered"].astype(float)
    what, notes = ("residents" if areas else "published list sizes"), []
    if narrows_people(scope, homes=not areas) or (
        areas and scope.practices is not None
    ):
        found["registered"] = np.nan
        notes.append(
            f"No rates: {what} cannot be cut by the people or places chosen. Load a "
            "registered list, or clear those filters."
        )
    elif found["registered"].isna().all():
        source = (
            "an areas file with population"
            if areas
            else "a practices file with list_size"
        )
        notes.append(
            "No rates: nothing says how many people there are. Load a registered list, "
            f"or {source}."
        )
    elif found["registered"].isna().any():
        missing = counted(
            found["registered"].isna().sum(), "area" if areas else "practice"
        )
        notes.append(f"No rate for {missing} without {what}.")
    if areas and rule != "ae" and found["registered"].notna().any():
        notes.append(
            "Residents of other practices are in the denominator but not in the GP "
            "extract, so these rates are lower than the truth."
        )
    known = found[found["registered"] > 0]
    rate = known["people"].sum() / known["registered"].sum() if len(known) else np.nan
    if len(known):
        notes.append(
            "Expected counts do not allow for age and sex: no registered list says how "
            "old the people are."
        )
    return found.assign(expected=found["registered"] * rate), notes


def _practices_in_view(dataset: Dataset, scope: Scope, rule: str) -> pd.DataFrame:
    """Practices that the rule's extracts cover: columns of `practices`, and on_list."""
    here = covered(scope, rule)
    listed = (
        registrations_on(scope.filters.as_at).select(listed="practice_code").distinct()
    )
    details = table("practices").rename(code="practice_code")
    view = here.left_join(details, here.practice_code == details.code)
    view = view.left_join(listed, view.practice_code == listed.listed)
    return engine.run(
        dataset,
        view.select(
            "practice_code",
            "name",
            "pcn",
            "place",
            "lat",
            "lon",
            "list_size",
            on_list=_.listed.notnull(),
        ),
    )


def _basis(known: pd.DataFrame, scope: Scope, areas: bool = False) -> str:
    """The list where it covers every practice in view, or where nothing published would
    do."""
    listed = known["on_list"].astype(bool)
    others_known = known.loc[~listed, "list_size"].notna().all()
    if listed.any() and (
        listed.all() or narrows_people(scope, homes=not areas) or not others_known
    ):
        return "list"
    return "published"


def _summed(found: pd.DataFrame, column: str) -> pd.DataFrame:
    """Rows summed to a wider place; a wider place has a denominator if each part
    has."""
    found = found[found[column].notna() & (found[column] != "")]
    wider = (
        found.groupby(column)[SUMS]
        .agg(lambda part: part.sum(skipna=False))
        .reset_index()
    )
    return wider.rename(columns={column: "place"}).assign(name=lambda t: t["place"])


def _with_elsewhere(found: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """The places in order of name, and a last row for the people who count in none of
    them."""
    found = found.assign(name=found["name"].fillna(found["place"]))
    found = found.sort_values(["name", "place"], kind="stable")
    rest = cells[COUNTS].sum() - found[COUNTS].sum()
    if rest["people"] > 0:
        row = pd.DataFrame([{"place": "", "name": ELSEWHERE, **rest.astype("int64")}])
        found = pd.concat([found, row], ignore_index=True)
    return found.reset_index(drop=True)


def _result(
    name: str,
    dataset: Dataset,
    scope: Scope,
    found: pd.DataFrame,
    rule: str,
    level: str,
    basis: str,
    notes: list[str],
) -> Result:
    areas = level in AREA_LEVELS
    base = (
        "Registered people"
        if basis == "list"
        else "Residents"
        if areas
        else "Listed people"
    )
    found = found.assign(per_1000=None, ratio=None)
    details = [
        c for c in ("pcn", "neighbourhood", "imd_decile", "lat", "lon") if c in found
    ]
    used = {"ae_attendances": "Their A&E attendances", "gp_visits": "Their GP visits"}
    found = found[
        [
            "place",
            "name",
            *details,
            "people",
            *OWN[rule],
            "registered",
            "per_1000",
            "expected",
            "ratio",
        ]
    ]
    return result(
        f"{name}_{level}_{rule}",
        dataset,
        scope,
        found,
        (
            Column("name", {**PRACTICE_LEVELS, **AREA_LEVELS}[level]),
            Column("people", "Frequent attenders", "count"),
            *[Column(c, used[c], "count", of="people") for c in OWN[rule]],
            Column("registered", base, "count"),
            Column("per_1000", "Per 1,000", "ratio", "people", "registered", 1000),
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
        f"{RULES[rule]} frequent attenders per 1,000 {PEOPLE[base]}",
        tuple(notes),
    )
