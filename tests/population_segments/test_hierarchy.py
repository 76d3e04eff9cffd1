"""Each hand-made case is in the segment it must be in, and each table of codes says
what was published."""

from datetime import date

import pandas as pd
import pytest

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.population_segments import (
    SEGMENT_TITLES,
    hospital_frailty,
    segments,
)
from analytics.definitions.population_segments import frailty_index as defined
from analytics.measures.counting.settle import settle
from analytics.measures.population_segments import frailty_index, sizes, told_by
from analytics.measures.population_segments.placed import placed
from analytics.store.dataset import table
from tests.population_segments import cases

ASKED = Filters(as_at=date(2024, 6, 30))


def people_of(dataset, asked=ASKED) -> pd.DataFrame:
    """`placed`, by where each lives."""
    people = engine.run(dataset, placed(dataset, settle(dataset, asked)))
    homes = engine.run(dataset, table("people").select("person", "lsoa_code"))
    return people.merge(homes, on="person").set_index("lsoa_code")


def test_every_case_is_where_it_must_be(hand_made):
    got = people_of(hand_made)["segment"]
    told = {one.why: got[cases.area(n)] for n, one in enumerate(cases.CASES)}
    assert told == {one.why: one.segment for one in cases.CASES}
    every = {one.slug for one in segments()} | {"unknown"}
    assert {one.segment for one in cases.CASES} == every


def test_everybody_is_once_and_unknown_is_not_well(hand_made):
    found = sizes.sizes(hand_made, ASKED, "segment")
    by = found.table.set_index("group")["people"]
    want = pd.Series([one.segment for one in cases.CASES]).value_counts()
    assert by.to_dict() == {SEGMENT_TITLES[slug]: n for slug, n in want.items()}
    assert by.sum() == len(cases.CASES)
    assert any("not the same as nothing" in note for note in found.notes)
    many = sizes.sizes(hand_made, ASKED, "conditions").table.set_index("group")
    assert many.loc["Not known", "people"] == 2
    frail = sizes.sizes(hand_made, ASKED, "frailty").table.set_index("group")
    # A word, a SNOMED CT code and a category of the contract all say it.
    told = [frail.loc[f"{how} frailty", "people"] for how in FRAILTIES]
    assert told == [1, 1, 1] and frail.loc["Not known", "people"] > 30


FRAILTIES = ("Mild", "Moderate", "Severe")


def test_what_each_segment_was_told_by_is_said(hand_made, only_ae, loaded):
    rows = told_by.told_by(hand_made, ASKED).table.set_index("title")
    assert "Hospital Frailty Risk Score" in rows.loc["Frailty or dementia", "told_by"]
    gone = rows.loc["Frailty or dementia", "not_asked"]
    assert "electronic frailty index" in gone and "of the index’s 36 deficits" in gone
    assert rows.loc["Generally well", "told_by"] == "whoever is left"
    # Without stays what only they tell is said to be out of reach.
    found = told_by.told_by(loaded, ASKED)
    rows = found.table.set_index("title")
    assert (
        "no extract of inpatient spells" in rows.loc["Acutely ill", "not_asked"].lower()
    )
    assert rows.loc["Acutely ill", "told_by"] == ""
    assert any("Age alone is not frailty" in note for note in found.notes)


def test_the_hospital_score_is_the_published_one():
    points = hospital_frailty.points()
    assert len(points) == 109 and points["category"].is_unique
    by = points.set_index("category")["points"]
    assert by[["F00", "G81", "N39", "W19", "R50"]].tolist() == [7.1, 4.4, 3.2, 3.2, 0.1]
    assert by.sum() == pytest.approx(173.2, abs=0.05)


def test_the_index_has_36_deficits_and_its_cut_offs():
    assert len(defined.deficits()) == 36
    told = [defined.category(n / 36) for n in (0, 4, 5, 8, 9, 12, 13, 36)]
    assert told == ["fit"] * 2 + ["mild"] * 2 + ["moderate"] * 2 + ["severe"] * 2
    assert defined.category(0.12) == "fit" and defined.category(0.36) == "moderate"
    assert not defined.can_be_told(29) and defined.can_be_told(30)


@pytest.mark.parametrize("coded", [29, 30])
def test_the_index_is_told_where_its_deficits_are_coded_alone(coded, data_home):
    """One person has all that are coded; others 0, 4, 5, 9: names of deficits as
    conditions, one of them a reason of a GP visit."""
    names = list(defined.deficits())[:coded]
    some = [0, 4, 5, 9, coded]
    made = cases.frames() | {}
    ids = [f"9{n:09d}" for n in range(len(some))]
    made["patients"] = pd.DataFrame(
        {
            "patient_id": ids,
            "practice_code": cases.KNOWING,
            "birth_year": 1940,
            "lsoa_code": [cases.area(n) for n in range(len(some))],
            "conditions": [
                ";".join(names[: n - 1] if n == 9 else names[:n]) for n in some
            ],
        }
    )
    made["gp"] = made["gp"].assign(reason_term="", reason_code="")
    visit = made["gp"].iloc[[0]].assign(patient_id=ids[3], reason_term=names[8])
    made["gp"] = pd.concat([made["gp"], visit], ignore_index=True)
    del made["inpatient"], made["ae"]
    data = cases.loaded(made, data_home, f"index-{coded}")
    assert frailty_index.seen(data) == coded
    people = people_of(data)
    told = [people.loc[cases.area(n), "frailty"] for n in range(len(some))]
    segment = [people.loc[cases.area(n), "segment"] for n in range(len(some))]
    if coded < 30:
        assert told == ["unknown"] * 5 and frailty_index.why_not(data)
    else:
        assert told == ["fit", "fit", "mild", "moderate", "severe"]
        assert segment[3] == "frailty" and segment[0] == "well"
