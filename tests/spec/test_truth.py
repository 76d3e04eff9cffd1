"""The sample's known truth lies inside the intervals, and its published fall comes
out."""

import json
from datetime import date

import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.comparing.published import published

PCN = Filters(pcn=("Central Basildon",))


@pytest.fixture(scope="module")
def truth(made):
    return json.loads((made / "truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "cohort, told", [("top:30", "top_30"), ("caseload", "caseload")]
)
def test_the_truth_is_inside_the_interval(cohort, told, sample, truth):
    found = impact_of(sample, PCN, Question(AE, cohort, date(2023, 4, 15)))
    ratio = truth[told]["rate_ratio_intention_to_treat"]
    for estimate in found.estimates:
        if estimate.causal:
            assert estimate.lower < ratio < estimate.upper, estimate.label


def test_the_crude_fall_is_mostly_natural_course(sample, truth):
    found = impact_of(sample, PCN, Question(AE, "top:30", date(2023, 4, 15)))
    assert (
        found.before == truth["top_30"]["before"]
        and found.after == truth["top_30"]["after"]
    )
    # The truth counts attendances; the estimate is of the rate over the time people
    # were followed.
    natural = (truth["top_30"]["after_natural"] / found.after_years) / (
        found.before / found.before_years
    ) - 1
    assert natural < found.crude_change / 2, "most of the fall is natural course"
    best = found.best
    assert best.expected_lower < natural < best.expected_upper


def test_every_published_figure_comes_out_of_the_dashboards_own_code(sample):
    table = published(sample, Filters()).table
    assert list(table.loc[table["agrees"] == "no", "figure"]) == []
