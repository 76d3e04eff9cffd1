"""Who near here can help: against every service measured by hand, and the rules of what
fits."""

import json
import math
from datetime import date, datetime

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.definitions.filters import Filters
from analytics.errors import InputError
from analytics.geography.distance import km
from analytics.geography.postcodes import shipped, written
from analytics.measures.services import look_from
from analytics.measures.services.finder import Asked, Place, near, offered
from tests.services import made

ON = date(2026, 3, 2)
PLACE = Place(*made.AROUND)


def apart(lat, lon, other_lat, other_lon) -> float:
    """Kilometres by the spherical law of cosines, another way than the haversine."""
    up, other = math.radians(lat), math.radians(other_lat)
    turn = math.radians(other_lon - lon)
    cosine = math.sin(up) * math.sin(other)
    cosine += math.cos(up) * math.cos(other) * math.cos(turn)
    return 6371.0088 * math.acos(min(1.0, cosine))


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return made.directory(5)


@pytest.fixture(scope="module")
def dataset(table, tmp_path_factory):
    return made.loaded(tmp_path_factory.mktemp("finder"), services=table)


def takes(row: pd.Series, asked: Asked) -> bool:
    """What fits, from the plain file."""
    if row["closed_on"] and date.fromisoformat(row["closed_on"]) < asked.on:
        return False
    if asked.need and row["needs"] != {"housing": "Housing", "falls": "Falls"}.get(
        asked.need
    ):
        return False
    if asked.age is not None:
        low, high = row["age_from"], row["age_to"]
        if low is not None and asked.age < low or high is not None and asked.age > high:
            return False
    if asked.who == "gp" and row["who_may_refer"] == "self":
        return False
    if asked.who == "self" and row["who_may_refer"] in ("gp", "professional"):
        return False
    if asked.free and row["cost"] != "free":
        return False
    if asked.open_at:  # a Monday at 10:00, a Saturday at 11:00
        monday = asked.open_at.weekday() == 0
        open_then = {"24/7", "Mon-Fri 09:00-17:00" if monday else "Sat 10:00-12:00"}
        return row["opening_hours"] in open_then
    return True


MONDAY, SATURDAY = datetime(2026, 3, 2, 10, 0), datetime(2026, 3, 7, 11, 0)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"within": 1.5},
        {"within": 20.0},
        {"need": "housing"},
        {"need": "falls", "within": 10.0},
        {"age": 17},
        {"age": 70, "who": "gp"},
        {"who": "self"},
        {"free": True},
        {"open_at": MONDAY},
        {"open_at": SATURDAY, "free": True, "within": 8.0},
        {"on": date(2024, 1, 31)},
    ],
    ids=str,
)
def test_what_is_near_is_what_is_measured_by_hand(dataset, table, more):
    asked = Asked(**({"at": PLACE, "on": ON} | more))
    expected = []
    for _, row in table.iterrows():
        if row["lat"] is not None and takes(row, asked):
            away = apart(*made.AROUND, row["lat"], row["lon"])
            if away <= asked.within:
                expected.append((round(away, 2), row["name"]))
    found = near(dataset, Filters(), asked).table
    inside = found[found["inside"]]
    got = list(zip(inside["km"], inside["name"], strict=True))
    assert [name for _, name in sorted(expected)] == [name for _, name in sorted(got)]
    assert dict((n, k) for k, n in got) == pytest.approx(
        dict((n, k) for k, n in expected), abs=0.011
    )
    assert got == sorted(got, key=lambda one: one[0]), "nearest first"
    if not more:
        assert 5 < len(got) < len(table) / 2


def test_what_has_no_place_is_not_lost(dataset, table):
    found = near(dataset, Filters(), Asked(PLACE, ON)).table
    nowhere = {row["name"] for _, row in table.iterrows() if row["lat"] is None}
    closed = set(table.loc[table["closed_on"] != "", "name"])
    assert nowhere - closed == set(found.loc[found["km"].isna(), "name"]) != set()


