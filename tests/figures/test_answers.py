"""The answers of the first page say what the pages that they lead to say."""

from datetime import date

import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.exhibits import answers, places
from analytics.exhibits.pages import PAGES
from analytics.figures.answers import ORDER
from analytics.figures.theme import LIGHT
from analytics.measures.over_time.comings_and_goings import comings_and_goings
from analytics.measures.summary import summary

FILTERS = Filters(as_at=date(2024, 6, 30), ae_more_than=4, gp_more_than=12)


@pytest.fixture
def gate(loaded):
    return Gate(loaded, FILTERS, Audience.PSEUDONYMISED)


def every(gate):
    """The five answers, in order."""
    question, programme = answers.programme_of(gate)
    told = (
        (answers.WHO, AE),
        (answers.WHY, AE),
        (answers.WORKING, question),
        (answers.WORTH, question, programme),
        (answers.WHERE, answers.rule_of(gate)),
    )
    return [exhibit.drawn(gate, LIGHT, *about)[0] for exhibit, *about in told]


def test_each_question_has_an_answer_a_chart_and_a_page(gate):
    found = every(gate)
    assert tuple(one.about for one in found) == ORDER
    for one in found:
        assert one.page in PAGES and one.chart is not None and one.alt, one.about
        assert 0 < len(one.text.split()) <= 25, one.text


def test_they_say_the_numbers_of_the_pages(gate, loaded):
    who, _why, working, worth, where = every(gate)
    numbers = summary(loaded, FILTERS)
    for kind in (AE, GP):
        people = numbers[kind.slug]["frequent"]["people"]
        assert f"{people} people {kind.at}" in who.text
    assert working.text == (
        "The INT’s caseload rose 19%; a fall of 15% was coming anyway; "
        "the rest is not larger than chance"
    )
    assert "against a cost of £40,000" in worth.text
    (funnel,) = places.FUNNEL.drawn(gate, LIGHT, answers.rule_of(gate))
    assert where.text.startswith(funnel.title)


def test_by_month_the_heading_says_the_last_step(gate, loaded):
    (found,) = answers.BY_MONTH.drawn(gate, LIGHT, AE)
    last = comings_and_goings(loaded, FILTERS, AE).table.iloc[-1]
    assert found.title.startswith(f"{last['people']} people above the rule at A&E: ")
    assert f"{last['new']} new, {last['no_longer']} no longer" in found.title
    assert found.title.endswith("since May 2024")


def test_a_meeting_sees_how_many_there_are_and_no_step(gate):
    meeting = gate.for_meeting[0]
    (found,) = answers.BY_MONTH.drawn(meeting, LIGHT, AE)
    steps = found.protected.table[["still", "new", "no_longer", "died"]]
    assert steps.isna().all(axis=None)
    assert "new" not in found.title


def test_without_a_caseload_the_people_who_attend_most_are_asked_about(only_ae):
    gate = Gate(only_ae, FILTERS, Audience.PSEUDONYMISED)
    question, _programme = answers.programme_of(gate)
    assert question.cohort.startswith("top:") and question.index_date
