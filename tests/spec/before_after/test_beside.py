"""The caseload beside those who attend most, and its reach, by the plain route."""

from datetime import date

import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.figures.before_after.beside import beside as drawn
from analytics.figures.before_after.beside import reach as said
from analytics.figures.theme import LIGHT
from analytics.measures.before_after.beside import beside
from analytics.measures.before_after.impact import impact_of, index_date_of
from analytics.measures.before_after.question import Question
from analytics.measures.before_after.reach import anybody_taken_on, reach

CASELOAD, TOP = Question(AE, "caseload"), Question(AE, "top:30")


@pytest.fixture(scope="module")
def on(loaded) -> date:
    return index_date_of(loaded, AE)


def test_both_groups_stand_beside_each_other_as_each_stands_alone(loaded, on):
    table = beside(loaded, Filters(), CASELOAD).table
    alone = [
        impact_of(loaded, Filters(), question)
        for question in (CASELOAD, Question(AE, "top:30", on))
    ]
    assert list(table["people"]) == [one.people for one in alone]
    assert list(table["change"]) == [one.crude_change for one in alone]
    persons = [set(one.per_person["person"]) for one in alone]
    assert list(table["both"]) == [len(persons[0] & persons[1])] * 2
    swapped = beside(loaded, Filters(), TOP).table
    assert list(swapped["group"]) == list(reversed(table["group"]))


def test_reach_by_counting(loaded, frames, on):
    row = reach(loaded, Filters(), TOP).table.iloc[0]
    assert row["people"] == 30
    helped = frames.patients[
        frames.patients["patient_id"].isin(frames.caseload["patient_id"])
    ]
    assert row["referring"] == helped["practice_code"].nunique()
    assert row["practices"] == frames.patients["practice_code"].nunique()
    assert 0 <= row["taken_on"] <= 30


def test_whether_anybody_in_view_was_taken_on(loaded, frames):
    helped = frames.patients[
        frames.patients["patient_id"].isin(frames.caseload["patient_id"])
    ]
    for practice in frames.patients["practice_code"].unique():
        there = anybody_taken_on(loaded, Filters(practice=(practice,)), AE)
        assert there == (practice in set(helped["practice_code"])), practice


def test_it_is_said_that_most_were_never_offered_anything(loaded):
    found = reach(loaded, Filters(), TOP)
    found.table["taken_on"], found.table["referring"] = 4, 1.0
    text = said(protect(found, Audience.PSEUDONYMISED), TOP).text
    assert text.startswith("Most of them were never offered anything: 4 of these 30")
    assert "takes people from 1 of the" in text
    found.table["taken_on"] = 20
    assert said(protect(found, Audience.PSEUDONYMISED), TOP).text.startswith("20 of")
    found.table["referring"] = found.table["practices"]
    assert said(protect(found, Audience.PSEUDONYMISED), CASELOAD) is None


def test_one_picture_has_both_and_says_why_they_differ(loaded):
    figure = drawn(
        protect(beside(loaded, Filters(), CASELOAD), Audience.PSEUDONYMISED),
        CASELOAD,
        LIGHT,
    )
    assert figure.title.startswith("The INT’s caseload ")
    assert "; the top 30 " in figure.title and len(figure.title.split()) <= 20
    assert "They are not the same people" in figure.note


def test_a_group_within_the_other_is_not_called_other_people(loaded):
    found = beside(loaded, Filters(), CASELOAD)
    found.table["both"] = found.table["people"].min()
    note = drawn(protect(found, Audience.PSEUDONYMISED), CASELOAD, LIGHT).note
    assert note.startswith("The smaller group lies within the larger: ")
    assert "not the same people" not in note
    found.table["both"] -= 1
    note = drawn(protect(found, Audience.PSEUDONYMISED), CASELOAD, LIGHT).note
    assert note.startswith("Most of the smaller group are in the larger too: ")
