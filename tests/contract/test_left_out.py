"""Rows that are left out: each in a file with its reason, none that says who anybody
is, no ghosts."""

import csv

import duckdb
import pytest

from analytics.store.load.build import LoadInputs, load
from analytics.store.load.canonical.left_out.row_accounts import must_agree
from tests.contract.extracts import written

GP = """patient_id,appointment_at,practice_code,status,role,reason_term,appointment_id
9434765919,2024-01-03 10:00,=1+1,attended,gp,cough,771001
9434765919,2024-01-03 10:00,=1+1,Attended,gp,cough,771001
4010232137,soon,Y99001,attended,=1+1,Mrs Quillfeather,771002
4010232137,4010232137,Y99001,Jo Quillfeather,gp,Mrs Quillfeather,771003
oops,a,b,c,d,e,f,g
9434765870,Mary Quillfeather,Y99001,SS13 1AB,gp,cough,771004
,2024-01-03 10:00,Y99001,attended,gp,cough,771005
9999999468,2099-01-03 10:00,9434765919,attended,gp,cough,771006
5990128088,3 May 24,Y99001,attended,gp,cough,771007
"""
PATIENTS = """patient_id,practice_code,Date of birth,sex
9434765919,Y99001,31/05/1961,F
,Y99001,31/05/1962,F
9434765919,Y99001,31/05/1961,F
"""
PRACTICES = "practice_code,name\nY99001,Ash\n,Elm\nY99001,Oak\n"


@pytest.fixture
def dataset(tmp_path):
    return load(
        LoadInputs(
            gp=(written(tmp_path, "gp.csv", GP),),
            patients=(written(tmp_path, "list.csv", PATIENTS),),
            practices=(written(tmp_path, "practices.csv", PRACTICES),),
            accept_left_out=True,
        ),
        "one",
        root=tmp_path / "home",
    )


def rows(dataset, table) -> list[dict]:
    with open(dataset.left_out_file(table), encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_row_left_out_is_there_in_order_with_its_number_and_reason(dataset):
    assert [
        (row["row"], row["reason"]) for row in rows(dataset, "gp_appointments")
    ] == [
        ("3", "repeats another row"),
        ("4", "date cannot be read"),
        ("5", "date cannot be read"),
        ("6", "line cannot be split into the columns of the header"),
        ("7", "date cannot be read"),
        ("8", "no patient id"),
        ("9", "date in the future"),
    ]
    assert [
        (row["file"], row["row"], row["reason"]) for row in rows(dataset, "patients")
    ] == [("list.csv", "3", "no patient id"), ("list.csv", "4", "repeats another row")]
    assert [
        (row["row"], row["practice_code"]) for row in rows(dataset, "practices")
    ] == [("3", ""), ("4", "Y99001")]


def test_it_shows_what_was_found_but_nothing_that_identifies(dataset):
    found = rows(dataset, "gp_appointments")
    assert set(found[0]) == {
        "file",
        "row",
        "reason",
        "person",
        "appointment_at",
        "practice_code",
        "status",
        "role",
    }
    assert [row["appointment_at"] for row in found] == [
        "2024-01-03 10:00",
        "(not shown)",
        "(not shown)",
        "",
        "(not shown)",
        "2024-01-03 10:00",
        "2099-01-03 10:00",
    ]
    assert found[4]["status"] == found[6]["practice_code"] == "(not shown)"
    assert "Date of birth" not in rows(dataset, "patients")[0]
    everything = b"".join(
        file.read_bytes() for file in dataset.folder.rglob("left_out/*")
    )
    for secret in (
        "9434765919",
        "4010232137",
        "9434765870",
        "9999999468",
        "771002",
        "Quillfeather",
        "Mary",
        "SS13",
        "31/05",
    ):
        assert secret.encode() not in everything, secret


def test_formulas_are_harmless_and_the_file_is_its_owners_alone(dataset):
    assert rows(dataset, "gp_appointments")[0]["practice_code"] == "'=1+1"
    assert rows(dataset, "gp_appointments")[1]["role"] == "(not shown)"
    place = dataset.left_out_file("gp_appointments")
    assert (
        place.stat().st_mode & 0o777 == 0o600
        and place.parent.stat().st_mode & 0o777 == 0o700
    )


def test_the_person_is_the_pseudonym_of_the_dataset(dataset):
    repeated = rows(dataset, "gp_appointments")[0]["person"]
    known = (
        duckdb.connect()
        .execute(
            f"SELECT pseudonym FROM '{dataset.folder}/people.parquet' WHERE listed"
        )
        .fetchall()
    )
    assert known == [(repeated,)]


def test_nobody_is_a_person_for_left_out_rows_alone(dataset):
    people, events = (
        duckdb.connect()
        .execute(
            "SELECT count(DISTINCT person), max(person) FROM "
            f"'{dataset.folder}/{table}.parquet'"
        )
        .fetchall()[0]
        for table in ("people", "gp_appointments")
    )
    assert people == events == (2, 1)


def test_the_account_adds_up_and_the_load_checks_it(dataset):
    accounts = {
        one.table: (one.rows, one.kept, one.left_out)
        for one in dataset.manifest.accounts
    }
    assert accounts == {
        "gp_appointments": (9, 2, 7),
        "patients": (3, 1, 2),
        "practices": (3, 1, 2),
    }
    with pytest.raises(RuntimeError, match="Two counts differ"):
        must_agree("rows", 1, 2)


def test_nothing_left_out_means_no_file(tmp_path):
    path = written(
        tmp_path, "gp.csv", GP.splitlines()[0] + "\n" + GP.splitlines()[1] + "\n"
    )
    dataset = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    assert dataset.left_out_file("gp_appointments") is None
    assert not (dataset.folder / "left_out").exists()


def test_rows_below_lines_that_cannot_be_split_keep_their_numbers(tmp_path):
    lines = ["patient_id,appointment_at,practice_code"]
    lines += [f"QQ{n},2024-01-{1 + n % 28:02d} 10:00,Y99001" for n in range(30)]
    for number in (5, 6, 20):
        lines.insert(number, "oops,a,b,c")
    lines.insert(25, "QQ99,never,Y99001")
    lines.append("QQ98,never,Y99001")
    path = written(tmp_path, "gp.csv", "\n".join(lines) + "\n")
    dataset = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    assert [int(row["row"]) for row in rows(dataset, "gp_appointments")] == [
        6,
        7,
        21,
        26,
        36,
    ]
    told = {p["rule"]: p["examples"] for p in dataset.manifest.problems}
    assert told["date_unreadable"] == [26, 36] and told["line_unreadable"] == [6, 7, 21]


def test_age_bands_alone_are_said_to_give_an_approximate_year(tmp_path):
    bands = (
        "patient_id,practice_code,age_band\n"
        "9434765919,Y99001,60-64\n5990128088,Y99001,85+\n"
    )
    dataset = load(
        LoadInputs(
            gp=(written(tmp_path, "gp.csv", GP),),
            patients=(written(tmp_path, "list.csv", bands),),
            accept_left_out=True,
        ),
        "one",
        root=tmp_path / "home",
    )
    years = (
        duckdb.connect()
        .execute(f"SELECT birth_year FROM '{dataset.folder}/people.parquet' ORDER BY 1")
        .fetchall()
    )
    assert years == [(1934,), (1962,)]
    assert [
        note
        for note in dataset.manifest.notes
        if "2 people an age band only" in note and "counted back from 2024" in note
    ]
