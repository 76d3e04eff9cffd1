"""Months and places that are counted, by two routes."""

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.measures.quality import months
from analytics.measures.quality.coverage import coverage, place_months
from tests.spec.quality.gappy import EVERYONE, PLACES, counted_ae, counted_gp


@pytest.mark.parametrize("name", PLACES)
def test_months_counted_and_longest_gap(name, holed, gappy):
    filters, practices = PLACES[name]
    found = months.months(holed, filters).table
    for title, rows, time in (
        ("A&E attendances", counted_ae(gappy, practices), "arrived_at"),
        ("GP appointments", counted_gp(gappy, practices), "appointment_at"),
    ):
        mine = found[found["extract"] == title].set_index("month")
        plain = rows[time].dt.to_period("M").dt.to_timestamp().value_counts()
        assert mine["counted"].to_dict() == plain.to_dict()
        days = set(rows[time].dt.normalize())
        for month in list(mine.index)[5:12]:
            run = longest = 0
            for day in pd.date_range(month, month + pd.offsets.MonthEnd(0)):
                run = 0 if day in days else run + 1
                longest = max(longest, run)
            assert mine.loc[month, "gap"] == longest


@pytest.mark.parametrize(
    "kind, unit",
    [(AE, "practice"), (GP, "practice"), (AE, "site")],
    ids=lambda one: getattr(one, "slug", one),
)
def test_places_and_months(kind, unit, holed, gappy):
    every = ["P1", "P2", "P3", "P4"]
    rows, time = (
        (counted_ae(gappy, every), "arrived_at")
        if kind is AE
        else (counted_gp(gappy, every), "appointment_at")
    )
    names = {
        "P1": "Ash Lane",
        "P2": "Birch Road",
        "P3": "Cedar House",
        "P4": "Dale View",
    }
    place = (
        rows["practice_code"].map(names)
        if unit == "practice"
        else rows["site_code"] + ", type " + rows["department_type"].str.lstrip("0")
    )
    plain = rows.groupby(
        [
            place.rename("place"),
            rows[time].dt.to_period("M").dt.to_timestamp().rename("month"),
        ]
    ).size()
    cells = place_months(holed, EVERYONE, kind, unit).table.set_index(
        ["place", "month"]
    )
    assert cells.loc[plain.index, "counted"].to_dict() == plain.to_dict()
    assert cells["counted"].sum() == plain.sum()
    summed = coverage(holed, EVERYONE, kind, unit).table.set_index("place")
    assert summed["counted"].to_dict() == plain.groupby("place").sum().to_dict()
    assert summed["present"].to_dict() == plain.groupby("place").size().to_dict()
