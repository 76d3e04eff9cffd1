"""The same appointments from every kind of file and in every shape of date are the same dataset."""

import gzip
import zipfile
from datetime import datetime

import duckdb
import pandas as pd
import pytest

from analytics.store.build import LoadInputs, load
from tests.contract.extracts import HEADER, PEOPLE, gp_rows, text, written

FRAME = pd.DataFrame([row.split(",") for row in gp_rows()], columns=HEADER.split(","), dtype="str")


def events(tmp_path, *paths, **more):
    dataset = load(LoadInputs(gp=tuple(paths), **more), "case", root=tmp_path / "home")
    return duckdb.connect().execute(
        f"SELECT pseudonym, appointment_at, practice_code, status, role FROM "
        f"'{dataset.folder}/gp_appointments.parquet' JOIN '{dataset.folder}/people.parquet' "
        "USING (person) ORDER BY ALL").fetchall()


@pytest.fixture
def plain(tmp_path):
    return events(tmp_path, written(tmp_path, "plain.csv", text(HEADER, gp_rows())))


def test_excel_with_real_dates_and_numbers(tmp_path, plain):
    frame = FRAME.assign(appointment_at=pd.to_datetime(FRAME.appointment_at),
                         patient_id=FRAME.patient_id.astype("int64"))
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        pd.DataFrame({"about": ["this report"]}).to_excel(book, sheet_name="Cover", index=False)
        frame.to_excel(book, sheet_name="Data", index=False)
    assert events(tmp_path, tmp_path / "a.xlsx") == plain


def test_parquet_typed_and_text(tmp_path, plain):
    FRAME.to_parquet(tmp_path / "text.parquet")
    FRAME.assign(appointment_at=pd.to_datetime(FRAME.appointment_at)).to_parquet(
        tmp_path / "typed.parquet")
    FRAME.assign(patient_id=FRAME.patient_id.astype("int64")).to_parquet(tmp_path / "number.parquet")
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
    FRAME[10:].rename(columns={"patient_id": "NHS Number"}).to_csv(folder / "m3.csv", index=False)
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
    path = written(tmp_path, "late.csv", content + b"9000000010,2024-05-05 09:00,Y99001,attended,caf\xe9\n")
    found = events(tmp_path, path)
    assert len({row[0] for row in found}) == 8 and len(found) == 17


@pytest.mark.parametrize("shape", [
    "{d:02d}/{m:02d}/2024 09:30", "{d:02d}-{m:02d}-2024 09:30:00", "{d}/{m}/24 09:30",
    "{m:02d}/{d:02d}/2024 09:30", "{d:02d}.{m:02d}.2024 09:30", "2024-{m:02d}-{d:02d}T09:30",
    "{d:02d}/{m:02d}/2024 09:30 AM", "2024/{m:02d}/{d:02d} 09:30"])
def test_dates_in_every_shape(shape, tmp_path, plain):
    assert events(tmp_path, written(tmp_path, "d.csv", text(HEADER, gp_rows(shape)))) == plain


def test_zones_become_local_time(tmp_path):
    rows = ["1111,2024-07-01T09:30:00Z,Y99001,attended,gp", "1111,2024-12-01T09:30:00Z,Y99001,attended,gp",
            "1111,2024-07-02T10:30:00+01:00,Y99001,attended,gp"]
    found = events(tmp_path, written(tmp_path, "z.csv", text(HEADER, rows)))
    assert [row[1] for row in found] == [
        datetime(2024, 7, 1, 10, 30), datetime(2024, 7, 2, 10, 30), datetime(2024, 12, 1, 9, 30)]


def test_leading_zeros_and_long_ids_stay_apart(tmp_path):
    ids = ["0012345678", "12345678", "123456789012345678", "123456789012345679", "a1", "A1", "A 1"]
    rows = [f"{one},2024-01-{13 + n} 09:00,Y99001,attended,gp" for n, one in enumerate(ids)]
    found = events(tmp_path, written(tmp_path, "i.csv", text(HEADER, rows)))
    assert len({row[0] for row in found}) == 5


def test_a_date_column_proven_by_another(tmp_path):
    rows = [f"{p},0{1 + n}/02/2024 09:30,Y99001,attended,{20 + n}/01/2024" for n, p in enumerate(PEOPLE)]
    header = HEADER.replace("role", "booked_at")
    dataset = load(LoadInputs(gp=(written(tmp_path, "p.csv", text(header, rows)),)), "case",
                   root=tmp_path / "home")
    assert dataset.manifest.problems == ()
    assert dataset.manifest.span("gp_appointments").first.month == 2
