"""What is said of a risk, against scikit-learn and statsmodels the plain way, and
against a truth that is known because it was made."""

import os

import numpy as np
import pytest
import statsmodels.api as sm
from sklearn.metrics import roc_auc_score
from statsmodels.duration.survfunc import SurvfuncRight

from analytics.methods.proportion import wilson
from analytics.methods.risk.calibration import calibration_line, logit, sigmoid
from analytics.methods.risk.expected import expected
from analytics.methods.risk.judge import (
    Interval,
    c_difference,
    c_statistic,
    net_benefit,
    precision,
)
from analytics.methods.risk.models import BOOSTED, COUNT, LOGISTIC, Rows, fitted
from analytics.methods.risk.offer import verdict
from analytics.methods.risk.weights import censoring_weights, still_there

MODELS = (LOGISTIC, BOOSTED, COUNT)


def people(rng, number: int, kept: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Features (the first is the logarithm of a count) and the true chance."""
    count = np.log1p(rng.poisson(rng.gamma(1.0, 3.0, number)))
    x = np.column_stack([count, rng.normal(size=number), rng.random(number) < 0.3])
    return x, sigmoid(-4 + kept * (1.4 * count + 0.7 * x[:, 1] + 0.8 * x[:, 2]))


def rows_of(rng, number: int) -> Rows:
    x, p = people(rng, number)
    y = (rng.random(number) < p).astype(float)
    return Rows(x, y, np.ones(number), np.arange(number))


@pytest.fixture(scope="module")
def drawn():
    rng = np.random.default_rng(4)
    x, p = people(rng, 3000)
    y = (rng.random(3000) < p).astype(float)
    said = sigmoid(0.3 + 0.8 * logit(p) + rng.normal(0, 0.3, 3000)).round(2)
    return y, np.clip(said, 0.01, 0.99), rng.uniform(1, 2, 3000), p


def test_c_statistic_is_that_of_scikit_learn_with_weights_and_ties(drawn):
    y, said, w, _p = drawn
    found = c_statistic(y, said, w)
    assert found.value == pytest.approx(roc_auc_score(y, said, sample_weight=w))
    assert found.low < found.value < found.high


def test_its_interval_is_delongs(drawn):
    """Every pair, one by one."""
    y, said, _w, p = (one[:400] for one in drawn)
    one = np.ones(400)
    pairs = {
        name: (s[y == 1][:, None] > s[y == 0]) + 0.5 * (s[y == 1][:, None] == s[y == 0])
        for name, s in (("said", said), ("true", p))
    }
    difference = pairs["true"] - pairs["said"]
    spread = np.sqrt(
        difference.mean(axis=1).var(ddof=1) / (y == 1).sum()
        + difference.mean(axis=0).var(ddof=1) / (y == 0).sum()
    )
    found = c_difference(y, p, said, one)
    assert found.value == pytest.approx(difference.mean())
    assert found.high - found.value == pytest.approx(1.959964 * spread)


def test_calibration_line_is_that_of_statsmodels(drawn):
    y, said, w, _p = drawn
    model = sm.GLM(
        y,
        sm.add_constant(logit(said)),
        family=sm.families.Binomial(),
        freq_weights=w,
    ).fit()
    found = calibration_line(logit(said), y, w)
    assert [found.intercept, found.slope] == pytest.approx(list(model.params), rel=1e-6)
    plain = sm.Logit(y, sm.add_constant(logit(said))).fit(disp=0, cov_type="HC0")
    alone = calibration_line(logit(said), y, np.ones(len(y)))
    assert alone.high == pytest.approx(plain.conf_int()[1][1], rel=1e-4)


def test_net_benefit_and_precision_are_counted_plainly(drawn):
    y, said, w, _p = drawn
    at = np.array([0.05, 0.2, 0.5])
    for one, found in zip(at, net_benefit(y, said, w, at), strict=True):
        named = said >= one
        right, wrong = (w * named * y).sum(), (w * named * (1 - y)).sum()
        assert found == pytest.approx((right - wrong * one / (1 - one)) / w.sum())
    order = np.argsort(-drawn[3])
    found = precision(y, drawn[3], np.ones(len(y)), 30)
    assert (found.named, found.right) == (30, y[order][:30].sum())
    low, high = map(float, wilson(found.right, 30))
    assert (found.share.low, found.share.high) == pytest.approx((low, high))


def test_who_is_equal_at_the_margin_is_taken_in_part():
    y = np.array([1.0, 0.0, 1.0, 0.0])
    found = precision(y, np.array([0.9, 0.5, 0.5, 0.5]), np.ones(4), 2)
    assert found.right == pytest.approx(1 + 1 / 3)


def test_weights_are_one_over_kaplan_and_meier():
    rng = np.random.default_rng(2)
    days = rng.integers(1, 366, 500).astype(float)
    left = (rng.random(500) < 0.3) & (days < 365)
    plain = SurvfuncRight(days, left.astype(int))
    leaving, there = still_there(days, left, np.ones(500))
    assert list(leaving) == list(plain.surv_times)
    assert there == pytest.approx(plain.surv_prob)
    weights = censoring_weights(days, left, days, np.zeros(500))
    assert (weights[left] == 0).all() and (weights[~left] >= 1).all()


def test_those_who_stay_stand_for_those_who_left():
    """Of two strata that leave unlike, the share that crosses is had back."""
    rng = np.random.default_rng(5)
    number = 40_000
    young = rng.random(number) < 0.5
    crosses = rng.random(number) < np.where(young, 0.4, 0.1)
    when = np.where(crosses, rng.integers(330, 365, number), 365).astype(float)
    leaves = rng.exponential(np.where(young, 300, 4000), number)
    left = leaves < when
    y = (crosses & ~left).astype(float)
    w = censoring_weights(np.minimum(leaves, when), left, when, young.astype(int))
    assert np.average(y, weights=w) == pytest.approx(0.25, abs=0.012)
    assert abs(np.average(y[~left]) - 0.25) > 0.03  # who just drops them is wrong


@pytest.mark.parametrize("name", MODELS)
def test_a_model_finds_the_truth(name):
    rng = np.random.default_rng(8)
    rows = rows_of(rng, 60_000 if name == COUNT else 12_000)
    groups = {"all": rows.w == 1, "high": rows.x[:, 0] > 1.5}
    model = fitted(name, rows, groups)
    x, p = people(rng, 40_000)
    y = (rng.random(40_000) < p).astype(float)
    one = np.ones(40_000)
    for group, those in (("all", one == 1), ("high", x[:, 0] > 1.5)):
        risk = model.risk(x[those], group)
        line = calibration_line(logit(risk), y[those], one[those])
        assert 0.9 <= line.slope <= 1.1, group
        assert y[those].mean() == pytest.approx(risk.mean(), rel=0.08)
    if name == LOGISTIC:
        best = c_statistic(y, p, one).value
        assert c_statistic(y, model.risk(x, "all"), one).value > best - 0.01


def test_the_same_each_time():
    rows = rows_of(np.random.default_rng(1), 2000)
    groups = {"all": np.ones(2000, dtype=bool)}
    first, again = (fitted(BOOSTED, rows, groups).risk(rows.x, "all") for _ in range(2))
    assert (first == again).all()


@pytest.mark.parametrize("name", MODELS)
def test_shuffled_outcomes_give_no_skill(name):
    rng = np.random.default_rng(6)
    rows = rows_of(rng, 6000)
    shuffled = Rows(rows.x, rng.permutation(rows.y), rows.w, rows.person)
    model = fitted(name, shuffled, {"all": np.ones(6000, dtype=bool)})
    new = rows_of(rng, 20_000)
    risk = model.risk(new.x, "all")
    assert risk.std() < 0.25 * risk.mean() + 1e-9  # nobody stands out
    y = rng.permutation(new.y)
    found = c_statistic(y, risk, np.ones(len(y)))
    assert found.value == pytest.approx(0.5, abs=0.02)
    better = Interval(found.value - 0.5, found.low - 0.5, found.high - 0.5)
    assert not verdict(better, 3, 3, 1.0).offered


RUNS = {LOGISTIC: 200, BOOSTED: int(os.environ.get("RUNS", "20"))}  # 200: docs/risk.md
YEARS = 10  # that may come of the same people


@pytest.mark.parametrize("name", RUNS)
def test_precision_lies_within_its_interval_in_95_percent_of_runs(name):
    """Our own model learned anew in each of 200 small worlds names 30; the true chance
    of those it named is in the interval that a year says of it, and the slope is right
    on average. Of one year each, chance alone would leave out 5 to 15 of the 200."""
    inside, slopes, number = [], [], 1200
    groups, one = {"all": np.ones(number, dtype=bool)}, np.ones(number)
    for seed in range(RUNS[name]):
        rng = np.random.default_rng(seed)
        model = fitted(name, rows_of(rng, number), groups)
        x, p = people(rng, number)
        risk = model.risk(x, "all")
        truth = p[np.argsort(-risk, kind="stable")[:30]].mean()
        for _year in range(YEARS):
            y = (rng.random(number) < p).astype(float)
            share = precision(y, risk, one, 30).share
            inside.append(share.low <= truth <= share.high)
        slopes.append(calibration_line(logit(risk), y, one).slope)
    print(f"{name}: inside {np.mean(inside):.3f}, mean slope {np.mean(slopes):.3f}")
    chance = 2 * np.sqrt(0.95 * 0.05 / len(inside))
    assert 0.95 - chance <= np.mean(inside)
    assert 0.9 <= np.mean(slopes) <= 1.1


def test_attendances_expected_are_those_that_come():
    rng = np.random.default_rng(3)
    x, _p = people(rng, 9000)
    rate = np.exp(0.6 * x[:, 0] + 0.3 * x[:, 1])
    years = rng.uniform(0.2, 1.0, 9000)
    count = rng.poisson(rate * years)
    rows = Rows(x, np.zeros(9000), np.ones(9000), np.arange(9000))
    groups = {"all": np.ones(9000, dtype=bool), "high": x[:, 0] > 2}
    found = expected(rows, count.astype(float), years, groups)
    for group, those in groups.items():
        said = found.a_year(x[those], group)
        assert said.mean() == pytest.approx(rate[those].mean(), rel=0.04)
        assert np.corrcoef(said, rate[those])[0, 1] > 0.97


@pytest.mark.parametrize(
    "better, right, by_count, slope, offered",
    [
        (Interval(0.1, 0.02, 0.2), 13, 10, 1.0, True),
        (Interval(0.1, -0.02, 0.2), 13, 10, 1.0, False),
        (Interval(0.1, 0.02, 0.2), 9, 10, 1.0, False),
        (Interval(0.1, 0.02, 0.2), 13, 10, 1.2, False),
        (Interval(np.nan, np.nan, np.nan), 0, 0, np.nan, False),
    ],
)
def test_a_risk_is_offered_where_it_holds_alone(
    better, right, by_count, slope, offered
):
    found = verdict(better, right, by_count, slope)
    assert found.offered == offered == (not found.why_not)
