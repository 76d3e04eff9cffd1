"""The sentences, with the numbers given."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.methods.impact.checks.outcome import Checks
from analytics.methods.impact.estimate import ImpactEstimate, ImpactResult
from analytics.methods.impact.targets import TARGETS, judge, judge_all
from analytics.methods.impact.words import (
    finding,
    headline,
    in_short,
    undone,
    verdict,
)


def estimate(ratio=0.80, lower=0.75, upper=1.0, expected=-0.38):
    return ImpactEstimate(
        "matched",
        "Matched comparison",
        expected,
        expected - 0.05,
        expected + 0.05,
        ratio,
        lower,
        upper,
        50,
        0,
        70,
    )


def result(best=None, crude=-0.5, kind=AE):
    return ImpactResult(
        "the top 30",
        kind,
        pd.Timestamp("2023-04-17"),
        pd.Timestamp("2023-04-17"),
        12,
        12,
        0,
        30,
        420,
        210,
        30.0,
        29.5,
        crude,
        pd.DataFrame(),
        (best or estimate(),),
        1,
        2,
        (),
        None,
        pd.DataFrame(),
    )


def said(found: ImpactResult) -> str:
    return finding(found.kind, found.cohort, found.crude_change, found.best)


def test_the_title_of_the_brief():
    assert said(result()) == (
        "Attendances of the top 30 fell 50%; about 38 points would be "
        "expected anyway; the programme's own share is between 0 and 25%."
    )


@pytest.mark.parametrize(
    "lower, upper, words",
    [
        (0.60, 0.90, "own share is between 10 and 40%"),
        (0.80, 1.15, "uncertain: from 20% fewer to 15% more"),
        (1.10, 1.40, "10 to 40% higher than expected"),
        (1.00, 1.30, "no fall of its own can be shown"),
        (0.999, 1.001, "own share is nil"),
    ],
)
def test_the_own_share_follows_the_interval(lower, upper, words):
    assert words in said(result(estimate(1.0, lower, upper)))


def test_when_nothing_can_be_claimed_the_title_says_so():
    only = ImpactEstimate(
        "range",
        "Plausible range only",
        None,
        -0.72,
        -0.10,
        None,
        0.5,
        1.6,
        None,
        -100,
        200,
    )
    title = said(result(only))
    assert title == (
        "Attendances of the top 30 fell 50%; between a fall of 10% and a fall of "
        "72% is plausible without any programme, so no causal claim is possible."
    )
    assert verdict(only) == "No causal claim is possible with this data."


def test_gp_visits_and_rises_have_their_words():
    title = said(result(estimate(expected=0.04), crude=0.1, kind=GP))
    assert title.startswith(
        "Visits of the top 30 rose 10%; a rise of about 4% would be expected"
    )


@pytest.mark.parametrize(
    "lower, upper, answer",
    [(0.6, 0.9, "met"), (1.02, 1.4, "not met"), (0.8, 1.1, "cannot tell yet")],
)
def test_targets_up_to_a_value(lower, upper, answer):
    assert judge(TARGETS[0], estimate(1.0, lower, upper)).answer == answer


def test_targets_the_data_cannot_answer():
    answers = judge_all({"ae:top:10%": result()})
    assert [a.answer for a in answers[1:]] == ["cannot tell yet"] * 3
    assert "admissions" in answers[1].words
    assert judge(TARGETS[0], None).answer == "cannot tell yet"
    assert np.isclose(answers[0].change, -0.2)


@pytest.mark.parametrize(
    "lower, upper, claim, end",
    [
        (0.60, 0.90, "effect", "10 to 40% fewer than that came."),
        (1.10, 1.40, "effect", "10 to 40% more than that came."),
        (0.80, 1.15, "no effect shown", "no effect is shown."),
        (0.60, 0.90, "cannot tell", "an effect cannot be told."),
    ],
)
@pytest.mark.parametrize(
    "cohort", ["the caseload", "people with more than 10 A&E attendances"]
)
def test_a_heading_is_one_finding_of_twenty_words(lower, upper, claim, end, cohort):
    title = headline(AE, cohort, -0.5, estimate(1.0, lower, upper), claim)
    assert title.endswith(end) and "38 points would be expected anyway" in title
    assert len(title.split()) <= 20


def test_the_condition_stands_beside_the_verdict():
    sure = estimate(0.7, 0.5, 0.8)
    condition = "if they had the same outlook"
    said = verdict(sure, "effect", condition)
    assert said.startswith("The fall is larger than chance") and condition in said
    assert "1.25 times as often" in undone(sure, 1.25) and undone(sure, 1.0) == ""
    withheld = verdict(sure, "cannot tell", condition, ("a failed", "b failed"))
    assert "cannot be told" in in_short(AE, "the top 30", -0.5, sure, "cannot tell")
    assert withheld == (
        "Whether the programme did it cannot be told: a failed; b failed."
    )


def test_no_target_is_met_by_a_claim_that_is_withheld():
    sure = result(estimate(0.7, 0.5, 0.8))
    assert judge(TARGETS[0], sure).answer == "met"
    withheld = Checks("cannot tell", "if", 1.25, because=("they died more often",))
    told = judge(TARGETS[0], replace(sure, checks=withheld))
    assert told.answer == "cannot tell yet" and "died more often" in told.words
