"""Standardised rates: by hand, against exact limits, and how often they are right."""

import numpy as np
import pytest
from scipy.stats import chi2

from analytics.definitions.published.standard_population import standard
from analytics.measures.who.attenders import AGE_BANDS
from analytics.methods.rates.direct import direct, ratio


def test_a_rate_by_hand():
    found = direct([10, 30], [10, 30], [100, 50], [0.75, 0.25])
    assert found.rate == pytest.approx(0.75 * 0.1 + 0.25 * 0.6)
    assert found.covered == 1 and found.lower < found.rate < found.upper


def test_of_its_own_people_it_is_the_crude_rate_with_exact_limits():
    """Fay and Feuer: where the standard is the people themselves, limits are exact."""
    people, events = np.array([100, 300, 600]), np.array([2, 5, 4])
    found = direct(events, events, people, people / 1000)
    assert found.rate == pytest.approx(11 / 1000)
    assert found.lower == pytest.approx(chi2.ppf(0.025, 22) / 2 / 1000)
    # the weights are alike, so one more person is one more event
    assert found.upper == pytest.approx(chi2.ppf(0.975, 24) / 2 / 1000)


def test_counted_over_expected_has_the_limits_of_poisson():
    """Ulm 1990: chi2(2O)/2/E and chi2(2(O + 1))/2/E."""
    found = ratio(7, 7, 3.5)
    assert found == pytest.approx((2, chi2.ppf(0.025, 14) / 7, chi2.ppf(0.975, 16) / 7))
    assert ratio(0, 0, 2)[:2] == (0, 0) and ratio(0, 0, 2)[2] == pytest.approx(
        chi2.ppf(0.975, 2) / 4
    )
    assert np.isnan(ratio(3, 3, 0)).all()


def test_cells_without_people_are_left_out_and_told():
    found = direct([10, 0], [10, 0], [100, 0], [0.6, 0.4])
    assert found.rate == pytest.approx(0.1) and found.covered == pytest.approx(0.6)
    nobody = direct([0], [0], [0], [1.0])
    assert np.isnan(nobody.rate) and nobody.covered == 0


def test_people_who_come_often_widen_the_interval():
    once = direct([100], [100], [1000], [1.0])
    often = direct([100], [1000], [1000], [1.0])
    assert often.rate == once.rate
    assert often.upper - often.lower > 2.5 * (once.upper - once.lower)


@pytest.mark.parametrize("small", [20, 200])
def test_limits_hold_the_truth_where_people_differ(small):
    """People's rates spread (negative binomial), and one fifth of the standard is of a
    few people: 93% or more of the intervals hold the rate."""
    rng = np.random.default_rng(7)
    people = np.array([3000, 2000, small])
    means, weights, held = np.array([4.0, 5.0, 7.0]), np.array([0.4, 0.4, 0.2]), []
    for _ in range(400):
        counts = [
            rng.poisson(mean * rng.gamma(0.8, 1 / 0.8, n))
            for mean, n in zip(means, people, strict=True)
        ]
        found = direct(
            [one.sum() for one in counts],
            [(one**2).sum() for one in counts],
            people,
            weights,
        )
        held.append(found.lower <= (means * weights).sum() <= found.upper)
    assert np.mean(held) >= 0.93


def test_the_standard_population_is_whole():
    found = standard()
    assert sum(found.people.values()) == 100_000
    assert sum(found.share(*band) for band in AGE_BANDS) == pytest.approx(1)
    assert found.share(15, 24) == pytest.approx(0.115)
    assert found.share(85) == pytest.approx(0.025)
    with pytest.raises(ValueError, match="no band"):
        found.share(3, 24)
