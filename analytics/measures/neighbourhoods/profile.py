"""What each neighbourhood of the dataset is like: its registered residents, their ages,
deprivation, and how much they use."""

from dataclasses import replace
from functools import reduce
from operator import add, or_

import ibis
import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.areas.area_indicators import AREA_INDICATORS
from analytics.definitions.filters import Filters
from analytics.definitions.words import listed
from analytics.measures.counting.index_of_deprivation import imd, note
from analytics.measures.counting.known_places import known_areas, known_places
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.places.cells import covered, homes
from analytics.measures.places.rule import Rule, called
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.who.attenders import age_at
from analytics.methods.tenths import deciles
from analytics.store.dataset import Dataset, table

CHILDREN, OLDER = 18, 65  # under the first, from the second
NONE = "No neighbourhood known"


def profile(dataset: Dataset, filters: Filters) -> Result:
    """One row a neighbourhood. Of the people registered in scope on the as-at day who
    live there: people; children (under 18), older (65 and over), aged (whose age is
    known) and their percentages; frequent (by the rule of any kind whose extract
    holds everybody) and per_1000.

    districts, pcns: their names, of its small areas and of its practices. practices:
    how many have most of their list there. imd_decile: mean over people, 1 the most
    deprived. volume_decile, rate_decile: mean over people of the decile of their small
    area, 10 the most: as the areas file has it, else among those in view, by events and
    by events a head. What else the areas file holds of them (`AREA_INDICATORS`): beds
    added up, life expectancy as the mean over people; null where no area has it.
    """
    scope = settle(dataset, filters)
    people = engine.run(dataset, _cells(dataset, scope)).fillna({"lsoa_code": ""})
    details = known_areas(dataset)[["lsoa_code", "neighbourhood"]]
    held = engine.run(dataset, table("areas"))[["lsoa_code", "district", *HELD]]
    details = details.merge(held, on="lsoa_code", how="left")
    areas = people.groupby("lsoa_code", as_index=False).sum(numeric_only=True)
    areas = areas.merge(details, on="lsoa_code", how="left")
    areas["place"] = areas["neighbourhood"].fillna("").replace("", NONE)
    inside = areas["place"] != NONE
    areas["volume"] = deciles(areas["events"].where(inside)) * areas["people"]
    rates = areas["events"] / areas["people"]
    areas["rate"] = deciles(rates.where(inside)) * areas["people"]
    found = areas.drop(columns=["lsoa_code", "neighbourhood", "district", *HELD])
    found = found.groupby("place").sum()
    found["imd_decile"] = found["imd"] / found["imd_known"].where(
        found["imd_known"] > 0
    )
    for name in ("volume", "rate"):
        found[f"{name}_decile"] = (found[name] / found["people"]).where(
            found.index != NONE
        )
    given = _held(areas)
    for name in HELD:
        own = found.get(name, np.nan)
        found[name] = given[name].reindex(found.index).where(given[name].notna(), own)
    named = areas[areas["district"].fillna("") != ""].groupby("place")["district"]
    found["districts"] = named.agg(_names).reindex(found.index).fillna("")
    lists = people.merge(areas[["lsoa_code", "place"]], on="lsoa_code")
    most = lists.groupby(["practice_code", "place"])["people"].sum().reset_index()
    most = most.sort_values("people", ascending=False, kind="stable")
    most = most.drop_duplicates("practice_code")
    pcns = most.merge(known_places(dataset)[["practice_code", "pcn"]], "left")
    pcns = pcns[pcns["pcn"].fillna("") != ""].groupby("place")["pcn"].agg(_names)
    found["pcns"] = pcns.reindex(found.index).fillna("")
    most = most["place"].value_counts()
    found["practices"] = most.reindex(found.index).fillna(0).astype(int)
    last = found.index == NONE
    found = pd.concat([found[~last], found[last]]).reset_index()
    found = found.assign(children_share=None, older_share=None, per_1000=None)
    columns = tuple(
        column
        for column in COLUMNS
        if column.name not in WHERE_HELD or found[column.name].replace("", None).any()
    )
    return result(
        "neighbourhoods",
        dataset,
        scope,
        found[[column.name for column in columns]],
        tuple(
            replace(one, title=one.title.replace("IMD", imd(dataset)))
            for one in columns
        ),
        "registered people who live in each neighbourhood; frequent attenders of "
        f"{called(seen_alike(dataset))} per 1,000 of them",
        (
            "A practice counts where most of its list lives. Deciles of activity and "
            f"of demand are {_of_what(dataset, areas)}; 10 is the most.",
            *note(dataset),
        ),
    )


