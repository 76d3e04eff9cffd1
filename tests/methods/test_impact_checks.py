"""What an answer rests on: controls, placebos, the condition, and the claim."""

import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analytics.methods.impact import impact
from analytics.methods.impact.checks.claim import (
    NONE_DECLINED,
    WITH_DECLINED,
    claim,
    listed,
    tipping_point,
)
from analytics.methods.impact.checks.in_place import programme_places
from analytics.methods.impact.checks.outcome import (
    CANNOT_TELL,
    EFFECT,
    NONE_SHOWN,
    Control,
    Placebo,
)
from analytics.methods.impact.cohort import pick_cohort
from analytics.methods.impact.rungs.beside import with_left_out
from tests.benchmarks.impact.worlds import WORLDS, World, draw
from tests.methods.test_impact_words import estimate

DRAWS = 600


def asked(name: str, size=60, effect=0.0, seed=3, **changed):
    case = draw(
        replace(WORLDS[name], **changed), size, effect, np.random.default_rng(seed)
    )
    return case, impact(case.panel, case.rule, case.index_date, draws=DRAWS)


@pytest.fixture(scope="module")
def plain():
    return asked("bursty", effect=-0.5)


def test_a_large_effect_with_no_failed_control_is_claimed(plain):
    _, found = plain
    assert found.checks.claim == EFFECT and found.best.upper < 1
    assert all(control.alike for control in found.checks.controls)
    assert found.checks.because == ()


def test_the_json_has_the_keys_of_the_contract(plain):
    answer = json.loads(json.dumps(plain[1].to_json()))
    assert answer["claim"] == "effect" and answer["condition"].startswith("if ")
    assert answer["tipping_point"] == pytest.approx(1 / plain[1].best.upper, abs=1e-3)
    for control in answer["controls"]:
        assert set(control) == {"name", "ratio", "lower", "upper", "alike"}
    place = answer["placebo_in_place"]
    assert set(place) == {"people", "rate_ratio", "lower", "upper"}
    assert place["lower"] < 1 < place["upper"] and place["people"] > 100
    past = answer["placebo_in_time"]
    assert past["lower"] < 1 < past["upper"] and 0.1 < past["smallest_seen"] < 0.9


def test_without_checks_the_answer_is_the_same(plain):
    case, found = plain
    bare = impact(case.panel, case.rule, case.index_date, draws=DRAWS, checks=False)
    assert bare.checks is None and "claim" not in bare.to_json()
    assert bare.best.rate_ratio == found.best.rate_ratio
    assert (bare.best.lower, bare.best.upper) == (found.best.lower, found.best.upper)


def test_a_programme_that_refuses_the_sicker_half_is_not_believed():
    claims = [asked("refuses", seed=seed)[1] for seed in (1, 2)]
    assert all(found.best.upper < 1 for found in claims)  # it looks like success
    assert [found.checks.claim for found in claims].count(EFFECT) == 0


def test_a_change_of_the_place_is_the_places():
    _, found = asked("own_shock", size=60, own_change=-0.7, seed=6)
    assert found.best.upper < 1 and found.checks.claim == CANNOT_TELL
    assert found.checks.placebo_in_place.upper < 1
    without = found.estimate("place")
    assert without.lower < 1 < without.upper
    assert without.avoided < found.best.avoided
    # Nor is it put down to those taken on: the people left out fell as well.
    assert found.estimate("offered") is None


def test_what_both_together_lack_is_put_down_to_those_taken_on(plain):
    _, found = plain
    made, together = found.after, found.best.draws
    counts = SimpleNamespace(
        after=np.array([made]), after_years=np.ones(1), before=np.array([300.0])
    )
    counts.before_years = np.ones(1)
    more = replace(together, observed=made + 200, treated=together.treated + 200)
    more = replace(more, point=together.point + 200, expected=together.expected + 200)
    counted = with_left_out(found.best, more, counts)
    # 200 visits of people who were left out and did as expected change nothing.
    assert counted.avoided == pytest.approx(found.best.avoided)
    assert counted.avoided_lower == pytest.approx(found.best.avoided_lower)
    hardly = replace(more, expected=together.expected / 50)
    assert with_left_out(found.best, hardly, counts) is None


def test_more_deaths_than_in_comparators_fail_the_control(plain):
    case, _ = plain
    people = case.panel.people.copy()
    first = case.panel.caseload.set_index("person")["referred_on"]
    of_them = people["person"].map(first)
    rng = np.random.default_rng(0)
    dies = of_them.notna() & (rng.random(len(people)) < 0.4)
    others = of_them.isna() & (rng.random(len(people)) < 0.05)
    day = (of_them + pd.Timedelta(days=120)).fillna(
        pd.Timestamp("2023-03-01") + pd.to_timedelta(rng.integers(0, 300), "D")
    )
    people.loc[dies | others, "observed_to"] = day[dies | others]
    people.loc[dies | others, "end_reason"] = "died"
    events = case.panel.events.merge(people[["person", "observed_to"]], on="person")
    events = events.loc[events["day"] < events["observed_to"], ["person", "day"]]
    sicker = replace(case.panel, people=people, events=events)
    found = impact(sicker, case.rule, draws=DRAWS)
    deaths = next(c for c in found.checks.controls if c.name == "Deaths")
    assert deaths.ratio > 2 and deaths.lower > 1 and not deaths.alike
    assert deaths.behind == found.died
    assert found.checks.claim == CANNOT_TELL
    assert "died more often" in " ".join(found.checks.because)


