"""The worklist at the command line: listed, put on a sheet, answered, taken in, copied
and put back."""

import csv
import json

import openpyxl
import pytest

from analytics.__main__ import main
from analytics.store.dataset import open_dataset
from tests.support.world import dataset, world

ASKED = ("--as-at", "2024-06-30", "--ae-more-than", "2", "--gp-more-than", "12")


@pytest.fixture
def home(tmp_path, monkeypatch):
    place = tmp_path / "home"
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(place))
    dataset(world(5, people=200), place, "desk")
    return place


@pytest.fixture
def said(home, capsys):
    """Runs the command and gives (exit code, what it found)."""

    def run(*flags: object) -> tuple[int, dict]:
        capsys.readouterr()
        given = ["worklist", "--data", "desk", *ASKED, "--json", *map(str, flags)]
        return main(given), json.loads(capsys.readouterr().out)

    return run


def test_from_the_list_to_the_caseload_and_back(home, said, tmp_path, capsys):
    listed, sheet, copy = (tmp_path / n for n in ("l.csv", "s.xlsx", "copy.db"))
    code, found = said("--csv", listed, "--export", sheet)
    rows = list(csv.DictReader(listed.open()))
    assert code == 0 and found["to_review"] == len(rows) > 3
    assert found["decided"] == 0 and not found["to_take_in"]
    assert [row["place"] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert all(row["why"] for row in rows)
    book = openpyxl.load_workbook(sheet)
    page = book["Worklist"]
    at = {cell.value: cell.column for cell in page[4]}
    page.cell(5, at["Status"], "offered")
    page.cell(6, at["Status"], "declined")
    book.save(sheet)
    code, found = said("--import", sheet, "--by", "INT")
    assert code == 2, "no day"
    assert found["problems"][0]["rule"] == "day_unreadable"
    code, found = said("--import", sheet, "--by", "INT", "--on", "2024-07-01")
    assert (code, found["imported"]["decided"], found["decided"]) == (0, 2, 2)
    assert found["by_status"] == {"offered": 1, "declined": 1} and found["to_take_in"]
    before = open_dataset("desk", home)
    code, found = said("--take-in", "--backup", copy)
    assert found["taken_in"]["changed"] and found["taken_in"]["offers"] == 2
    assert not found["to_take_in"] and found["backup"]["decisions"] == 2
    assert open_dataset("desk", home).folder.name == found["taken_in"]["version"]
    page.cell(7, at["Status"], "offered")
    book.save(sheet)
    code, found = said("--import", sheet, "--by", "INT", "--on", "2024-07-01")
    assert found["imported"] == {"decided": 1, "already": 2, "blank": len(rows) - 3}
    code, found = said("--restore", copy)
    assert (found["restored"]["decisions"], found["restored"]["gone"]) == (2, 1)
    assert found["decided"] == 2
    assert main(["versions", "--data", "desk", "--make-live", before.folder.name]) == 0
    capsys.readouterr()
    assert main(["worklist", "--data", "desk", *ASKED]) == 0
    told = capsys.readouterr().out
    assert "2 decided" in told and "Not in the caseload yet" in told


def test_what_cannot_be_is_told(said, tmp_path):
    code, found = said("--import", tmp_path / "gone.xlsx")
    assert code == 2 and found["problems"][0]["rule"] == "cannot_read"
    code, found = said("--export", tmp_path / "no" / "folder.xlsx")
    assert code == 2 and found["problems"][0]["rule"] == "cannot_write"
    code, found = said("--restore", tmp_path / "gone.db")
    assert code == 2 and found["problems"][0]["rule"] == "worklist_copy_broken"
