"""Planted flaws are told, each by its own sentence; where nothing is planted nothing is
told."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.figures.quality.findings import NO_MORE, headline, told
from analytics.measures.quality.findings import findings
from analytics.measures.quality.levels import level_changes
from tests.spec.quality.planted_flaws import (
    CHANGED,
    PLANTED,
    doubled,
    with_ae,
    with_gp,
    without,
)
from tests.support.feeds import LAST, feed
from tests.support.world import dataset


def asked(frames, home, name, filters=None):
    made = dataset(frames, home, name)
    return findings(made, filters or Filters())


def kinds(result) -> dict:
    return {row["kind"]: row for row in result.table.to_dict("records")}


def sentences(result, audience=Audience.PSEUDONYMISED) -> str:
    return " ".join(one.sentence for one in told(protect(result, audience)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_is_told_of_steady_extracts(seed, data_home):
    result = asked(feed(seed), data_home, f"steady-{seed}")
    assert list(result.table["kind"]) == [], sentences(result)
    assert headline(told(protect(result, Audience.PSEUDONYMISED))) == NO_MORE


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_flaw_is_told(name, data_home):
    plant, kind, words = PLANTED[name]
    result = asked(plant(feed(7)), data_home, "told-" + name.replace(" ", "-"))
    assert kind in kinds(result), sentences(result)
    said = sentences(result)
    assert words.lower() in said.lower(), said
    others = set(kinds(result)) - {kind}
    expected = {
        "a month lost": {"place_months_missing"},
        "ids that do not join": {"not_listed"},
        "a month begun": {"ends_apart"},
    }
    assert others <= expected.get(name, set()), said
    for audience in Audience:
        for one in told(protect(result, audience)):
            assert (
                one.sentence.endswith(".")
                and one.meaning.endswith(".")
                and "nan" not in one.sentence
            )
            assert "_" not in one.sentence + one.meaning


def test_many_practices_at_once_are_one_finding(data_home):
    frames = feed(8, gp_a_day=120)
    rows = frames.gp
    more = rows[
        (rows["appointment_at"] >= CHANGED) & (rows["practice_code"] != "P6")
    ].copy()
    more["appointment_at"] += pd.Timedelta(minutes=3)
    frames = replace(frames, gp=pd.concat([rows, more], ignore_index=True))
    result = asked(frames, data_home, "system")
    assert "From January 2024 GP appointments" in sentences(result)
    assert len(result.table) <= 2, sentences(result)


def test_places_chosen_apply_and_the_gravest_comes_first(data_home):
    frames = with_gp(
        feed(9),
        lambda g: without(
            g, (g["practice_code"] == "P2") & (g["appointment_at"] >= CHANGED)
        ),
    )
    frames = replace(frames, patients=None)
    made = dataset(frames, data_home, "chosen")
    everywhere = findings(made, Filters()).table
    assert {"place_ends_earlier", "no_list"} == set(everywhere["kind"])
    elsewhere = findings(made, Filters(practice=("Practice 1",))).table
    assert set(elsewhere["kind"]) == {"no_list"}
    assert everywhere["weight"].is_monotonic_decreasing


def test_a_level_change_has_its_numbers(data_home):
    frames = with_ae(feed(7), doubled)
    found = level_changes(dataset(frames, data_home, "levels"), Filters()).table
    row = found[found["place"] == "Village centre, type 3"].iloc[0]
    site = frames.ae[frames.ae["site_code"] == "S2"].drop_duplicates(
        ["patient_id", "arrived_at"]
    )
    monthly = site["arrived_at"].dt.to_period("M").value_counts().sort_index()
    before, after = monthly[:"2023-12"].tail(12).mean(), monthly["2024-01":].mean()
    assert row["month"] == CHANGED and LAST > CHANGED
    assert row["before"] == round(before) and row["after"] == round(after)


def test_the_command_line_says_the_same(data_home, capsys):
    frames = replace(feed(10), patients=None)
    made = dataset(frames, data_home, "by-command")
    result = findings(made, Filters())
    assert main(["quality", "--data", "by-command", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["headline"] == "1 thing to know before trusting these figures"
    assert found["complete_to"] == "2024-06-30"
    assert [one["sentence"] for one in found["findings"]] == [
        one.sentence for one in told(protect(result, Audience.PSEUDONYMISED))
    ]
    assert main(["quality", "--data", "by-command"]) == 0
    assert "There is no registered list." in capsys.readouterr().out
