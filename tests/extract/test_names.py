"""What files, sheets and columns are called where it is kept or shown: never whose they
are."""

from pathlib import Path

import pytest

from analytics.extract.reading.names import MASK, cleaned, of_files


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Smith John 9434765919.csv", f"## ## {MASK}.csv"),
        ("SMITH_JOHN_9434765919.xlsx", f"##_##_{MASK}.xlsx"),
        ("gp extract of 943 476 5919.csv", f"gp extract of {MASK}.csv"),
        ("gp_ZZ99 3VZ.csv", f"gp_{MASK}.csv"),
        ("gp_zz993vz.csv", f"gp_{MASK}.csv"),
        ("Mrs Sampleton.xlsx", f"{MASK}.xlsx"),
        ("Ms_Sampleton.xlsx", f"{MASK}.xlsx"),
        ("list_dob_12.03.1945.csv", f"list_{MASK}csv"),
        ("j.sampleton@e.example", MASK),
    ],
)
def test_what_says_who_somebody_is_is_masked(name, shown):
    assert cleaned(name) == shown


@pytest.mark.parametrize(
    "name",
    [
        "gp F81001 2024-01.csv",
        "Q1 2024.csv",
        "report[1].csv",
        "appointments (2).csv",
        "Date of birth",
        "Mr/Mrs",
        "Arrival_Date_Time",
        "2024010112.csv",
        "E01000001",
    ],
)
def test_other_names_stay(name):
    assert cleaned(name) == name


def test_masked_names_that_are_one_are_told_apart():
    paths = [Path(f"Mrs {name}.csv") for name in ("Sampleton", "Quillfeather")]
    assert of_files(paths) == [f"{MASK}.csv (1)", f"{MASK}.csv (2)"]
