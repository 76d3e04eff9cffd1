"""A whole analysis of a simulated programme, and what surrounds its answer."""

import json

import numpy as np
import pandas as pd
import pytest

from analytics.methods.impact import (
    CohortRule,
    finding,
    horizons,
    impact,
    placebo,
    sensitivity,
)
from tests.benchmarks.impact.programmes import simulate


def test_a_result_is_whole(result):
    assert result.best.method == "matched" and result.people == 60
    assert [e.method for e in result.estimates] == ["matched", "earlier", "range"]
    for estimate in result.estimates:
        assert estimate.paragraph and estimate.assumptions and estimate.why_this_rung
    best = result.best
    live = best.months >= 0
    time = result.course["person_years"].to_numpy()
    assert (best.expected_course[live] * time[live]).sum() == pytest.approx(
        best.draws.point
    )
    assert best.avoided == pytest.approx(best.draws.point - result.after)
    assert result.per_person["expected"].sum() == pytest.approx(best.draws.point)
    assert result.course["events"].sum() == result.before + result.after
    assert (
        result.balance["difference_after"].abs().max()
        < result.balance["difference_before"].abs().max()
    )


def test_the_json_follows_the_contract(result):
    answer = json.loads(json.dumps(result.to_json()))
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
    } <= set(answer)
    assert {
        "method",
        "expected_change",
        "rate_ratio",
        "lower",
        "upper",
        "avoided",
        "avoided_lower",
        "avoided_upper",
    } <= set(answer["estimates"][0])


def test_the_same_seed_gives_the_same_answer(programme, result):
    again = impact(programme.panel, programme.rule, programme.index_date)
    assert again.to_json() == result.to_json()


def test_the_expected_change_is_near_the_crude_one_when_nothing_works():
    case = simulate(300, 0.0, np.random.default_rng(3), people=40_000)
    found = impact(case.panel, case.rule, case.index_date)
    assert found.crude_change < -0.35
    assert found.best.lower < 1 < found.best.upper
    assert found.best.expected_change == pytest.approx(found.crude_change, abs=0.12)


def test_sensitivity_answers_each_variant(programme, result):
    table = sensitivity(
        programme.panel, programme.rule, programme.index_date, base=result
    )
    assert {
        "as chosen",
        "without the top 3 people",
        "washout of 2 months",
        "top 30",
        "top 120",
        "picked 3 months later",
    } <= set(table["variant"])
    assert table["people"].iloc[:4].tolist() == [60, 59, 58, 57]


def test_nobody_is_asked_about_before_they_were_referred():
    """From the first referral on, those referred later have yet to get worse."""
    case = simulate(60, 0.0, np.random.default_rng(8), rolling=True)
    table = sensitivity(case.panel, case.rule)
    low, high = table["rate_ratio"].min(), table["rate_ratio"].max()
    assert len(table) > 8 and high < 1.5 * low


def test_placebos_stay_before_the_programme(programme):
    table = placebo(programme.panel, programme.rule, programme.index_date)
    assert (
        table["index_date"] + pd.DateOffset(months=12) <= programme.index_date
    ).all()
    assert ((table["lower"] < 1) & (table["upper"] > 1)).mean() >= 0.5


def test_horizons_go_as_far_as_the_data(programme):
    table = horizons(programme.panel, programme.rule, programme.index_date).set_index(
        "horizon"
    )
    assert table.loc["first 12 months", "rate_ratio"] > 0
    assert "does not yet reach" in table.loc["second year", "note"]


def test_a_caseload_shows_who_engaged_apart():
    case = simulate(60, -0.2, np.random.default_rng(4), rolling=True, people=20_000)
    caseload = case.panel.caseload.copy()
    caseload.loc[caseload.index[::3], "started_on"] = pd.NaT
    from dataclasses import replace

    found = impact(replace(case.panel, caseload=caseload), CohortRule("caseload"))
    assert found.people == 60 and found.apart["people"].sum() == 60
    assert found.apart["after"].sum() == found.after


def test_deaths_are_neither_success_nor_failure(programme, result):
    """Ending everybody's observation halfway must not look like a fall of the rate."""
    from dataclasses import replace

    panel, people = programme.panel, programme.panel.people.copy()
    half = programme.index_date + pd.DateOffset(months=6)
    picked = people["person"].isin(result.per_person["person"].iloc[::2])
    cut = picked & (people["observed_to"] > half)
    people.loc[cut, "observed_to"], people.loc[cut, "end_reason"] = half, "died"
    found = impact(replace(panel, people=people), programme.rule, programme.index_date)
    assert found.died >= cut.sum()
    assert found.best.rate_ratio == pytest.approx(result.best.rate_ratio, rel=0.25)


def test_the_title_has_all_three_parts(result):
    title = finding(result.kind, result.cohort, result.crude_change, result.best)
    assert "top 60" in title and "anyway" in title and "own share" in title
