"""Whose footprint it may be: a cohort that was fixed, everybody; at a desk, in a
meeting, on the command line."""

import json

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.disclosure.cohorts import for_meetings
from analytics.errors import InputError
from analytics.exhibits.footprint import coarse
from analytics.figures.footprint.services import times
from analytics.figures.theme import LIGHT
from analytics.measures.footprint.avoidable import avoidable
from analytics.measures.footprint.services import services
from tests.app.test_pages import opened
from tests.footprint.plainly import AS_AT, ASKED
from tests.spec import plain
from tests.support.world import COHORTS_FIXED_ON

NAME, YEAR = "North or older", pd.Timestamp("2023-07-01")


@pytest.fixture(scope="module")
def members(frames) -> set[str]:
    """Whoever belongs to the cohort and was registered, alive, in the window."""
    there = plain.registered(frames, COHORTS_FIXED_ON)
    older = COHORTS_FIXED_ON.year - there["birth_year"] >= 65
    ids = there.loc[there["practice_code"].isin(["P1", "P2"]) | older, "patient_id"]
    every = frames.patients[frames.patients["patient_id"].isin(ids)]
    stays = every["registered_to"].isna() | (every["registered_to"] >= YEAR)
    alive = every["died_on"].isna() | (every["died_on"] >= YEAR)
    return set(every.loc[stays & alive, "patient_id"])


def test_of_a_fixed_cohort(loaded, frames, members):
    found = services(loaded, ASKED, NAME.upper())
    row = found.table.set_index("slug").loc["ae"]
    came = plain.attendances(frames, AS_AT)
    mine = came[came["patient_id"].isin(members)]
    assert row["heads"] == len(members) and row["contacts"] == len(mine) > 0
    assert row["users"] == mine["patient_id"].nunique()
    assert NAME in found.measure and found.narrowed, "somebody chose who is in it"
    seen = protect(found, Audience.AGGREGATE).table
    assert (seen["users"].isna() | (seen["users"] >= 20)).all()
    assert not any("high by that alone" in note for note in found.notes)
    early = services(loaded, Filters(as_at=COHORTS_FIXED_ON), NAME)
    assert any("high by that alone" in note for note in early.notes)


def test_of_everybody(loaded, frames):
    found = services(loaded, Filters(as_at=AS_AT), "everybody")
    row = found.table.set_index("slug").loc["ae"]
    listed = plain.registered(frames, AS_AT)["patient_id"]
    came = plain.attendances(frames, AS_AT)
    assert row["heads"] == listed.nunique() and row["other_heads"] == 0
    assert row["contacts"] == came["patient_id"].isin(listed).sum()
    assert pd.isna(row["expected"]) and not found.narrowed
    figure = times(protect(found, Audience.PSEUDONYMISED), LIGHT)
    assert "a head" in figure.title and "nobody else" in figure.note
    assert avoidable(loaded, ASKED, "everybody").table.empty


def test_what_a_meeting_may_ask_of(loaded):
    allowed = for_meetings(loaded)[0]
    place = Filters(practice=("P1",))
    assert coarse(allowed, loaded, ASKED) == (allowed, ())
    assert coarse("everybody", loaded, place) == ("everybody", ())
    for asked, filters in ((allowed, place), ("Another", ASKED)):
        nearest, told = coarse(asked, loaded, filters)
        assert nearest.startswith("top:") and told


def test_a_group_that_is_none_names_those_there_are(loaded):
    with pytest.raises(InputError, match="no group 'Men'") as caught:
        services(loaded, ASKED, "Men")
    (problem,) = caught.value.problems
    assert NAME in problem.remedy and "everybody" in problem.remedy


def test_command_and_page_ask_by_name(loaded, capsys):
    given = ["footprint", "--data", loaded.name, "--of", NAME, "--json"]
    assert main(given) == 0
    found = json.loads(capsys.readouterr().out)
    assert NAME in found["group"] and found["services"][0]["contacts"] > 0
    link = {"footprint_of": f"The cohort “{NAME}”"}
    at = opened("pages/understand/footprint.py", loaded, link)
    assert not at.exception and not at.error
    assert at.selectbox(key="footprint_of").value == NAME
    at = opened("pages/understand/footprint.py", loaded, {"footprint_of": "Everybody"})
    assert not at.exception and not at.error
