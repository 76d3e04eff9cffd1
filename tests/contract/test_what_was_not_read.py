"""What was not read is told: files of a folder, lines, columns, and rows left out."""

import json
import os

import pytest

from analytics.__main__ import main
from analytics.errors import InputError
from analytics.store.load.build import LoadInputs, check, load
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


@pytest.mark.parametrize("rows", [65_535, 65_536])
def test_a_file_as_long_as_old_programs_hold_may_be_cut(tmp_path, rows):
    lines = [
        f"P{n % 999},2024-0{1 + n % 6}-{1 + n % 28:02d} {8 + n % 10:02d}:{n % 60:02d}:"
        f"{n % 59:02d},Y99001,attended,gp"
        for n in range(rows)
    ]
    path = written(tmp_path, "gp.csv", text(HEADER, lines))
    problem = told(tmp_path, path)[1]["file_may_be_cut"]
    assert "65,536 lines" in problem["message"] and not problem["stops"]


def test_short_lines_are_filled_up_and_told(tmp_path):
    rows = [row.removesuffix(",gp") for row in gp_rows()]
    path = written(tmp_path, "gp.csv", text(HEADER, rows[:12] + gp_rows()[12:]))
    kept, problems, _ = told(tmp_path, path)
    assert kept == 16 and problems["line_short"]["rows"] == 12
    assert problems["line_short"]["examples"] == [2, 3, 4]


def test_short_lines_of_a_list_are_filled_up_too(tmp_path):
    gp = written(tmp_path, "gp.csv", text(HEADER, gp_rows()))
    people = written(
        tmp_path,
        "list.csv",
        "patient_id,practice_code,sex\n9000000010,Y99001\n9000000011,Y99001,F\n",
    )
    dataset = load(
        LoadInputs(gp=(gp,), patients=(people,)), "one", root=tmp_path / "home"
    )
    assert {a.table: a.kept for a in dataset.manifest.accounts}["patients"] == 2


def test_short_lines_with_line_breaks_in_quotes(tmp_path):
    rows = gp_rows()
    rows[3] = rows[3].replace(",gp", ',"nurse\nwalk-in"')
    rows[5] = rows[5].removesuffix(",gp")
    kept, problems, _ = told(tmp_path, written(tmp_path, "gp.csv", text(HEADER, rows)))
    assert kept == 16 and problems["line_short"]["rows"] == 1


def test_a_delimiter_behind_each_row_is_no_fault(tmp_path):
    rows = [f"{row}," for row in gp_rows()]
    kept, problems, _ = told(tmp_path, written(tmp_path, "gp.csv", text(HEADER, rows)))
    assert kept == 16 and not problems


def test_single_quotes_around_everything_are_read(tmp_path):
    lines = [
        ",".join(f"'{cell}'" for cell in row.split(",")) for row in [HEADER, *gp_rows()]
    ]
    path = written(tmp_path, "gp.csv", "\n".join(lines) + "\n")
    kept, problems, _ = told(tmp_path, path)
    assert kept == 16 and not problems


def test_rows_of_spaces_are_no_rows(tmp_path):
    rows = [*gp_rows(), *[" , , , , "] * 40]
    kept, problems, _ = told(tmp_path, written(tmp_path, "gp.csv", text(HEADER, rows)))
    assert kept == 16 and not problems


def test_a_copy_that_broke_off_is_told(tmp_path):
    content = text(HEADER, gp_rows())[:-20]
    problems = told(tmp_path, written(tmp_path, "gp.csv", content))[1]
    assert "cut short" in problems["file_cut"]["message"]


@pytest.mark.parametrize("empty", ["first", "second", "none"])
def test_of_two_columns_of_one_name_the_fuller_is_taken(tmp_path, empty):
    def both(row):
        who, when, where, *rest = row.split(",")
        first, second = "" if empty == "first" else where, where
        second = "" if empty == "second" else second
        return ",".join([who, when, first, second, *rest])

    header = HEADER.replace("practice_code", "practice_code,practice_code")
    path = written(tmp_path, "gp.csv", text(header, [both(row) for row in gp_rows()]))
    kept, problems, _ = told(tmp_path, path)
    which = "second" if empty == "first" else "first"
    assert (
        kept == 16 and f"the {which} was taken" in problems["header_twice"]["message"]
    )


def test_numbers_of_people_in_names_are_masked(tmp_path):
    header = f"{HEADER},Note on 943 476 5919"
    path = written(
        tmp_path, "of 9434765919.csv", text(header, [f"{r},x" for r in gp_rows()])
    )
    dataset = load(LoadInputs(gp=(path,)), "one", root=tmp_path / "home")
    kept = (dataset.folder / "manifest.json").read_text()
    assert "9434765919" not in kept and "943 476" not in kept and "of ####" in kept


HALF = text(HEADER, gp_rows()[:10] + [f",{r.split(',', 1)[1]}" for r in gp_rows()[10:]])


def test_more_than_a_fifth_left_out_stops_until_it_is_confirmed(tmp_path):
    path = written(tmp_path, "gp.csv", HALF)
    for act in (load, check):
        with pytest.raises(InputError) as fault:
            act(LoadInputs(gp=(path,)), root=tmp_path / "home", into="one")
        said = {one.rule: one.sentence() for one in fault.value.problems if one.stops}
        assert "6 of 16 rows" in said["many_left_out"]
        assert "no patient id (6 rows)" in said["many_left_out"]
        assert "--" not in said["many_left_out"]
    kept, problems, _ = told(tmp_path, path, accept_left_out=True)
    assert kept == 10 and not problems["many_left_out"]["stops"]


def test_the_command_line_says_how_to_confirm(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(tmp_path / "home"))
    path = str(written(tmp_path, "gp.csv", HALF))
    load_it = ["load", "--gp", path, "--into", "one", "--json"]
    assert main(load_it) == 2
    assert (
        "--accept-left-out"
        in json.loads(capsys.readouterr().out)["problems"][-1]["message"]
    )
    assert main([*load_it, "--accept-left-out"]) == 0


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_control_characters_are_cleaned_on_reading(tmp_path, kind):
    import duckdb
    import pandas as pd

    rows = [row.split(",") for row in gp_rows()]
    frame = pd.DataFrame(rows, columns=HEADER.split(","))
    frame["reason_term"] = [
        "Back\x07 pain",
        "Back pain",
        "\x1b[32mBack\tpain",
        "Back pain",
    ] * 4
    places = pd.DataFrame(
        {
            "practice_code": ["Y99001", "Y99002"],
            "name": ["Ash\x0bLane", "Birch\x1b[32m Road"],
        }
    )
    paths = {"gp": tmp_path / f"gp.{kind}", "practices": tmp_path / f"p.{kind}"}
    for flag, one in (("gp", frame), ("practices", places)):
        if kind == "csv":
            one.to_csv(paths[flag], index=False)
        else:
            one.to_parquet(paths[flag])
    dataset = load(
        LoadInputs(**{flag: (path,) for flag, path in paths.items()}),
        "one",
        root=tmp_path / "home",
    )
    con = duckdb.connect()
    terms = con.execute(f"SELECT DISTINCT term FROM '{dataset.folder}/reasons.parquet'")
    names = con.execute(
        f"SELECT name FROM '{dataset.folder}/practices.parquet' ORDER BY 1"
    )
    assert {row[0] for row in terms.fetchall()} - {None} == {"Back pain"}
    assert [row[0] for row in names.fetchall()] == ["AshLane", "Birch Road"]
