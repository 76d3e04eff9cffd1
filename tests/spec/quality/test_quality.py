"""Each measure of quality by two routes: over the stored dataset, and in plain
pandas."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.disclosure import Audience, protect
from analytics.measures.over_time import coverage as loaded_measures
from analytics.measures.quality import codes, fields, joins, months
from analytics.measures.quality.coverage import coverage, place_months
from analytics.measures.quality.findings import findings
from analytics.measures.quality.levels import level_changes
from tests.spec.quality.gappy import EVERYONE, PLACES, SOUTH, counted_ae, counted_gp
from tests.support.world import dataset, world

A_AND_E = {
    "Category of attendance": "attendance_category",
    "Time in A&E": "departed_at",
    "Cost": "cost_gbp",
    "Age": "age_at_arrival",
    "Sex": "sex",
    "Small area": "lsoa_code",
    "Arrival mode": "arrival_mode",
    "Practice": "practice_code",
}


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("by", ["month", "practice"])
def test_fields_of_ae(name, by, holed, gappy):
    filters, practices = PLACES[name]
    found = fields.completeness(holed, filters, AE, by).table
    names = {
        "P1": "Ash Lane",
        "P2": "Birch Road",
        "P3": "Cedar House",
        "P4": "Dale View",
    }
    for title, column in A_AND_E.items():
        rows = counted_ae(gappy, practices)
        if title == "Category of attendance":
            rows = gappy.ae[gappy.ae["practice_code"].isin(practices)]
        cell = (
            rows["arrived_at"].dt.to_period("M").dt.to_timestamp()
            if by == "month"
            else rows["practice_code"].map(names)
        )
        plain = rows[column].notna().groupby(cell).agg(["sum", "size"])
        mine = found[found["field"] == title].set_index("cell")
        assert mine["filled"].to_dict() == plain["sum"].to_dict(), title
        assert mine["rows"].to_dict() == plain["size"].to_dict(), title


def test_diagnosis_and_reason_are_filled_where_they_say_something(holed, gappy):
    every = ["P1", "P2", "P3", "P4"]
    for kind, field, rows, columns in (
        (
            AE,
            "Diagnosis",
            counted_ae(gappy, every),
            ["diagnosis_code", "diagnosis_term"],
        ),
        (
            GP,
            "Reason",
            counted_gp(gappy, every),
            ["reason_code", "reason_term"],
        ),
    ):
        found = fields.completeness(holed, EVERYONE, kind).table
        mine = found[found["field"] == field]
        assert mine["filled"].sum() == (rows[columns] != "").any(axis=1).sum()
        assert mine["rows"].sum() == len(rows)


def test_fields_of_gp_and_status_over_every_row(holed, gappy):
    found = fields.completeness(holed, SOUTH, GP).table
    sums = found.groupby("field")[["filled", "rows"]].sum()
    every = gappy.gp[gappy.gp["practice_code"].isin(["P3", "P4"])]
    assert tuple(sums.loc["Status"]) == (
        (every["status"] != "unknown").sum(),
        len(every),
    )
    rows = counted_gp(gappy, ["P3", "P4"])
    assert tuple(sums.loc["Role"]) == (rows["role"].notna().sum(), len(rows))


def test_fields_of_the_list(holed, gappy):
    found = fields.completeness(holed, EVERYONE, None, "practice").table
    p, day = gappy.patients, pd.Timestamp("2024-06-30")
    there = p[
        (p["registered_to"].isna() | (p["registered_to"] >= day))
        & (p["died_on"].isna() | (p["died_on"] > day))
    ]
    assert found[found["field"] == "Year of birth"]["rows"].sum() == len(there)


def test_joins_by_practice(data_home):
    frames = world(12, 250)
    listed = frames.patients.iloc[::2]  # every other person is on the list
    seen_by_gp = frames.gp[
        frames.gp["practice_code"] != "P2"
    ]  # P2 sends no GP appointments
    frames = replace(frames, patients=listed, gp=seen_by_gp, caseload=None)
    found = joins.joins(dataset(frames, data_home, "joins"), EVERYONE).table
    mine = found.set_index("place")
    visitors = set(counted_gp(frames, ["P1", "P3", "P4"])["patient_id"])
    on_list = set(listed["patient_id"])
    for code, name in (("P1", "Ash Lane"), ("P2", "Birch Road"), ("P3", "Cedar House")):
        came = set(counted_ae(frames, [code])["patient_id"])
        assert mine.loc[name, "ae_people"] == len(came)
        assert mine.loc[name, "ae_listed"] == len(came & on_list)
        if code == "P2":
            assert mine.loc[name, ["ae_in_gp", "gp_people"]].isna().all()
            continue
        assert mine.loc[name, "ae_in_gp"] == len(came & visitors)
        went = set(counted_gp(frames, [code])["patient_id"])
        assert mine.loc[name, "gp_people"] == len(went)
        assert mine.loc[name, "gp_listed"] == len(went & on_list)


def test_codes_count_what_says_little(holed, gappy):
    found = codes.codes(holed, EVERYONE).table.set_index(["extract", "what"])
    rows = counted_ae(gappy, ["P1", "P2", "P3", "P4"])
    silent = (rows[["diagnosis_code", "diagnosis_term"]] == "").all(axis=1).sum()
    none = found.loc[("A&E attendances", codes.NO_DIAGNOSIS)]
    assert (none["rows"], none["of"]) == (silent, len(rows))


def test_a_value_that_no_list_knows_is_counted(data_home):
    frames = world(13, 60)
    frames.gp.loc[frames.gp.index % 8 == 0, "status"] = "Vanished"
    made = dataset(frames, data_home, "strange")
    found = codes.codes(made, EVERYONE).table
    row = found[found["what"] == codes.OUTSIDE].iloc[0]
    assert (row["extract"], row["column"]) == ("GP appointments", "status")
    assert (row["rows"], row["of"]) == (
        (frames.gp.index % 8 == 0).sum(),
        len(frames.gp),
    )
    said = codes.warnings(made, EVERYONE).table
    assert said["rows"].sum() == sum(p["rows"] for p in made.manifest.problems)


def test_every_result_can_be_protected_and_written(holed):
    results = [
        fields.completeness(holed, SOUTH, AE),
        months.months(holed, EVERYONE),
        coverage(holed, EVERYONE, GP),
        place_months(holed, EVERYONE, AE, "site"),
        joins.joins(holed, EVERYONE),
        codes.codes(holed, SOUTH),
        loaded_measures.left_out(holed),
        level_changes(holed, EVERYONE),
        findings(holed, SOUTH),
        loaded_measures.accounts(holed),
    ]
    for result in results:
        shown = protect(result, Audience.AGGREGATE)
        titles = [column.title for column in result.columns if column.shown]
        assert len(set(titles)) == len(titles), (
            "two columns of one title: one would be lost"
        )
        declared = {column.name for column in result.columns}
        numbers = set(result.table.select_dtypes("number"))
        assert numbers <= declared, (
            f"{result.name}: {numbers - declared} would be dropped"
        )
        for column in result.columns:
            if column.kind == "count" and len(shown.table):
                left = shown.table[column.name].dropna()
                assert not left.between(1, 7).any() and (left % 5 == 0).all()
        assert len(shown.in_words()) == len(result.table)
