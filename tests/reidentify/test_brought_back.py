"""A practice's own ids are right in every format, and what was done is written down."""

import csv
import os
import stat
from pathlib import Path

import pandas as pd
import pytest

from analytics.__main__ import main
from analytics.reidentify import audit
from analytics.reidentify.bring_back import bring_back
from analytics.store.dataset import open_dataset
from analytics.store.load.anew.caseload import persons
from tests.reidentify.practices import (
    IDS,
    WHY,
    asked,
    extract,
    lines,
    pseudonym,
    refused,
)


def test_a_practice_gets_its_own_ids(home, own):
    request = asked(home, own)
    assert bring_back(request, home) == 3
    rows = list(csv.DictReader(request.out.open()))
    assert {row["pseudonym"]: row["local_id"] for row in rows} == {
        pseudonym(home, who): who for who in IDS["P1"]
    }
    assert stat.S_IMODE(request.out.stat().st_mode) == 0o600
    assert {f.name for f in own.iterdir()} == {"list.csv", "out.csv"}
    (line,) = lines(home)
    assert line["given"] == 3 and line["practice"] == "P1" and line["why"] == WHY
    assert line["who"] and line["when"].startswith("20")
    assert stat.S_IMODE((home / audit.FILE).stat().st_mode) == 0o600
    assert not [f for f in home.iterdir() if f.name.startswith(".scratch")]


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("p1.tsv", {}),
        ("p1.xlsx", {}),
        ("p1.parquet", {}),
        ("p1.csv", {"patient_id": "NHS_Number", "practice_code": "GP Practice Code"}),
        ("p1.csv", {"appointment_at": "registered_from"}),  # a registered list
    ],
)
def test_whatever_the_loader_reads(home, own, name, columns):
    own_extract = extract(own, ["P1"], name, **columns)
    request = asked(home, own, extract=own_extract)
    assert bring_back(request, home) == 3
    assert len(list(csv.DictReader(request.out.open()))) == 3


def test_a_mapping_says_which_column_is_which(home, own):
    odd = extract(own, ["P1"], "odd.csv", patient_id="Spalte 1", practice_code="Haus")
    assert refused(asked(home, own, extract=odd), home) == {"extract_unknown"}
    columns = own / "map.toml"
    columns.write_text(
        '[gp_appointments.columns]\npatient_id = "Spalte 1"\npractice_code = "Haus"\n'
    )
    assert bring_back(asked(home, own, extract=odd, columns=columns), home) == 3


def test_zeros_lost_by_a_spreadsheet_and_another_column_of_ids(home, own):
    file = extract(own, ["P1"], "lost.csv")
    frame = pd.read_csv(file)  # numbers: the leading zero is gone
    frame.insert(0, "NHS Number", frame.pop("patient_id"))
    frame.insert(0, "patient_id", range(700, 700 + len(frame)))
    frame.to_csv(file, index=False)
    request = asked(home, own, extract=file)
    assert bring_back(request, home) == 3
    found = {row["local_id"] for row in csv.DictReader(request.out.open())}
    assert found == {who.lstrip("0") for who in IDS["P1"]}


def test_what_was_written_down_shows_if_it_is_changed(home, own):
    for number in range(3):
        bring_back(asked(home, own, out=own / f"{number}.csv"), home)
    assert audit.changed(home) == []
    file = home / audit.FILE
    first, second, third = file.read_text().splitlines()
    file.write_text("\n".join([first, third]) + "\n")
    assert audit.changed(home) == [2]
    file.write_text(
        "\n".join([first, second.replace('"given": 3', '"given": 1'), third])
    )
    assert audit.changed(home) == [3]
    bring_back(asked(home, own, out=own / "4.csv"), home)
    assert len(lines(home)) == 4, "a torn last line is closed first"


def test_the_command_says_nothing_of_anybody(home, own, capsys):
    request = asked(home, own)
    given = ["--list", request.list_file, "--from", request.extract, "--practice", "P1"]
    given += ["--out", request.out, "--why", WHY]
    assert main(["reidentify", *map(str, given)]) == 0
    told = capsys.readouterr()
    assert "3 people" in told.out and audit.FILE in told.out
    assert main(["reidentify", "--json", *map(str, given)]) == 2
    told = told.out + told.err + "".join(capsys.readouterr())
    told += (home / audit.FILE).read_text()
    assert not any(who in told or who.lstrip("0") in told for who in IDS["P1"])
    for folder, _, files in os.walk(home):
        for name in files:
            content = (Path(folder) / name).read_bytes()
            assert not any(who.encode() in content for who in IDS["P1"]), name


def test_the_list_of_the_command_is_one(home, own, tmp_path):
    out = own / "often.csv"
    flags = ["--gp-more-than", "2", "--practice", "P1", "--csv", str(out)]
    assert main(["attenders", "--data", "one", *flags]) == 0
    assert bring_back(asked(home, own, list_file=out), home) == 3
    assert len(persons(open_dataset("one", home))) == 4
