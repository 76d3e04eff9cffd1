"""Frequent attenders by place, against plain pandas over the same rows."""

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.filters import Filters
from analytics.measures.places import by_place
from analytics.measures.places.by_place import ELSEWHERE

RULE = Filters(ae_more_than=3, gp_more_than=5)
DAY = pd.Timestamp("2024-08-31")
LISTED = {
    "gp": ["P1", "P2", "P3"],
    "either": ["P1", "P2", "P3"],
    "ae": ["P1", "P2", "P3", "P4", "P5", "P6"],
}


def counts(tables, filters=RULE):
    """gp and ae of each person in the year to 31 August 2024, and who meets which
    rule."""
    people = tables["people"].set_index("person")
    for name, when in (("gp", "gp_appointments"), ("ae", "ae_attendances")):
        column = "appointment_at" if name == "gp" else "arrived_at"
        events = tables[when]
        inside = events[
            (events[column] >= "2023-09-01") & (events[column] < "2024-09-01")
        ]
        if filters.practice:
            inside = inside[inside["practice_code"].isin(filters.practice)]
        people[name] = inside.groupby("person").size()
    people = people.fillna({"gp": 0, "ae": 0})
    age = 2024 - people["birth_year"].astype(float)
    if filters.age_from is not None:
        people = people[(age >= filters.age_from).to_numpy()]
    people["by_gp"] = people["gp"] > filters.gp_more_than
    people["by_ae"] = people["ae"] > filters.ae_more_than
    people["by_either"] = people["by_gp"] | people["by_ae"]
    return people


def listed(tables, people, rule):
    """People on the list on the day at the practices that the rule's extracts cover."""
    spells = tables["registrations"]
    start, end = spells["registered_from"], spells["registered_to"]
    spells = spells[(start.isna() | (start <= DAY)) & (end.isna() | (end >= DAY))]
    home = spells.groupby("person")["practice_code"].min().rename("practice_code")
    both = people.join(home, how="inner")
    return both[both["died_on"].isna() & both["practice_code"].isin(LISTED[rule])]


@pytest.mark.parametrize("rule", ["ae", "gp", "either"])
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
    found = measure(made_up, RULE, rule).table.set_index("place")
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
        by_place.by_practice(made_up, RULE, "ae")
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
    found = by_place.totals(cells).set_index("place")
    # the old: 4 of 40; the young: 2 of 50
    assert found["expected"].round(6).to_dict() == {
        "A": 10 * 0.1 + 40 * 0.04,
        "B": 30 * 0.1 + 10 * 0.04,
    }


def test_pcn_and_neighbourhood_are_sums_of_their_parts(made_up):
    parts = by_place.by_practice(made_up, RULE, "ae").table
    whole = by_place.by_practice(made_up, RULE, "ae", "pcn").table.set_index("place")
    for column in ("people", "ae_attendances", "registered", "expected"):
        sums = parts[parts["place"] != ""].groupby("pcn")[column].sum()
        assert whole.loc[["North", "South"], column].tolist() == pytest.approx(
            sums.tolist()
        )
    parts = by_place.by_area(made_up, RULE, "gp").table
    whole = by_place.by_area(made_up, RULE, "gp", "neighbourhood").table.set_index(
        "place"
    )
    sums = parts[parts["place"] != ""].groupby("neighbourhood")["people"].sum()
    assert whole.loc[["Hill", "Vale"], "people"].tolist() == sums.tolist()
    assert whole["people"].sum() == parts["people"].sum()


def test_places_and_ages_chosen_cut_both_sides_of_the_rate(made_up, tables):
    filters = RULE.with_(practice=("P2", "P3"), age_from=40)
    there = listed(tables, counts(tables, filters), "ae")
    there = there[there["practice_code"].isin(["P2", "P3"])]
    found = by_place.by_practice(made_up, filters, "ae").table.set_index("place")
    placed = found.drop(index="", errors="ignore")
    assert (
        placed["registered"].astype(int).to_dict()
        == there.groupby("practice_code").size().to_dict()
    )
    assert (
        placed["people"].to_dict()
        == there.groupby("practice_code")["by_ae"].sum().to_dict()
    )


def test_gp_denominator_has_only_practices_with_gp_data(made_up):
    gp = by_place.by_practice(made_up, RULE, "gp").table
    assert set(gp["place"]) - {""} == {"P1", "P2", "P3"}
    either = by_place.by_practice(made_up, RULE, "either").table
    assert set(either["place"]) - {""} == {"P1", "P2", "P3"}


