"""Frequent attenders by place, against plain pandas over the same rows."""

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.measures.places import by_place
from analytics.measures.places.denominators import totals
from tests.places.plain import RULE, counts, listed

RULES = {"ae": (AE,), "gp": (GP,), "either": (AE, GP)}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    "measure,key",
    [(by_place.by_practice, "practice_code"), (by_place.by_area, "lsoa_code")],
)
def test_people_attendances_and_denominator_equal_pandas(
    made_up, tables, rule, measure, key
):
    people = counts(tables)
    there = listed(tables, people, rule)
    mine = there[there[f"by_{rule}"]]
    found = measure(made_up, RULE, RULES[rule]).table.set_index("place")
    placed = found.drop(index="", errors="ignore")
    assert (
        placed["registered"].astype(int).to_dict()
        == there.groupby(key).size().to_dict()
    )
    expected = mine.groupby(key).size().reindex(placed.index, fill_value=0)
    assert placed["people"].to_dict() == expected.to_dict()
    for column, own in (("ae_attendances", "ae"), ("gp_visits", "gp")):
        if column in placed:
            sums = mine.groupby(key)[own].sum().reindex(placed.index, fill_value=0)
            assert placed[column].astype(int).to_dict() == sums.astype(int).to_dict()
    assert (
        found["people"].sum() == people[f"by_{rule}"].sum()
    )  # nobody is lost on the way


def test_expected_is_indirect_standardisation_for_age_and_sex(made_up, tables):
    people = counts(tables)
    there = listed(tables, people, "ae")
    age = 2024 - there["birth_year"].astype(float)
    band = pd.cut(age, [-1, 4, 14, 24, 34, 44, 54, 64, 74, 84, 200]).astype(object)
    there = there.assign(band=band.fillna("?"), sex=there["sex"].fillna("?"))
    chance = there.groupby(["band", "sex"])["by_ae"].transform("mean")
    expected = chance.groupby(there["practice_code"]).sum()
    found = (
        by_place.by_practice(made_up, RULE, (AE,))
        .table.set_index("place")
        .drop(index="")
    )
    np.testing.assert_allclose(found["expected"].astype(float), expected[found.index])
    assert found["expected"].sum() == pytest.approx(found["people"].sum())


def test_totals_by_hand():
    cells = pd.DataFrame(
        [
            ("A", "old", "female", 3, 0, 9, 10),
            ("A", "young", "female", 1, 0, 2, 40),
            ("B", "old", "female", 1, 0, 4, 30),
            ("B", "young", "female", 1, 0, 3, 10),
        ],
        columns=[
            "place",
            "age",
            "sex",
            "people",
            "gp_visits",
            "ae_attendances",
            "registered",
        ],
    )
    found = totals(cells).set_index("place")
    # the old: 4 of 40; the young: 2 of 50
    assert found["expected"].round(6).to_dict() == {
        "A": 10 * 0.1 + 40 * 0.04,
        "B": 30 * 0.1 + 10 * 0.04,
    }


def test_pcn_and_neighbourhood_are_sums_of_their_parts(made_up):
    parts = by_place.by_practice(made_up, RULE, (AE,)).table
    whole = by_place.by_practice(made_up, RULE, (AE,), "pcn").table.set_index("place")
    for column in ("people", "ae_attendances", "registered", "expected"):
        sums = parts[parts["place"] != ""].groupby("pcn")[column].sum()
        assert whole.loc[["North", "South"], column].tolist() == pytest.approx(
            sums.tolist()
        )
    parts = by_place.by_area(made_up, RULE, (GP,)).table
    whole = by_place.by_area(made_up, RULE, (GP,), "neighbourhood").table.set_index(
        "place"
    )
    sums = parts[parts["place"] != ""].groupby("neighbourhood")["people"].sum()
    assert whole.loc[["Hill", "Vale"], "people"].tolist() == sums.tolist()
    assert whole["people"].sum() == parts["people"].sum()


def test_places_and_ages_chosen_cut_both_sides_of_the_rate(made_up, tables):
    filters = RULE.with_(practice=("P2", "P3"), age_from=40)
    there = listed(tables, counts(tables, filters), "ae")
    there = there[there["practice_code"].isin(["P2", "P3"])]
    found = by_place.by_practice(made_up, filters, (AE,)).table.set_index("place")
    placed = found.drop(index="", errors="ignore")
    assert (
        placed["registered"].astype(int).to_dict()
        == there.groupby("practice_code").size().to_dict()
    )
    assert (
        placed["people"].to_dict()
        == there.groupby("practice_code")["by_ae"].sum().to_dict()
    )
