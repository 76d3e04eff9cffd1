"""A kind of event that the product has never heard of, from a CSV to a dataset.

It is declared in the tests alone (`tests/support/third_kind.py`), and the numbers are
counted by pandas from what was written into the files.
"""

import csv

import pandas as pd
import pytest

from analytics.definitions import event_kinds
from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, check, load
from tests.spec.third_kind.rows import rows
from tests.support.third_kind import DENTAL, written

TABLE = DENTAL.table.name


def test_every_row_is_there_under_its_person(with_ae, told):
    found = rows(
        with_ae,
        "SELECT person, appointment_at, practice_code, status, counted "
        f"FROM {TABLE} ORDER BY appointment_at, person",
    )
    assert len(found) == len(told)
    person = {
        one: number for number, one in enumerate(sorted({row[0] for row in found}))
    }
    assert len(person) == told["patient_id"].nunique()
    when = told["appointment_at"].dt.floor("min").dt.to_pydatetime()
    expected = sorted(zip(when, told["practice_code"], told["status"], strict=True))
    assert sorted((row[1], row[2], row[3]) for row in found) == expected
    assert all(row[4] == (row[3] == "attended") for row in found)


def test_months_are_what_was_attended(with_ae, told):
    attended = told[told["status"] == "attended"]
    month = attended["appointment_at"].dt.to_period("M").dt.to_timestamp()
    expected = attended.groupby([month, "practice_code"]).size()
    found = rows(
        with_ae,
        f"SELECT month, practice_code, sum(appointments) FROM {DENTAL.months} "
        "GROUP BY ALL ORDER BY 1, 2",
    )
    assert [(pd.Timestamp(day), code) for day, code, _ in found] == list(expected.index)
    assert [int(number) for *_, number in found] == list(expected)
    columns = rows(with_ae, f"DESCRIBE {DENTAL.months}")
    assert [row[0] for row in columns] == [
        "person",
        "month",
        "practice_code",
        "appointments",
    ]


def test_the_manifest_spans_it_beside_the_other_kind(with_ae, told):
    attended = told[told["status"] == "attended"]
    span = with_ae.span(DENTAL)
    assert (span.rows, span.people) == (len(attended), attended["patient_id"].nunique())
    assert (span.first, span.last) == (
        attended["appointment_at"].min().date(),
        attended["appointment_at"].max().date(),
    )
    assert span.missing == ()
    assert with_ae.kinds == (event_kinds.AE, DENTAL)
    assert with_ae.manifest.problems == ()  # the people are those of A&E, so they join


@pytest.mark.parametrize("split", [False, True])
def test_alone_with_the_time_in_one_column_or_in_two(tmp_path, told, split):
    path = written(told, tmp_path / "dental.csv", split)
    inputs = LoadInputs(dental=(path,))
    dataset = load(inputs, "alone", root=tmp_path / "home")
    found = rows(dataset, f"SELECT appointment_at FROM {TABLE} ORDER BY 1")
    assert [pd.Timestamp(row[0]) for row in found] == sorted(told["appointment_at"])
    assert dataset.kinds == (DENTAL,)
    assert rows(dataset, "SELECT count(*) FROM ae_attendances") == [(0,)]
    report = check(inputs, root=tmp_path / "home")
    assert report.rows == {TABLE: len(told)}
    assert report.spans == dataset.manifest.spans


BROKEN = """patient_id,appointment_at,practice_code,status
9000000009,13/01/2024 10:00,Y1,attended
9000000009,13/01/2024 10:00,Y1,cancelled
9000000009,never,Y1,attended
,14/01/2024 10:00,Y1,attended
9000000017,14/01/2024 10:00,Y1,perhaps
9000000017,15/01/2024 10:00,Y1,attended,one,too,many
9000000025,16/01/2024 11:30,,attended
"""


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_text(BROKEN, encoding="utf-8")
    listed = tmp_path / "list.csv"
    listed.write_text("patient_id,practice_code\n9000000025,Y2\n", encoding="utf-8")
    return LoadInputs(dental=(path,), patients=(listed,), accept_left_out=True)


def test_rows_left_out_are_counted_listed_and_told(tmp_path, broken):
    dataset = load(broken, "broken", root=tmp_path / "home")
    (account,) = (one for one in dataset.manifest.accounts if one.table == TABLE)
    assert (account.rows, account.kept, account.left_out) == (7, 3, 4)
    with open(dataset.left_out_file(TABLE), encoding="utf-8-sig", newline="") as file:
        listed = [
            (row["row"], row["reason"], row["status"]) for row in csv.DictReader(file)
        ]
    assert listed == [
        ("3", "repeats another row", "cancelled"),
        ("4", "date cannot be read", "attended"),
        ("5", "no patient id", "attended"),
        ("7", "line cannot be split into the columns of the header", ""),
    ]
    told = {one["rule"]: one["message"] for one in dataset.manifest.problems}
    assert set(told) == {
        "code_unknown",
        "date_unreadable",
        "id_missing",
        "line_unreadable",
        "many_left_out",
        "people_not_listed",
        "rows_repeated",
    }
    assert "column appointment_at" in told["date_unreadable"]
    # The word that is not known counts as missing; the list gives the practice.
    kept = rows(
        dataset,
        f"SELECT practice_code, status, counted FROM {TABLE} "
        "ORDER BY practice_code, status NULLS LAST",
    )
    assert kept == [
        ("Y1", "attended", True),
        ("Y1", None, False),
        ("Y2", "attended", True),
    ]
    assert dataset.span(DENTAL).rows == 2


def test_what_it_calls_nothing_counted_is_told(tmp_path):
    path = tmp_path / "none.csv"
    path.write_text(
        "patient_id,appointment_at,status\n9000000009,2024-01-13 10:00,cancelled\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        load(LoadInputs(dental=(path,)), "none", root=tmp_path / "home")
    (problem,) = caught.value.problems
    assert problem.rule == "nothing_counted" and problem.column == "status"
    assert problem.found == "No row of Dental appointments was attended."
