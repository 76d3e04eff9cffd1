"""What became of a cohort, what its people are like and use, whom support reached:
against plain pandas; and what a meeting sees of them."""

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate, protect
from analytics.exhibits import cohorts as exhibits
from analytics.figures.cohorts import beside, people
from analytics.figures.theme import LIGHT
from analytics.measures.cohorts.counted import Draft, counted
from analytics.measures.cohorts.followed import followed
from analytics.measures.cohorts.profile import profile, use_beside
from analytics.measures.cohorts.reached import NEVER_OFFERED, one_by_one, reached
from analytics.measures.who.caseload import NEVER
from tests.spec import plain
from tests.support.world import AS_AT, COHORTS_FIXED_ON

NAME, ASKED = "North or older", Filters()


@pytest.fixture(scope="module")
def ours(frames) -> pd.DataFrame:
    """The list of whoever belonged on the day."""
    there = plain.registered(frames, COHORTS_FIXED_ON)
    older = COHORTS_FIXED_ON.year - there["birth_year"] >= 65
    return there[there["practice_code"].isin(["P1", "P2"]) | older]


@pytest.fixture(scope="module")
def still(frames, ours) -> pd.DataFrame:
    here = plain.registered(frames, AS_AT)
    return here[here["patient_id"].isin(ours["patient_id"])]


def test_what_became_of_them(loaded, ours, still):
    row = followed(loaded, ASKED, NAME).row()
    died = (ours["died_on"] <= pd.Timestamp(AS_AT)).sum()
    assert (row["people"], row["here"], row["died"]) == (len(ours), len(still), died)
    assert row["left"] == len(ours) - len(still) - died and row["lost"] == 0


def test_what_they_are_like_beside_everybody(loaded, frames, still):
    found = profile(loaded, ASKED, NAME).table.set_index("trait")
    every = plain.registered(frames, AS_AT)
    for begins, some in (("", still), ("all_", every)):
        age = pd.Timestamp(AS_AT).year - some["birth_year"]
        has = some["conditions"].str.split(";")
        expected = {
            "Under 18": (age < 18).sum(),
            "65 and over": (age >= 65).sum(),
            "Women and girls": (some["sex"] == "female").sum(),
            "In the most deprived fifth": some["imd_decile"].isin([1, 2]).sum(),
            "With Asthma": has.map(lambda c: "Asthma" in c).sum(),
        }
        assert found.loc[list(expected), f"{begins}people"].to_dict() == expected
        assert (found[f"{begins}known"] == len(some)).all()


def test_how_much_they_use_beside_everybody(loaded, frames, still):
    found = use_beside(loaded, ASKED, NAME).table.set_index("service")
    every = plain.registered(frames, AS_AT)
    for kind, events in ((AE, plain.attendances), (GP, plain.visits)):
        rows = events(frames, AS_AT)
        for begins, some in (("", still), ("all_", every)):
            theirs = rows[rows["patient_id"].isin(some["patient_id"])]
            assert found.loc[kind.called, f"{begins}events"] == len(theirs)
            assert found.loc[kind.called, f"{begins}people"] == len(some)


def test_whom_support_reached(loaded, frames, ours, still):
    found = reached(loaded, ASKED, NAME).table.set_index("standing")["people"]
    offered = set(frames.caseload["patient_id"])
    never = (~still["patient_id"].isin(offered)).sum()
    assert found[NEVER_OFFERED] == never and found.sum() == len(still)
    rows = one_by_one(loaded, ASKED, NAME).table
    assert len(rows) == len(ours) and rows["pseudonym"].is_unique
    assert (rows["caseload"] == NEVER).sum() == (
        ~ours["patient_id"].isin(offered)
    ).sum()
    attended = plain.each(plain.attendances(frames, AS_AT)).reindex(ours["patient_id"])
    assert sorted(rows[AE.used]) == sorted(attended.fillna(0).astype(int))


def test_the_filters_of_people_do_not_apply(loaded):
    some = Filters(practice=("Ash Lane",), age_from=40)
    for measure in (profile, use_beside, reached):
        pd.testing.assert_frame_equal(
            measure(loaded, some, NAME).table, measure(loaded, ASKED, NAME).table
        )


def test_figures_say_what_was_found(loaded):
    def seen(measure, *more):
        return protect(measure(loaded, ASKED, *more), Audience.PSEUDONYMISED)

    became = people.became(seen(followed, NAME), LIGHT)
    assert became.title.startswith("Of ") and "still registered" in became.title
    like = beside.profile(seen(profile, NAME), LIGHT)
    assert "of the cohort" in like.title and like.chart is not None
    assert "a person" in beside.use(seen(use_beside, NAME), LIGHT).title + " a person"
    never = people.reached(seen(reached, NAME), LIGHT)
    assert "never offered support" in never.title
    draft = Draft("age >= 65 and more than 1 ae", COHORTS_FIXED_ON)
    fit = people.how_many(seen(counted, draft), LIGHT)
    assert "fit" in fit.title and len(fit.table) == 3
    nobody = Draft("age > 119 and more than 1 ae", COHORTS_FIXED_ON)
    assert people.how_many(seen(counted, nobody), LIGHT).title.startswith("Nobody fits")
    listed = people.one_by_one(seen(one_by_one, NAME), LIGHT)
    assert listed.grid is not None and len(listed.grid.file) == len(listed.table)


def test_a_meeting_sees_no_row_and_no_small_number(loaded):
    room = Gate(loaded, ASKED, Audience.PSEUDONYMISED).for_meeting[0]
    assert room.ask(one_by_one, NAME).table.empty
    shown = room.ask(followed, NAME)
    true = followed(loaded, ASKED, NAME).row()
    few = [name for name in ("died", "left", "lost", "refused") if true[name] < 20]
    assert few and shown.table[few].isna().all().all()
    for one in (exhibits.BECAME, exhibits.PROFILE, exhibits.USE):
        assert one.for_meeting(room, "Another") is None
        asked = one.for_meeting(room, NAME)
        assert asked is None or one.drawn(room, LIGHT, *asked)
