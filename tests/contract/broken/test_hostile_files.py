"""Files made to do harm, or damaged: each gives a clear fault, none a crash, none
writes elsewhere."""

import os
import random
import zipfile

import duckdb
import pytest

from analytics.errors import InputError
from analytics.extract import disk_space
from analytics.extract.reading import zip_files
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import HEADER, gp_rows, text

PLAIN = text(HEADER, gp_rows())
EVENTS = (
    "SELECT '9' || i AS patient_id, TIMESTAMP '2024-01-01' + to_minutes(i) AS "
    "appointment_at, 'Y99001' AS practice_code FROM range({rows}) r(i)"
)


def zipped(folder, name, member, content) -> object:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(member, content)
    return path


def parquet(folder, query) -> object:
    path = folder / "gp.parquet"
    duckdb.connect().execute(f"COPY ({query}) TO '{path}'")
    return path


def faults(path, folder) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(LoadInputs(gp=(path,)), "one", root=folder / "home")
    left = [f.name for f in (folder / "home" / "one").iterdir() if f.name != ".lock"]
    assert left == []
    return [problem.rule for problem in caught.value.problems]


def test_a_name_inside_a_zip_is_never_a_path(tmp_path):
    path = zipped(tmp_path, "gp.zip", "../../../outside.csv", PLAIN)
    dataset = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    assert dataset.manifest.accounts[0].kept == 16
    assert not list(tmp_path.parent.glob("**/outside.csv"))


def test_zips_within_zips_are_told(tmp_path):
    assert faults(zipped(tmp_path, "gp.zip", "inner.zip", b"PK"), tmp_path) == [
        "zip_members"
    ]


def test_a_zip_that_needs_a_password_is_told(tmp_path):
    path = zipped(tmp_path, "gp.zip", "gp.csv", PLAIN)
    octets = bytearray(path.read_bytes())
    octets[6] |= 1
    octets[octets.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(octets)
    assert faults(path, tmp_path) == ["zip_encrypted"]


@pytest.mark.parametrize(
    "name,member", [("gp.zip", "gp.csv"), ("gp.xlsx", "xl/worksheets/sheet1.xml")]
)
def test_a_bomb_is_not_unpacked(tmp_path, name, member):
    path = zipped(tmp_path, name, member, b"0" * 120_000_000)
    assert faults(path, tmp_path) == ["unpacked_bomb"]


def test_what_the_disk_has_no_room_for_is_not_unpacked(tmp_path, monkeypatch):
    path = zipped(tmp_path, "gp.zip", "gp.csv", PLAIN)
    monkeypatch.setattr(disk_space, "free", lambda place: disk_space.KEEP_FREE + 10)
    assert faults(path, tmp_path) == ["unpacked_size"]


def test_a_workbook_larger_than_memory_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_files, "WORKBOOK_AT_MOST", 100)
    assert faults(
        zipped(tmp_path, "gp.xlsx", "xl/sheet1.xml", os.urandom(500)), tmp_path
    ) == ["unpacked_size"]


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_parquet_cut_short_is_told(tmp_path, part):
    path = parquet(tmp_path, EVENTS.format(rows=20_000))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    assert faults(path, tmp_path) == ["file_unreadable"]


@pytest.mark.parametrize("seed", range(12))
def test_damage_anywhere_in_a_parquet_file_is_told_or_read_through(tmp_path, seed):
    """Row groups, sizes and types in the footer may claim anything after this."""
    dice = random.Random(seed)
    path = parquet(tmp_path, EVENTS.format(rows=20_000))
    octets = bytearray(path.read_bytes())
    footer = int.from_bytes(octets[-8:-4], "little")
    first, last = (
        (len(octets) - 8 - footer, len(octets) - 8) if seed % 2 else (100, 4000)
    )
    for _ in range(6):
        octets[dice.randrange(first, last)] = dice.randrange(256)
    path.write_bytes(octets)
    try:
        load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    except InputError as fault:
        assert fault.problems[0].remedy


def test_lists_where_dates_belong_are_told(tmp_path):
    query = (
        "SELECT {'a': 1} AS patient_id, [TIMESTAMP '2024-01-01'] AS appointment_at, "
        "MAP {'k': 'Y99001'} AS practice_code FROM range(50)"
    )
    assert faults(parquet(tmp_path, query), tmp_path)[0] in (
        "file_broken",
        "date_wrong_kind",
    )


def test_a_damaged_file_is_told_with_the_faults_of_the_others(tmp_path):
    path = parquet(tmp_path, EVENTS.format(rows=20_000))
    octets = bytearray(path.read_bytes())
    octets[100:3000] = random.Random(1).randbytes(2900)
    path.write_bytes(octets)
    other = tmp_path / "ae.csv"
    other.write_text("a,b\n1,2\n")
    with pytest.raises(InputError) as caught:
        load(LoadInputs(gp=(path,), ae=(other,)), "one", root=tmp_path / "home")
    assert {problem.rule for problem in caught.value.problems} == {
        "file_broken",
        "no_usable_columns",
    }


def test_columns_without_end_are_told(tmp_path):
    wide = tmp_path / "gp.csv"
    wide.write_text(
        HEADER + "," + ",".join(f"c{n}" for n in range(100_000)) + "\n1,2\n"
    )
    assert faults(wide, tmp_path) == ["columns_too_many"]
    many = ", ".join(f"1 AS c{n}" for n in range(2500))
    assert faults(parquet(tmp_path, f"SELECT {many}"), tmp_path) == ["columns_too_many"]


def test_a_line_without_end_is_told(tmp_path):
    path = tmp_path / "gp.csv"
    with open(path, "wb") as out:
        out.truncate(0)
        for _ in range(30):
            out.write(b"y" * 1_000_000)
    assert faults(path, tmp_path) == ["line_too_long"]


def test_a_line_without_end_among_good_ones_is_left_out(tmp_path):
    path = tmp_path / "gp.csv"
    path.write_text(
        PLAIN + 'X1,2024-01-01 10:00,"' + "y" * 30_000_000 + '",attended,gp\n'
    )
    dataset = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    account = dataset.manifest.accounts[0]
    assert (account.rows, account.kept, account.left_out) == (17, 16, 1)
