"""Figures of quality: the finding as title, built from what is planted, for both
audiences and looks."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.figures.quality import heat_maps
from analytics.figures.quality import tables as figures
from analytics.figures.theme import DARK, LIGHT
from analytics.measures.quality import codes, joins, levels, months
from analytics.measures.quality.coverage import coverage, place_months
from analytics.measures.quality.fields import completeness
from analytics.measures.quality.findings import findings
from tests.support.feeds import feed
from tests.support.world import dataset

SINCE = pd.Timestamp("2024-01-01")
BOTH = [
    (audience, look) for audience, look in zip(Audience, (DARK, LIGHT), strict=True)
]


@pytest.fixture(scope="module")
def flawed(data_home):
    """A site that doubles, a practice whose GP feed stops, a field half empty at one
    practice."""
    frames = feed(41)
    more = frames.ae[
        (frames.ae["site_code"] == "S2") & (frames.ae["arrived_at"] >= SINCE)
    ].copy()
    more["arrived_at"] += pd.Timedelta(minutes=7)
    ae = pd.concat([frames.ae, more], ignore_index=True)
    gp = frames.gp[
        ~((frames.gp["practice_code"] == "P2") & (frames.gp["appointment_at"] >= SINCE))
    ]
    half = (gp["practice_code"] == "P4") & (np.arange(len(gp)) % 3 > 0)
    gp = gp.assign(role=gp["role"].where(~half)).reset_index(drop=True)
    return dataset(replace(frames, ae=ae, gp=gp), data_home, "figures-flawed")


@pytest.fixture(scope="module")
def steady(data_home):
    return dataset(feed(42), data_home, "figures-steady")


@pytest.mark.parametrize("audience, look", BOTH)
def test_titles_are_the_findings(flawed, audience, look):
    def of(measure, *more):
        return protect(measure(flawed, Filters(), *more), audience)

    known = figures.findings(of(findings))
    assert known.title == "3 things to know before trusting these figures"
    assert list(known.table.columns)[:2] == [
        "What is so",
        "What it means for the answers",
    ]
    drawn = heat_maps.completeness(of(completeness, GP, "practice"), look)
    assert (
        drawn.title.endswith("1 of 6 practices have gaps") and drawn.chart is not None
    )
    drawn = heat_maps.coverage(of(coverage, GP), of(place_months, GP), look)
    assert drawn.title == "1 of 6 practices are missing from some months"
    shown = {row["place"] for row in drawn.chart.to_dict()["datasets"].popitem()[1]}
    assert shown == {"Practice 2"}
    changes = of(levels.level_changes)
    drawn = figures.level_changes(changes)
    assert drawn.title == "1 sudden change of level, the latest from January 2024"
    assert (
        drawn.table["In words"]
        .iloc[0]
        .startswith(
            "From January 2024 A&E attendances at Village centre, type 3 doubled, "
            "from about "
        )
    )
    assert drawn.table["From"].iloc[0] == "January 2024"
    drawn = figures.months(of(months.months), look)
    assert drawn.title == (
        "Complete: A&E attendances to 30 June 2024 and GP appointments to 30 June "
        "2024; every month is whole"
    )
    assert "of the people in A&E at" in figures.joins(of(joins.joins)).title
    assert "“other”" in figures.codes(of(codes.codes)).title
    assert figures.warnings(of(codes.warnings)).title == "No warning on loading"


@pytest.mark.parametrize("audience, look", BOTH)
def test_where_nothing_is_wrong_there_is_no_chart_to_search(steady, audience, look):
    def of(measure, *more):
        return protect(measure(steady, Filters(), *more), audience)

    full = heat_maps.completeness(of(completeness, GP), look)
    assert full.chart is not None or full.title.startswith(
        "Every field is filled in 95%"
    )
    place = heat_maps.coverage(of(coverage, AE), of(place_months, AE), look)
    assert place.chart is None and place.title == "All 6 practices have rows throughout"
    changes = of(levels.level_changes)
    assert figures.level_changes(changes).title == "No sudden change of level"
    assert figures.findings(of(findings)).title.startswith(
        "Nothing found that should stop you"
    )
