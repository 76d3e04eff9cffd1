"""The indices of inequality: against another package, by hand, and how often they are
right."""

import numpy as np
import pytest
import statsmodels.api as sm

from analytics.methods.rates.gradient import gradient, ridits

PEOPLE = np.array([4000, 6000, 5000, 9000, 8000, 2000])


def test_the_middle_person_of_each_group():
    assert ridits([1, 1, 2]) == pytest.approx([0.125, 0.375, 0.75])


def test_the_same_as_another_fit():
    rng = np.random.default_rng(3)
    x = ridits(PEOPLE)
    expected = PEOPLE * 0.01
    counted = rng.poisson(expected * np.exp(-0.3 + 0.6 * x))
    found = gradient(counted, counted, expected, PEOPLE)
    fit = sm.GLM(
        counted,
        sm.add_constant(x),
        family=sm.families.Poisson(),
        offset=np.log(expected),
    ).fit()
    over = max(1.0, fit.pearson_chi2 / fit.df_resid)
    reach = 1.959964 * fit.bse[1] * np.sqrt(over)
    assert found.relative == pytest.approx(np.exp(fit.params[1]))
    assert found.lower == pytest.approx(np.exp(fit.params[1] - reach))
    assert found.upper == pytest.approx(np.exp(fit.params[1] + reach))
    ends = counted.sum() / PEOPLE.sum() * np.exp([fit.params.sum(), fit.params[0]])
    assert found.slope == pytest.approx(ends[0] - ends[1])
    assert found.slope_lower < found.slope < found.slope_upper


def test_without_a_gradient_there_is_none():
    flat = gradient(PEOPLE / 100, PEOPLE / 100, PEOPLE / 100, PEOPLE)
    assert flat.relative == pytest.approx(1) and flat.slope == pytest.approx(0)


def test_of_few_it_cannot_be_told():
    assert np.isnan(gradient([3, 4, 2], [3, 4, 2], [3, 3, 3], [100, 100, 100])).all()
    assert np.isnan(gradient([30, 40], [30, 40], [30, 40], [100, 100])).all()
    at_one_end = gradient([0, 0, 40], [0, 0, 40], [10, 10, 10], [100, 100, 100])
    assert np.isnan(at_one_end.relative) or at_one_end.lower > 1


def test_intervals_hold_the_truth_where_people_come_often():
    rng, held = np.random.default_rng(11), []
    x, truth = ridits(PEOPLE), 1.5
    rate = np.exp(np.log(truth) * x)
    for _ in range(300):
        each = [
            rng.poisson(0.3 * r * rng.gamma(0.3, 1 / 0.3, n))
            for r, n in zip(rate, PEOPLE, strict=True)
        ]
        found = gradient(
            [one.sum() for one in each],
            [(one**2).sum() for one in each],
            PEOPLE * 0.3,
            PEOPLE,
        )
        held.append(found.lower <= truth <= found.upper)
    assert np.mean(held) >= 0.93
