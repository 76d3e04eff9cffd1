"""Which figures become charts of Office, and that these say exactly what the figure
says."""

from datetime import date

import altair as alt
import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE
from analytics.disclosure import Audience
from analytics.exhibits import over_time
from analytics.export import story
from analytics.export.cells import read_number
from analytics.export.charts.marks import panels
from analytics.export.charts.native import native
from analytics.export.pack import Chosen
from analytics.figures.theme import LIGHT
from tests.export.conftest import FILTERS, chosen, counted


@pytest.fixture
def by_name(told, sample):
    """The story's figures, and one of lines, which is not in it."""
    gate, _changed = story.room(sample, FILTERS)
    lines = story.chosen(gate, over_time.PAGE, over_time.MONTHLY, (AE,))
    return {one.figure.name: one.figure for one in (*told, *lines)}


def test_every_bar_line_and_dot_of_the_story_can_be_edited(by_name):
    pictures = {
        name
        for name, fig in by_name.items()
        if fig.chart is not None and not fig.is_map and not native(fig)
    }
    curves_and_bands = {
        *("funnel_practices_practice_gp", "since_joining", "beside"),
        *("flows_ae", "concentration_of_cost", "footprint_cost"),
        "two_stories",  # words above parted bars
    }
    assert pictures == curves_and_bands, "these are pictures, nothing else"
    kinds = {
        name: {chart.kind for chart in native(fig) or ()}
        for name, fig in by_name.items()
    }
    assert kinds["monthly_ae"] == {"line"} and kinds["course"] == kinds["rungs"] == {
        "points"
    }
    assert (
        kinds["concentration_ae"]
        == kinds["outcome"]
        == kinds["overlap_ae_gp"]
        == {"bar"}
    )
    assert len(native(by_name["distribution_ae"])) == 2, "a chart a facet"


def test_bars_by_month_stand_on_dates(by_name):
    fig = by_name["comings_and_goings_ae"]
    (chart,) = native(fig)
    assert chart.kind == "column"
    assert list(chart.categories) == sorted(set(chart.categories))
    assert isinstance(chart.categories[0], date) and len(chart.categories) == len(
        fig.table
    )


def test_bars_have_the_numbers_of_the_table(by_name):
    share = native(by_name["concentration_ae"])[0].series[0].values
    said = [read_number(text)[0] for text in by_name["concentration_ae"].table["Share"]]
    assert share == pytest.approx(said, abs=0.0006)
    people = native(by_name["overlap_ae_gp"])[0].series[0].values
    table = by_name["overlap_ae_gp"].table
    assert list(people) == [
        (read_number(text) or [None])[0] for text in table["People"]
    ]


def test_lines_have_the_numbers_of_the_table(by_name):
    fig = by_name["monthly_ae"]
    chart = native(fig)[0]
    value = next(s for s in chart.series if s.name == chart.values.title)
    assert [f"{v:.1f}" for v in value.values] == list(fig.table.iloc[:, -1])
    assert len(chart.categories) == len(fig.table)
    assert {s.name for s in chart.series if s.named} == {"Mean", "Lower", "Upper"}


def test_intervals_and_points_of_a_forest(by_name):
    fig = by_name["rungs"]
    chart = native(fig)[0]
    rows = next(s for s in chart.series if s.name == "Rows")
    assert list(rows.labels) == list(fig.table["Method"])
    first = next(s for s in chart.series if s.name == f"{rows.labels[0]}, from and to")
    said = fig.table.iloc[0]
    assert [f"{x:.2f}" for x in first.xs] == [said["95% from"], said["95% to"]]
    assert chart.across.log and chart.across.low <= min(first.xs)
    point = next(s for s in chart.series if s.marker)
    assert f"{point.xs[0]:.2f}" == said["Rate ratio"]


def test_a_waterfall_stands_on_bars_without_colour(by_name):
    fig = by_name["waterfall"]
    chart = native(fig)[0]
    lift, above, below = chart.series
    assert chart.stacked and lift.blank and not above.blank
    bar = next(mark for mark in panels(fig.chart)[0].marks if mark.kind == "bar")
    sizes = [a - b for a, b in zip(above.values, below.values, strict=True)]
    assert sizes == pytest.approx([row["high"] - row["low"] for row in bar.rows])
    assert len(sizes) == len(fig.table)
    ends = [
        *(sum(pair) for pair in zip(lift.values, above.values, strict=True)),
        *below.values,
    ]
    limits = [
        span[1] + base
        for s in (above, below)
        for span, base in zip(s.spans, lift.values, strict=True)
        if span
    ]
    assert chart.values.low <= min(ends) and chart.values.high >= max(ends + limits)


def test_side_by_side_bars_become_series_in_their_colours():
    frame = pd.DataFrame(
        {
            "age": ["0–4", "0–4", "5–14", "5–14"],
            "sex": ["F", "M"] * 2,
            "people": [10, 15, 20, None],
        }
    )
    fig = counted([10, 20])
    chart = (
        alt.Chart(frame)
        .mark_bar()
        .encode(
            x=alt.X("age:N", sort=["0–4", "5–14"]),
            xOffset="sex:N",
            y="people:Q",
            color=alt.Color(
                "sex:N",
                scale=alt.Scale(domain=["F", "M"], range=[LIGHT.one, LIGHT.other]),
            ),
        )
    )
    made = native(type(fig)(**vars(fig) | {"chart": chart}))[0]
    assert made.kind == "column" and made.legend and not made.stacked
    assert [(s.name, s.values, s.colour) for s in made.series] == [
        ("F", (10, 20), LIGHT.one),
        ("M", (15, None), LIGHT.other),
    ]


@pytest.mark.parametrize(
    "chart",
    [
        alt.Chart(pd.DataFrame({"a": ["x"], "b": [1]}))
        .mark_area()
        .encode(x="a:N", y="b:Q"),
        alt.Chart(pd.DataFrame({"a": ["x"], "b": [1]}))
        .transform_calculate(c="datum.b * 2")
        .mark_bar()
        .encode(x="a:N", y="c:Q"),
        alt.Chart(pd.DataFrame({"a": ["x"], "b": [1]}))
        .mark_bar()
        .encode(x="a:N", y="b:Q", size="b:Q"),
        alt.Chart(pd.DataFrame({"a": ["x", "x"], "b": [1, 2]}))
        .mark_bar()
        .encode(x="a:N", y="b:Q"),
    ],
    ids=["area", "computed", "size", "two in a place"],
)
def test_what_cannot_be_said_exactly_is_left_to_the_picture(chart):
    fig = counted([10, 20])
    assert native(type(fig)(**vars(fig) | {"chart": chart})) is None


def test_a_hidden_bar_is_named_and_has_no_value():
    chart = native(counted([3, 40]))[0]
    assert chart.categories == ("Group A (*)", "Group B")
    assert chart.series[0].values == (None, 40)


def test_only_what_is_protected_can_be_chosen():
    with pytest.raises(ValueError, match="not protected"):
        chosen(counted([3, 40], Audience.PSEUDONYMISED))
    with pytest.raises(ValueError, match="single people"):
        chosen(counted([3, 40], person_rows=True))
    assert isinstance(chosen(counted([3, 40])), Chosen)
