"""Figures of segments: titles from the data, numbers as tables, nothing of one person
in a meeting."""

from pathlib import Path

import pandas as pd
import pytest

from analytics.definitions.diagnosis_groups import CLINICAL, COMPLAINTS
from analytics.definitions.filters import Filters
from analytics.definitions.kinds_of_need import KINDS, age_in_words
from analytics.definitions.services.needs import NEEDS
from analytics.disclosure import Audience, protect
from analytics.figures import segments as figures
from analytics.figures import segments_apart
from analytics.figures.theme import DARK, LIGHT
from analytics.measures.segments import apart as measured
from analytics.measures.segments import segments
from analytics.measures.segments.services import services
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


def by_rule(dataset, audience):
    """The cards of the published kinds, and their reasons."""
    return [
        ask(measure, dataset, audience, "rule")
        for measure in (segments.cards, segments.reasons)
    ]


def drawn(figure) -> str:
    return figure.chart.to_json()


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_the_bars_name_each_group_and_how_many(dataset, audience, look):
    figure = figures.groups(ask(segments.cards, dataset, audience, "data"), look)
    assert figure.title.startswith("3 kinds of need in the data; the largest: ")
    assert "30 people\\n(33%)\\nstable" in drawn(figure)
    assert look.one in drawn(figure) and figure.alt and len(figure.table) == 3
    assert "only a suggestion" in figure.note


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_rules_stand_beside(dataset, audience):
    figure = figures.by_rule(*by_rule(dataset, audience), LIGHT)
    assert "young adults with mental ill health" in figure.title
    assert len(figure.table) == 5 and {"Rule", "After"} <= set(figure.table)


def test_few_people_are_counted_not_made_a_percentage(few):
    figure = figures.by_rule(*by_rule(few, Audience.PSEUDONYMISED), LIGHT)
    assert "of 9 people" in figure.title and "%" not in figure.title
    nothing = figures.groups(
        ask(segments.cards, few, Audience.PSEUDONYMISED, "data"), LIGHT
    )
    assert nothing.chart is None and "too few" in nothing.note


def test_a_meeting_sees_no_small_number_and_no_ones_point(few, dataset):
    hidden = ask(segments.cards, few, Audience.AGGREGATE, "rule")
    reasons = ask(segments.reasons, few, Audience.AGGREGATE, "rule")
    shown = figures.by_rule(hidden, reasons, LIGHT)
    assert not any("adults with" in words for words in drawn(shown).split('"'))
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
    young = next(lines for title, lines in text.items() if "Young" in title)
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


def test_a_card_says_what_helps_and_who_takes_such_people(dataset, sample):
    cards, reasons = by_rule(sample, Audience.PSEUDONYMISED)
    there = ask(services, sample, Audience.PSEUDONYMISED)
    made = figures.cards(cards, reasons, "Kinds", there).cards
    for kind, card in zip(KINDS, made, strict=True):
        said = dict(card.said)
        assert kind.helps in said["What usually helps"]
        assert kind.evidence in said["What usually helps"]
        assert card.title.endswith(kind.name) or kind.name in " ".join(card.lines)
    mind = dict(made[1].said)["Who takes them here"]
    assert "Basildon Mind (self-referral)" in mind and "Falls team" not in mind
    without = ask(services, dataset, Audience.PSEUDONYMISED)
    assert without.table.empty, "no services are loaded"
    bare = figures.cards(*by_rule(dataset, Audience.PSEUDONYMISED), "Kinds", without)
    assert not any("Who takes" in lead for card in bare.cards for lead, _ in card.said)


def test_every_service_named_meets_a_need_of_its_kind(sample):
    table = ask(services, sample, Audience.AGGREGATE).table
    listed = pd.read_csv(sample_services(), keep_default_na=False)
    slugs = {need.title: need.slug for need in NEEDS} | {
        "Practice team": "practice_team"
    }
    expected = {
        (kind.name, one.name)
        for kind in KINDS
        for one in listed.itertuples()
        if not one.closed_on
        and {slugs[said] for said in one.needs.split(";")} & set(kind.needs)
    }
    assert set(zip(table["kind"], table["service"], strict=True)) == expected
    assert len(table) == len(expected) > 30
    slugs_used = {slug for kind in KINDS for slug in kind.needs}
    assert slugs_used <= {need.slug for need in NEEDS}


def sample_services() -> Path:
    return Path(__file__).resolve().parents[2] / "sample_data" / "services.csv"


def test_what_helps_and_complaints_are_written_for_every_kind_and_group():
    assert all(kind.helps and kind.evidence and kind.needs for kind in KINDS)
    assert set(COMPLAINTS) == {*CLINICAL, "no_abnormality_found"}


@pytest.mark.parametrize(
    "age, words",
    [
        (4, "children and young people"),
        (17.9, "children and young people"),
        (18, "young adults"),
        (45, "middle-aged adults"),
        (65, "older people"),
        (float("nan"), "people"),
    ],
)
def test_ages_in_words(age, words):
    assert age_in_words(age) == words
