"""Did the place change? By a plain route, and in small worlds with and without it."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

from analytics.methods.impact import CohortRule, NothingToCompare
from analytics.methods.impact.cohort import pick_cohort
from analytics.methods.impact.place.did_it_change import did_it_change
from analytics.methods.impact.place.months_of_places import months_of_places
from analytics.methods.impact.place.synthetic import (
    LEAST_PLACES,
    against_others,
    permuted,
    weights_of,
)
from tests.methods.over_months.places_made import MORE_THAN, made_places

CASELOAD = CohortRule("caseload")


def asked(panel, more_than=MORE_THAN):
    return did_it_change(panel, pick_cohort(panel, CASELOAD, None), more_than)


@pytest.fixture(scope="module")
def panel():
    return made_places(3)


@pytest.fixture(scope="module")
def planted():
    return asked(made_places(2, change=-0.6))


def test_months_of_places_by_counting(panel):
    found = months_of_places(panel, MORE_THAN)
    events = panel.events.merge(
        panel.people[["person", "observed_to", "pcn"]], on="person"
    )
    events = events[events["day"] < events["observed_to"]]
    month = pd.Timestamp("2022-03-01")
    end = month + pd.DateOffset(months=1)
    window = events[(events["day"] >= end - pd.DateOffset(months=12))]
    window = window[window["day"] < end]
    size = window.groupby("person").size()
    often = window[window["person"].map(size) > MORE_THAN]
    often = often[often["day"] >= month]
    at = list(found.months).index(month)
    for code, name in enumerate(found.places):
        here = often[often["pcn"] == name]
        assert found.often[code, at] == len(here)
        assert found.people[code, at] == here["person"].nunique()
        everybody = window[(window["pcn"] == name) & (window["day"] >= month)]
        assert found.everybody[code, at] == len(everybody)
        people = panel.people[panel.people["pcn"] == name]
        stop, start = people["observed_to"].clip(upper=end), people["observed_from"]
        lived = (stop - start.clip(lower=month)).dt.days.clip(lower=0).sum()
        assert found.years[code, at] == pytest.approx(lived / 365.25)


def test_the_first_months_only_fill_the_window(panel):
    found = months_of_places(panel, MORE_THAN)
    assert found.months[0] == pd.Timestamp("2021-03-01")
    assert found.months[-1] == pd.Timestamp("2024-03-01")
    # No place falls for having been picked: the totals are level (of the same months
    # of two years, before and after those in which everybody came less often).
    rate = found.often.sum(axis=0) / found.years.sum(axis=0)
    assert rate[:7].mean() == pytest.approx(rate[24:31].mean(), rel=0.1)


def test_weights_by_another_route():
    rng = np.random.default_rng(0)
    others = 1 + 0.1 * rng.standard_normal((24, 6))
    own = others[:, :2].mean(axis=1) + 0.02 * rng.standard_normal(24)
    found = weights_of(own, others, 12)
    noise = np.diff(others, axis=0).std()
    ridge = np.sqrt(12) * noise**2 * 24

    def loss(w):
        return ((own - others @ w) ** 2).sum() + ridge * (w**2).sum()

    plain = minimize(
        loss,
        np.full(6, 1 / 6),
        bounds=[(0, 1)] * 6,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"ftol": 1e-14, "maxiter": 500},
    ).x
    assert found.sum() == pytest.approx(1) and (found >= 0).all()
    assert found == pytest.approx(plain, abs=1e-4)
    assert found[:2].sum() > 0.4  # the two that it is made of


def test_a_place_made_of_others_is_found_from_them():
    rng = np.random.default_rng(1)
    rate = 10 * np.exp(0.2 * rng.standard_normal((24, 40)).cumsum(axis=1) / 4)
    rate[0] = 3 * (0.5 * rate[1] + 0.5 * rate[2])  # at another level
    found = against_others(rate, 0, 28)
    assert abs(found.log_ratio) < 0.1


def test_without_a_change_one_place_in_twenty_is_called_changed():
    """In worlds of noisy counts with a common season: as many as stated, and no
    more."""
    rng = np.random.default_rng(4)
    season = 1 + 0.2 * np.cos(np.arange(37) / 12 * 2 * np.pi)
    called = []
    for _ in range(10):
        rate = rng.poisson(np.exp(rng.normal(4, 0.4, 20))[:, None] * season) / 100
        for place in range(20):
            found = permuted(rate, place, 24)
            called.append(found.chance <= 0.05)
            assert called[-1] == (not found.lower <= 1 <= found.upper)
    assert np.mean(called) == pytest.approx(0.05)


def test_a_planted_fall_is_found(planted):
    assert planted.place == "P00" and planted.changed
    assert planted.often.upper < 1 and planted.often.chance == pytest.approx(1 / 24)
    # More than the 60% of each attendance: fewer people are above the rule at all.
    assert planted.often.ratio < 0.45
    assert planted.everybody.ratio == pytest.approx(0.4, abs=0.06)
    table = planted.table.set_index("month")
    assert table["expected"].notna().all() and planted.starts in table.index
    told = json.loads(json.dumps(planted.to_json()))
    assert told["changed"] and told["places"] == 24
    assert sum(told["weights"].values()) == pytest.approx(1, abs=1e-2)


def test_no_change_is_not_called_one(panel):
    found = asked(panel)
    assert not found.changed and found.often.lower < 1 < found.often.upper
    assert 0 < found.often.smallest < 1
    assert found.often.smallest == pytest.approx(
        1 - found.often.lower / found.often.ratio
    )


def test_too_few_places_say_so():
    few = made_places(3, places=10)
    with pytest.raises(NothingToCompare, match=f"10 PCNs: {LEAST_PLACES} are needed"):
        asked(few)


def test_a_rule_that_hardly_anybody_meets_says_so(panel):
    with pytest.raises(NothingToCompare, match="Too few people"):
        asked(panel, more_than=60)


def test_people_of_several_places_are_asked_about_one_by_one(panel):
    people = tuple(int(p) for p in panel.people["person"][::100])
    everywhere = panel.people.assign(in_scope=True)
    whole = replace(panel, people=everywhere)
    cohort = pick_cohort(
        whole, CohortRule("list", people=people), pd.Timestamp("2022-09-01")
    )
    with pytest.raises(NothingToCompare, match="is asked of one"):
        did_it_change(whole, cohort, MORE_THAN)


def test_too_short_an_extract_says_how_long_it_must_be(panel):
    cohort = pick_cohort(panel, CohortRule("top", n=30), pd.Timestamp("2021-06-01"))
    with pytest.raises(NothingToCompare, match="23 whole months"):
        did_it_change(panel, cohort, MORE_THAN)
