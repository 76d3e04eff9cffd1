"""Intervals of proportions and of one place's number as a multiple of another's, by a
second route."""

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from analytics.methods.proportion import wilson
from analytics.methods.relative_error import of_mean, of_proportion, of_share, times


@pytest.mark.parametrize("part,whole", [(0, 40), (3, 40), (40, 40), (379, 54_871)])
def test_wilson_is_that_of_statsmodels(part, whole):
    expected = proportion_confint(part, whole, method="wilson")
    assert wilson(part, whole) == pytest.approx(expected, abs=1e-6)


def test_what_is_not_known_has_no_interval():
    low, high = wilson([np.nan, 3, 0], [10, np.nan, 0])
    assert np.isnan([low, high]).all()


@pytest.fixture(scope="module")
def made():
    """Attendances of the people there, and whether each is here too."""
    rng = np.random.default_rng(5)
    used = rng.negative_binomial(0.6, 0.1, 3000) + 1.0
    return used, rng.random(3000) < 0.3


def resampled(used, here, number, draws=1500):
    """Bootstrap over people of log(number here ÷ number there)."""
    rng = np.random.default_rng(6)
    found = []
    for _ in range(draws):
        at = rng.integers(0, len(used), len(used))
        some, inside = used[at], here[at]
        found.append(np.log(number(some[inside]) / number(some)))
    return np.std(found)


def mean(used):
    return used.mean()


def share(used):
    return used[used > 20].sum() / used.sum()


def of(used, number):
    """(the number, its relative error, its total), as the measure gives them."""
    squares, often = (used**2).sum(), used[used > 20]
    if number is mean:
        return used.mean(), of_mean(len(used), used.sum(), squares), used.sum()
    error = of_share(often.sum(), used.sum(), (often**2).sum(), squares)
    return share(used), error, often.sum()


@pytest.mark.parametrize("number", [mean, share])
def test_a_part_beside_its_whole_varies_as_a_bootstrap_says(made, number):
    used, here = made
    part, whole = of(used[here], number), of(used, number)
    low, high = times(part, whole, "here")
    assert np.log(high / low) / 2 / 1.959964 == pytest.approx(
        resampled(used, here, number), rel=0.08
    )
    back = times(whole, part, "there")
    assert back == pytest.approx((1 / high, 1 / low))
    assert np.isnan(times(whole, whole, "here")).all(), "the same people"


@pytest.mark.parametrize("number", [mean, share])
def test_places_apart_vary_as_a_bootstrap_of_both_says(made, number):
    used, here = made
    one, other = used[here], used[~here]
    low, high = times(of(one, number), of(other, number), "")
    rng = np.random.default_rng(7)
    logs = [
        np.log(
            number(rng.choice(one, len(one))) / number(rng.choice(other, len(other)))
        )
        for _ in range(1500)
    ]
    assert np.log(high / low) / 2 / 1.959964 == pytest.approx(np.std(logs), rel=0.08)


def test_people_among_others():
    rng = np.random.default_rng(8)
    seen = rng.binomial(400, 0.1, 200_000) / 400
    assert of_proportion(40, 400) == pytest.approx(np.std(np.log(seen)), rel=0.04)
    assert np.isnan(of_proportion(0, 400))
