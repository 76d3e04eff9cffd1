"""The process chart: limits by hand, one series a rule."""

import numpy as np
import pandas as pd
import pytest

from analytics.methods.xmr import CAUSES, special_causes, xmr

STEADY = np.array([10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9, 11, 10, 12, 9], float)
MEAN, REACH = STEADY.mean(), 2.66 * np.abs(np.diff(STEADY)).mean()


def test_limits_are_the_mean_and_2_66_moving_ranges():
    chart = xmr(STEADY)
    spread = np.abs(np.diff(STEADY)).mean()
    assert chart.frame["upper"].iloc[0] == pytest.approx(STEADY.mean() + 2.66 * spread)
    assert chart.frame["near_upper"].iloc[0] == pytest.approx(
        STEADY.mean() + 2.66 * spread * 2 / 3
    )
    assert (chart.frame["cause"] == "").all() and "no special cause" in chart.words


def test_a_point_outside_the_limits():
    chart = xmr(np.r_[STEADY, 40.0])
    assert chart.frame["cause"].iloc[-1] == CAUSES[0] and "latest point" in chart.words


def test_a_trend_of_seven_needs_six_steps():
    for rising, flagged in ((6, 0), (7, 7)):
        tail = 10 + 0.3 * np.arange(rising)
        cause, _ = special_causes(np.r_[STEADY, 8.0, 12.0, tail], MEAN, REACH)
        assert (cause == CAUSES[1]).sum() == flagged


def test_a_shift_of_seven():
    cause, direction = special_causes(np.r_[STEADY, [11, 11.5] * 3, 11], MEAN, REACH)
    assert (cause[-7:] == CAUSES[3]).all() and (direction[-7:] == 1).all()


def test_two_of_three_flags_only_the_outer_points():
    near = MEAN + 0.8 * REACH
    cause, _ = special_causes(np.r_[STEADY, 9, near, 10.8, near, 9], MEAN, REACH)
    assert (cause == CAUSES[2]).nonzero()[0].tolist() == [16, 18]


def test_too_few_points_have_no_limits():
    chart = xmr(STEADY[:12])
    assert (
        not chart.enough and chart.frame["upper"].isna().all() and "13" in chart.words
    )


def test_large_moving_ranges_count_too_and_lower_limits_stop_at_zero():
    """NHSRplotthedots leaves them out unless told otherwise; NHS England's sheet does
    not."""
    wild = np.r_[STEADY, 60.0, 10.0]
    reach = 2.66 * np.abs(np.diff(wild)).mean()
    assert xmr(wild).frame["upper"].iloc[0] == pytest.approx(wild.mean() + reach)
    assert (
        xmr(np.r_[0.0, 5, 0, 5, 0, 5, 0, 5, 0, 5, 0, 5, 0]).frame["lower"].iloc[0] == 0
    )


def test_gaps_are_refused_and_months_named():
    with pytest.raises(ValueError, match="every period"):
        xmr([1.0, np.nan])
    months = pd.date_range("2023-01-01", periods=16, freq="MS")
    assert "April 2024" in xmr(np.r_[STEADY, 40.0], months).words