def test_reasons_it_cannot_touch_are_a_control(plain):
    case, _ = plain
    events = case.panel.events.copy()
    events["untouched"] = np.random.default_rng(0).random(len(events)) < 0.4
    found = impact(replace(case.panel, events=events), case.rule, draws=DRAWS)
    control = next(c for c in found.checks.controls if c.name.startswith("Injuries"))
    # Here it touched them as it did all others, so that the control says so.
    assert control.upper < 1 and not control.alike
    assert found.checks.claim == CANNOT_TELL


def test_the_list_says_whether_those_who_did_not_start_are_in_it(plain):
    case, found = plain
    assert "Load the whole offered list" in found.checks.listed
    caseload = case.panel.caseload.copy()
    caseload.loc[caseload.index[::5], "started_on"] = pd.NaT
    some = impact(replace(case.panel, caseload=caseload), case.rule, draws=DRAWS)
    assert "did not start" in some.checks.listed


@pytest.mark.parametrize(
    "refused, said",
    [(True, WITH_DECLINED), (False, NONE_DECLINED), (None, WITH_DECLINED)],
)
def test_those_who_only_wait_are_no_refusals(refused, said, plain):
    case, _found = plain
    caseload = case.panel.caseload.copy()
    some = caseload.index[::5]
    caseload.loc[some, "started_on"] = pd.NaT
    if refused is not None:
        caseload["refused"] = caseload.index.isin(some) & refused
    cohort = pick_cohort(replace(case.panel, caseload=caseload), case.rule, None)
    assert cohort.refused is refused and listed(case.rule, cohort) == said


def test_with_a_range_only_nothing_is_told():
    _, found = asked("everybody")
    assert found.best.method == "range" and found.checks.claim == CANNOT_TELL
    assert found.checks.tipping_point is None
    assert found.best.expected_lower <= -0.85 < -0.6


def test_the_course_without_a_programme_lies_in_the_range():
    inside = []
    for seed in range(10):
        found = asked("everybody", seed=seed)[1]
        only = found.estimate("range")
        inside.append(only.expected_lower <= found.crude_change <= only.expected_upper)
    assert np.mean(inside) >= 0.9


def test_a_crisis_at_referral_is_matched():
    """At its peak a crisis ends whatever anybody does: the last weeks tell it."""
    _, found = asked("peak")
    table = found.balance.set_index("covariate")
    for weeks in ("last week", "last 2 weeks"):
        row = table.loc[f"visits in the {weeks}"]
        assert row["difference_before"] > 0.5 and abs(row["difference_after"]) < 0.2


@pytest.mark.parametrize(
    "ratio, lower, upper, tipping",
    [(0.7, 0.5, 0.8, 1.25), (1.5, 1.2, 1.9, 1.2), (0.9, 0.7, 1.1, 1.0)],
)
def test_the_tipping_point_is_that_of_the_nearer_limit(ratio, lower, upper, tipping):
    assert tipping_point(estimate(ratio, lower, upper)) == pytest.approx(tipping)


def test_a_failed_control_withholds_the_claim_either_way():
    good = Control("Deaths", 1.1, 0.8, 1.5, True, "they died more often")
    bad = replace(good, lower=1.02, alike=False)
    clean, found = Placebo(30, 1.0, 0.8, 1.2), Placebo(30, 0.7, 0.6, 0.9)
    for shown, said in ((estimate(0.7, 0.5, 0.9), EFFECT), (estimate(), NONE_SHOWN)):
        assert claim(shown, (good,), None, clean, False) == (said, ())
        assert claim(shown, (good, bad), None, clean, False)[0] == CANNOT_TELL
        assert claim(shown, (good,), None, found, False)[0] == CANNOT_TELL
        assert claim(shown, (good,), None, clean, True)[0] == CANNOT_TELL


def test_the_programmes_places_are_the_fewest_that_hold_most_of_it():
    assert programme_places(np.array([2] * 8 + [1, 3])).tolist() == [2]
    assert programme_places(np.array([2, 2, 1, 1, 0])).tolist() == [1, 2]
    assert programme_places(np.array([-1, -1])).tolist() == []


def test_every_world_is_told():
    assert all(isinstance(one, World) and one.words for one in WORLDS.values())
