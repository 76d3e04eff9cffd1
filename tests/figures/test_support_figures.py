"""What the figures of support say and hold, at a desk and in a meeting."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate, protect
from analytics.exhibits import support as exhibits
from analytics.figures.support import flow, roles, services, standing, why, work
from analytics.figures.theme import DARK, LIGHT
from analytics.measures.result import Result
from analytics.measures.support import reasons as reasons_of
from analytics.measures.support import standing as stands
from analytics.measures.support.flow import TO_END, TO_HELP
from analytics.measures.support.flow import flow as measured
from analytics.measures.support.services_used import services_used
from analytics.store.usual_answers import kept

ROOT = Path(__file__).resolve().parents[2]
ASKED = Filters(as_at=date(2024, 8, 31), pcn=("Central Basildon",))


@pytest.fixture(scope="module")
def desk(sample):
    return Gate(sample, ASKED, Audience.PSEUDONYMISED, kept)


@pytest.fixture(scope="module")
def meeting(sample):
    return Gate(sample, Filters(), Audience.PSEUDONYMISED, kept).for_meeting[0]


def drawn(gate, exhibit):
    about = (exhibits.posts_of(gate),) if exhibit is exhibits.LOAD else ()
    return exhibit.drawn(gate, LIGHT, *about)


def held(chart) -> list[dict]:
    """Every row that a chart carries."""
    data = chart.to_dict().get("datasets", {})
    return [row for rows in data.values() for row in rows]


def test_the_published_arrs_table_is_on_the_screen(desk):
    (fig,) = drawn(desk, exhibits.ARRS)
    assert fig.title.startswith("ARRS roles gave 98,788 appointments")
    published = json.loads(
        (ROOT / "sample_data/published.json").read_text(encoding="utf-8")
    )
    shown = dict(zip(fig.table["Seen by"], fig.table["GP visits"], strict=True))
    want = sorted(f"{n:,}" for n in published["arrs_roles"].values())
    others = {"All other roles", "All ARRS roles"}
    assert sorted(n for role, n in shown.items() if role not in others) == want
    assert shown["All ARRS roles"] == f"{published['arrs_total']:,}"


@pytest.mark.parametrize("exhibit", exhibits.PAGE.exhibits, ids=lambda one: one.name)
def test_each_says_one_finding_that_its_alternative_repeats(exhibit, desk):
    for fig in drawn(desk, exhibit):
        assert fig.title in fig.alt and not fig.title.endswith(".")
        assert len(fig.title.split()) <= 20
        assert fig.chart is None or held(fig.chart)
        assert fig.table.shape[0] > 0


@pytest.mark.parametrize("exhibit", exhibits.PAGE.exhibits, ids=lambda one: one.name)
def test_a_meeting_sees_no_count_of_few_people(exhibit, meeting):
    for fig in drawn(meeting, exhibit):
        counts = [c for c in fig.protected.result.columns if c.kind == "count"]
        for column in counts:
            values = fig.protected.table[column.name].dropna()
            assert not values.between(1, 7).any(), column.name
        if fig.chart is None:
            continue
        for row in held(fig.chart):
            for name in ("people", "visits", "value", "offered"):
                number = row.get(name)
                if name in fig.protected.table and number is not None:
                    assert number == 0 or number >= 10, (name, row)


def test_coordinators_are_for_a_desk_alone(meeting):
    (fig,) = drawn(meeting, exhibits.COORDINATORS)
    assert fig.withheld and fig.table.empty


def test_the_flow_is_as_wide_as_its_people(desk):
    (fig,) = drawn(desk, exhibits.FLOW)
    edges = pd.DataFrame([row for row in held(fig.chart) if "ribbon" in row])
    ends = edges.groupby("ribbon").agg(
        people=("people", "first"), top=("top", "first"), bottom=("bottom", "first")
    )
    unit = (ends["bottom"] - ends["top"]) / ends["people"]
    assert unit.max() - unit.min() < 0.05, "each person takes as much room"
    table = fig.protected.table
    assert len(ends) == (table["people"] > 0).sum()
    widest = table[table["step"] == TO_HELP]["people"].max()
    assert f"Widest: {widest} people" in fig.title


def small(name: str, frame: pd.DataFrame, columns) -> Result:
    return Result(name, frame, columns, "People")


def test_where_all_ribbons_are_hidden_it_says_so(sample):
    columns = flow_columns(sample)
    frame = pd.DataFrame(
        {
            "step": [TO_HELP, TO_END],
            "source": ["A", "B"],
            "target": ["B", "C"],
            "people": [4, 4],
        }
    )
    seen = protect(small("flow", frame, columns), Audience.AGGREGATE)
    fig = flow.flow(seen, LIGHT)
    assert fig.chart is None and fig.title.startswith("Too few people")


def flow_columns(sample):
    return measured(sample, ASKED).columns


def test_a_caseload_without_reasons_or_services_says_so(sample):
    found = reasons_of.reasons(sample, ASKED)
    lacking = found.table.head(1).assign(reason="Not recorded", without=float("nan"))
    seen = protect(replace(found, table=lacking), Audience.PSEUDONYMISED)
    assert "does not say why" in why.reasons(seen, LIGHT).title
    assert "does not say what" in why.needs_without(seen, LIGHT).title


def test_nobody_offered_anything(sample):
    found = stands.standing(sample, ASKED)
    none = replace(found, table=found.table.assign(people=0, offered=0, accepted=0))
    seen = protect(none, Audience.PSEUDONYMISED)
    assert standing.standing(seen, LIGHT).title == standing.NOBODY


def test_services_used_for_nobody_are_named(desk, sample):
    (fig,) = drawn(desk, exhibits.UNUSED)
    found = services_used(sample, ASKED).table
    none = set(found.loc[found["people"] == 0, "service"])
    assert none and set(fig.table["Service"]) == none
    every = protect(
        replace(
            services_used(sample, ASKED), table=found.assign(people=found["people"] + 1)
        ),
        Audience.PSEUDONYMISED,
    )
    said = services.unused(every, LIGHT)
    assert said is not None and "Every service" in said.title


def test_gp_time_says_that_it_is_crude(desk):
    (fig,) = drawn(desk, exhibits.GP_TIME)
    assert "not known" in fig.title and roles.CAVEAT in fig.note
    (fig,) = drawn(desk, exhibits.AROUND)
    assert roles.CAVEAT in fig.note and "→" in held(fig.chart)[0].get("written", "→")


def test_work_of_no_post(desk):
    (fig,) = exhibits.LOAD.drawn(desk, DARK, 0.0)
    assert fig.chart is None and "how many" in fig.title
    (fig,) = exhibits.LOAD.drawn(desk, DARK, 2.0)
    assert "247" in fig.title and "2 full-time posts" in fig.note
    assert re.search(r"Hertfordshire and West Essex, 2024", fig.note)
    assert work.LINK_WORKERS.people_a_year == 247
