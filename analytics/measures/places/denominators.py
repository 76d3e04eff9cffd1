"""How many people there are in a place, and how many frequent attenders to expect.

Two bases exist. *list*: people registered on the as-at day. *published*: the published
list size of a practice, or all residents of an area.
"""

import numpy as np
import pandas as pd

from analytics.definitions.words import counted, listed
from analytics.measures.counting.scope import Scope, narrows_people
from analytics.measures.places.rule import Rule


def counts_of(rule: Rule) -> list[str]:
    """The columns that are counted in a place: people, and how many of each kind."""
    return ["people", *(kind.used for kind in rule)]


def totals(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells (`list_cells`) summed by place, with the people expected: indirect
    standardisation for age and sex.

    Expected: the registered people of each age and sex times the rate of that age and
    sex in all places together. The expected of all places therefore add up to the
    people counted in them.
    """
    cells = cells[cells["registered"] > 0]
    alike = cells.groupby(["age", "sex"])[["people", "registered"]].transform("sum")
    expected = cells["registered"] * alike["people"] / alike["registered"]
    cells = cells.drop(columns=["age", "sex"]).assign(expected=expected)
    found = cells.groupby("place", as_index=False).sum()
    return found[found["place"] != ""].reset_index(drop=True)


def published(
    found: pd.DataFrame, scope: Scope, rule: Rule, areas: bool
) -> tuple[pd.DataFrame, list[str]]:
    """Published denominators and the people expected from them; and why some have
    none.

    found: place, registered (as published), people and how many of each kind.
    """
    counts = counts_of(rule)
    found[counts] = found[counts].fillna(0).astype("int64")
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
    partly = [kind.service for kind in rule if kind.own_list]
    if areas and partly and found["registered"].notna().any():
        notes.append(
            "Residents of other practices are in the denominator but not in the "
            f"{listed(partly)} extract, so these rates are lower than the truth."
        )
    known = found[found["registered"] > 0]
    rate = known["people"].sum() / known["registered"].sum() if len(known) else np.nan
    if len(known):
        notes.append(
            "Expected counts do not allow for age and sex: no registered list says how "
            "old the people are."
        )
    return found.assign(expected=found["registered"] * rate), notes


def basis_of(known: pd.DataFrame, scope: Scope, areas: bool = False) -> str:
    """The list where it covers every practice in view, or where nothing published would
    do."""
    listed = known["on_list"].astype(bool)
    others_known = known.loc[~listed, "list_size"].notna().all()
    if listed.any() and (
        listed.all() or narrows_people(scope, homes=not areas) or not others_known
    ):
        return "list"
    return "published"


def summed(found: pd.DataFrame, column: str, rule: Rule) -> pd.DataFrame:
    """Rows summed to a wider place; a wider place has a denominator if each part
    has."""
    found = found[found[column].notna() & (found[column] != "")]
    wider = (
        found.groupby(column)[[*counts_of(rule), "registered", "expected"]]
        .agg(lambda part: part.sum(skipna=False))
        .reset_index()
    )
    return wider.rename(columns={column: "place"}).assign(name=lambda t: t["place"])
