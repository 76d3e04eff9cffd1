"""The sample's known truth lies inside the intervals, and its published fall comes
out."""

import json
from collections import Counter
from datetime import date

import pytest

from analytics.definitions.event_kinds import AE
from analytics.definitions.filters import Filters
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.comparing.published import published
from analytics.measures.support.offers import offers

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


def test_the_story_of_support_comes_out_as_it_happened(sample, truth):
    """Read from the caseload's rows; the truth is told from what happened."""
    told = truth["support"]
    day = date.fromisoformat(told["as_at"])
    frame = offers(sample, Filters(as_at=day))
    last = frame[frame["last"]]
    assert len(frame) == told["offers"] and len(last) == told["people"]
    assert last["standing"].value_counts().to_dict() == told["standing"]
    assert frame["wait"].median() == told["wait_days"]["median"]
    assert frame["wait"].quantile(0.9) == told["wait_days"]["nine_in_ten"]
    assert last["reason"].value_counts().to_dict() == told["reasons"]
    begun = frame[frame["begun"]]
    assert Counter(n for some in begun["services"] for n in some) == told["links"]
    over = begun[begun["standing"] == "ended"]
    assert over["outcome"].value_counts().to_dict() == told["ended"]
