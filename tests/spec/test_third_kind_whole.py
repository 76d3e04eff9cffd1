"""A third kind of event beside the two of the product: from a CSV through the command
line to what it says, and every measure of three kinds at once."""

import json
from datetime import date
from itertools import combinations

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.definitions.event_kinds import AE, GP, also, kinds_with_rule
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.figures.quality import tables as quality_figures
from analytics.measures.places.rule import rules_of
from analytics.measures.quality.findings import findings
from analytics.measures.quality.joins import joins
from analytics.measures.summary import summary
from analytics.measures.who.listing import listing
from analytics.measures.who.overlap import overlap, pairs
from analytics.store.load.build import LoadInputs, load
from tests.spec import plain
from tests.support.third_kind import DENTAL, appointments, written
from tests.support.world import world

DAY = "2024-06-30"
ASKED = Filters(as_at=date(2024, 6, 30), ae_more_than=2, gp_more_than=9)
RULES = {AE: 2, GP: 9, DENTAL: 6}


@pytest.fixture(scope="module", autouse=True)
def third_kind():
    with also(DENTAL):
        yield


@pytest.fixture(scope="module")
def frames():
    return world(5)


@pytest.fixture(scope="module")
def told(frames):
    return appointments(frames)


@pytest.fixture(scope="module")
def three(tmp_path_factory, frames, told, data_home):
    folder = tmp_path_factory.mktemp("three")
    for table in ("gp", "ae", "patients", "practices"):
        getattr(frames, table).to_parquet(folder / f"{table}.parquet")
    given = {table: (folder / f"{table}.parquet",) for table in ("gp", "ae")}
    people = {t: (folder / f"{t}.parquet",) for t in ("patients", "practices")}
    csv = written(told, folder / "dental.csv")
    inputs = LoadInputs(**given, **people, dental=(csv,))
    return load(inputs, "three-kinds", root=data_home)


@pytest.fixture(scope="module")
def each(frames, told) -> dict:
    """How many of each kind everybody had in the window: the plain route."""
    start, end = pd.Timestamp(DAY) - pd.DateOffset(months=12), pd.Timestamp(DAY)
    rows = told[told["status"] == "attended"]
    days = rows["appointment_at"].dt.normalize()
    return {
        AE: plain.each(plain.attendances(frames, DAY)),
        GP: plain.each(plain.visits(frames, DAY)),
        DENTAL: rows[(days > start) & (days <= end)].groupby("patient_id").size(),
    }


def often(each, kind) -> set:
    return set(each[kind][each[kind] > RULES[kind]].index)


def test_summary_of_three_kinds(three, each):
    found = summary(three, ASKED)
    for kind in kinds_with_rule():
        one, frequent = each[kind], often(each, kind)
        assert found[kind.slug][kind.records] == one.sum()
        assert found[kind.slug]["people"] == len(one)
        assert found[kind.slug]["frequent"]["people"] == len(frequent) > 0
        assert found[kind.slug]["frequent"][kind.records] == one[list(frequent)].sum()
    several = pd.Series(
        [who for kind in kinds_with_rule() for who in often(each, kind)]
    )
    assert found["both"]["people"] == (several.value_counts() > 1).sum()


def test_people_and_pairs(three, each):
    frame = listing(three, ASKED).table
    assert len(frame) == len(
        set().union(*(often(each, kind) for kind in kinds_with_rule()))
    )
    assert pairs(three) == tuple(combinations((AE, GP, DENTAL), 2))
    for one, other in pairs(three):
        people = overlap(three, ASKED, one, other).table.set_index("group")["people"]
        assert people["Both"] == len(often(each, one) & often(each, other))
        assert people.sum() == len(often(each, one) | often(each, other))
    assert rules_of(three)["either"] == (AE, GP, DENTAL)


def test_who_joins_and_what_is_flawed(three, frames, told):
    result = joins(three, Filters())
    at_ae = frames.ae[frames.ae["attendance_category"] != "4"]
    went = told[told["status"] == "attended"]
    both = at_ae[at_ae["patient_id"].isin(went["patient_id"])]
    rows = both.groupby("practice_code")["patient_id"].nunique()
    found = result.table.set_index("place")["ae_in_dental"]
    assert found["Ash Lane"] == rows["P1"]
    titles = [column.title for column in result.columns]
    assert len(titles) == len(set(titles)), "one of two would be lost"
    for audience in Audience:
        drawn = quality_figures.findings(protect(findings(three, Filters()), audience))
        assert drawn.title


def test_the_command_line(three, each, capsys, data_home):
    asked = ["--data", three.name, "--json", "--as-at", DAY]
    assert main(["summary", *asked, "--dental-more-than", "3"]) == 0
    found = json.loads(capsys.readouterr().out)["dental"]["frequent"]
    assert found["more_than"] == 3 and found["people"] == (each[DENTAL] > 3).sum()
    question = ["--setting", "dental", "--cohort", "top:30"]
    day = ["--index-date", "2023-04-15"]
    assert main(["impact", *asked, *question, *day]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["people"] == 30 and answer["crude_change"] < 0
    assert main(["savings", *asked, *question, *day]) == 2
    assert "--unit-cost" in capsys.readouterr().out
    assert main(["savings", *asked, *question, *day, "--unit-cost", "120"]) == 0
    assert json.loads(capsys.readouterr().out)["unit_cost"]["pounds"] == 120
