"""Each broken extract gives exactly its fault and the right counts; each odd one gives
none."""

import duckdb
import pytest

from tests.contract.broken.broken_extracts import BROKEN
from tests.contract.broken.odd_extracts import ODD_BUT_FINE, PLAIN
from tests.contract.extracts import (
    HEADER,
    PEOPLE,
    Case,
    gp_rows,
    loaded,
    text,
    written,
)


@pytest.mark.parametrize("name", ODD_BUT_FINE)
def test_odd_extracts_load_whole(name, tmp_path):
    dataset, problems, said = loaded(ODD_BUT_FINE[name], tmp_path)
    assert problems == [], said
    rows = (
        duckdb.connect()
        .execute(
            "SELECT count(*), count(DISTINCT person) FROM "
            f"'{dataset.folder}/gp_appointments.parquet'"
        )
        .fetchall()
    )
    assert rows == [(16, 8)]
    assert {e.reason: e.rows for e in dataset.manifest.exclusions} == ODD_BUT_FINE[
        name
    ].left_out


@pytest.mark.parametrize("name", BROKEN)
def test_broken_extracts_give_their_fault_and_only_it(name, tmp_path):
    case = BROKEN[name]
    dataset, problems, said = loaded(case, tmp_path)
    assert tuple(problem["rule"] for problem in problems) == case.rules, said
    assert (dataset is None) == case.stops
    if dataset:
        table = "gp_appointments" if case.gp is not None else "ae_attendances"
        kept = (
            duckdb.connect()
            .execute(f"SELECT count(*) FROM '{dataset.folder}/{table}.parquet'")
            .fetchall()[0][0]
        )
        assert kept == case.kept
        assert {e.reason: e.rows for e in dataset.manifest.exclusions} == case.left_out
    for problem in problems:
        assert problem["remedy"] and len(problem["examples"]) <= 3
    for person in PEOPLE:
        assert person not in said


@pytest.mark.parametrize(
    "name,row",
    [
        ("one_date_wrong", 5),
        ("one_id_missing", 5),
        ("date_in_2090", 5),
        ("status_unknown", None),
    ],
)
def test_a_fault_names_the_row_of_the_file(name, row, tmp_path):
    _, problems, _ = loaded(BROKEN[name], tmp_path)
    assert problems[0]["rows"] == 1
    assert problems[0]["examples"] == ([row] if row else [])


def test_every_fault_is_told_at_once(tmp_path):
    case = Case("a,b\n1,2\n", ae="", more={"patients": (tmp_path / "gone.csv",)})
    _, problems, _ = loaded(case, tmp_path)
    assert [p["rule"] for p in problems] == [
        "file_empty",
        "no_usable_columns",
        "file_missing",
    ]


def test_no_extract_at_all_is_said(tmp_path):
    _, problems, _ = loaded(Case(), tmp_path)
    assert [p["rule"] for p in problems] == ["no_extract"]


def test_unknown_profile_and_mapping_are_told_together(tmp_path):
    case = Case(PLAIN, more={"profile": "sus", "columns": tmp_path / "no.toml"})
    _, problems, _ = loaded(case, tmp_path)
    assert [p["rule"] for p in problems] == ["mapping_missing", "profile_unknown"]


def test_headers_can_be_mapped_by_hand(tmp_path):
    mapping = written(
        tmp_path,
        "map.toml",
        '[gp_appointments.columns]\npatient_id = "Wer"\n'
        '[gp_appointments.fixed]\npractice_code = "Y99007"\n',
    )
    case = Case(
        text("Wer,appointment_at", [",".join(r.split(",")[:2]) for r in gp_rows()]),
        more={"columns": mapping},
    )
    dataset, problems, said = loaded(case, tmp_path)
    assert problems == [], said
    codes = (
        duckdb.connect()
        .execute(
            "SELECT DISTINCT practice_code FROM "
            f"'{dataset.folder}/gp_appointments.parquet'"
        )
        .fetchall()
    )
    assert codes == [("Y99007",)]


def test_a_refused_load_leaves_the_live_version(tmp_path):
    first, _, _ = loaded(Case(PLAIN), tmp_path)
    refused, _, _ = loaded(Case(HEADER), tmp_path)
    from analytics.store.dataset import open_dataset

    assert refused is None
    assert open_dataset("case", tmp_path / "home").folder == first.folder
    left = [
        f.name
        for f in (tmp_path / "home" / "case").iterdir()
        if f.name.startswith(".building")
    ]
    assert left == []
