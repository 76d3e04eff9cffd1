"""A season is no special cause, and no reason to miss one."""

import numpy as np
import pandas as pd
import pytest

from analytics.methods.season import season
from analytics.methods.xmr import LIMIT_FACTOR, strict, xmr

MONTHS = pd.date_range("2021-01-01", periods=36, freq="MS")
MONTH = np.arange(36) % 12
YEAR = 1 + 0.08 * np.sin(2 * np.pi * (MONTH + 2) / 12)


def drawn(rng, shape) -> np.ndarray:
    return rng.poisson(1500 * shape).astype(float)


def test_a_season_without_noise_is_found_again():
    found = season(1000 * YEAR, MONTH)
    usual = YEAR / np.exp(np.log(YEAR).mean())
    np.testing.assert_allclose(found, usual, rtol=1e-6)
    assert np.log(found[:12]).sum() == pytest.approx(0)


def test_a_step_or_a_wild_month_is_not_taken_for_season():
    rng = np.random.default_rng(2)
    calm = drawn(rng, YEAR)
    step = calm * np.where(np.arange(36) >= 20, 1.3, 1)
    wild = calm.copy()
    wild[15] *= 1.5
    for other in (step, wild):
        assert season(other, MONTH) == pytest.approx(season(calm, MONTH), abs=0.025)


def test_without_a_season_or_three_years_there_are_no_factors():
    rng = np.random.default_rng(3)
    level = [np.abs(season(drawn(rng, np.ones(36)), MONTH) - 1).max() for _ in range(9)]
    assert np.median(level) < 0.02
    assert (season(drawn(rng, YEAR)[:35], MONTH[:35]) == 1).all()
    assert (season(np.r_[0, drawn(rng, YEAR)[1:]], MONTH) == 1).all()


def test_a_yearly_pattern_raises_no_alarm_in_95_of_100_charts():
    """With today's rules and no season known, 99.7 % of such charts had a mark."""
    rng = np.random.default_rng(4)
    charts = [xmr(drawn(rng, YEAR), MONTHS) for _ in range(100)]
    assert all(chart.seasonal for chart in charts)
    assert sum((chart.frame["cause"] != "").any() for chart in charts) <= 8
    plain = [xmr(drawn(rng, YEAR)) for _ in range(10)]
    assert sum((chart.frame["cause"] != "").any() for chart in plain) >= 9


@pytest.mark.parametrize("shape", [np.arange(36) >= 28, np.arange(36) == 35])
def test_a_real_step_and_a_real_wild_month_are_found_in_a_season(shape):
    rng = np.random.default_rng(5)
    size = 0.08 if shape.sum() > 1 else 0.2  # standard error of a month: 0.026
    found = 0
    for _ in range(20):
        frame = xmr(drawn(rng, YEAR * (1 + size * shape)), MONTHS).frame
        found += ((frame["cause"] != "") & shape & (frame["direction"] > 0)).any()
    assert found >= 18


def test_the_limits_rise_and_fall_with_the_year_and_judge_as_drawn():
    value = drawn(np.random.default_rng(6), YEAR)
    value[30] *= 1.25
    frame = xmr(value, MONTHS).frame
    wide, least = strict(36)
    judged = frame["value"] / frame["season"]
    moving = judged.diff().abs().mean()
    np.testing.assert_allclose(
        frame["upper"], frame["season"] * (judged.mean() + wide * moving)
    )
    outside = (value > frame["upper"]) | (value < frame["lower"])
    assert outside[30]
    assert (frame.loc[outside, "cause"] == "outside the limits").all()
    assert wide > LIMIT_FACTOR and least > 3


def test_a_chart_of_fewer_than_three_years_is_as_making_data_count_has_it():
    value = drawn(np.random.default_rng(7), YEAR)[:24]
    known, plain = xmr(value, MONTHS[:24]), xmr(value)
    assert not known.seasonal
    columns = ["upper", "lower", "mean", "cause"]
    pd.testing.assert_frame_equal(known.frame[columns], plain.frame[columns])
