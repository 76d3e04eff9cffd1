"""The funnel against published limits, chi-square quantiles and cases worked by
hand."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, norm, poisson

from analytics.definitions.event_kinds import GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.figures.places.funnel import funnel_figure
from analytics.figures.theme import LIGHT
from analytics.measures.places.funnel import practices_compared
from analytics.measures.places.rule import rules_of
from analytics.methods import funnel as method
from analytics.methods.funnel import funnel
from analytics.methods.funnel_limits import limits, poisson_limits


def places(observed, expected):
    return pd.DataFrame(
        {
            "place": [f"P{i}" for i in range(len(observed))],
            "observed": observed,
            "expected": expected,
        }
    )


# FunnelPlotR's test of its exact limits (nhs-r-community/FunnelPlotR at 9020d49): the
# ratios for 15, 20 and 30. They are Garwood's interval (1936) around that count: the
# numbers expected of which the count is just not too many, and just not too few.
PINNED = {
    0.95: [
        (15, 0.5596924, 1.649348),
        (20, 0.6108260, 1.544419),
        (30, 0.6746958, 1.427562),
    ],
    0.998: [
        (15, 0.3862650, 2.082907),
        (20, 0.4479107, 1.902094),
        (30, 0.5289724, 1.702771),
    ],
}


@pytest.mark.parametrize("level", PINNED)
def test_poisson_limits_reach_a_count_where_funnelplotr_pins_its_interval(level):
    for count, low, high in PINNED[level]:
        fewest, most = low * count, high * count
        assert poisson_limits(fewest, level)[1] * fewest == pytest.approx(count, 1e-6)
        assert poisson_limits(most, level)[0] * most == pytest.approx(count, 1e-6)


@pytest.mark.parametrize("level", PINNED)
def test_the_pinned_interval_is_the_published_formula(level):
    """Chi-square quantiles with 2E and 2(E + 1) degrees of freedom."""
    tail = (1 - level) / 2
    for count, low, high in PINNED[level]:
        by_formula = (
            chi2.ppf(tail, 2 * count) / 2 / count,
            chi2.ppf(1 - tail, 2 * (count + 1)) / 2 / count,
        )
        assert (low, high) == pytest.approx(by_formula, rel=1e-6)


@pytest.mark.parametrize("level", [0.95, 0.998])
@pytest.mark.parametrize("expected", [0.7, 2, 4.5, 8, 15, 20, 30, 42, 250])
def test_poisson_limits_are_where_the_chi_square_tail_is_reached(expected, level):
    """P(X <= x) is the upper tail of a chi-square with 2(x + 1) degrees of freedom at
    2E."""
    tail = (1 - level) / 2
    low, high = (float(limit) * expected for limit in poisson_limits(expected, level))
    assert chi2.cdf(2 * expected, 2 * high) == pytest.approx(tail, rel=1e-6)
    if math.exp(-expected) < tail:
        assert chi2.sf(2 * expected, 2 * (low + 1)) == pytest.approx(tail, rel=1e-6)
    else:
        assert low == 0


def test_poisson_limits_from_published_tables():
    """Cumulative Poisson tables, mean 20: P(X <= 7) 0.0008, P(X <= 8) 0.0021; P(X >=
    36) 0.0008, P(X >= 35) 0.0014: beyond 99.8 % are counts up to 7 and from 36."""
    low, high = (float(limit) * 20 for limit in poisson_limits(20, 0.998))
    assert 7 < low < 8 and 35 < high < 36


@given(st.integers(1, 400))
def test_no_more_than_two_in_a_thousand_lie_beyond_the_limits_by_chance(expected):
    low, high = poisson_limits(expected, 0.998)
    counts = np.arange(0, expected * 4 + 60)
    beyond = (counts / expected < low) | (counts / expected > high)
    assert poisson.pmf(counts[beyond], expected).sum() <= 0.002 + 1e-9


def test_nobody_where_few_are_expected_is_no_finding():
    assert funnel(places([0, 5, 4], [4.0, 4, 4])).apart.empty
    assert poisson_limits(4.0, 0.998)[0] == 0


def test_z_and_dispersion_by_hand():
    """Six units: the example table of FunnelPlotR, worked on the square-root scale."""
    observed = np.array([100, 150, 180, 80, 120, 225.0])
    expected = np.array([108, 112, 165, 95, 100, 220.0])
    z = 2 * (np.sqrt(observed) - np.sqrt(expected))
    low, high = np.quantile(z, [0.2, 0.8])  # of six, one at each end
    found = funnel(places(observed, expected))
    phi = np.mean(np.clip(z, low, high) ** 2) / method.drawn_in_square(6)
    assert found.dispersion == pytest.approx(phi)
    np.testing.assert_allclose(found.points["z"], z)


def test_drawing_in_takes_a_third_of_a_normal_spread():
    """E of min(|Z|, q)²: 0.8 - 2 q f(q) + 0.2 q² with q = 1.2816."""
    q = norm.ppf(0.9)
    by_hand = 0.8 - 2 * q * norm.pdf(q) + 0.2 * q**2
    assert by_hand == pytest.approx(0.67865, abs=1e-5)
    assert method.drawn_in_square(1000) == pytest.approx(by_hand, abs=2e-3)
    z = np.random.default_rng(1).standard_normal((4_000, 12))
    drawn = np.mean([np.mean(method.winsorised(row) ** 2) for row in z])
    assert method.drawn_in_square(12) == pytest.approx(drawn, rel=0.04)


def test_the_published_spread_is_that_of_its_quartiles():
    assert pytest.approx(0.3466, abs=1e-3) == method.PUBLISHED
    assert norm.ppf(0.75) - norm.ppf(0.25) == pytest.approx(1.349, abs=1e-3)


def test_winsorising_draws_in_the_ends_only():
    z = np.array([-9.0, -1, 0, 1, 2, 3, 4, 5, 6, 7, 40])
    assert method.winsorised(z).tolist() == [-1, -1, 0, 1, 2, 3, 4, 5, 6, 7, 7]
    few = np.array([-9.0, 1, 2, 40])
    assert method.winsorised(few).tolist() == pytest.approx([1, 1, 2, 2])


def test_chance_alone_has_next_to_no_spread():
    found = funnel(places([20] * 30, [20] * 30))
    assert found.spread.typical < 0.06 and found.apart.empty
    np.testing.assert_allclose(limits(20, 0.998, 0), poisson_limits(20, 0.998))


@pytest.mark.parametrize("tau", [0.1, 0.35])
def test_limits_leave_one_in_a_thousand_at_each_end(tau):
    """Counts drawn from a Poisson rate that spreads log-normally, another way round."""
    rng = np.random.default_rng(8)
    low, high = (float(limit) for limit in limits(60, 0.998, tau))
    ratio = rng.poisson(60 * np.exp(rng.normal(0, tau, 2_000_000))) / 60
    for beyond, one_more in (
        (ratio > high, ratio > high - 1 / 60),
        (ratio < low, ratio < low + 1 / 60),
    ):
        assert beyond.mean() < 0.00105 and one_more.mean() > 0.0008


def test_the_spread_is_found_again_and_widens_the_limits():
    rng = np.random.default_rng(3)
    expected = rng.uniform(40, 120, 400)
    observed = rng.poisson(expected * np.exp(rng.normal(0, 0.28, 400)))
    found = funnel(places(observed, expected))
    assert found.spread.typical == pytest.approx(0.28, abs=0.03)
    narrow, wide = poisson_limits(80, 0.998), limits(80, 0.998, found.spread.action)
    assert wide[0] < narrow[0] and wide[1] > narrow[1]
    assert len(found.apart) <= 4
    assert "learned from the places in view" in found.method()


@pytest.mark.parametrize("n, funnels", [(12, 25), (30, 25)])
def test_one_place_in_500_is_named_under_spread(n, funnels):
    """Nominal: 2.4 % of funnels of 12 name somebody, 6 % of funnels of 30. By chance
    alone, as the limits were, it was 42 % of the first (spread 0.2)."""
    rng = np.random.default_rng(4)
    named = 0
    for _ in range(funnels):
        observed = rng.poisson(50 * np.exp(rng.normal(0, 0.3, n)))
        named += len(funnel(places(observed, [observed.mean()] * n)).apart) > 0
    assert named / funnels <= (0.05 if n == 12 else 0.15)


def test_few_places_lean_on_the_published_spread_and_are_told_so():
    steady = [20, 21, 19, 20, 22, 20]
    found = funnel(places([*steady, 36], [20.0] * 7))
    assert poisson_limits(20, 0.998)[1] < 36 / 20  # beyond chance alone
    assert found.apart.empty and found.spread.action > 0.1
    assert "published" in found.method() and "7 places" in found.method()
    far = funnel(places([*steady, 60], [20.0] * 7))  # does not widen its own limits
    assert list(far.apart["place"]) == ["P6"]
    alone = funnel(places([30], [20.0]))
    assert alone.spread.typical == pytest.approx(method.PUBLISHED, abs=0.15)


def test_places_without_expected_are_left_out():
    found = funnel(places([5, 5, np.nan], [np.nan, 0, 4]))
    assert found.points.empty and found.apart.empty
    assert "No place" in found.method()


def test_practices_compared_has_verdicts_from_true_counts(made_up):
    rule = Filters(ae_more_than=3, gp_more_than=5)
    compared = practices_compared(made_up, rule, (GP,))
    table = compared.table.set_index("place")
    assert table.loc["P2", "verdict"] == "Within the limits"
    assert table.loc["", "verdict"] == ""  # nothing is expected of nowhere
    strict = practices_compared(made_up, rule.with_(gp_more_than=20), (GP,))
    assert strict.table.set_index("place").loc["P2", "people"] > 0
    assert "usual spread" in compared.notes[0]
    by_hand = limits(table.loc["P1", "expected"], 0.998, table.loc["P1", "action"])
    assert (table.loc["P1", "low"], table.loc["P1", "high"]) == pytest.approx(
        tuple(float(v) for v in by_hand)
    )


def test_limits_are_drawn_of_what_is_seen(sample):
    """A meeting is sent no spread that was learned from exact counts."""
    rule = next(iter(rules_of(sample).values()))
    compared = practices_compared(sample, Filters(), rule)
    seen = protect(compared, Audience.AGGREGATE)
    assert seen.table[["warning", "action", "low", "high"]].isna().all(axis=None)
    odd = replace(compared, table=compared.table.assign(action=9.9, warning=9.9))
    one, other = (
        funnel_figure(protect(given, Audience.AGGREGATE), LIGHT).chart.to_dict()
        for given in (compared, odd)
    )
    assert one == other
    exact = protect(compared, Audience.PSEUDONYMISED)
    drawn = funnel_figure(exact, LIGHT).chart.layer[1].data
    high = drawn[drawn["line"] == "99.8% high"]
    by_hand = limits(high["expected"], 0.998, compared.table["action"].iloc[0])[1]
    assert np.allclose(high["ratio"], by_hand, atol=6e-4)
