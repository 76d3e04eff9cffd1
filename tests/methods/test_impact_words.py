"""The sentences, with the numbers given."""

from dataclasses import replace

import pandas as pd
import pytest

from analytics.definitions.event_kinds import AE, GP
from analytics.definitions.outcomes import Outcome, published
from analytics.methods.impact import verdicts
from analytics.methods.impact.checks.outcome import Checks
from analytics.methods.impact.describe import LABELS
from analytics.methods.impact.estimate import ImpactEstimate, ImpactResult
from analytics.methods.impact.words import (
    called,
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


UP_TO = Outcome("up_to", "Up to", "Us", "ae", "top:10%", most=0.36)
AT_LEAST = Outcome("at_least", "At least", "Us", "ae", "rule", least=0.07, most=0.15)


@pytest.mark.parametrize(
    "outcome, lower, upper, answer",
    [
        (UP_TO, 0.6, 0.9, "met"),
        (UP_TO, 1.02, 1.4, "not"),
        (UP_TO, 0.8, 1.1, "cannot tell"),
        (UP_TO, 0.8, 1.0, "cannot tell"),
        (AT_LEAST, 0.7, 0.92, "met"),
        (AT_LEAST, 0.7, 0.95, "cannot tell"),
        (AT_LEAST, 0.94, 0.99, "not"),
    ],
)
def test_a_target_is_judged_by_the_whole_interval(outcome, lower, upper, answer):
    assert verdicts.verdict(outcome, lower, upper, due=True) == answer
    early = verdicts.verdict(outcome, lower, upper, due=False)
    assert early == ("on course" if answer == "met" else answer), "not yet met"
    assert verdicts.because(outcome, early)
    assert verdicts.in_words("not", due=False) == "Not on course"


def test_a_target_says_what_it_asks():
    assert UP_TO.aim == "down by up to 36%" and UP_TO.line == pytest.approx(0.64)
    assert AT_LEAST.aim == "down by 7 to 15%" and AT_LEAST.line == AT_LEAST.bar
    with pytest.raises(ValueError, match="a fall of"):
        replace(AT_LEAST, least=0.2)
    with pytest.raises(ValueError, match="a group or a definition"):
        replace(AT_LEAST, define="age >= 65")
    names = [one.name for one in published()]
    assert len(set(names)) == len(names) == 8


@pytest.mark.parametrize(
    "lower, upper, claim, end",
    [
        (0.60, 0.90, "effect", "10 to 40% fewer than that came."),
        (1.10, 1.40, "effect", "10 to 40% more than that came."),
        (0.80, 1.15, "no effect shown", "no effect is shown."),
    ],
)
@pytest.mark.parametrize(
    "cohort", ["the caseload", "people with more than 10 A&E attendances"]
)
def test_a_heading_is_one_finding_of_twenty_words(lower, upper, claim, end, cohort):
    title = headline(AE, cohort, -0.5, estimate(1.0, lower, upper), claim)
    assert title.endswith(end) and "38 points would be expected anyway" in title
    assert len(title.split()) <= 20


@pytest.mark.parametrize("cohort", ["the INT’s caseload", "people who attend A&E most"])
@pytest.mark.parametrize("crude", [-0.27, 0.11])
def test_a_number_that_a_check_speaks_against_is_not_called_expected(cohort, crude):
    doubted = estimate(1.67, 1.18, 2.48, -0.33)
    for said in (
        headline(AE, cohort, crude, doubted, "cannot tell"),
        in_short(AE, cohort, crude, doubted, "cannot tell"),
    ):
        assert "people compared fell 33%, but a check failed" in said
        assert "cannot be told" in said and len(said.split()) <= 20
        assert "expected" not in said and "anyway" not in said
    assert called(doubted.label, "cannot tell") == "People compared"
    assert called(doubted.label, "effect") == "Expected anyway"
    counted = replace(doubted, label=LABELS["offered"], expected_change=-0.02)
    assert "expected anyway" in headline(AE, cohort, crude, counted, "cannot tell")
    assert called(counted.label, "cannot tell") == "Expected anyway"
    told = verdict(counted, "cannot tell", "if", ("they went the other way",))
    assert told.endswith("So what is expected counts those left out too.")


def test_a_fall_expected_beside_a_rise_is_called_a_fall():
    title = headline(AE, "the top 30", 0.11, estimate(), "no effect shown")
    assert "rose 11%; a fall of about 38% would be expected anyway" in title


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


def test_no_target_is_judged_by_a_claim_that_is_withheld():
    sure = result(estimate(0.7, 0.5, 0.8))
    assert verdicts.withheld(sure) == ""
    failed = Checks("cannot tell", "if", 1.25, because=("they died more often",))
    assert verdicts.withheld(replace(sure, checks=failed)) == "they died more often"
    only = ImpactEstimate("range", "", None, -0.7, -0.1, None, 0.5, 1.6, None, 0, 9)
    assert verdicts.withheld(result(only)) == verdicts.NOBODY
