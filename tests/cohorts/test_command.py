"""Cohorts at the command line: counted, fixed from flags or a file, shown, followed."""

import json

from tests.spec.test_command_line import answer, command

DEFINE = "age >= 60 and at least 1 A&E attendances in 12 months"
ON = "2023-04-15"


def test_a_cohort_is_counted_fixed_shown_and_followed(in_homes, tmp_path):
    asked = ("--data", "homes", "--define", DEFINE, "--fixed-on", ON)
    parts = answer("cohorts", "count", *asked)["parts"]
    saved = answer("cohorts", "save", *asked, "--name", "Older attenders")["saved"]
    assert saved["people"] == parts[-1]["people"] > 0
    assert saved["households"] == parts[-1]["households"]
    assert saved["fixed_on"] == ON and saved["definition"] == DEFINE
    out = tmp_path / "who.csv"
    shown = answer(
        "cohorts", "show", "--data", "homes", "--name", "older attenders", "--csv", out
    )
    assert shown["followed"]["people"] == saved["people"]
    assert len(out.read_text().splitlines()) == 1 + saved["people"]
    listed = answer("cohorts", "--data", "homes")
    assert saved["name"] in [one["name"] for one in listed["cohorts"]]
    assert "Older attenders: " in command("cohorts", "--data", "homes").stdout
    few = answer("summary", "--data", "homes", "--cohort", "Older attenders")
    all_of_them = answer("summary", "--data", "homes")
    assert few["ae"]["attendances"] < all_of_them["ae"]["attendances"]
    impact = answer("impact", "--data", "homes", "--cohort", "Older attenders")
    assert impact["people"] == saved["people"] and impact["estimates"]


def test_from_a_file_and_every_fault_of_it_at_once(in_homes, tmp_path):
    file = tmp_path / "frail.toml"
    file.write_text(
        'name = "From a file"\ndefinition = "age >= 75"\nfixed_on = 2023-04-15\n'
    )
    saved = answer("cohorts", "save", "--data", "homes", "--from", file)["saved"]
    assert saved["name"] == "From a file" and saved["fixed_on"] == ON
    file.write_text('name = 3\ndefinition = "age >= 75"\nsince = "today"\n')
    words = ("cohorts", "save", "--data", "homes", "--from", file, "--fixed-on", "soon")
    done = command(*words, "--json")
    told = " ".join(one["found"] for one in json.loads(done.stdout)["problems"])
    assert done.returncode == 2 and "name: expected a text" in told
    assert "no key called since" in told and "--fixed-on: expected a day" in told
    done = command("cohorts", "save", "--data", "homes")
    assert (
        done.returncode == 2 and "--name" in done.stderr and "--define" in done.stderr
    )
    done = command("impact", "--data", "homes", "--cohort", "Nobody’s")
    assert done.returncode == 2 and "From a file" in done.stderr
    done = command("summary", "--data", "homes", "--cohort", "Nobody’s")
    assert done.returncode == 2 and "There is no cohort" in done.stderr
