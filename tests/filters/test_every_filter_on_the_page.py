"""Each filter that is declared, in the app: its control in the sidebar, its part of a
link, its chip; and one that nobody declared but this test."""

import pytest

from analytics.definitions.canonical import SEXES
from analytics.definitions.filters import (
    Filter,
    Filters,
    Meeting,
    Of,
    Several,
    also_filter,
    declared,
    filter_called,
)
from analytics.disclosure.meeting import coarse
from analytics.measures.counting.offered_values import offered_values
from pages.shell import keys
from tests.app.test_pages import opened
from tests.filters.examples import together

OVERVIEW = "pages/understand/overview.py"


def filters_of(at) -> Filters:
    """The filters that the page of this run works with."""
    return at.session_state[keys.VIEW].filters


def in_address(dataset, one: Filter, value) -> str | list[str]:
    """A value as the address holds it: the titles of several."""
    if not isinstance(value, tuple):
        return one.control.in_words(value)
    return [offered_values(dataset, one)[each] for each in value]


def controls(at) -> dict:
    """Every control of the sidebar by its key."""
    side = at.sidebar
    return {
        control.key: control
        for some in (side.multiselect, side.number_input, side.date_input)
        for control in some
    }


def chips(at) -> list[str]:
    return [b.key for b in at.button if b.key and b.key.startswith("chip_")]


@pytest.fixture(scope="module")
def linked(loaded):
    """A page opened by a link that asks every filter there is: (page, what it asks)."""
    asked = together(loaded)
    link = {
        name: in_address(loaded, filter_called(name), value)
        for name, value in asked.items()
    }
    return opened(OVERVIEW, loaded, link), asked


@pytest.mark.parametrize("one", declared(), ids=lambda one: one.name)
def test_a_link_sets_its_control_in_the_sidebar(one, linked):
    at, asked = linked
    assert controls(at)[one.name].label == one.title
    assert getattr(filters_of(at), one.name) == asked[one.name]


def test_the_link_is_followed_to_the_letter(linked, loaded):
    at, asked = linked
    assert not at.exception and not any("link asked" in w.value for w in at.warning)
    shown = {name for key in chips(at) for name in [key.removeprefix("chip_")]}
    expected = {
        (filter_called(name).together or (name,))[0]
        for name in Filters(**asked).narrowed
    }
    assert shown == expected | {"all"}


def test_take_all_off_leaves_everybody(linked):
    at, asked = linked
    at = at.button(key="chip_all").click().run()
    left = filters_of(at)
    assert not left.narrowed and left.months == asked["months"]
    assert not chips(at)


LEFT_HANDED = Filter(
    "made_up",
    "Made up",
    Of.PEOPLE,
    Meeting.SET_ASIDE,
    Several({sex: sex.capitalize() for sex in SEXES}),
    column="sex",
    in_words=lambda chosen: "made up of " + "; ".join(chosen),
    aside="what a test made up",
)


def test_a_filter_that_is_only_declared_is_everywhere(loaded):
    """What the review tried: a further filter passed the meeting unchanged and untold,
    and narrowed those who are compared with."""
    with also_filter(LEFT_HANDED):
        asked = Filters(made_up=("female",))
        question, told = coarse(asked, loaded.default_as_at)
        assert question == Filters() and "what a test made up" in told[0]
        assert asked.of_everybody == Filters()
        at = opened(OVERVIEW, loaded, {"made_up": "Female"})
        assert controls(at)["made_up"].label == "Made up"
        assert filters_of(at).made_up == ("female",) and "chip_made_up" in chips(at)
        assert "made up of female" in filters_of(at).sentence()
        at = at.sidebar.toggle(key="meeting").set_value(True).run()
        assert not at.exception and filters_of(at).narrowed == ()
        assert any(
            "nobody filters by what a test made up" in c.value for c in at.caption
        )
    with pytest.raises(TypeError, match="no filter called made_up"):
        Filters(made_up=("female",))


def test_a_filter_of_a_class_that_no_one_handles_is_not_asked_and_told(loaded):
    with pytest.raises(ValueError, match="what a meeting may"):
        Filter("x", "X", Of.PEOPLE, "whatever", Several({"a": "A"}), column="sex")
    with also_filter(LEFT_HANDED):
        object.__setattr__(LEFT_HANDED, "meeting", "a class to come")
        try:
            question, told = coarse(Filters(made_up=("male",)), loaded.default_as_at)
        finally:
            object.__setattr__(LEFT_HANDED, "meeting", Meeting.SET_ASIDE)
    assert question == Filters() and "what a test made up" in told[0]
