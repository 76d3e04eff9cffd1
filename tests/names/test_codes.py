"""Names are no keys: each code has the numbers that it has where all names differ."""

from dataclasses import replace

import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.definitions.filters.places import PLACES, PRACTICE, SMALL_AREA
from analytics.errors import InputError
from analytics.measures.comparing.compare_with import choices
from analytics.measures.comparing.side_by_side import side_by_side
from analytics.measures.counting.known_places import practice_titles
from analytics.measures.counting.offered_values import offered_values, values_within
from analytics.measures.counting.settle import settle
from analytics.measures.places.by_place import by_area, by_practice
from analytics.measures.quality import coverage as months
from analytics.measures.quality.joins import joins
from analytics.measures.summary import summary
from tests.spec import plain
from tests.support.shared import once
from tests.support.world import AS_AT, dataset

CODES = ["P1", "P2", "P3", "P4"]
SURGERIES = [f"The Surgery ({code})" for code in CODES]
ASKED = Filters(ae_more_than=2, gp_more_than=9)
PLACE, PCN = PLACES[1:3]


def by_code(result) -> dict:
    """The numbers of each place, by code, and what it is called."""
    table = result.table.drop(columns=["pcn", "neighbourhood"], errors="ignore")
    assert table["place"].is_unique and table["name"].is_unique
    return table.set_index("place").drop(columns="name").round(9).to_dict("index")


@pytest.mark.parametrize("of", [by_practice, by_area])
def test_each_code_has_its_own_numbers(of, same, apart):
    one, other = by_code(of(same, ASKED, (AE,))), by_code(of(apart, ASKED, (AE,)))
    assert repr(one) == repr(other) and len(one) >= 3


def test_a_practice_chosen_by_its_label_or_code_is_that_practice(same, people):
    for code, label in zip(CODES, SURGERIES, strict=True):
        for text in (label, label.upper(), code, code.lower()):
            found = summary(same, ASKED.with_(practice=(text,)))["ae"]
            rows = plain.attendances(people, AS_AT, practices=[code])
            assert found["attendances"] == len(rows)
            assert found["people"] == rows["patient_id"].nunique()
        assert settle(same, ASKED.with_(practice=(code,))).filters.practice == (label,)


def test_a_name_that_several_have_chooses_none_of_them(same, apart):
    with pytest.raises(InputError) as fault:
        settle(same, Filters(practice=("The Surgery",), areas=("Same",)))
    said = [problem.sentence() for problem in fault.value.problems]
    assert said[0].startswith("Practice: 4 are called 'The Surgery'.")
    assert "'The Surgery (P2)'" in said[0] and "'Same (E01000003)'" in said[1]
    old = Filters(practice=("Ash Lane",), areas=("E01000001",))
    assert settle(apart, old).practices == ("P1",)
    late = Filters(practice=("Ash Lane (P1)",))  # from when another had its name
    assert settle(apart, late).practices == ("P1",)


def test_pcns_of_one_name_are_one_in_each_place(same, apart):
    parts = ["Central PCN (Hillside)", "Central PCN (Riverside)"]
    assert list(offered_values(same, PCN)) == parts
    assert list(values_within(same, PCN, {PLACE: ["Riverside"]})) == parts[1:]
    assert list(values_within(same, PRACTICE, {PCN: parts[:1]})) == SURGERIES[:2]
    assert settle(same, Filters(pcn=(parts[1],))).practices == ("P3", "P4")
    both = settle(same, Filters(pcn=("central pcn",)))
    assert both.practices == tuple(CODES) and both.filters.pcn == tuple(parts)
    one = by_practice(same, ASKED, (AE,), "pcn").table
    other = by_practice(apart, ASKED, (AE,), "pcn").table
    assert list(one["place"])[:2] == parts
    assert list(one["people"]) == list(other["people"])
    assert list(offered_values(same, SMALL_AREA).values()) == [
        f"Same (E0100000{n})" for n in (1, 2, 3)
    ]


def test_a_pcn_is_one_by_its_code_where_the_file_has_one(people, data_home):
    codes = people.practices.assign(
        pcn=["Central", "Central", "central ", "Centre"],
        pcn_code=["U1", "U1", "U2", "U2"],
        place=["A", "B", "A", "A"],
    )
    frames = replace(people, gp=None, caseload=None, practices=codes)
    made = once(data_home, "pcn-codes", lambda name: dataset(frames, data_home, name))
    offered = offered_values(made, PCN)
    assert list(offered) == ["Central (U1)", "Central (U2)"]
    assert settle(made, Filters(pcn=("Central (U1)",))).practices == ("P1", "P2")


def test_comparing_offers_each_and_gives_its_numbers(same, apart):
    chosen = ASKED.with_(practice=("P1",))
    there = dict(choices(same, chosen))
    assert len(set(there.values())) == len(there)
    assert [there[f"practice:{code}"] for code in CODES[1:]] == SURGERIES[1:]
    for key in ("practice:P2", "practice:P4", "pcn"):
        one, other = (side_by_side(d, chosen, key).table for d in (same, apart))
        kept = one.drop(columns="who")
        assert kept.equals(other.drop(columns="who")) and one["who"].nunique() == 2


def test_a_practice_may_be_called_like_what_it_is_in(people, data_home):
    """A PCN, a place, a code of another; one has no name."""
    names = people.practices.assign(name=["North PCN", "Riverside", "P1", None])
    frames = replace(people, gp=None, caseload=None, practices=names)
    made = once(data_home, "names-odd", lambda name: dataset(frames, data_home, name))
    called = ["North PCN (P1)", "Riverside (P2)", "P1 (P3)", "P4"]
    assert list(practice_titles(made).values()) == called
    texts = ("north pcn", "Riverside", "P1 (P3)", "P4")
    for code, text in zip(CODES, texts, strict=True):
        assert settle(made, Filters(practice=(text,))).practices == (code,)
    assert settle(made, Filters(practice=("P1",))).practices == ("P1",), "its code"


@pytest.mark.parametrize("unit", ["practice", "site"])
def test_quality_parts_practices_and_sites_by_code(unit, same, apart):
    one, other = (
        months.place_months(d, Filters(), AE, unit).table for d in (same, apart)
    )
    assert one["place"].nunique() == other["place"].nunique() == 4
    assert list(one["counted"]) == list(other["counted"])
    assert joins(same, Filters()).table["place"].is_unique
