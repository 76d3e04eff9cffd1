"""The estimators: what must hold exactly, and a short form of the simulation and the
real panel."""

import numpy as np
import pytest

from analytics.methods.impact.panels.counts import stack
from analytics.methods.impact.rungs.balance import balancing_weights, effective_number
from analytics.methods.impact.rungs.earlier import earlier_qualifiers
from analytics.methods.impact.rungs.expected import fit_expected
from analytics.methods.impact.rungs.interval import Spread, draw_ratio
from analytics.methods.impact.rungs.matched import matched_comparison
from analytics.methods.impact.rungs.range_only import lasting_differences
from tests.benchmarks.impact import rwm5yr
from tests.benchmarks.impact.simulation import study
from tests.benchmarks.impact.simulation_page import summary
from tests.methods.made_counts import made


def test_balancing_reaches_the_target():
    rng = np.random.default_rng(0)
    pool = rng.normal(size=(4000, 3))
    weights = balancing_weights(np.array([0.5, -0.2, 0.1]), pool, ridge=1e-6)
    assert weights.sum() == pytest.approx(1)
    assert weights @ pool == pytest.approx([0.5, -0.2, 0.1], abs=1e-3)
    assert 1000 < effective_number(weights) < 4000


def test_balancing_stays_finite_when_nobody_is_so_extreme():
    pool = np.random.default_rng(0).normal(size=(200, 2))
    weights = balancing_weights(np.array([9.0, 9.0]), pool)
    assert np.isfinite(weights).all() and weights.sum() == pytest.approx(1)


def test_the_regression_recovers_a_known_rate():
    rng = np.random.default_rng(0)
    x, years = rng.normal(size=(20_000, 1)), rng.uniform(0.2, 1, 20_000)
    y = rng.poisson(years * np.exp(0.3 + 0.5 * x[:, 0]))
    fit = fit_expected(x, y, years, np.ones(len(y)), np.array([False]))
    assert fit.rate(np.array([[0.0], [1.0]])) == pytest.approx(
        np.exp([0.3, 0.8]), rel=0.03
    )


def test_regression_to_the_mean_is_taken_out():
    cohort, pool = made(300, 1), made(3000, 2)
    rung = matched_comparison(cohort, pool, np.random.default_rng(0))
    assert cohort.after.sum() / cohort.before.sum() < 0.9
    low, high = rung.draws.interval()
    assert low < 1 < high and rung.draws.ratio == pytest.approx(1, abs=0.08)


def test_earlier_qualifiers_take_out_the_calendar():
    cohort = made(300, 1, year_shift=-0.25)
    rest = made(3000, 4, year_shift=-0.25)
    past = stack([made(2000, 5, date=-1), made(2000, 6, date=-2)])
    rng = np.random.default_rng(0)
    rung = earlier_qualifiers(cohort, past, rest, rng, 2)
    assert rung.calendar == pytest.approx(-0.25, abs=0.06)
    assert rung.draws.ratio == pytest.approx(1, abs=0.08)
    naive = earlier_qualifiers(cohort, past, None, rng, 2, {-1: 0.0, -2: 0.0})
    assert naive.draws.ratio < 0.85  # history alone finds an effect that is not there


def test_few_earlier_dates_widen_the_interval():
    cohort, rest = made(300, 1), made(3000, 4)
    past = stack([made(1500, 5 + k, date=-k) for k in (1, 2, 3, 4)])
    one = earlier_qualifiers(cohort, past, rest, np.random.default_rng(0), 1)
    four = earlier_qualifiers(cohort, past, rest, np.random.default_rng(0), 4)
    assert np.ptp(one.draws.interval()) > np.ptp(four.draws.interval())


def test_the_interval_of_avoided_agrees_with_that_of_the_ratio():
    each = np.full(30, 4.0)
    for seen in (0, 40, 80, 120, 200):
        draws = draw_ratio(
            seen, each, np.full(200, 0.005), Spread(1.0, 0.05), np.random.default_rng(0)
        )
        low, high = draws.interval()
        _, fewest, most = draws.avoided()
        assert (high < 1) == (fewest > 0) and (low > 1) == (most < 0)
        assert low <= draws.ratio <= high


def test_money_has_the_sign_of_the_ratio():
    """Few comparators make the expected total: no correction may part the two."""
    influence = np.full(25, 0.05)  # a relative error of a quarter
    for seen in range(80, 130):
        draws = draw_ratio(
            seen,
            np.full(30, 3.5),
            influence,
            Spread(1.0, 0.05),
            np.random.default_rng(0),
            50,
        )
        avoided, _, _ = draws.avoided()
        assert np.sign(avoided) == np.sign(1 - draws.ratio)


def test_one_dominant_person_widens_the_interval():
    even, one = np.full(30, 4.0), np.r_[36.0, np.full(29, 84 / 29)]
    width = [
        np.ptp(
            draw_ratio(
                100, e, np.full(200, 0.005), Spread(1.0, 0.05), np.random.default_rng(0)
            ).interval()
        )
        for e in (even, one)
    ]
    assert width[1] > 1.15 * width[0]


def test_lasting_differences_find_the_poisson_part_only():
    rng = np.random.default_rng(0)
    counts = rng.poisson(rng.gamma(1.0, 3.0, 50_000))
    high = counts[counts > 10]
    # Gamma(1, 3) shrinks a count x to (x + 1) * 3/4.
    expected = (0.75 * (high + 1)).sum() / high.sum() - 1
    assert lasting_differences(counts[counts >= 1], 1, high) == pytest.approx(
        expected, abs=0.03
    )


def test_simulation_in_short():
    rows = study(12, effects=(0.0, -0.4), sizes=(100, 300), draws=800)
    table = summary(rows[rows["method"] == "best"], ["method"]).iloc[0]
    assert abs(table["geometric_bias"]) < 8 and table["coverage"] >= 0.8
    assert table["crude_bias"] < -25


def test_a_real_panel_without_a_programme_shows_no_effect():
    panel = rwm5yr.pairs()
    tops = rwm5yr.yearly_tops(panel)
    assert tops["crude"].between(-0.75, -0.50).all()
    assert ((tops["lower"] <= 1) & (tops["upper"] >= 1)).all()
    drawn = rwm5yr.random_cohorts(panel, repeats=10)
    best = drawn[drawn["method"] == "best"]
    assert best.groupby("cohort")["crude"].mean().between(-0.70, -0.40).all()
    assert best["holds"].mean() >= 0.88
