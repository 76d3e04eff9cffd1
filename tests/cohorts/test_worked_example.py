"""The worked example of docs/cohorts.md says what the sample says: the first 5,000
households, by widening the need a step at a time."""

import re
from datetime import date
from pathlib import Path

import pytest

from analytics.definitions.filters import Filters
from analytics.measures.cohorts.counted import Draft, counted

PAGE = (Path(__file__).parents[2] / "docs" / "cohorts.md").read_text(encoding="utf-8")
STEP = re.compile(r"^\| (\d+) \| (\d+) \| ([\d,]+) \| ([\d,]+) \|$", re.M)
STEPS = [tuple(int(n.replace(",", "")) for n in one) for one in STEP.findall(PAGE)]
ON = date(2024, 4, 1)
DEFINE = (
    "deprivation fifth 1 and household where at least 2 (more than {} ae in 12 months "
    "or more than {} gp in 12 months)"
)


@pytest.mark.parametrize("ae, gp, people, households", [STEPS[0], *STEPS[-2:]])
def test_people_and_households_of_a_step(sample, ae, gp, people, households):
    found = counted(sample, Filters(), Draft(DEFINE.format(ae, gp), ON)).table.iloc[-1]
    assert (found["people"], found["households"]) == (people, households)
    assert found["together"] == people, "whole households"


def test_the_page_takes_the_widest_step_that_holds():
    sizes = [households for *_limits, households in STEPS]
    assert len(STEPS) > 4 and sizes == sorted(sizes)
    ae, gp, people, most = [one for one in STEPS if one[-1] <= 5000][-1]
    assert f"{most:,} households, {people:,} people" in PAGE and sizes[-1] > 5000
    asked = re.sub(r"\\\s+", "", PAGE)
    assert DEFINE.format(ae, gp) in asked, "the command asks for that step"
