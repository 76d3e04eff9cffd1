"""Sudden changes of level: found where they are, with few false alarms where there are
none."""

import numpy as np
import pytest

from analytics.methods.steps import common_course, steps

DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def months(rng, n: int, places: int, level: float, noise: float):
    """Counts (n, places) without a step: seasons, a drift in common, own trends, noise
    that lasts."""
    t = np.arange(n)
    common = 0.08 * np.cos(2 * np.pi * t / 12) + np.cumsum(rng.normal(0, 0.01, n))
    own = np.zeros((n, places))
    for month in range(n):
        own[month] = 0.3 * (own[month - 1] if month else 0) + rng.normal(
            0, noise, places
        )
    trend = rng.normal(0, 0.03, places) * t[:, None] / 12
    days = DAYS[t % 12].astype(float)
    return rng.poisson(
        days[:, None] / 30 * level * np.exp(common[:, None] + own + trend)
    ), days


def alarms(
    seed: int, n: int, level: float, noise: float, worlds: int = 7, places: int = 60
) -> float:
    rng = np.random.default_rng(seed)
    told = 0
    for _ in range(worlds):
        counts, days = months(rng, n, places, level, noise)
        common = common_course(counts, days)
        told += sum(
            bool(steps(counts[:, place], days, common)) for place in range(places)
        )
    return told / (worlds * places)


@pytest.mark.parametrize("n", [12, 24, 60])
@pytest.mark.parametrize("level", [20, 100, 1000])
def test_stable_places_are_left_in_peace(n, level):
    assert alarms(n + level, n, level, 0.08) <= 0.005


@pytest.mark.parametrize("n", [12, 36])
def test_restless_places_give_few_false_alarms(n):
    assert alarms(n, n, 300, 0.15) <= 0.02


@pytest.mark.parametrize(
    "times, level, least",
    [(2.0, 1000, 0.95), (0.5, 1000, 0.95), (2.0, 100, 0.75), (1.4, 1000, 0.5)],
)
def test_a_step_is_found_in_its_month(times, level, least):
    rng, right = np.random.default_rng(int(times * 10 + level)), 0
    for _ in range(40):
        counts, days = months(rng, 36, 20, level, 0.08)
        counts[20:, 0] = rng.poisson(counts[20:, 0] * times)
        found = steps(counts[:, 0], days, common_course(counts, days))
        right += [step.at for step in found] == [20]
    assert right / 40 >= least


def test_levels_and_ratio_are_the_months_on_each_side():
    counts = np.array([100.0] * 6 + [300.0] * 6)
    (step,) = steps(counts + np.tile([1, -1], 6), np.full(12, 30.0))
    assert (step.at, step.before, step.after) == (6, 100, 300) and step.ratio == 3


def test_two_steps_are_both_told():
    wobble = np.tile([1.0, -1.0], 15)
    counts = np.repeat([200.0, 420.0, 190.0], 10) + wobble
    assert [step.at for step in steps(counts, np.full(30, 30.0))] == [10, 20]


def test_what_all_do_together_is_no_step_of_one():
    rng = np.random.default_rng(4)
    counts, days = months(rng, 24, 12, 500, 0.03)
    counts[12:] *= 2
    assert not steps(counts[:, 3], days, common_course(counts, days))
    assert [s.at for s in steps(counts.sum(axis=1), days)] == [12]


def test_a_yearly_return_and_a_slow_rise_are_no_steps():
    days = np.full(48, 30.0)
    summer = np.where(np.isin(np.arange(48) % 12, (5, 6, 7)), 900, 300) + np.tile(
        [3, -3], 24
    )
    assert not steps(summer, days)
    rise = 300 * np.exp(np.linspace(0, 1.5, 48)) + np.tile([3, -3], 24)
    assert not steps(rise, days)


def test_gaps_are_refused():
    with pytest.raises(ValueError, match="every month"):
        steps([1.0, np.nan], [30, 30])
