"""Generated people to whom nothing happens: the count of a month lies within what was
to be expected anyway in about 95% of months."""

import numpy as np
import pytest

from analytics.methods.anyway.alike import from_alike, weighted
from analytics.methods.anyway.earlier import change_of_everybody, from_earlier
from analytics.methods.anyway.within import Learned, expected

PEOPLE, MONTHS, YEAR = 3000, 40, 12
RUNS = 120


def lives(seed: int) -> np.ndarray:
    """Events by person and month: steady differences, crises of some months, a season,
    and a slow rise."""
    rng = np.random.default_rng(seed)
    steady = rng.gamma(0.3, 0.5, PEOPLE)[:, None]
    crisis = np.ones((PEOPLE, MONTHS))
    for at in range(MONTHS):
        starts = rng.random(PEOPLE) < 0.01
        crisis[starts, at : at + 4] *= 6
    months = np.arange(MONTHS)
    season = 1 + 0.15 * np.sin(2 * np.pi * months / 12) + 0.004 * months
    return rng.poisson(steady * crisis * season).astype(float)


def year_before(events: np.ndarray, at: int) -> np.ndarray:
    return events[:, at - YEAR : at].sum(axis=1)


@pytest.fixture(scope="module")
def worlds() -> list[np.ndarray]:
    return [lives(seed) for seed in range(RUNS)]


@pytest.mark.parametrize("more_than", [10, 6])
def test_those_who_met_the_same_rule_earlier(worlds, more_than):
    inside, told = [], 0
    for events in worlds:
        met = np.zeros(events.shape, bool)
        for at in range(YEAR, MONTHS):
            met[:, at] = year_before(events, at) > more_than
        people, days = np.full(MONTHS, PEOPLE), np.full(MONTHS, 30.4)
        change = change_of_everybody(events.sum(axis=0), people, days)
        month = MONTHS - 1
        learned = from_earlier(events, met, np.ones_like(met), change, month, None)
        if learned is None:
            continue
        told += 1
        usual = expected(learned, int(met[:, month].sum()))
        seen = events[met[:, month], month].sum()
        inside.append(usual.lower <= seen <= usual.upper)
    assert told > 0.9 * RUNS
    assert 0.9 <= np.mean(inside) <= 0.995, np.mean(inside)


def test_people_alike_who_were_not_picked(worlds):
    inside, told, errors = [], 0, []
    for seed, events in enumerate(worlds):
        rng = np.random.default_rng([seed, 1])
        joined, month = 20, 34
        high = np.flatnonzero(year_before(events, joined) >= 5)
        mine = rng.choice(high, len(high) // 3, replace=False)
        theirs = np.setdiff1d(np.arange(PEOPLE), mine)

        def traits(rows, events=events, joined=joined):
            windows = (12, 3, 1)
            return np.column_stack(
                [
                    np.log(events[rows, joined - w : joined].sum(axis=1) + 0.5)
                    for w in windows
                ]
            )

        found = weighted(
            traits(mine),
            traits(theirs),
            theirs,
            np.full(len(theirs), joined),
            np.ones(len(theirs)),
        )
        if found is None:
            continue
        learned = from_alike(events, np.ones(events.shape, bool), found, month)
        if learned is None:
            continue
        told += 1
        usual = expected(learned, len(mine))
        seen = events[mine, month].sum()
        inside.append(usual.lower <= seen <= usual.upper)
        errors.append(usual.count - seen)
    assert told > 0.8 * RUNS
    assert 0.9 <= np.mean(inside) <= 0.995, np.mean(inside)
    assert abs(np.mean(errors)) < 4 * np.std(errors) / np.sqrt(len(errors))


def test_a_group_that_fell_by_more_lies_below(worlds):
    """What the interval is for: half of the events gone is seen."""
    below = []
    for events in worlds[:40]:
        met = np.zeros(events.shape, bool)
        for at in range(YEAR, MONTHS):
            met[:, at] = year_before(events, at) > 6
        change = np.full(MONTHS, 30.4)
        learned = from_earlier(events, met, np.ones_like(met), change, MONTHS - 1, None)
        usual = expected(learned, int(met[:, -1].sum()))
        below.append(0.4 * events[met[:, -1], -1].sum() < usual.lower)
    assert np.mean(below) > 0.8


def test_too_few_months_or_people_say_nothing():
    events = lives(0)[:, :20]
    met = events > 99
    change, untouched = np.full(20, 30.4), np.ones_like(met)
    assert from_earlier(events, met, untouched, change, 19, None) is None
    met[:5, 15:] = True
    assert from_earlier(events, met, untouched, change, 19, None) is None
    pool = np.ones((10, 2))
    at = np.zeros(10, int)
    assert weighted(pool, pool, at, at, np.ones(10)) is None


def test_nobody_alike_enough_says_nothing():
    rng = np.random.default_rng(3)
    group, pool = rng.normal(8, 1, (40, 1)), rng.normal(0, 1, (400, 1))
    at = np.arange(400)
    assert weighted(group, pool, at, at * 0, np.ones(400)) is None


def test_a_count_of_none_leaves_room():
    usual = expected(Learned(0.0, 0.0, 0.0, 0.0, 100.0), 50)
    assert usual.count == usual.lower == 0 < usual.upper


def test_an_interval_that_leaves_out_what_is_expected_is_not_given():
    """A rare event, learned of 50 people, for 31,000: such a negative
    binomial is 0 nearly always, and all of them would seem to be too many."""
    rate = 4e-4
    assert expected(Learned(rate, 625 * rate**2, rate, 0.0, 50.0), 31_000) is None
    assert expected(Learned(rate, rate**2, rate, 0.0, 60.0), 31_000) is not None
    few = expected(Learned(rate, 625 * rate**2, rate, 0.0, 50.0), 40)
    assert few is not None and few.lower == few.upper == 0.0, "of 40 people none"
