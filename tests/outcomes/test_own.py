"""Targets of one's own: read from `outcomes.toml`, every fault told at once; at the
command line and on the page."""

import json
from datetime import date

import pytest

from analytics.errors import InputError
from analytics.measures.outcomes.own import own
from tests.app.test_pages import opened
from tests.app.test_scorecard_page import said
from tests.spec.test_command_line import answer, command

GOOD = """
[[outcome]]
name = "A&E of our caseload"
measure = "ae"
cohort = "caseload"
target = [0.0, 0.2]
by = 2024-03-31

[[outcome]]
name = "Women at the GP"
measure = "gp"
cohort = "women"
baseline = [2022-10-15, 2023-04-14]
target = 0.1
dataset = "world"

[[outcome]]
name = "Of another dataset"
measure = "nothing"
cohort = "nobody"
target = "many"
dataset = "elsewhere"
"""
BAD = """
[[outcome]]
name = "Twice"
measure = "attendences"
cohort = "Nobody’s"
target = "20%"
by = "soon"

[[outcome]]
name = "twice"
measure = "ae"
cohort = "top:0"
target = true
baseline = [2030-01-01, 2030-12-31]
colour = "red"

[[outcome]]
measure = 3
cohort = "caseload"
target = 1.5
baseline = [2022-01-01, 2022-12-31]
picked_by = "outpatient"

[[outcome]]
name = "Women"
measure = "ae"
cohort = "Women"
target = [0.3, 0.1]
baseline = [2022-01-01, 2022-12-31]
by = 2022-06-30

[[outcome]]
name = "A&E of the top 30, halved"
measure = "ae"
cohort = "rule"
target = 0.1
baseline = [2023-01-01, 2022-12-31]
"""
TOLD = {
    "“Twice”, measure": "“attendences”",
    "“Twice”, cohort": "which nobody fixed",
    "“Twice”, target": "'20%'",
    "“Twice”, by": "'soon'",
    "“twice”, cohort": "“top:0”",
    "“twice”, target": "True",
    "“twice”, baseline": "1 January 2030",
    "“twice”, colour": "a key that means nothing",
    "“twice”, name": "that of target 1",
    "3, name": "found none",
    "3, measure": "a text in quotes",
    "3, target": "1.5",
    "3, baseline": "none for a caseload",
    "3, picked_by": "“outpatient”",
    "“Women”, target": "[0.3, 0.1]",
    "“Women”, baseline": "14 April 2023",
    "“Women”, by": "30 June 2022",
    "halved”, name": "published",
    "halved”, baseline": "the first before the last",
}


def test_targets_are_read_for_their_dataset(loaded, written):
    written(GOOD)
    caseload, women = own(loaded)
    assert (caseload.least, caseload.most, caseload.by) == (0, 0.2, date(2024, 3, 31))
    assert caseload.aim == "down by up to 20%" and caseload.whose == "Your own"
    assert (women.months, women.on, women.bar) == (6, date(2023, 4, 15), 0.9)


def test_every_fault_is_told_at_once_with_its_key(loaded, written):
    written(BAD)
    with pytest.raises(InputError) as fault:
        own(loaded)
    said = [problem.sentence() for problem in fault.value.problems]
    for where, what in TOLD.items():
        assert [s for s in said if where in s and what in s], where
    assert len(said) == len(TOLD), said
    assert all(s.startswith("outcomes.toml: ") and "expected" in s for s in said)


@pytest.mark.parametrize(
    "text, told",
    [
        ("[[outcome]\n", "no TOML"),
        ("name = 3\n[outcome]\n", "no key “name”"),
        ("outcome = 3\n", "no list of tables"),
    ],
)
def test_a_file_that_is_none_is_told(loaded, written, text, told):
    written(text)
    with pytest.raises(InputError, match=told):
        own(loaded)


def test_at_the_command_line(loaded, written):
    written(GOOD)
    asked = ("outcomes", "--data", "world", "--outcome", "Women at the GP")
    found = answer(*asked)
    rows = {one["title"]: one for one in found["outcomes"]}
    assert len(rows) == 10
    mine = rows["A&E of our caseload"]
    assert mine["crude_change"] and mine["verdict"] and mine["since"]
    assert mine["lower"] < mine["own_share"] < mine["upper"]
    months = found["by_month"][rows["Women at the GP"]["name"]]
    assert months[-1]["own_share"] == rows["Women at the GP"]["own_share"]
    assert months[0]["month"] == -6 and months[0]["verdict"] is None
    text = command(*asked).stdout
    assert "Crude change" in text and "own share" in text and "playbook" in text
    done = command("outcomes", "--data", "world", "--outcome", "Hope")
    assert done.returncode == 2 and "no target 'Hope'" in done.stderr
    written(BAD)
    done = command("outcomes", "--data", "world", "--json")
    told = json.loads(done.stdout)["problems"]
    assert done.returncode == 2 and len(told) == len(TOLD)


def test_on_the_page_published_targets_stay_where_the_file_is_wrong(loaded, written):
    page = ("pages/act/before_after.py", loaded)
    written(BAD)
    at = opened(*page, {"tab": "Targets"})
    assert "outcomes.toml" in " ".join(one.value for one in at.error)
    assert "Of 8 targets" in said(at)
    written(GOOD)
    mine = {"target": "A&E of our caseload", "meeting": "true"}
    at = opened(*page, {"tab": "Targets"} | mine)
    there = at.selectbox(key="target")  # below the figure that is on the stage
    assert not at.error and there.value == "own_a_e_of_our_caseload"
    assert "Women at the GP" not in there.options, "a meeting may not follow them"
    assert len(at.table[0].value) == 9
