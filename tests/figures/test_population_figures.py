"""What the figures of the population say and hold, at a desk and in a meeting."""

import re
from dataclasses import replace
from datetime import date

import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate, protect
from analytics.exhibits import population as exhibits
from analytics.figures.population import fairness as fair
from analytics.figures.population import rates as use
from analytics.figures.theme import DARK, LIGHT
from analytics.measures.population import fairness, rates, reached
from analytics.store.usual_answers import kept
from tests.exhibits.asked import abouts

PCN = Filters(as_at=date(2024, 8, 31), pcn=("Central Basildon",))
SELECTED = PCN.with_(pcn=(), practice=tuple(f"Y9900{n}" for n in range(1, 7)))
EVERY = [one for one in exhibits.PAGE.exhibits if one.name != "published_population"]


@pytest.fixture(scope="module")
def desk(sample):
    return Gate(sample, PCN, Audience.PSEUDONYMISED, kept)


@pytest.fixture(scope="module")
def meeting(sample):
    return Gate(sample, Filters(), Audience.PSEUDONYMISED, kept).for_meeting[0]


def held(chart) -> list[dict]:
    """Every row that a chart carries."""
    data = chart.to_dict().get("datasets", {})
    return [row for rows in data.values() for row in rows]


def drawn(gate, exhibit, *about):
    (fig,) = exhibit.drawn(gate, LIGHT, *about)
    return fig


def test_the_published_population_is_on_the_screen(desk, sample):
    said = drawn(desk, exhibits.RATES, GP, "pcn").title
    assert said.startswith("54,871 people, 351,407 GP visits: 6.40 a head")
    some = Gate(sample, SELECTED, Audience.PSEUDONYMISED)
    said = drawn(some, exhibits.RATES, GP, "pcn").title
    assert said.startswith("38,780 people, 252,619 GP visits: 6.51 a head")
    conditions = drawn(desk, exhibits.CONDITIONS)
    assert "12,970 people, 23.64%" in conditions.title
    words = conditions.table
    assert list(words["Share of registered people"])[:3] == [
        "23.64%",
        "19.65%",
        "15.34%",
    ]
    assert drawn(desk, exhibits.PUBLISHED).title.startswith("16 of 16 published")


def test_conditions_stand_beside_england_with_year_and_source(desk):
    fig = drawn(desk, exhibits.ENGLAND)
    assert re.fullmatch(
        r"Obesity: \d\d\.\d% here, 10\.3% in England, \d\.\d times as common", fig.title
    )
    words = fig.table.set_index("Long-term condition")
    assert set(words.index) == {
        "Obesity",
        "Depression",
        "Hypertension",
        "Asthma",
        "Diabetes mellitus",
        "Chronic kidney disease",
    }
    assert words.loc["Hypertension", "Here"] == "15.3%"
    assert words.loc["Hypertension", "England"] == "14.8%"
    assert (words["Source"].str.len() > 10).all() and (words["When"] != "").all()
    assert "2023/24" in fig.note and "Anxiety" in fig.note


@pytest.mark.parametrize("exhibit", EVERY, ids=lambda one: one.name)
def test_each_says_one_finding_that_its_alternative_repeats(exhibit, desk):
    for about in abouts(desk, exhibits.PAGE, exhibit):
        fig = drawn(desk, exhibit, *about)
        assert fig.title in fig.alt and not fig.title.endswith(".")
        assert len(fig.title.split()) <= 20, fig.title
        assert fig.chart is None or held(fig.chart)
        assert fig.table.shape[0] > 0


@pytest.mark.parametrize("exhibit", EVERY, ids=lambda one: one.name)
def test_a_meeting_sees_no_count_of_few_people(exhibit, meeting):
    for about in abouts(meeting, exhibits.PAGE, exhibit):
        fig = drawn(meeting, exhibit, *about)
        for column in fig.protected.result.columns:
            values = fig.protected.table[column.name]
            if column.kind == "count":
                assert not values.dropna().between(1, 7).any(), column.name
            if column.private:
                assert values.isna().all(), column.name
        if fig.chart is None:
            continue
        for row in held(fig.chart):
            for name in ("people", "of_age", "counted", "registered"):
                number = row.get(name)
                if number is not None:
                    assert number == 0 or number >= 10, (name, row)


def test_women_are_to_the_left_and_men_to_the_right(desk):
    fig = drawn(desk, exhibits.PYRAMID)
    rows = held(fig.chart)
    assert all((r["way"] < 0) == (r["sex"] == "Female") for r in rows if r["people"])
    assert sum(r["people"] for r in rows) == 54871


def test_a_fifth_and_a_condition_can_be_clicked(desk):
    fifths = drawn(desk, exhibits.PART, "fifth").pick
    assert fifths.choices["1, most deprived"] == {"deprivation_fifth": ("1",)}
    conditions = drawn(desk, exhibits.CONDITIONS).pick
    assert conditions.choices["Obesity"] == {"condition": ("Obesity",)}


def test_england_stands_beside_with_its_source(desk):
    for kind, said in ((GP, "5.8 GP appointments"), (AE, "0.27 attendances")):
        note = drawn(desk, exhibits.RATES, kind, "pcn").note
        assert said in note and "England" in note
        assert "European Standard Population 2013" in note and "Fay and Feuer" in note


def test_a_place_of_few_groups_cannot_be_told(sample):
    found = rates.rates(sample, PCN, GP, "practice")
    few = found.table.assign(standardised=None, lower=None, upper=None)
    few = few.astype({"standardised": float, "lower": float, "upper": float})
    seen = protect(replace(found, table=few), Audience.PSEUDONYMISED)
    rows = held(use.rates(seen, GP, "practice", DARK).chart)
    assert {r["short"] for r in rows if "short" in r} == {"cannot tell"}


def test_practices_that_differ_are_counted(desk):
    title = drawn(desk, exhibits.RATES, GP, "practice").title
    assert re.match(r"\d of 9 practices had more GP visits than", title)


def test_fairness_names_who_stands_out_or_says_it_cannot_tell(sample):
    found = fairness.by_group(sample, Filters(), AE, "all", "fifth")
    seen = protect(found, Audience.PSEUDONYMISED)
    said = fair.groups(seen, LIGHT).title
    assert re.match(r"Deprivation fifth \d, \w+ deprived: \d.\d\d times the A&E", said)
    unsure = found.table.assign(sure="cannot tell")
    seen = protect(replace(found, table=unsure), Audience.PSEUDONYMISED)
    fig = fair.groups(seen, LIGHT)
    assert "no difference" in fig.title and "Cannot tell from chance" in fig.note


def test_a_chosen_fifth_has_no_gap(sample):
    gate = Gate(sample, PCN.with_(deprivation_fifth=("1",)), Audience.PSEUDONYMISED)
    assert drawn(gate, exhibits.GAP, AE).title == fair.NO_GAP


def test_whom_the_programme_reaches_less_is_named(sample):
    found = reached.reached(sample, Filters(), "fifth")
    sure = ["cannot tell"] * len(found.table)
    sure[1] = reached.FEWER
    seen = protect(
        replace(found, table=found.table.assign(sure=sure)), Audience.PSEUDONYMISED
    )
    assert fair.reached(seen, LIGHT).title.endswith("less often: deprivation fifth 2")
