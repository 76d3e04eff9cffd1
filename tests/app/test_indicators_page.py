"""The page of indicators: the published share on screen, a link to one of them, and a
dataset without any."""

import pytest

from tests.app.test_pages import opened

PAGE = "pages/compare/indicators.py"
CENTRAL = {"pcn": "Central Basildon"}


def said(at) -> str:
    shown = [*at.header, *at.subheader, *at.markdown, *at.caption]
    tables = [str(one.value.to_dict()) for one in (*at.table, *at.dataframe)]
    return " ".join([one.value for one in shown] + tables)


@pytest.mark.parametrize("place", [{}, CENTRAL])
def test_the_published_share_stands_on_the_page(place, sample):
    at = opened(PAGE, sample, place)
    assert not at.exception and not at.error
    words = said(at)
    assert "86.15%" in words and "60 to 80%" in words and "Above the range" in words


@pytest.mark.parametrize("more", [{}, {"meeting": "true"}])
def test_the_page_states_no_rule_that_it_does_not_use(more, sample):
    for query, place in (({}, "very place with counts"), (CENTRAL, "Central Basildon")):
        at = opened(PAGE, sample, query | more)
        words = " ".join(one.value for one in (*at.caption, *at.markdown))
        assert "More than 10" not in words and "in the 12 months" not in words
        assert f"{place}; periods up to 31 August 2024." in words


def test_a_link_opens_one_indicator_with_its_definition(sample):
    title = "Learning disability health checks"
    at = opened(PAGE, sample, CENTRAL | {"indicator": title})
    assert at.selectbox(key="indicator").value == "learning_disability_health_checks"
    words = said(at)
    assert "HI-03" in words and "Higher is better" in words
    assert "60 to 80%" in words


def test_a_meeting_sees_rounded_counts_and_one_figure(sample):
    at = opened(PAGE, sample, CENTRAL | {"meeting": "true"})
    assert not at.exception and not at.error
    labels = " ".join(one.label for one in at.expander)
    assert "Counts of 0 to 19 are hidden" in labels


def test_without_indicators_the_page_says_what_to_load(loaded):
    at = opened(PAGE, loaded, {})
    assert "No indicators are loaded" in " ".join(one.value for one in at.header)
    assert not at.selectbox(key="data").disabled
    assert "indicator" not in [one.key for one in at.selectbox]
