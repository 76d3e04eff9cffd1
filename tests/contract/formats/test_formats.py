"""The same appointments from every kind of file and in every shape of date are the same
dataset."""

import gzip
import zipfile

import pandas as pd
import pytest

from analytics.errors import InputError
from tests.contract.extracts import HEADER, PEOPLE, gp_rows, text, written
from tests.contract.formats.one_extract import FRAME, events


def test_parquet_typed_and_text(tmp_path, plain):
    FRAME.to_parquet(tmp_path / "text.parquet")
    FRAME.assign(appointment_at=pd.to_datetime(FRAME.appointment_at)).to_parquet(
        tmp_path / "typed.parquet"
    )
    FRAME.assign(patient_id=FRAME.patient_id.astype("int64")).to_parquet(
        tmp_path / "number.parquet"
    )
    for name in ("text", "typed", "number"):
        assert events(tmp_path, tmp_path / f"{name}.parquet") == plain


def test_folder_of_months_with_columns_in_another_order(tmp_path, plain):
    folder = tmp_path / "months"
    folder.mkdir()
    FRAME[:5].to_csv(folder / "m1.csv", index=False)
    FRAME[5:10][FRAME.columns[::-1]].to_csv(folder / "m2.csv", index=False, sep=";")
    FRAME[10:].to_parquet(folder / "m3.parquet")
    assert events(tmp_path, folder) == plain
    (folder / "m3.parquet").unlink()
    FRAME[10:].rename(columns={"patient_id": "NHS Number"}).to_csv(
        folder / "m3.csv", index=False
    )
    assert events(tmp_path, folder / "m*.csv") == plain


def test_overlapping_months_count_once(tmp_path, plain):
    FRAME[:10].to_csv(tmp_path / "a.csv", index=False)
    FRAME[6:].to_csv(tmp_path / "b.csv", index=False)
    assert events(tmp_path, tmp_path / "a.csv", tmp_path / "b.csv") == plain


def test_packed(tmp_path, plain):
    content = text(HEADER, gp_rows()).encode()
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("inside.csv", content)
    written(tmp_path, "b.csv.gz", gzip.compress(content))
    assert events(tmp_path, tmp_path / "a.zip") == plain
    assert events(tmp_path, tmp_path / "b.csv.gz") == plain


def test_letters_of_windows_late_in_the_file(tmp_path):
    rows = gp_rows() * 4000
    content = text(HEADER.replace("role", "reason_term"), rows).encode()
    path = written(
        tmp_path,
        "late.csv",
        content + b"9000000010,2024-05-05 09:00,Y99001,attended,caf\xe9\n",
    )
    found = events(tmp_path, path)
    assert len({row[0] for row in found}) == 8 and len(found) == 17


def test_practices_of_different_systems_in_one_folder(tmp_path):
    folder = tmp_path / "practices"
    folder.mkdir()
    written(
        folder,
        "ash.csv",
        text(
            (
                "Patient ID,Appointment date,Appointment time,Appointment "
                "status,Patient Count,Organisation code"
            ),
            [
                f"{p},{13 + n}-Apr-24,09:30,Finished,1,F81001"
                for n, p in enumerate(PEOPLE)
            ],
        ),
    )
    written(
        folder,
        "birch.csv",
        text(
            "SlotGuid,PatientGuid,AppointmentDate,AppointmentStartTime,SlotStatus,OrganisationCode",
            [
                f"s{n},{p},{13 + n}/05/2024,10:30,Left,F81002"
                for n, p in enumerate(PEOPLE)
            ],
        ),
    )
    found = events(tmp_path, folder)
    assert len(found) == 16 and len({row[0] for row in found}) == 8
    assert {(row[1].month, row[1].hour, row[2], row[3]) for row in found} == {
        (4, 9, "F81001", "attended"),
        (5, 10, "F81002", "attended"),
    }


@pytest.mark.parametrize("inner", ["a.tsv", "a.xlsx", "a.parquet"])
def test_a_zip_of_any_kind_of_file(inner, tmp_path, plain):
    place = tmp_path / inner
    if inner.endswith("tsv"):
        FRAME.to_csv(place, sep="\t", index=False)
    elif inner.endswith("xlsx"):
        FRAME.to_excel(place, index=False)
    else:
        FRAME.to_parquet(place)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.write(place, f"deep/{inner}")
        packed.writestr("readme.md", "not an extract")
    assert events(tmp_path, tmp_path / "a.zip") == plain


NO_PRACTICE = FRAME.drop(columns="practice_code")


def test_the_practice_may_come_from_the_registered_list(tmp_path, plain):
    """Without the column, the practice of each person's registration on the day is
    used."""
    NO_PRACTICE.to_csv(tmp_path / "gp.csv", index=False)
    listed = FRAME.drop_duplicates("patient_id")[["patient_id", "practice_code"]]
    listed.to_csv(tmp_path / "list.csv", index=False)
    found = events(tmp_path, tmp_path / "gp.csv", patients=(tmp_path / "list.csv",))
    assert found == plain


def test_the_practice_may_be_one_for_every_row(tmp_path):
    NO_PRACTICE.to_csv(tmp_path / "gp.csv", index=False)
    said = written(
        tmp_path, "map.toml", '[gp_appointments.fixed]\npractice_code = "y99005"\n'
    )
    assert {row[2] for row in events(tmp_path, tmp_path / "gp.csv", columns=said)} == {
        "Y99005"
    }


def test_without_a_practice_the_three_ways_out_are_told(tmp_path):
    NO_PRACTICE.to_csv(tmp_path / "gp.csv", index=False)
    with pytest.raises(InputError) as fault:
        events(tmp_path, tmp_path / "gp.csv")
    (problem,) = fault.value.problems
    assert (problem.rule, problem.column) == ("column_missing", "practice_code")
    for way in (
        "registered list",
        "--patients FILE",
        '[gp_appointments.fixed] practice_code = "…"',
        '[gp_appointments.columns] practice_code = "your header"',
    ):
        assert way in problem.at_command_line()
    assert "--" not in problem.sentence()