def test_published_numbers_place_people_by_registration_then_by_last_attendance(
    stored, tables
):
    part = stored("registrations")
    people = counts(tables)
    events = pd.concat(
        [
            tables["ae_attendances"].rename(columns={"arrived_at": "at"}),
            tables["gp_appointments"].rename(columns={"appointment_at": "at"}),
        ]
    )
    events = events[(events["at"] >= "2023-09-01") & (events["at"] < "2024-09-01")]
    last = events.sort_values(["at", "practice_code"], ascending=[False, True])
    home = last.groupby("person")["practice_code"].first()
    found = by_place.by_practice(part, RULE, "ae")
    table = found.table.set_index("place")
    expected = home[people.index[people["by_ae"]]].value_counts()
    assert (
        table["people"].to_dict()
        == expected.reindex(table.index, fill_value=0).to_dict()
    )
    assert (table["registered"] == 150).all()
    assert "published lists" in found.measure
    area = tables["people"].set_index("person")["lsoa_code"]
    attended = events[
        events["arrived_when" if "arrived_when" in events else "lsoa_code"].notna()
    ]
    attended = attended.sort_values(["at", "lsoa_code"], ascending=[False, True])
    area = area.fillna(attended.groupby("person")["lsoa_code"].first())
    lived = area[people.index[people["by_ae"]]].value_counts()
    table = by_place.by_area(part, RULE, "ae").table.set_index("place")
    assert (
        table["people"].to_dict() == lived.reindex(table.index, fill_value=0).to_dict()
    )
    assert (table["registered"] == 1500).all()


def test_a_list_that_covers_some_practices_gives_way_to_published_sizes(
    tmp_path, tables
):
    from tests.places.conftest import store

    some = tables["registrations"]
    some = some[some["practice_code"].isin(["P1", "P2", "P3"])]
    part = store(tmp_path / "1", tables | {"registrations": some})
    assert len(by_place.by_practice(part, RULE, "ae").table) >= 6
    narrowed = by_place.by_practice(part, RULE.with_(age_from=18), "ae")
    assert set(narrowed.table["place"]) - {""} == {"P1", "P2", "P3"}
    assert "Left out: 3 practices without a registered list." in narrowed.notes
    assert "registered people" in by_place.by_practice(part, RULE, "gp").measure


def test_a_window_that_ends_within_a_month_counts_by_day(made_up, tables):
    from datetime import date

    filters = RULE.with_(as_at=date(2024, 8, 20))
    events = tables["ae_attendances"]
    inside = events[
        (events["arrived_at"] >= "2023-08-21") & (events["arrived_at"] < "2024-08-21")
    ]
    often = (inside.groupby("person").size() > 3).sum()
    assert by_place.by_practice(made_up, filters, "ae").table["people"].sum() == often


@pytest.mark.parametrize(
    "missing,rule,said",
    [
        (("registrations", "practices"), "ae", "a practices file with list_size"),
        (("registrations", "practices"), "gp", "a practices file with list_size"),
    ],
)
def test_no_denominator_says_which_file_to_load(stored, missing, rule, said):
    found = by_place.by_practice(stored(*missing), RULE, rule)
    assert found.table["registered"].isna().all()
    assert any(said in note for note in found.notes)


def test_areas_without_a_file_have_codes(stored):
    found = by_place.by_area(stored("areas"), RULE, "ae")
    assert found.table["name"].str.startswith("E01").sum() == 8
    assert any("No areas file" in note for note in found.notes)
    found = by_place.by_area(stored("areas", "registrations"), RULE, "ae")
    assert any("an areas file with population" in note for note in found.notes)


def test_published_numbers_are_not_cut_by_age(stored):
    found = by_place.by_practice(stored("registrations"), RULE.with_(age_from=18), "ae")
    assert found.table["registered"].isna().all()
    assert any("cannot be cut" in note for note in found.notes)


def test_residents_against_gp_data_of_some_practices_is_said(stored):
    found = by_place.by_area(stored("registrations"), RULE, "gp")
    assert any("lower than the truth" in note for note in found.notes)


def test_one_extract_alone_allows_its_own_rule(stored, made_up):
    assert by_place.rules(made_up) == ("gp", "ae", "either")
    gp_only, ae_only = stored("ae_attendances"), stored("gp_appointments")
    assert by_place.rules(gp_only) == ("gp",) and by_place.rules(ae_only) == ("ae",)
    assert by_place.by_practice(gp_only, RULE, "gp").table["people"].sum() > 0
    assert by_place.by_area(ae_only, RULE, "ae").table["people"].sum() > 0
    assert ELSEWHERE in set(by_place.by_practice(ae_only, RULE, "ae").table["name"])
