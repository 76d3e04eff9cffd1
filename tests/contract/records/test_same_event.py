"""Rows that are one event: only where a number or a time of day says so."""

import csv
from pathlib import Path

import duckdb
import pytest

from analytics.definitions.filters import Filters
from analytics.measures.quality.findings import findings
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import written

GP = "patient_id,appointment_at,practice_code,status"
NUMBERED = f"{GP},appointment_id"
AE = "patient_id,arrived_at,site_code"
AE_NUMBERED = f"{AE},attendance_id,cost_gbp,diagnosis_code"


class Came:
    """What came of loading files of rows: those kept, and what was said."""

    def __init__(self, folder: Path, *files: str, kind: str = "gp") -> None:
        paths = [
            written(folder, f"{n}.csv", text + "\n") for n, text in enumerate(files)
        ]
        self.dataset = load(LoadInputs(**{kind: paths}), "one", root=folder / "home")
        self.table = self.dataset.kinds[0].table.name
        self.said = {one["rule"]: one["rows"] for one in self.dataset.manifest.problems}

    def kept(self, columns: str) -> list[tuple]:
        path = self.dataset.folder / f"{self.table}.parquet"
        return duckdb.sql(f"SELECT {columns} FROM '{path}' ORDER BY ALL").fetchall()

    def left_out(self) -> list[tuple[str, str, str]]:
        place = self.dataset.left_out_file(self.table)
        with open(place, encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            return [(r["file"], r["row"], r["reason"].split(":")[0]) for r in rows]


def rows(header: str, *lines: str) -> str:
    return "\n".join([header, *lines])


@pytest.mark.parametrize("time", ["", " 00:00"])
def test_alike_rows_of_a_day_without_time_or_number_all_count(tmp_path, time):
    visit = f"A,01/03/2024{time},P1,attended"
    came = Came(tmp_path, rows(GP, visit, visit, f"A,13/03/2024{time},P1,attended"))
    assert len(came.kept("*")) == 3
    assert came.said["rows_alike"] == 1
    told = findings(came.dataset, Filters()).table.set_index("kind")
    assert told.loc["rows_alike", ["rows", "of"]].tolist() == [1, 3]


def test_alike_attendances_of_a_day_without_time_or_number_all_count(tmp_path):
    came = Came(tmp_path, rows(AE, *["A,13/03/2024,R1"] * 3), kind="ae")
    assert (len(came.kept("*")), came.said["rows_alike"]) == (3, 2)


def test_a_time_of_day_says_that_rows_are_one(tmp_path):
    visit = "A,13/03/2024 09:00,P1,attended"
    came = Came(tmp_path, rows(GP, visit, visit, "A,13/03/2024 09:10,P1,attended"))
    assert len(came.kept("*")) == 2
    assert came.said == {"rows_repeated": 1}
    assert came.left_out() == [("0.csv", "3", "repeats another row")]


@pytest.mark.parametrize(
    "number,kept", [("7", 1), ("", 2), ("0", 2), ("N/A", 2), ("1.2E+17", 2)]
)
def test_a_number_says_so_without_a_time_if_it_says_anything(tmp_path, number, kept):
    visit = f"A,13/03/2024,P1,attended,{number}"
    came = Came(tmp_path, rows(NUMBERED, visit, visit, "B,14/03/2024,P1,attended,8"))
    assert len(came.kept("*")) == kept + 1
    rule = "rows_repeated" if kept == 1 else "rows_alike"
    assert came.said[rule] == 1


def test_numbers_are_compared_without_spaces_and_the_nought_of_spreadsheets(tmp_path):
    came = Came(
        tmp_path,
        rows(NUMBERED, "A,13/03/2024 09:00,P1,booked,7 "),
        rows(NUMBERED, "A,14/03/2024 09:00,P1,attended,7.0"),
    )
    assert came.kept("day(appointment_at), status::VARCHAR") == [(14, "attended")]


def test_a_record_sent_again_takes_the_place_of_the_earlier_one(tmp_path):
    came = Came(
        tmp_path,
        rows(
            NUMBERED,
            "A,13/03/2024 09:00,P1,booked,7",
            "A,13/03/2024 09:00,P1,attended,7",  # another status
            "B,13/03/2024 09:00,P1,attended,8",
            "C,13/03/2024 09:00,P1,attended,9",
        ),
        rows(
            NUMBERED,
            "B,20/03/2024 10:00,P1,did_not_attend,8",  # another day, and status
            "C,13/03/2024 09:00,P1,attended,9",  # nothing new
            "D,13/03/2024 09:00,P1,attended,10",
        ),
    )
    assert came.kept("day(appointment_at), status::VARCHAR") == [
        (13, "attended"),
        (13, "attended"),
        (13, "attended"),
        (20, "did_not_attend"),
    ]
    assert came.said == {"record_sent_again": 2, "rows_repeated": 1}
    assert came.left_out() == [
        ("0.csv", "2", "sent again"),
        ("0.csv", "4", "sent again"),
        ("0.csv", "5", "repeats another row"),
    ]
    assert "sent_again" in findings(came.dataset, Filters()).table["kind"].tolist()


def test_the_date_of_the_extract_goes_before_the_order_of_files(tmp_path):
    header = f"{NUMBERED},Extract date"
    came = Came(
        tmp_path,
        rows(header, "A,13/03/2024 09:00,P1,attended,7,15/03/2024"),
        rows(header, "A,13/03/2024 09:00,P1,booked,7,10/03/2024"),
    )
    assert came.kept("status::VARCHAR") == [("attended",)]
    assert came.left_out() == [("1.csv", "2", "sent again")]


def test_a_correction_is_kept_and_a_row_a_diagnosis_gives_the_first(tmp_path):
    came = Came(
        tmp_path,
        rows(
            AE_NUMBERED,
            "A,13/03/2024 09:00,R1,7,500,195967001",
            "A,13/03/2024 09:00,R1,7,99.5,195967001",  # the cost corrected
            "B,13/03/2024 09:00,R1,8,100,",
            "B,13/03/2024 09:00,R1,8,100,44465007",  # a row a diagnosis
            "B,13/03/2024 09:00,R1,8,100,35489007",
        ),
        kind="ae",
    )
    kept = came.kept("cost_gbp::INTEGER, diagnosis_code::VARCHAR")
    assert kept == [(100, "195967001"), (100, "44465007")]
    assert came.said["record_sent_again"] == 1 and came.said["rows_repeated"] == 2


@pytest.mark.parametrize(
    "number",
    [
        lambda who, visit: visit,  # counts from 1 for each person, or each month
        lambda who, visit: 1,  # one for all
        lambda who, visit: who + 1,  # a person's number
        lambda who, visit: 10 * who + visit // 4 + 1,  # a course of treatment
    ],
)
def test_numbers_that_are_not_each_events_own_join_nothing(tmp_path, number):
    lines = [
        f"P{who},{10 + visit}/0{1 + visit}/2024 09:0{visit},P1,attended,"
        f"{number(who, visit)}"
        for who in range(6)
        for visit in range(8)
    ]
    came = Came(tmp_path, rows(NUMBERED, *lines, lines[0]))
    assert len(came.kept("*")) == 48
    assert "number_not_own" in came.said and came.said["rows_repeated"] == 1


def test_numbers_of_two_practices_are_two(tmp_path):
    came = Came(
        tmp_path,
        rows(
            NUMBERED,
            "A,13/03/2024 09:00,P1,attended,7",
            "A,20/03/2024 09:00,P2,attended,7",
        ),
    )
    assert (len(came.kept("*")), came.said) == (2, {})
