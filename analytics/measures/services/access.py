"""How well supply meets need within reach, by area, beside where frequent attenders
live."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.services import needs
from analytics.definitions.words import counted
from analytics.geography import boundaries
from analytics.geography.distance import km
from analytics.measures.counting.known_places import known_areas
from analytics.measures.places.by_place import by_area
from analytics.measures.places.rule import Rule, called
from analytics.measures.result import Column, Result
from analytics.measures.services.directory import (
    OPEN,
    Service,
    of_services,
    services,
)
from analytics.methods.catchment import SOURCE, WEIGHTS, access, zones
from analytics.store.dataset import Dataset, table
from analytics.store.usual_answers import kept_nowhere

REACH = 3.0  # km, as first asked
PER = 10_000  # people


@dataclass(frozen=True)
class Within:
    """For which need ("" for any), and within what reach in km, on a day."""

    need: str
    reach: float
    on: date


@kept_nowhere
def by_small_area(
    dataset: Dataset, filters: Filters, rule: Rule, within: Within
) -> Result:
    """Each small area with residents: what it has of the services that meet the need.

    Columns: place (its code), name, neighbourhood, residents, share (places a week, or
    services, per 10,000 of those who could use them: E2SFCA), near (services within
    reach), nearest (km to the nearest), people (frequent attenders who live there).
    What a service gives is shared among all residents, whatever the filters; they
    choose whose frequent attenders are counted, and which areas are listed.
    """
    return _result(
        dataset, _areas(dataset, filters, rule, within), rule, within, "lsoa"
    )


@kept_nowhere
def by_neighbourhood(
    dataset: Dataset, filters: Filters, rule: Rule, within: Within
) -> Result:
    """The same by neighbourhood: shares weighted by residents, and `without`, the
    residents with nothing within reach. No rows where no neighbourhood is known."""
    areas = _areas(dataset, filters, rule, within)
    areas = areas[areas["neighbourhood"] != ""]
    weighted = areas.assign(
        share=areas["share"] * areas["residents"],
        without=areas["residents"].where(areas["near"] == 0, 0),
    )
    found = weighted.groupby("neighbourhood", as_index=False)[
        ["residents", "share", "without", "people"]
    ].sum()
    found["share"] /= found["residents"]
    found = found.assign(name=found["neighbourhood"], place=found["neighbourhood"])
    return _result(dataset, found, rule, within, "neighbourhood")


def supplied(dataset: Dataset, within: Within) -> tuple[list[Service], np.ndarray, str]:
    """The services that meet the need and have a place; what each gives; in what."""
    found = [
        one
        for one in services(dataset, within.on)
        if one.state == OPEN
        and one.placed
        and (not within.need or within.need in one.needs)
    ]
    known = [one.capacity for one in found if one.capacity is not None]
    if found and len(known) == len(found):
        return found, np.array(known, dtype=float), "places a week"
    return found, np.ones(len(found)), "services"


@kept_nowhere
def there(dataset: Dataset, _filters: Filters, within: Within) -> Result:
    """The services that meet the need and have a place, with what a map says of
    them."""
    rows = [
        {
            "name": one.name,
            "hours": one.hours_in_words,
            "how": one.how_to_refer,
            "where": one.postcode,
            "lat": one.lat,
            "lon": one.lon,
        }
        for one in supplied(dataset, within)[0]
    ]
    columns = (
        Column("name", "Service"),
        Column("hours", "Open"),
        Column("how", "How to refer"),
        Column("where", "Where"),
        Column("lat", "lat", "number", decimals=5, shown=False),
        Column("lon", "lon", "number", decimals=5, shown=False),
    )
    return of_services("there", dataset, rows, columns, "Local services with a place")


def middles(dataset: Dataset) -> pd.DataFrame:
    """Small areas with residents and a place: lsoa_code, residents, lat, lon (of where
    people live, if the file says so, else the middle of the outline)."""
    areas = engine.run(dataset, table("areas"))
    areas = areas[["lsoa_code", "population", "lat", "lon"]].set_index("lsoa_code")
    if dataset.boundaries is not None and areas["lat"].isna().any():
        shapes = boundaries.read(dataset.boundaries).shapes
        drawn = pd.DataFrame.from_dict(
            {code: boundaries.middle(shape) for code, shape in shapes.items()},
            orient="index",
            columns=["lat", "lon"],
        )
        areas = areas.fillna(drawn)
    areas = areas.rename(columns={"population": "residents"}).reset_index()
    return areas.dropna().reset_index(drop=True)


def _areas(
    dataset: Dataset, filters: Filters, rule: Rule, within: Within
) -> pd.DataFrame:
    areas = middles(dataset)
    found, gives, _unit = supplied(dataset, within)
    apart = km(
        areas["lat"].to_numpy()[:, None],
        areas["lon"].to_numpy()[:, None],
        np.array([one.lat for one in found])[None, :],
        np.array([one.lon for one in found])[None, :],
    )
    people = areas["residents"].to_numpy(dtype=float)
    had = access(apart, people, gives, within.reach)
    areas = areas.assign(
        share=had.share * PER,
        near=had.near,
        nearest=np.where(np.isfinite(had.nearest), had.nearest, np.nan),
    )
    lived = by_area(dataset, filters, rule).table
    lived = lived.loc[lived["place"] != "", ["place", "people"]]
    areas = areas.rename(columns={"lsoa_code": "place"}).merge(lived, on="place")
    named = known_areas(dataset)[["lsoa_code", "area", "neighbourhood"]]
    named = named.rename(columns={"lsoa_code": "place", "area": "name"})
    areas = areas.merge(named, on="place", how="left")
    areas["people"] = areas["people"].fillna(0).astype("int64")
    return areas.sort_values(["name", "place"], kind="stable").reset_index(drop=True)


def _result(
    dataset: Dataset, found: pd.DataFrame, rule: Rule, within: Within, level: str
) -> Result:
    there, _gives, unit = supplied(dataset, within)
    what = needs.title_of(within.need).lower() if within.need else "local"
    columns = (
        Column("name", "Small area" if level == "lsoa" else "Neighbourhood"),
        *((Column("neighbourhood", "Neighbourhood"),) if level == "lsoa" else ()),
        Column("residents", "Residents", "number", decimals=0),
        Column("people", f"{called(rule)} frequent attenders", "count"),
        Column("share", f"{unit.capitalize()} per 10,000", "number", decimals=1),
        *(
            (
                Column("near", "Services within reach", "number", decimals=0),
                Column("nearest", "Nearest, km", "number", decimals=1),
            )
            if level == "lsoa"
            else (Column("without", "Residents without", "number", decimals=0),)
        ),
    )
    edges = ", ".join(f"{edge:g}" for edge in zones(within.reach))
    shares = ", ".join(f"{weight:g}" for weight in WEIGHTS)
    counts = (
        "Supply is what each service can take on a week."
        if unit == "places a week"
        else "Not every service says how many it can take on, so each counts as one."
    )
    return Result(
        f"access_{level}_{within.need or 'any'}",
        found[["place", *(column.name for column in columns)]],
        columns,
        f"{unit.capitalize()} per 10,000 residents within {within.reach:g} km "
        f"({what} services)",
        rule=f"{called(rule)} frequent attenders beside it.",
        fingerprint=dataset.fingerprint,
        notes=(
            f"{counts} Of {counted(len(there), 'service')} with a place; distances are "
            f"in a straight line, in zones to {edges} km weighted {shares} ({SOURCE}).",
        ),
    )
