"""Each filter that is declared is handled everywhere: what is derived from the
declarations, derived for every one of them. A new filter is tested by being declared;
it needs its twin in `tests/spec/plain_filters.py`."""

from datetime import date

import pandas as pd
import pytest

from analytics.__main__ import parser
from analytics.commands.flags.filter_flags import filters_of
from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import (
    WHO,
    Filters,
    Meeting,
    Of,
    declared,
    words,
)
from analytics.disclosure.meeting import coarse
from analytics.measures.before_after.course import course
from analytics.measures.counting import empty_result
from analytics.measures.counting.scope import BY_USE
from analytics.measures.summary import summary
from analytics.store import named_views
from pages.shell.controls.chips import chip
from tests.filters.examples import values
from tests.spec import plain_filters
from tests.spec.test_summary import check

EVERY = [pytest.param(one, id=one.name) for one in declared()]
NARROWING = [pytest.param(one, id=one.name) for one in declared(*WHO, Of.EVENTS)]
PEOPLE = [pytest.param(one, id=one.name) for one in declared(*WHO)]
DAY = date(2024, 6, 30)
ASKED = Filters(as_at=DAY, **plain_filters.RULE)


def test_names_and_flags_are_each_used_once():
    names = [one.name for one in declared()]
    flags = [one.option for one in declared()]
    assert len(set(names)) == len(names) and len(set(flags)) == len(flags)
    assert {one.name for one in declared(Of.USE)} == set(BY_USE)


@pytest.mark.parametrize("one", EVERY)
def test_it_has_a_twin_in_plain_pandas_and_they_agree(one, loaded, frames):
    """The first two values (of all that are offered) that leave people."""
    agreed = 0
    for value in values(loaded, one):
        expected = plain_filters.summary(frames, one.name, value)
        if expected["registered"] and expected["ae_people"] and expected["gp_people"]:
            check(summary(loaded, ASKED.with_(**{one.name: value})), expected)
            agreed += 1
        if agreed == 2:
            return
    assert agreed, "no value of it leaves anybody"


@pytest.mark.parametrize("one", NARROWING)
def test_it_leaves_somebody_out_and_its_default_nobody(one, loaded):
    def counted(filters: Filters) -> tuple[int, int]:
        found = summary(loaded, filters)
        return found["ae"]["attendances"], found["gp"]["appointments"]

    everyone = counted(ASKED)
    assert one.name == "icb" or any(  # the world has but one ICB
        counted(ASKED.with_(**{one.name: value})) != everyone
        for value in values(loaded, one)
    )
    assert Filters(**{one.name: one.default}) == Filters()


@pytest.mark.parametrize("one", EVERY)
def test_its_flag_says_it(one, loaded):
    for value in values(loaded, one)[:3]:
        text = value[0] if isinstance(value, tuple) else str(value)
        args = parser("summary").parse_args(
            ["summary", "--data", "x", one.option, text]
        )
        assert filters_of(args) == Filters(**{one.name: value})
    args = parser("summary").parse_args(["summary", "--data", "x"])
    assert filters_of(args) == Filters()


@pytest.mark.parametrize("one", EVERY)
def test_a_named_view_keeps_it(one, loaded, tmp_path):
    for value in values(loaded, one)[:3]:
        kept = Filters(**{one.name: value})
        named_views.save("One", kept, tmp_path)
        assert named_views.views(tmp_path) == {"One": kept}


@pytest.mark.parametrize("one", EVERY)
def test_the_sentence_says_it(one, loaded):
    value = values(loaded, one)[0]
    filters = ASKED.with_(**{one.name: value})
    assert filters.sentence() != ASKED.sentence()
    if one.of is not Of.RULE:
        assert words(filters, one) in filters.sentence()
        assert chip(filters, one) and chip(filters, one) != chip(ASKED, one)
        assert filters.narrowed == (one.name,)


@pytest.mark.parametrize("one", EVERY)
def test_a_meeting_asks_it_only_as_its_class_says(one, loaded):
    for value in values(loaded, one)[:3]:
        asked = Filters(**{one.name: value})
        for large in (False, True):
            question, told = coarse(asked, DAY, large)
            assert bool(told) == (question != asked)
            if one.meeting is Meeting.ONE_PLACE:
                assert question == asked
            elif one.meeting is Meeting.YEAR_END:
                assert question.as_at == date(2023, 6, 30)
            elif one.meeting is Meeting.PUBLISHED and large:
                held = dict(question.chosen).get(one.name, one.default)
                assert held in (one.default, *one.published)
            else:
                assert question == Filters()
                assert not one.aside or one.aside in told[0]


@pytest.mark.parametrize("one", NARROWING)
def test_everybody_is_without_it_if_it_is_of_people(one, loaded):
    asked = ASKED.with_(**{one.name: values(loaded, one)[0]})
    assert asked.of_everybody == (ASKED if one.of in WHO else asked)
    assert asked.cleared(one.of) == ASKED


@pytest.mark.parametrize("one", NARROWING)
def test_it_names_itself_where_it_emptied_the_page(one, loaded, monkeypatch):
    monkeypatch.setattr(
        empty_result, "people_left", lambda _data, asked: one.name not in asked.narrowed
    )
    other = next(two for two in declared(Of.PRACTICES) if two != one)
    asked = ASKED.with_(**{two.name: values(loaded, two)[0] for two in (one, other)})
    (problem,) = empty_result.nobody_left(loaded, asked)
    assert f"Clear or widen “{one.title}” to" in problem.remedy


@pytest.mark.parametrize("one", PEOPLE)
def test_before_and_after_compares_with_everybody_all_the_same(one, loaded):
    on = date(2023, 4, 15)
    everyone = course(loaded, ASKED, AE, on)
    for value in values(loaded, one):
        panel = course(loaded, ASKED.with_(**{one.name: value}), AE, on)
        pd.testing.assert_frame_equal(panel.events, everyone.events)
        pd.testing.assert_frame_equal(panel.background, everyone.background)
        pd.testing.assert_frame_equal(
            panel.people.drop(columns="in_scope"),
            everyone.people.drop(columns="in_scope"),
        )
        if one.name == "icb" or 0 < panel.people["in_scope"].sum() < len(panel.people):
            return
    raise AssertionError("no value of it picks some and leaves others")


def test_departments_say_what_an_attendance_is_for_everybody(loaded):
    asked = ASKED.with_(**{AE.filters[0].name: ("01",)})
    panel = course(loaded, asked, AE, date(2023, 4, 15))
    assert len(panel.events) < len(course(loaded, ASKED, AE).events)
    assert panel.people["in_scope"].all()
