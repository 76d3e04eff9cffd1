"""How local services are shown: the finding, its numbers, what a meeting sees."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.exhibits import services as exhibits
from analytics.export.charts.picture import as_png
from analytics.figures.theme import DARK, LIGHT
from analytics.measures.places.rule import rules_of
from analytics.measures.services.access import Within
from analytics.measures.services.finder import Asked, Place
from analytics.store.usual_answers import kept

ON = date(2026, 3, 2)
ASKED = Asked(Place(51.5699, 0.4615), ON, 2.0)
NOWHERE = Asked(Place(51.7, 0.25), ON, 1.0)


@pytest.fixture(scope="module")
def gate(sample) -> Gate:
    return Gate(sample, Filters(), Audience.PSEUDONYMISED, kept)


def rule(gate: Gate):
    return next(r for r in rules_of(gate.dataset).values() if not r[0].own_list)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_the_list_and_the_map_say_the_same(gate, look):
    outline = gate.dataset.boundaries
    (listed,) = exhibits.NEAR.drawn(gate, look, ASKED)
    (mapped,) = exhibits.NEAR_MAP.drawn(gate, look, ASKED, outline)
    number = len(listed.table)
    assert listed.title.startswith(f"{number} services within 2 km; the nearest")
    assert mapped.title.startswith(f"{number} services")
    (marks,) = [one for one in mapped.chart.layers if one.id == "practices"]
    names = {mark["tip"].split("\n")[0] for mark in marks._data}
    assert {row.split(". ", 1)[1] for row in listed.table["Service"]} <= names
    assert "Crown copyright" in mapped.source
    assert list(listed.table.columns)[:2] == ["Service", "km"]


def test_maps_and_bars_become_pictures(gate):
    meeting, within = gate.for_meeting[0], Within("", 3.0, ON)
    outline = gate.dataset.boundaries
    for drawn in (
        exhibits.NEAR_MAP.drawn(meeting, LIGHT, ASKED, outline),
        exhibits.ACCESS.drawn(meeting, LIGHT, rule(gate), within, outline),
        exhibits.BESIDE.drawn(meeting, LIGHT, rule(gate), within),
        exhibits.BY_NEED.drawn(meeting, LIGHT, ON),
    ):
        assert as_png(drawn[0], LIGHT).startswith(b"\x89PNG")


def test_old_entries_are_marked(gate):
    (listed,) = exhibits.NEAR.drawn(gate, LIGHT, replace(ASKED, within=5.0))
    said = dict(zip(listed.table["Service"], listed.table["Last checked"], strict=True))
    of = {name.split(". ", 1)[1]: value for name, value in said.items()}
    assert of["Active Essex"] == "⚠ never"
    assert of["Cruse bereavement"] == "⚠ over a year ago"
    assert of["Open Road"] == "Within a year"
    assert "not checked for over a year: ring before you refer" in listed.note
    assert "Vange community kitchen" not in of, "it has closed"


def test_where_nothing_is_near_the_nearest_is_named(gate):
    (listed,) = exhibits.NEAR.drawn(gate, LIGHT, NOWHERE)
    assert listed.title.startswith("No service within 1 km; the nearest")
    asked = replace(ASKED, words="no such words anywhere")
    (none,) = exhibits.NEAR.drawn(gate, LIGHT, asked)
    assert none.title == "No service fits"


def test_what_was_asked_is_said_but_for_from_where(gate):
    asked = replace(ASKED, age=30, free=True, open_at=datetime(2026, 3, 2, 10))
    (listed,) = exhibits.NEAR.drawn(gate, LIGHT, asked)
    assert "for somebody of 30" in listed.subtitle
    assert "open on Monday 02/03/2026 at 10:00" in listed.subtitle
    said = f"{listed.title} {listed.subtitle} {listed.note} {listed.source}"
    assert "51.5" not in said and "0.46" not in said


def test_access_names_areas_with_nothing_near(gate):
    within, outline = Within("drugs_and_alcohol", 3.0, ON), gate.dataset.boundaries
    (mapped,) = exhibits.ACCESS.drawn(gate, LIGHT, rule(gate), within, outline)
    (without,) = exhibits.WITHOUT.drawn(gate, LIGHT, rule(gate), within)
    (beside,) = exhibits.BESIDE.drawn(gate, LIGHT, rule(gate), within)
    assert "have no service for drugs and alcohol within 3 km" in mapped.title
    assert mapped.title.startswith(f"{len(without.table)} of 254 small areas")
    assert "straight line" in mapped.note and "1, 0.68, 0.22" in mapped.note
    assert len(beside.chart.hconcat) == 2 and len(beside.table) == 10
    words = f"{mapped.alt} {without.alt} {beside.alt}"
    assert "grey means nothing" in words


def test_a_meeting_sees_no_small_number_of_people_beside_access(gate):
    meeting = gate.for_meeting[0]
    within = Within("", 3.0, ON)
    (beside,) = exhibits.BESIDE.drawn(meeting, LIGHT, rule(gate), within)
    shown = beside.table["A&E frequent attenders"]
    assert "*" in set(shown)
    assert all(value == "*" or int(value) % 5 == 0 for value in shown)


def test_the_directory_says_what_cannot_be_relied_on(gate):
    (listed,) = exhibits.DIRECTORY.drawn(gate, LIGHT, ON)
    (by_need,) = exhibits.BY_NEED.drawn(gate, LIGHT, ON)
    assert listed.title.startswith("61 entries in the directory: ")
    assert listed.title.endswith("1 never; 1 closed")
    numbers = dict(zip(by_need.table["Need"], by_need.table["Services"], strict=True))
    assert by_need.title.startswith(f"{max(numbers.values())} services meet")
    assert numbers["Drugs and alcohol"] == 3
