"""The funnel: what it says, what it draws, and what it must never hold."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from analytics.disclosure import Audience, protect
from analytics.figures.places import funnel as figures
from analytics.figures.theme import LIGHT
from analytics.measures.places.funnel import judged
from analytics.measures.result import Column, Result

EVERYBODY, MEETING = Audience.PSEUDONYMISED, Audience.AGGREGATE


def by_hand(people, expected, registered=None, kind="Practice") -> Result:
    names = [f"{chr(65 + i)} Surgery" for i in range(len(people))]
    table = pd.DataFrame(
        {
            "place": names,
            "name": names,
            "people": people,
            "ae_attendances": 10,
            "registered": registered or [5000] * len(people),
            "per_1000": None,
            "expected": expected,
            "ratio": None,
        }
    )
    return Result(
        "practices",
        table,
        (
            Column("name", kind),
            Column("people", "Frequent attenders", "count"),
            Column("ae_attendances", "Their A&E attendances", "count", of="people"),
            Column("registered", "Registered people", "count"),
            Column("per_1000", "Per 1,000", "ratio", "people", "registered", 1000),
            Column("expected", "Expected", "number"),
            Column(
                "ratio", "Counted ÷ expected", "ratio", "people", "expected", decimals=2
            ),
        ),
        "A&E frequent attenders per 1,000 registered people on the list",
    )


def funnel_of(result, audience=EVERYBODY, look=LIGHT):
    """The figure of places of which those at twice or a third of what is expected stand
    apart, whatever the method would say of so few."""
    told = judged(result)
    table = told.table
    ratio = table["people"] / table["expected"].astype(float)
    table.loc[ratio >= 2, "verdict"] = figures.MORE
    table.loc[ratio <= 0.35, "verdict"] = figures.FEWER
    return figures.funnel_figure(protect(replace(told, table=table), audience), look)


@pytest.mark.parametrize(
    "people,title",
    [
        (
            [20, 20, 21],
            "No practice stands apart in A&E frequent attenders: all are within the "
            "usual spread",
        ),
        (
            [60, 20, 20],
            "A Surgery has more A&E frequent attenders than chance and the usual "
            "spread explain",
        ),
        (
            [60, 20, 2],
            "A Surgery has more; C Surgery has fewer A&E frequent attenders than "
            "chance and the usual spread explain",
        ),
        (
            [60, 60, 20],
            (
                "A Surgery and B Surgery have more A&E frequent attenders than chance "
                "and the usual spread explain"
            ),
        ),
        (
            [60, 60, 60, 2, 20],
            "4 of 5 practices stand apart: 3 have more and 1 has fewer A&E frequent "
            "attenders than chance and the usual spread explain",
        ),
        (
            [60, 60, 60, 20],
            "3 of 4 practices have more A&E frequent attenders than chance and the "
            "usual spread explain",
        ),
        ([20], "Only one practice is in view, so there is nothing to compare it with"),
    ],
)
def test_funnel_titles(people, title):
    assert funnel_of(by_hand(people, [20.0] * len(people))).title == title


def test_funnel_of_nothing_expected_says_why():
    fig = funnel_of(by_hand([4, 5], [None, None]))
    assert fig.chart is None and "no count of the people" in fig.title


def test_funnel_draws_limits_and_shapes_and_names_only_those_beyond():
    fig = funnel_of(by_hand([60, 20, 2, 19], [20.0, 22.0, 30.0, 8.0]))
    spec = fig.chart.to_dict()
    marks = [layer["mark"]["type"] for layer in spec["layer"]]
    assert marks[:4] == ["rule", "line", "text", "point"]
    shapes = spec["layer"][3]["encoding"]["shape"]["scale"]
    assert shapes["range"] == ["diamond", "square", "circle"]
    labels = [
        row["name"]
        for layer in spec["layer"][4:]
        for row in spec["datasets"][layer["data"]["name"]]
    ]
    assert sorted(labels) == ["A Surgery", "C Surgery", "D Surgery"]
    assert "rank" not in json.dumps(spec).lower()
    assert "published one" in fig.note


def test_funnel_labels_stay_clear_of_each_other():
    points = pd.DataFrame(
        {
            "name": list("abc"),
            "expected": 20.0,
            "ratio": [2.0, 2.01, 2.02],
            "verdict": figures.MORE,
        }
    )
    ((table, align, _dx),) = figures._labels(points, 3.0, 5.0, 60.0)
    gaps = table["at"].diff().dropna()
    assert align == "left" and (gaps >= 3.0 * 0.07 - 1e-9).all()


def test_a_meetings_funnel_has_rounded_counts_and_exact_verdicts():
    fig = funnel_of(by_hand([62, 21, 6], [20.0, 20.0, 20.0]), MEETING)
    spec = fig.chart.to_dict()
    dots = [
        row for data in spec["datasets"].values() for row in data if "people" in row
    ]
    assert {row["people"] for row in dots} == {60, 20}
    assert "1 dot not drawn" in fig.note and "rounded" in fig.note
    assert fig.title.startswith("A Surgery has more; C Surgery has fewer")
    assert list(fig.table["Frequent attenders"]) == ["60", "20", "*"]
    assert not {"z", "observed"} & set(fig.table)