def test_unknown_hours_and_costs_are_counted_not_guessed(dataset, table):
    asked = Asked(PLACE, ON, open_at=MONDAY, free=True)
    said = " ".join(near(dataset, Filters(), asked).notes)
    there = table[table["closed_on"] == ""]
    hours = there["opening_hours"].isin(["whenever", ""]).sum()
    assert f"Left out: {hours} services of unknown hours." in said
    assert f"Left out: {(there['cost'] == '').sum()} services of unknown cost." in said


def test_needs_are_those_that_are_met(dataset):
    assert list(offered(dataset, Filters(), ON)) == [
        "mental_health",
        "housing",
        "falls",
        "carers",
    ]


def test_distances_agree_with_the_ellipsoid():
    from pyproj import Geod

    places = shipped.shipped().sample(400, random_state=1)
    one, other = places.iloc[:200], places.iloc[200:]
    one, other = one.to_numpy(), other.to_numpy()
    ours = km(one[:, 0], one[:, 1], other[:, 0], other[:, 1])
    _, _, metres = Geod(ellps="WGS84").inv(
        one[:, 1], one[:, 0], other[:, 1], other[:, 0]
    )
    assert ours == pytest.approx(metres / 1000, rel=0.004)


@pytest.mark.parametrize("text", ["SS14 1EB", "ss141eb", " Ss14-1eB ", "SS14 IEB"])
def test_a_postcode_however_it_is_written(dataset, text):
    found = look_from.of_postcode(dataset, text)
    assert (found.lat, found.lon) == pytest.approx((51.5699, 0.4615), abs=1e-4)


@pytest.mark.parametrize(
    "text, rule",
    [
        ("RM18", "postcode_half"),
        ("RM18 8", "postcode_half"),
        ("AB10 1AA", "postcode_unknown"),
        ("home", "postcode_none"),
        ("SS14 1EB 5", "postcode_none"),
    ],
)
def test_what_is_no_postcode_known_here_is_told_without_it(dataset, text, rule):
    with pytest.raises(InputError) as told:
        look_from.of_postcode(dataset, text)
    (problem,) = told.value.problems
    assert problem.rule == rule and problem.remedy
    assert text not in problem.at_command_line()


def test_postcodes_are_told_from_halves():
    assert written.read("CM1 1AA").key == "CM11AA"
    assert written.read("W1A 0AX").key == "W1A0AX"
    assert not written.read("CM1 1CC").key, "the inward part has no C"
    assert written.shown("CM11AA") == "CM1 1AA"


def test_the_shipped_postcodes_are_those_of_essex():
    every = shipped.shipped()
    assert len(every) > 60_000 and every.index.is_unique
    assert (
        every["lat"].between(51.4, 52.15).all()
        and every["lon"].between(-0.1, 1.4).all()
    )
    assert shipped.FILE.stat().st_size < 500_000


@pytest.fixture
def sample_home(sample, monkeypatch):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(sample.folder.parents[1]))


def test_the_command_answers_the_question_of_the_work_well_tool(sample_home, capsys):
    """A postcode and a distance in km: the services within, nearest first."""
    given = ["services", "--data", "sample", "--near", "SS14 1EB", "--km", "2"]
    assert main([*given, "--need", "drugs", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in found["services"]] == ["Open Road"]
    assert found["services"][0]["km"] < 2
    assert main([*given, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["services"]
    apart = [one["km"] for one in found]
    assert apart == sorted(apart) and len(apart) > 15 and max(apart) <= 2


def test_the_command_tells_every_fault_and_no_postcode(sample_home, capsys):
    given = ["services", "--data", "sample", "--near", "SS99 9ZZ", "--km", "far"]
    assert main([*given, "--need", "falconry", "--age", "old"]) == 2
    said = capsys.readouterr().err
    for word in ("--km", "--need", "--age", "postcode"):
        assert word in said
    assert "SS99" not in said and "9ZZ" not in said
