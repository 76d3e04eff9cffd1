"""The command line as an analyst and a pipeline use it: JSON, exit codes, every fault
at once."""

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pandas as pd
import pytest

from analytics.__main__ import main
from tests.support import hand_made

ROOT = Path(__file__).resolve().parents[2]


def process(*words) -> subprocess.CompletedProcess:
    """The command line as its user runs it, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "analytics", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def command(*words) -> subprocess.CompletedProcess:
    """The same within this process, which has everything imported already."""
    out, told = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(told):
        try:
            code = main([str(word) for word in words])
        except SystemExit as end:  # argparse's way to refuse a flag
            code = int(end.code or 0)
    return subprocess.CompletedProcess(words, code, out.getvalue(), told.getvalue())


def answer(*words, run=command) -> dict:
    done = run(*words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    """Two hand-made CSV files, loaded as dataset `by-hand`."""
    folder = tmp_path_factory.mktemp("hand")
    gp, ae = hand_made.systmone(folder / "gp.csv"), hand_made.ecds(folder / "ae.csv")
    return answer("load", "--gp", gp, "--ae", ae, "--into", "by-hand", run=process)


def test_two_files_by_hand_give_the_numbers_counted_by_eye(mine):
    asked = ("summary", "--data", "by-hand", "--as-at", "2024-06-30")
    found = answer(*asked, run=process)
    assert answer(*asked) == found, "within this process it is the same command"
    gp, ae, known = found["gp"], found["ae"], hand_made.SUMMARY
    assert found["as_at"] == "2024-06-30" and found["months"] == 12
    assert (
        ae["attendances"] == known["ae_attendances"]
        and ae["people"] == known["ae_people"]
    )
    assert ae["frequent"]["people"] == known["ae_frequent"]
    assert ae["frequent"]["attendances"] == known["ae_frequent_attendances"]
    assert ae["frequent"]["share"] == 0.75
    assert ae["frequent"]["hours"] == 30.0 and ae["frequent"]["cost_gbp"] is None
    assert (
        gp["appointments"] == known["gp_appointments"]
        and gp["people"] == known["gp_people"]
    )
    assert gp["frequent"]["people"] == known["gp_frequent"]
    assert gp["frequent"]["appointments"] == known["gp_frequent_appointments"]
    assert gp["registered"] is None and gp["per_head"] is None
    assert found["both"]["people"] == 0


def test_the_default_window_ends_with_the_last_complete_month(mine):
    assert answer("summary", "--data", "by-hand")["as_at"] == "2024-06-30"


def test_people_are_chosen_by_reason_and_kind(mine):
    asked = ("summary", "--data", "by-hand", "--as-at", "2024-06-30")
    depressed = answer(*asked, "--diagnosis-group", "mental_health,skin")
    kind = answer(*asked, "--segment", "mind_high_intensity", "--segment", "children")
    for found in (depressed, kind):
        assert found["ae"]["people"] == 1 and found["ae"]["attendances"] == 12
        assert found["gp"]["appointments"] == 2
    assert "seen for “mental health” or “skin and allergy”" in depressed["rule"]


def test_the_list_has_pseudonyms_and_no_identifier(mine, tmp_path):
    out = tmp_path / "attenders.csv"
    found = answer("attenders", "--data", "by-hand", "--csv", out)
    assert found["people"] == 2
    text = out.read_text()
    for number in (hand_made.A, hand_made.B, hand_made.C, hand_made.D):
        assert number not in text
    frame = pd.read_csv(out)
    assert sorted(frame["ae_attendances"]) == [0, 12] and sorted(
        frame["gp_visits"]
    ) == [2, 27]


def test_nothing_loaded_holds_an_identifier(mine):
    for path in Path(mine["folder"]).rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert (
                hand_made.A.encode() not in content
                and hand_made.B.encode() not in content
            )


def test_bad_input_gives_every_fault_and_leaves_what_was_loaded(mine, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text(
        "patient_id,arrived_at\n" + "".join(f"{hand_made.A},soon\n" for _ in range(4))
    )
    done = process(
        "load",
        "--gp",
        tmp_path / "none.csv",
        "--ae",
        bad,
        "--into",
        "by-hand",
        "--json",
    )
    assert done.returncode == 2
    problems = json.loads(done.stdout)["problems"]
    said = " ".join(p["message"] for p in problems)
    assert "none.csv" in said and hand_made.A not in done.stdout + done.stderr
    after = answer("summary", "--data", "by-hand", "--as-at", "2024-06-30")
    assert after["ae"]["attendances"] == hand_made.SUMMARY["ae_attendances"]


@pytest.mark.parametrize(
    "words, said",
    [
        (("summary", "--data", "nothing-here"), "no dataset called"),
        (
            ("summary", "--data", "by-hand", "--months", "x", "--age-from", "y"),
            "--age-from",
        ),
        (("summary", "--data", "by-hand", "--as-at", "2030-01-01"), "holds no data"),
        (("summary", "--data", "by-hand", "--segment", "old"), "older_multimorbid"),
        (("segments", "--data", "by-hand", "--area", "E01"), "load an areas file"),
        (("impact", "--data", "by-hand", "--cohort", "some"), "top:30"),
        (("impact", "--data", "by-hand", "--cohort", "caseload"), "no caseload"),
        (("impact", "--data", "by-hand", "--index-date", "2029-01-01"), "no follow-up"),
    ],
)
def test_exit_code_2_says_what_to_do(words, said, mine):
    done = command(*words)
    assert done.returncode == 2, done.stdout + done.stderr
    assert said in done.stderr and "Traceback" not in done.stderr


def test_impact_and_savings_say_what_design_says(sample):
    found = answer(
        "impact",
        "--data",
        "sample",
        "--pcn",
        "Central Basildon",
        "--setting",
        "ae",
        "--cohort",
        "top:30",
        "--index-date",
        "2023-04-15",
    )
    assert {
        "people",
        "before",
        "after",
        "crude_change",
        "estimates",
        "best",
        "died",
        "left",
        "notes",
        "by_months_since_joining",
    } <= set(found)
    assert found["did_the_place_change"] is None  # ten PCNs only
    assert "20 are needed" in found["why_not"]
    assert found["people"] == 30 and found["after"] * 2 == found["before"]
    best = next(e for e in found["estimates"] if e["method"] == found["best"])
    assert best["lower"] < best["rate_ratio"] < best["upper"]
    worth = answer(
        "savings",
        "--data",
        "sample",
        "--pcn",
        "Central Basildon",
        "--cohort",
        "top:30",
        "--index-date",
        "2023-04-15",
        "--posts",
        "1",
    )
    assert {
        "gross",
        "net_of_natural_course",
        "net_of_programme_cost",
        "probability",
    } <= set(worth)
    assert worth["net_of_natural_course"]["point"] < worth["gross"]["point"]


def test_compare_says_what_there_is_and_both_sides(sample):
    asked = ("compare", "--data", "sample", "--pcn", "Central Basildon")
    there = answer(*asked)["choices"]
    assert there["previous_year"] == "The year before" and there["practice:Y99001"]
    found = answer(*asked, "--with", "previous_year")
    here = answer("summary", "--data", "sample", "--pcn", "Central Basildon")["gp"]
    before = answer(
        "summary",
        "--data",
        "sample",
        "--pcn",
        "Central Basildon",
        "--as-at",
        "2023-08-31",
    )["gp"]
    for side, told in (("here", here), ("there", before)):
        got = found["services"]["GP"][side]
        assert got["frequent_people"] == told["frequent"]["people"]
        assert (
            round(got["per_head"], 2) == told["per_head"]
            and got["base"] == told["registered"]
        )
    assert "to 31 August 2023" in found["rule_there"]
    done = command(*asked, "--with", "place")
    assert "per 1,000 people registered" in done.stdout and done.returncode == 0
    assert command(*asked, "--with", "nowhere").returncode == 2


def test_segments_say_what_design_says(sample):
    found = answer("segments", "--data", "sample", "--pcn", "Central Basildon")
    assert found["k"] == 1 and found["segments"] == []  # people differ by degrees
    assert "people differ by degrees, from younger" in found["stability"]["meaning"]
    assert sum(s["people"] for s in found["rule_segments"]) == found["people"]
    asked = ("segments", "--data", "sample", "--pcn", "Central Basildon")
    assert answer(*asked, run=process) == found
