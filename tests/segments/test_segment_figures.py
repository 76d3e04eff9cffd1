"""Figures of segments: titles from the data, numbers as tables, nothing of one person
in a meeting."""

import pytest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.figures import segments as figures
from analytics.figures import segments_apart
from analytics.figures.theme import DARK, LIGHT
from analytics.measures.segments import apart as measured
from analytics.measures.segments import segments
from tests.segments.small import planted_dataset

AUDIENCES = [Audience.PSEUDONYMISED, Audience.AGGREGATE]


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return planted_dataset(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    return planted_dataset(tmp_path_factory.mktemp("few"), people=9)


def ask(measure, dataset, audience, *more):
    return protect(measure(dataset, Filters(), *more), audience)


def drawn(figure) -> str:
    return figure.chart.to_json()


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_the_bars_name_each_group_and_how_many(dataset, audience, look):
    figure = figures.groups(ask(segments.cards, dataset, audience, "data"), look)
    assert figure.title.startswith("3 kinds of need in the data; the largest: ")
    assert "30 people (33%)\\nstable" in drawn(figure)
    assert look.one in drawn(figure) and figure.alt and len(figure.table) == 3
    assert "only a suggestion" in figure.note


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_rules_stand_beside(dataset, audience):
    figure = figures.by_rule(ask(segments.cards, dataset, audience, "rule"), LIGHT)
    assert "high intensity mental health" in figure.title and len(figure.table) == 5
    assert {"Rule", "After"} <= set(figure.table)


def test_few_people_are_counted_not_made_a_percentage(few):
    figure = figures.by_rule(
        ask(segments.cards, few, Audience.PSEUDONYMISED, "rule"), LIGHT
    )
    assert "of 9 people" in figure.title and "%" not in figure.title
    nothing = figures.groups(
        ask(segments.cards, few, Audience.PSEUDONYMISED, "data"), LIGHT
    )
    assert nothing.chart is None and "too few" in nothing.note


def test_a_meeting_sees_no_small_number_and_no_ones_point(few, dataset):
    hidden = ask(segments.cards, few, Audience.AGGREGATE, "rule")
    shown = figures.by_rule(hidden, LIGHT)
    assert not shown.table["People"].isin([str(n) for n in range(1, 8)]).any()
    assert all(
        "Median" not in line
        for card in figures.cards(
            hidden, ask(segments.reasons, few, Audience.AGGREGATE, "rule"), "Kinds"
        ).cards
        for line in card.lines
    )
    picture = segments_apart.picture(
        ask(measured.everyone_placed, dataset, Audience.AGGREGATE), LIGHT
    )
    assert picture.chart is None and "not shown in the meeting view" in picture.title
    assert picture.table.empty


def test_everyone_is_one_point_in_the_picture(dataset):
    figure = segments_apart.picture(
        ask(measured.everyone_placed, dataset, Audience.PSEUDONYMISED), LIGHT
    )
    assert figure.title == "100% of people stand nearest the middle of their own group"
    assert len(figure.table) == 90 and "older" in drawn(figure)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_grid_says_what_sets_groups_apart(dataset, audience):
    figure = segments_apart.apart(ask(measured.differences, dataset, audience), LIGHT)
    assert figure.title.startswith("Most telling: ")
    assert "GP visits" in figure.note and "only describe" in figure.note


@pytest.mark.parametrize("audience", AUDIENCES)
def test_cards_tell_who_how_much_and_why(dataset, audience):
    cards = figures.cards(
        ask(segments.cards, dataset, audience, "data"),
        ask(segments.reasons, dataset, audience, "data"),
        "Groups",
    ).cards
    text = {card.title: " ".join(card.lines) for card in cards}
    young = next(lines for title, lines in text.items() if title.startswith("Younger"))
    assert "**30 people**" in young and "mental health" in young and "£" in young
    assert "A&E attendances and" in young and "GP visits each" in young


def test_with_one_extract_the_other_is_not_spoken_of(tmp_path):
    only = planted_dataset(tmp_path, people=60, extracts=("ae",))
    cards = figures.cards(
        ask(segments.cards, only, Audience.PSEUDONYMISED, "rule"),
        ask(segments.reasons, only, Audience.PSEUDONYMISED, "rule"),
        "Kinds",
    ).cards
    assert not any("GP visits each" in line for card in cards for line in card.lines)


def test_names_keep_capitals_within_a_sentence():
    assert figures.inline("GP visits") == "GP visits"
    assert figures.inline("A&E attendances") == "A&E attendances"
    assert figures.inline("Older, several conditions") == "older, several conditions"