def _held(areas: pd.DataFrame) -> pd.DataFrame:
    """What the areas file holds of each neighbourhood: totals, or means over people."""
    found = {}
    for name in HELD:
        known = areas[areas[name].notna()]
        if AREA_INDICATORS[name].total:
            found[name] = known.groupby("place")[name].sum()
        else:
            weighed = (known[name] * known["people"]).groupby(known["place"]).sum()
            found[name] = weighed / known.groupby("place")["people"].sum()
    held = pd.DataFrame(found, columns=list(HELD))
    return held.reindex(areas["place"].unique())


def _names(several: pd.Series) -> str:
    return "; ".join(sorted(set(several)))


def _of_what(dataset: Dataset, areas: pd.DataFrame) -> str:
    if areas["volume_decile"].notna().any() or areas["rate_decile"].notna().any():
        return "those of the areas file, among a wider set of areas"
    kinds = listed(kind.called for kind in seen_alike(dataset))
    return f"of small areas in view by {kinds}, in all and a head"


HELD = tuple(one.name for one in AREA_INDICATORS.values() if one.in_profile)
DECILES = ("volume_decile", "rate_decile")


def _of_file(name: str) -> Column:
    one = AREA_INDICATORS[name]
    return Column(name, one.title, "number", decimals=one.decimals)


WHERE_HELD = {"districts", "pcns", *(name for name in HELD if name not in DECILES)}
COLUMNS = (
    Column("place", "Neighbourhood"),
    Column("districts", "Districts"),
    Column("pcns", "PCNs"),
    Column("practices", "Practices", "number", decimals=0),
    *(_of_file(name) for name in HELD if AREA_INDICATORS[name].total),
    Column("people", "Patients", "count"),
    Column("aged", "Of known age", "count", of="people", shown=False),
    Column("children", "Children", "count", of="people", shown=False),
    Column("older", "65 and over", "count", of="people", shown=False),
    Column(
        "children_share",
        "Children (under 18)",
        "percent",
        "children",
        "aged",
        decimals=0,
    ),
    Column("older_share", "65 and over", "percent", "older", "aged", decimals=0),
    *(
        _of_file(name)
        for name in HELD
        if not AREA_INDICATORS[name].total and name not in DECILES
    ),
    Column("imd_decile", "IMD decile, mean", "number", of="people"),
    Column("frequent", "Frequent attenders", "count", of="people"),
    Column("per_1000", "Per 1,000", "ratio", "frequent", "people", 1000),
    Column("volume_decile", "Activity decile", "number", of="people"),
    Column("rate_decile", "Rate of demand decile", "number", of="people"),
)


def seen_alike(dataset: Dataset) -> Rule:
    """The kinds of event whose extract holds everybody here, so that neighbourhoods can
    be compared by them; else all kinds."""
    wide = tuple(kind for kind in dataset.kinds_with_rule if not kind.own_list)
    return wide or dataset.kinds_with_rule


def _cells(dataset: Dataset, scope: Scope) -> ibis.Table:
    """Registered people by small area and practice, and what they are and use."""
    used, rule = use(scope), seen_alike(dataset)
    used = used.select(
        "person",
        frequent=reduce(or_, [used[kind.frequent] for kind in rule]),
        events=reduce(add, [used[kind.used] for kind in rule]),
    )
    listed_there = homes(scope).semi_join(covered(scope, rule), "practice_code")
    people = listed_there.inner_join(table("people"), "person")
    both = people.left_join(used, "person")
    age = age_at(scope, both)
    return both.group_by("lsoa_code", "practice_code").agg(
        people=_.count(),
        aged=age.count(),
        children=(age < CHILDREN).sum().fill_null(0),
        older=(age >= OLDER).sum().fill_null(0),
        imd=both.imd_decile.sum().fill_null(0),
        imd_known=both.imd_decile.count(),
        frequent=both.frequent.sum().fill_null(0),
        events=both.events.sum().fill_null(0),
    )
