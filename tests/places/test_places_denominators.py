"""Whom a place's people are divided by: those listed, published sizes, or nobody."""

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.measures.places import by_place
from analytics.measures.places.by_place import ELSEWHERE
from analytics.measures.places.rule import rules_of
from tests.places.plain import RULE, counts


def test_gp_denominator_has_only_practices_with_gp_data(made_up):
    gp = by_place.by_practice(made_up, RULE, (GP,)).table
    assert set(gp["place"]) - {""} == {"P1", "P2", "P3"}
    either = by_place.by_practice(made_up, RULE, (AE, GP)).table
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
    found = by_place.by_practice(part, RULE, (AE,))
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
    table = by_place.by_area(part, RULE, (AE,)).table.set_index("place")
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
    assert len(by_place.by_practice(part, RULE, (AE,)).table) >= 6
    narrowed = by_place.by_practice(part, RULE.with_(age_from=18), (AE,))
    assert set(narrowed.table["place"]) - {""} == {"P1", "P2", "P3"}
    assert "Left out: 3 practices without a registered list." in narrowed.notes
    assert "registered people" in by_place.by_practice(part, RULE, (GP,)).measure


def test_a_window_that_ends_within_a_month_counts_by_day(made_up, tables):
    from datetime import date

    filters = RULE.with_(as_at=date(2024, 8, 20))
    events = tables["ae_attendances"]
    inside = events[
        (events["arrived_at"] >= "2023-08-21") & (events["arrived_at"] < "2024-08-21")
    ]
    often = (inside.groupby("person").size() > 3).sum()
    assert by_place.by_practice(made_up, filters, (AE,)).table["people"].sum() == often


@pytest.mark.parametrize(
    "missing,rule,said",
    [
        (("registrations", "practices"), (AE,), "a practices file with list_size"),
        (("registrations", "practices"), (GP,), "a practices file with list_size"),
    ],
)
def test_no_denominator_says_which_file_to_load(stored, missing, rule, said):
    found = by_place.by_practice(stored(*missing), RULE, rule)
    assert found.table["registered"].isna().all()
    assert any(said in note for note in found.notes)


def test_areas_without_a_file_have_codes(stored):
    found = by_place.by_area(stored("areas"), RULE, (AE,))
    assert found.table["name"].str.startswith("E01").sum() == 8
    assert any("No areas file" in note for note in found.notes)
    found = by_place.by_area(stored("areas", "registrations"), RULE, (AE,))
    assert any("an areas file with population" in note for note in found.notes)


def test_published_numbers_are_not_cut_by_age(stored):
    found = by_place.by_practice(
        stored("registrations"), RULE.with_(age_from=18), (AE,)
    )
    assert found.table["registered"].isna().all()
    assert any("cannot be cut" in note for note in found.notes)


def test_residents_against_gp_data_of_some_practices_is_said(stored):
    found = by_place.by_area(stored("registrations"), RULE, (GP,))
    assert any("lower than the truth" in note for note in found.notes)


def test_one_extract_alone_allows_its_own_rule(stored, made_up):
    assert rules_of(made_up) == {
        "gp": (GP,),
        "ae": (AE,),
        "either": (AE, GP),
    }
    gp_only, ae_only = stored("ae_attendances"), stored("gp_appointments")
    assert list(rules_of(gp_only)) == ["gp"] and list(rules_of(ae_only)) == ["ae"]
    assert by_place.by_practice(gp_only, RULE, (GP,)).table["people"].sum() > 0
    assert by_place.by_area(ae_only, RULE, (AE,)).table["people"].sum() > 0
    assert ELSEWHERE in set(by_place.by_practice(ae_only, RULE, (AE,)).table["name"])


def test_every_rate_says_whether_it_is_of_a_list_or_of_where_people_live(made_up):
    list_of = by_place.by_practice(made_up, RULE, (GP,)).measure
    assert list_of.endswith("per 1,000 registered people on the list")
    for level in by_place.AREA_LEVELS:
        found = by_place.by_area(made_up, RULE, (GP,), level).measure
        assert found.endswith("per 1,000 registered people who live there")
    assert by_place.of_whom("Residents", "lsoa") == "residents"
    assert by_place.of_whom("Listed people", "pcn") == "people on published lists"
