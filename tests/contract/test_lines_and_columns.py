"""What was not read is told: lines, columns, and rows that are left out."""

import json

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
    visits = f"'{dataset.folder}/gp_appointments.parquet'"
    terms = con.execute(f"SELECT DISTINCT reason_term FROM {visits}").fetchall()
    names = con.execute(
        f"SELECT name FROM '{dataset.folder}/practices.parquet' ORDER BY 1"
    )
    assert {row[0] for row in terms} - {None} == {"Back pain"}
    assert [row[0] for row in names.fetchall()] == ["AshLane", "Birch Road"]
