"""What was not read is told: files, and what else lies in a folder."""

import os

import pytest

from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import HEADER, gp_rows, text, written


def told(tmp_path, *paths, **more):
    """(rows kept, {rule: problem}, files) of loading files of GP visits."""
    dataset = load(LoadInputs(gp=paths, **more), "one", root=tmp_path / "home")
    problems = {one["rule"]: one for one in dataset.manifest.problems}
    files = [one.file for one in dataset.manifest.sources]
    return dataset.manifest.accounts[0].kept, problems, files


@pytest.fixture
def months(tmp_path):
    """A folder with two files of eight visits."""
    folder = tmp_path / "months"
    folder.mkdir()
    for n in (0, 1):
        written(folder, f"{n}.csv", text(HEADER, gp_rows()[8 * n : 8 * n + 8]))
    return folder


def test_names_with_brackets_and_stars_are_no_patterns(tmp_path):
    for name, rows in (
        ("r[1].csv", 16),
        ("r1.csv", 3),
        ("a*b?.csv", 9),
        ("axbc.csv", 2),
    ):
        written(tmp_path, name, text(HEADER, gp_rows()[:rows]))
    assert told(tmp_path, tmp_path / "r[1].csv")[0] == 16
    assert told(tmp_path, tmp_path / "a*b?.csv")[0] == 9
    assert told(tmp_path, tmp_path / "a*b*.csv")[0] == 9 + 2 - 2


def test_a_data_home_with_brackets_in_its_path_is_read(tmp_path):
    path = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    home = tmp_path / "data [old]"
    assert (
        load(LoadInputs(gp=(path,)), "one", root=home).manifest.accounts[0].kept == 16
    )


def test_two_files_of_one_name_are_two_files(tmp_path):
    for n in (0, 1):
        (tmp_path / f"m{n}").mkdir()
        rows = gp_rows()[8 * n : 8 * n + 8]
        written(tmp_path / f"m{n}", "visits.csv", text(HEADER, rows))
    paths = [tmp_path / f"m{n}" / "visits.csv" for n in (0, 1)]
    kept, _, files = told(tmp_path, *paths)
    assert kept == 16 and files == ["m0/visits.csv", "m1/visits.csv"]


def test_the_same_content_again_is_read_once(tmp_path, months):
    written(months, "0 (1).csv", (months / "0.csv").read_text())
    kept, problems, _ = told(tmp_path, months)
    assert (
        kept == 16
        and "The same content as 0 (1).csv" in problems["file_twice"]["message"]
    )


@pytest.mark.parametrize("content", ["", HEADER + "\n"])
def test_an_empty_month_is_skipped_and_told(tmp_path, months, content):
    written(months, "2.csv", content)
    kept, problems, _ = told(tmp_path, months)
    (rule,) = problems
    assert kept == 16 and rule in ("file_empty", "file_no_rows")
    assert problems[rule]["file"] == "2.csv"


def test_lock_files_and_others_in_a_folder_are_told(tmp_path, months):
    written(months, "~$0.xlsx", b"\x05Alice" + b" " * 160)
    written(months, "notes.docx", b"PK")
    written(months, ".DS_Store", b"\x00")
    dataset = load(LoadInputs(gp=(months,)), "one", root=tmp_path / "home")
    said = " ".join(one["message"] for one in dataset.manifest.problems)
    assert "~$0.xlsx" in said and "notes.docx" in said and "DS_Store" not in said


@pytest.mark.parametrize("folder", [True, False])
def test_a_link_out_of_the_folder_is_refused(tmp_path, months, folder):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    written(elsewhere, "secret.csv", "Quillfeather,9434765919\n")
    target = elsewhere if folder else elsewhere / "secret.csv"
    os.symlink(target, months / ("more" if folder else "2.csv"))
    with pytest.raises(InputError) as fault:
        told(tmp_path, months)
    assert [one.rule for one in fault.value.problems] == ["link_out_of_folder"]
    assert "secret" not in str(fault.value) and "Quill" not in str(fault.value)


def test_a_link_within_the_folder_is_read_once(tmp_path, months):
    os.symlink(months / "0.csv", months / "5.csv")
    kept, problems, files = told(tmp_path, months)
    assert kept == 16 and len(files) == 2 and not problems
