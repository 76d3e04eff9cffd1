"""The map: what it says, what it holds, and what it must never hold."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.figures.places import map_marks as marks
from analytics.figures.places.area_map import Bands, area_map, bands
from analytics.figures.theme import DARK, LIGHT
from analytics.geography.boundaries import read
from analytics.measures.places import by_place, funnel
from analytics.measures.result import Result

RULE = Filters(ae_more_than=3, gp_more_than=5)
EVERYBODY, MEETING = Audience.PSEUDONYMISED, Audience.AGGREGATE


@pytest.fixture(scope="module", autouse=True)
def small_areas():
    """The made-up areas have some fifty people each; let them have rates."""
    kept, marks.FEWEST = marks.FEWEST, 20
    yield
    marks.FEWEST = kept


def deck(fig) -> dict:
    return json.loads(fig.chart.to_json())


def everyone_s(found: Result) -> Result:
    """As if the rule were the usual one: a rule of one's own hides 0 to 19, too many
    here."""
    return replace(found, narrowed=False)


def drawn(made_up, audience, look=LIGHT, level="lsoa", rule=(GP,)):
    areas = protect(everyone_s(by_place.by_area(made_up, RULE, rule, level)), audience)
    practices = protect(
        everyone_s(funnel.practices_compared(made_up, RULE, rule)), audience
    )
    within = by_place.neighbourhoods(made_up) if level == "neighbourhood" else None
    return area_map(areas, read(made_up.boundaries), look, practices, within)


@pytest.mark.parametrize("look", [LIGHT, DARK])
@pytest.mark.parametrize("level", ["lsoa", "neighbourhood"])
def test_map_has_areas_practices_and_key_and_no_provider(made_up, look, level):
    fig = drawn(made_up, EVERYBODY, look, level)
    spec = deck(fig)
    assert [layer["id"] for layer in spec["layers"]] == [
        "areas",
        "practices",
        "backing",
        "key",
        "names",
    ]
    # the mark that pydeck leaves where no style was asked for; with none at all,
    # Streamlit 1.67 fetches a background from the network
    assert not spec.get("mapProvider") and spec["mapStyle"] == "__MAP_STYLE__"
    assert "http" not in fig.chart.to_json()
    assert len(spec["layers"][0]["data"]["features"]) == 8
    assert len(spec["layers"][1]["data"]) == 3  # practices with GP data
    key = [entry["mark"] for entry in spec["layers"][3]["data"]]
    assert "practice" in key and any(
        "under" in words or "more" in words for words in key
    )
    view = spec["initialViewState"]
    assert 51.49 < view["latitude"] < 51.52 and 0.40 < view["longitude"] < 0.48
    assert "Made up" in fig.source and fig.alt.startswith("Map of areas")


def test_tooltip_has_numerator_denominator_and_rate(made_up):
    truth = by_place.by_area(made_up, RULE, (GP,)).table.set_index("place")
    feature = deck(drawn(made_up, EVERYBODY))["layers"][0]["data"]["features"][1]
    row = truth.loc["E01000002"]
    rate = 1000 * row["people"] / row["registered"]
    low, high = 1000 * np.array(
        proportion_confint(row["people"], row["registered"], method="wilson")
    )
    assert feature["properties"]["tip"].split("\n") == [
        "Town 002A",
        f"Frequent attenders: {row['people']}",
        f"Registered people: {int(row['registered'])}",
        f"Per 1,000: {rate:.1f} (95% interval {low:.1f} to {high:.1f})",
        f"Their GP visits: {row['gp_visits']}",
    ]


def test_a_meeting_is_sent_protected_numbers_only(made_up):
    fig = drawn(made_up, MEETING)
    truth = by_place.by_area(made_up, RULE, (GP,)).table.set_index("place")
    features = deck(fig)["layers"][0]["data"]["features"]
    hidden = 0
    for feature, code in zip(features, read(made_up.boundaries).shapes, strict=True):
        assert set(feature["properties"]) == {"tip", "code", "fill", "line"}
        assert feature["properties"]["code"] == code  # of the area: public
        lines = dict(
            line.split(": ", 1) for line in feature["properties"]["tip"].split("\n")[1:]
        )
        if truth.loc[code, "people"] <= 7:
            hidden += 1
            assert lines["Frequent attenders"] == "hidden: fewer than 8"
            assert lines["Per 1,000"] == "–"
            assert lines["Their GP visits"] == "hidden: fewer than 8"
            assert feature["properties"]["fill"][:3] == [0xC9, 0xCF, 0xD3]
        else:
            assert int(lines["Frequent attenders"]) % 5 == 0
        assert int(lines["Registered people"]) % 5 == 0
    assert hidden >= 2
    assert f"Hidden: {hidden} of 8 areas" in fig.note
    key = [entry["mark"] for entry in deck(fig)["layers"][3]["data"]]
    assert "hidden: fewer than 8" in key
    circles = deck(fig)["layers"][1]["data"]
    assert {set(c) >= {"tip", "at"} for c in circles} == {True}
    assert all(int(c["tip"].split("\n")[1].split(": ")[1]) % 5 == 0 for c in circles)


def test_colours_run_from_few_to_many(made_up):
    for look in (LIGHT, DARK):
        fig = drawn(made_up, EVERYBODY, look)
        found = {}
        for feature in deck(fig)["layers"][0]["data"]["features"]:
            rate = float(
                feature["properties"]["tip"].split("Per 1,000: ")[1].split()[0]
            )
            found[rate] = sum(feature["properties"]["fill"][:3])
        by_rate = [found[rate] for rate in sorted(found)]
        assert by_rate == sorted(by_rate, reverse=look is LIGHT)
        assert len(set(by_rate)) > 2


def test_an_area_with_few_people_has_no_rate(made_up):
    marks.FEWEST = 45
    features = deck(drawn(made_up, EVERYBODY))["layers"][0]["data"]["features"]
    marks.FEWEST = 20
    clear = [f for f in features if f["properties"]["fill"] == [0, 0, 0, 0]]
    assert len(clear) == 4


def test_neighbourhood_maps_colour_each_outline_by_its_neighbourhood(made_up):
    features = deck(drawn(made_up, EVERYBODY, level="neighbourhood"))["layers"][0][
        "data"
    ]["features"]
    tips = [f["properties"]["tip"].split("\n")[0] for f in features]
    assert tips == ["Hill"] * 4 + ["Vale"] * 4


def test_table_twin_has_every_row_and_dashes_for_no_denominator(made_up):
    fig = drawn(made_up, MEETING)
    table = fig.table.set_index("Small area (LSOA)")
    assert len(table) == 9
    assert table.loc["Elsewhere or not known", "Registered people"] == "–"
    assert (table["Frequent attenders"] == "*").sum() >= 2
    assert fig.alt and fig.title in fig.alt


@pytest.mark.parametrize(
    "rates,edges",
    [
        ([], (0.0,)),
        ([0, 0, 0], (0.0,)),
        ([0, 3, 9.9], (0, 2, 4, 6, 8)),
        ([0, 14], (0, 5, 10)),
        ([2.1, 2.4, 3.2], (2, 2.5, 3)),
        ([40, 41, 160], (0, 50, 100, 150)),
    ],
)
def test_bands_are_round_and_hold_every_rate(rates, edges):
    found = bands(pd.Series(rates, dtype=float))
    assert found.edges == edges
    assert all(found.edges[0] <= rate for rate in rates)


def test_one_odd_rate_of_many_does_not_set_the_bands():
    found = bands(pd.Series([float(n % 10) for n in range(60)] + [400.0]))
    assert found.edges[-1] < 10 and found.of(400) == len(found.edges) - 1


def test_bands_in_words():
    scale = Bands((0.0, 2.5, 5.0))
    assert [scale.words(i) for i in range(3)] == [
        "0 to under 2.5",
        "2.5 to under 5",
        "5 or more",
    ]
    assert [scale.of(v) for v in (0, 2.4, 2.5, 99)] == [0, 0, 1, 2]


def test_map_titles_are_the_finding(made_up):
    assert drawn(made_up, EVERYBODY).title.startswith("GP frequent attenders: ")
    title = drawn(made_up, EVERYBODY, level="neighbourhood").title
    table = by_place.by_area(made_up, RULE, (GP,), "neighbourhood").table.set_index(
        "place"
    )
    most = table.loc[["Hill", "Vale"], "people"]
    assert f"{most.max()} of {most.sum()} GP frequent attenders" in title
    assert most.idxmax() in title
    none = by_place.by_area(made_up, RULE.with_(ae_more_than=900), (AE,))
    shown = area_map(
        protect(everyone_s(none), MEETING), read(made_up.boundaries), LIGHT
    )
    assert shown.title == "No A&E frequent attenders live in the areas in view"
    few = by_place.by_area(made_up, RULE.with_(ae_more_than=14), (AE,))
    assert 0 < few.table["people"].max() <= 7
    shown = area_map(protect(everyone_s(few), MEETING), read(made_up.boundaries), LIGHT)
    assert shown.title.startswith(("Fewer than 8 A&E frequent attenders", "No A&E"))


def test_without_boundaries_the_numbers_remain(made_up, stored):
    areas = protect(by_place.by_area(stored(boundaries=False), RULE, (GP,)), EVERYBODY)
    fig = area_map(areas, None, LIGHT)
    assert fig.chart is None and "no boundaries" in fig.title
    assert "lsoa_code" in fig.note and len(fig.table) == 9
    other = read(made_up.boundaries)
    stranger = type(other)(
        {"W01": next(iter(other.shapes.values()))}, {"W01": "W01"}, other.box
    )
    fig = area_map(areas, stranger, LIGHT)
    assert fig.chart is None and "census" in fig.note


def test_without_a_denominator_the_map_says_what_to_load(stored):
    part = stored("registrations", "areas")
    areas = protect(by_place.by_area(part, RULE, (AE,)), EVERYBODY)
    fig = area_map(areas, read(part.boundaries), LIGHT)
    assert "no rates" in fig.title and "population" in fig.note


def test_a_title_never_adds_up_what_is_left(made_up):
    found = by_place.by_area(made_up, RULE, (GP,), "neighbourhood")
    table = found.table.assign(
        people=[40 if i == 0 else 3 for i in range(len(found.table))]
    )
    shown = area_map(
        protect(replace(found, table=table), MEETING),
        read(made_up.boundaries),
        LIGHT,
        None,
        by_place.neighbourhoods(made_up),
    )
    assert "%" not in shown.title and "fewer than 20 in" in shown.title
