"""The funnel of shares against scipy's binomial, a plain estimate of the spread, and
simulated places of which none is apart."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, t

from analytics.methods.against_target import against_target
from analytics.methods.funnel import drawn_in_square
from analytics.methods.funnel_limits import ACTION, WARNING
from analytics.methods.funnel_of_shares import LEAST, funnel_of_shares, limits


@pytest.mark.parametrize("share", [0.12, 0.5, 0.86])
@pytest.mark.parametrize("level", [WARNING, ACTION])
def test_without_a_spread_limits_are_those_of_the_binomial(share, level):
    people = np.array([60, 200, 1000, 5000])
    low, high = limits(people, share, 0.0, 20, level)
    tail = (1 - level) / 2
    # The quantile is a whole number of people, the limit runs between: one apart.
    assert np.abs(low * people - binom.ppf(tail, people, share)).max() < 1.5
    assert np.abs(high * people - binom.ppf(1 - tail, people, share)).max() < 1.5


def test_the_spread_is_that_of_the_moments_worked_out_one_by_one():
    rng = np.random.default_rng(4)
    people = rng.integers(30, 400, 40)
    some = rng.binomial(people, np.clip(0.7 + 0.1 * rng.standard_normal(40), 0, 1))
    found = funnel_of_shares(pd.DataFrame({"numerator": some, "denominator": people}))
    pooled = some.sum() / people.sum()
    z, weights = [], []
    for x, n in zip(some, people, strict=True):
        expected = np.arcsin(np.sqrt((pooled * n + 3 / 8) / (n + 3 / 4)))
        angle = np.arcsin(np.sqrt((x + 3 / 8) / (n + 3 / 4)))
        z.append((angle - expected) / np.sqrt(1 / (4 * n + 2)))
        weights.append(4 * n + 2)
    low, high = np.quantile(z, [0.1, 0.9])
    drawn = [min(max(one, low), high) ** 2 for one in z]
    beyond = sum(drawn) / drawn_in_square(40) - 39
    spare = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    assert found.tau == pytest.approx(np.sqrt(beyond / spare)) and found.tau > 0.05
    row = found.points.iloc[0]
    n = row["denominator"]
    reach = t.ppf(0.999, 39) * np.sqrt(1 / (4 * n + 2) + found.tau**2)
    middle = np.arcsin(np.sqrt((pooled * n + 3 / 8) / (n + 3 / 4)))
    back = (np.sin(middle + reach) ** 2 * (n + 0.75) - 0.375) / n
    assert row["high_998"] == pytest.approx(min(back, 1))


@pytest.mark.parametrize("places", [9, 40])
@pytest.mark.parametrize("tau", [0.0, 0.08])
def test_seldom_is_a_place_apart_where_none_is(places, tau):
    rng = np.random.default_rng(places)
    found = 0
    for _ in range(300):
        people = rng.integers(20, 300, places)
        angle = np.arcsin(np.sqrt(0.8)) + tau * rng.standard_normal(places)
        some = rng.binomial(people, np.sin(angle) ** 2)
        table = pd.DataFrame({"numerator": some, "denominator": people})
        found += int((funnel_of_shares(table).points["outside"] != "").sum())
    assert found / (300 * places) < 0.005


def test_one_far_out_is_found_and_few_are_not_compared():
    people, some = [200] * 20, [160] * 19 + [80]
    table = pd.DataFrame({"numerator": some, "denominator": people})
    assert list(funnel_of_shares(table).points["outside"]) == [""] * 19 + ["below"]
    few = table.tail(LEAST - 1)
    assert set(funnel_of_shares(few).points["outside"]) == {""}
    assert funnel_of_shares(table.iloc[0:0]).points.empty


@pytest.mark.parametrize(
    "low,high,people,target,direction,said",
    [
        (0.82, 0.895, 325, (0.6, 0.8), "higher", "Above the range"),
        (0.62, 0.79, 325, (0.6, 0.8), "higher", "Within the range"),
        (0.62, 0.85, 325, (0.6, 0.8), "higher", "Within the range or above"),
        (0.55, 0.65, 325, (0.6, 0.8), "higher", "Cannot tell"),
        (0.40, 0.59, 325, (0.6, 0.8), "higher", "Below the range"),
        (0.76, 0.80, 325, (0.75, 0.75), "higher", "Target reached"),
        (0.70, 0.74, 325, (0.75, 0.75), "higher", "Below the target"),
        (0.74, 0.76, 325, (0.75, 0.75), "higher", "Cannot tell"),
        (0.90, 0.99, 19, (0.75, 0.75), "higher", "Cannot tell"),
        (0.05, 0.09, 325, (0.1, 0.1), "lower", "Under the limit"),
        (0.11, 0.19, 325, (0.1, 0.1), "lower", "Over the limit"),
        (0.05, 0.19, 325, (0.1, 0.1), "lower", "Cannot tell"),
        (0.5, 0.6, 325, (float("nan"),) * 2, "higher", "No target"),
    ],
)
def test_a_target_is_told_only_where_the_whole_interval_is_on_one_side(
    low, high, people, target, direction, said
):
    assert against_target(low, high, people, *target, direction) == said
