"""The value of each indicator in each small area, and how many of its people it is
known of.

Each value is a share of two numbers, so that areas can be put together: counts of
people registered on the as-at day who live there; of a published mean, the mean times
the residents.
"""

from functools import lru_cache

import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.areas.area_indicators import AREA_INDICATORS
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters, Of
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.need.choices import (
    AREA,
    DECILE,
    OTHER_GROUPS,
    SEVERAL,
    SEVERAL_KEY,
    choices,
    condition_key,
)
from analytics.measures.population.groups import ETHNIC, NOT_KNOWN, listed
from analytics.measures.population.registered_people import CHILD, OLDER
from analytics.store.dataset import Dataset, table

Shares = dict[str, tuple[pd.Series, pd.Series, pd.Series]]  # top, bottom, people known
HOME = "lsoa_code"


def asked_of(dataset: Dataset, filters: Filters) -> Scope:
    """The scope without the filters of people and events: need is of everybody who
    lives in an area and is registered at the practices in view."""
    return settle(dataset, filters.only(Of.RULE, Of.PRACTICES, Of.HOMES))


def values(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """One row a small area and indicator: lsoa_code, indicator (its key), top, bottom
    (the value is top ÷ bottom), known (people of the area it is known of)."""
    return _values(dataset, scope)


@lru_cache(maxsize=4)  # keyed on the dataset's fingerprint and the filters
def _values(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    areas = engine.run(dataset, table("areas")).set_index(HOME).sort_index()
    if scope.homes is not None:
        areas = areas[areas.index.isin(scope.homes)]
    found: Shares = _of_areas(areas)
    there = choices(dataset)
    if any(one.of_people for one in there.values()):
        found |= _of_people(dataset, scope)
        for kind in dataset.kinds_with_rule:
            found |= _of_use(dataset, scope, kind)
    found |= _loaded_counts(dataset, scope, areas["population"])
    parts = [
        pd.DataFrame({"top": top, "bottom": bottom, "known": known})
        .reindex(areas.index)
        .astype(float)
        .fillna(0.0)
        .rename_axis(HOME)
        .reset_index()
        .assign(indicator=key)
        for key, (top, bottom, known) in found.items()
        if key in there
    ]
    columns = [HOME, "indicator", "top", "bottom", "known"]
    if not parts:
        return pd.DataFrame(columns=columns)
    return pd.concat(parts, ignore_index=True)[columns]


def _of_areas(areas: pd.DataFrame) -> Shares:
    people, found = areas["population"].astype(float), Shares()
    for name in (DECILE, *AREA_INDICATORS):
        value = areas[name].astype(float)
        there = people.where(value.notna(), 0.0)
        total = name in AREA_INDICATORS and AREA_INDICATORS[name].total
        found[name] = (value if total else value * people, there, there)
    return found


def _of_people(dataset: Dataset, scope: Scope) -> Shares:
    """Shares of the people on the list."""
    people = listed(scope).filter(_[HOME].notnull())
    several = people.conditions.unique().length() >= SEVERAL
    counted = engine.run(
        dataset,
        people.group_by(HOME).agg(
            people=_.count(),
            aged=_.age.count(),
            older=(_.age >= OLDER).sum().fill_null(0),
            children=(_.age < CHILD).sum().fill_null(0),
            several=several.fill_null(False).sum(),
        ),
    ).set_index(HOME)
    everybody, aged = counted["people"], counted["aged"]
    groups = engine.run(
        dataset, people.group_by(HOME, "ethnicity").agg(people=_.count())
    )
    told = ETHNIC.named(groups["ethnicity"])
    told_of = groups[told != NOT_KNOWN].groupby(HOME)["people"].sum()
    others = groups[(told != NOT_KNOWN) & ~told.map(_white_british)]
    others = others.groupby(HOME)["people"].sum().reindex(told_of.index).fillna(0)
    found: Shares = {
        "older": (counted["older"], aged, aged),
        "children": (counted["children"], aged, aged),
        OTHER_GROUPS: (others, told_of, told_of),
        SEVERAL_KEY: (counted["several"], everybody, everybody),
    }
    each = people.select("person", HOME, name=_.conditions.unnest()).distinct()
    with_it = engine.run(dataset, each.group_by(HOME, "name").agg(people=_.count()))
    for name, rows in with_it.groupby("name"):
        top = rows.set_index(HOME)["people"].reindex(everybody.index).fillna(0)
        found[condition_key(str(name))] = (top, everybody, everybody)
    return found


def _white_british(name: str) -> bool:
    return name.casefold().replace(":", "").strip() in ("white british", "british")


def _of_use(dataset: Dataset, scope: Scope, kind: EventKind) -> Shares:
    """Frequent attenders and events of the people whom the extract of a kind covers."""
    used = use(scope).select("person", n=kind.used, often=kind.frequent)
    both = listed(scope, kind).filter(_[HOME].notnull()).left_join(used, "person")
    counted = engine.run(
        dataset,
        both.group_by(HOME).agg(
            people=_.count(),
            often=_.often.sum().fill_null(0),
            events=_.n.sum().fill_null(0),
        ),
    ).set_index(HOME)
    people = counted["people"]
    return {
        f"frequent_{kind.slug}": (counted["often"], people, people),
        f"events_{kind.slug}": (counted["events"], people, people),
    }


def _loaded_counts(dataset: Dataset, scope: Scope, population: pd.Series) -> Shares:
    """Counts that were loaded for small areas: those of the last period that ends by
    the as-at day."""
    rows = engine.run(dataset, table("indicators").filter(_.level == AREA))
    first = pd.PeriodIndex(pd.to_datetime(rows["starts_on"]), freq="M")
    rows["ends"] = (first + rows["months"].to_numpy(int)).to_timestamp()
    rows = rows[rows["ends"] <= pd.Timestamp(scope.end)]
    found: Shares = {}
    for name, mine in rows.groupby("indicator"):
        last = mine[mine["ends"] == mine["ends"].max()]
        last = last[last["months"] == last["months"].min()].set_index("place")
        there = last[last["denominator"] > 0]
        known = population.reindex(there.index).astype(float)
        found[str(name)] = (there["numerator"], there["denominator"], known)
    return found


def together(
    found: pd.DataFrame, within: pd.Series, people: pd.Series
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Values of larger areas: (value, share of people known, people behind), each
    areas × indicators.

    within: the larger area of each small one. people: residents of each small one.
    """
    rows = found.assign(place=found[HOME].map(within)).dropna(subset=["place"])
    sums = rows.groupby(["place", "indicator"])[["top", "bottom", "known"]].sum()
    residents = people.groupby(within).sum()

    def wide(one: str) -> pd.DataFrame:
        return sums[one].unstack("indicator")

    top, bottom = wide("top"), wide("bottom")
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (top / bottom).where(bottom > 0)
    covered = wide("known").div(residents.reindex(top.index), axis=0)
    return value, covered, top
