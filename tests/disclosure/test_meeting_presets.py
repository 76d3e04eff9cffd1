"""A preset of the rule widens what a meeting may ask by its own word alone, and only
with the window that it was published for."""

from dataclasses import replace
from datetime import date

import pytest

from analytics.definitions import event_kinds
from analytics.definitions.event_kinds import AE, Preset
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.disclosure.meeting import coarse, coarse_cohort, cohorts
from analytics.measures.who.distribution import sensitivity

AS_AT = date(2024, 8, 31)


@pytest.fixture
def with_presets(monkeypatch):
    """A&E with further presets, as if somebody had added them to its declaration."""

    def add(*presets: Preset) -> None:
        wider = replace(AE, presets=(*AE.presets, *presets))
        rest = [one for one in event_kinds.KINDS if one.slug != AE.slug]
        monkeypatch.setattr(event_kinds, "KINDS", [wider, *rest])

    return add


def asked(**filters) -> Filters:
    return coarse(Filters(**filters), AS_AT, large=True)[0]


def test_a_preset_with_its_word_is_asked_of_everybody_in_a_large_dataset(with_presets):
    assert asked(ae_more_than=7) == Filters(ae_more_than=5)
    with_presets(Preset("ae7", "More than 7 A&E", "Somebody", True, 7))
    assert asked(ae_more_than=7) == Filters(ae_more_than=7)
    assert asked(ae_more_than=7, practice=("A",)) == Filters(practice=("A",))
    assert coarse(Filters(ae_more_than=7), AS_AT)[0] == Filters()


def test_a_preset_without_its_word_widens_nothing(with_presets):
    with_presets(
        Preset("ae7", "More than 7 A&E", "Somebody", False, 7),
        Preset("ae_top3", "Top 3 at A&E", "Somebody", False, top=3),
    )
    assert asked(ae_more_than=7) == Filters(ae_more_than=5)
    assert "top:3" not in cohorts() and coarse_cohort("top:3")[0] == "top:30"


def test_a_number_is_not_published_for_a_window_that_is_not_its_own(with_presets):
    """More than 3 in 3 months would be asked as more than 3 in 12 months, which nobody
    published."""
    with_presets(
        Preset("ae3", "More than 3 A&E in 3 months", "Somebody", True, 3, months=3),
        Preset("ae_top9", "Top 9 of 3 months", "Somebody", True, top=9, months=3),
    )
    for months in (3, 12):
        question, told = coarse(
            Filters(ae_more_than=3, months=months), AS_AT, large=True
        )
        assert question == Filters(ae_more_than=4)
        assert "more than 4 A&E attendances" in told[0] and "12 months" in told[0]
    assert "top:9" not in cohorts()


def test_the_usual_rule_is_asked_whether_or_not_a_preset_says_it(monkeypatch):
    bare = [replace(one, presets=()) for one in event_kinds.KINDS]
    monkeypatch.setattr(event_kinds, "KINDS", bare)
    assert asked(ae_more_than=3) == Filters() == asked(ae_more_than=AE.more_than)


def test_other_rules_show_a_meeting_none_that_it_may_not_ask(with_presets, loaded):
    """The figure counts people by every preset: a rule without its word is for a desk,
    and one of another window stands where that window is chosen."""
    with_presets(
        Preset("ae2", "More than 2 A&E", "Somebody", False, 2),
        Preset("ae3", "More than 3 A&E in 3 months", "Somebody", True, 3, months=3),
    )
    wider = event_kinds.kind(AE.slug)

    def rules(audience: Audience, **asked) -> list[str]:
        found = sensitivity(loaded, Filters(**asked), wider)
        return list(protect(found, audience).table["rule"])

    usual = [one.title for one in AE.presets]
    assert rules(Audience.AGGREGATE) == usual
    assert rules(Audience.PSEUDONYMISED) == [*usual, "More than 2 A&E"]
    assert rules(Audience.PSEUDONYMISED, months=3)[-2:] == [
        "More than 2 A&E",
        "More than 3 A&E in 3 months",
    ]
