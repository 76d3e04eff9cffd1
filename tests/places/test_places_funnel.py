"""The funnel against published limits, chi-square quantiles and cases worked by
hand."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, poisson

from analytics.definitions.event_kinds import GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.measures.places.funnel import practices_compared
from analytics.measures.places.rule import rules_of
from analytics.methods import funnel as method
from analytics.methods.funnel import funnel, limits, poisson_limits


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


def test_z_and_spread_by_hand():
    """Six units: the example table of FunnelPlotR, worked on the square-root scale."""
    observed = np.array([100, 150, 180, 80, 120, 225.0])
    expected = np.array([108, 112, 165, 95, 100, 220.0])
    z = 2 * (np.sqrt(observed) - np.sqrt(expected))
    low, high = np.quantile(z, [0.1, 0.9])
    phi = np.mean(np.clip(z, low, high) ** 2)
    w = 4 * expected
    tau2 = (6 * phi - 5) / (w.sum() - (w**2).sum() / w.sum())
    found = funnel(places(observed, expected))
    assert found.dispersion == pytest.approx(phi)
    assert found.spread == pytest.approx(tau2) == pytest.approx(0.0034398, abs=1e-7)
    np.testing.assert_allclose(found.points["z"], z)
    np.testing.assert_allclose(
        found.points["z_spread"],
        (np.sqrt(observed / expected) - 1) / np.sqrt(1 / (4 * expected) + tau2),
    )


def test_winsorising_draws_in_the_ends_only():
    z = np.array([-9.0, -1, 0, 1, 2, 3, 4, 5, 6, 40])
    drawn = method.winsorised(z)
    assert drawn[1:-1].tolist() == z[1:-1].tolist()
    assert drawn[0] == pytest.approx(np.quantile(z, 0.1)) and drawn[
        -1
    ] == pytest.approx(9.4)


def test_chance_alone_has_no_spread_and_exact_limits():
    found = funnel(places([20] * 30, [20] * 30))
    assert found.spread == 0 and found.apart.empty
    np.testing.assert_allclose(limits(20, 0.998, 0), poisson_limits(20, 0.998))
    assert "no more than chance" in found.method()


def test_spread_widens_the_limits_and_is_found_again():
    rng = np.random.default_rng(3)
    expected = rng.uniform(40, 120, 400)
    truth = 0.02  # variance of the square root of the ratio
    observed = rng.poisson(expected * (1 + rng.normal(0, np.sqrt(truth), 400)) ** 2)
    found = funnel(places(observed, expected))
    # drawing in a tenth at each end takes about a third of a normal spread with it
    assert 0.35 * truth < found.spread < truth
    narrow, wide = poisson_limits(80, 0.998), limits(80, 0.998, found.spread)
    assert wide[0] < narrow[0] and wide[1] > narrow[1]
    assert (found.points["outside"] != "").sum() > 3 * len(found.apart)
    assert "widened" in found.method()


def test_few_places_are_judged_on_chance_alone_and_told_so():
    found = funnel(places([20, 21, 19, 20, 60, 20, 0], [20.0] * 7))
    assert found.few
    assert found.apart.set_index("place")["outside"].to_dict() == {
        "P4": "above",
        "P6": "below",
    }
    assert "poorly estimated" in found.method()
    assert "allowing for it" in found.method()


def test_places_without_expected_are_left_out():
    found = funnel(places([5, 5, np.nan], [np.nan, 0, 4]))
    assert found.points.empty and found.spread == 0
    assert "No place" in found.method()


def test_practices_compared_has_verdicts_from_true_counts(made_up):
    rule = Filters(ae_more_than=3, gp_more_than=5)
    compared = practices_compared(made_up, rule, (GP,))
    table = compared.table.set_index("place")
    assert table.loc["P2", "verdict"] == "Within chance"
    assert table.loc["", "verdict"] == ""  # nothing is expected of nowhere
    strict = practices_compared(made_up, rule.with_(gp_more_than=20), (GP,))
    assert strict.table.set_index("place").loc["P2", "people"] > 0
    assert "Limits are" in compared.notes[0]
    by_hand = poisson_limits(table.loc["P1", "expected"], 0.998)
    assert (table.loc["P1", "low"], table.loc["P1", "high"]) == pytest.approx(
        tuple(float(v) for v in by_hand)
    )


def test_a_meeting_sees_the_spread_no_finer_than_a_hundredth(sample):
    rule = next(iter(rules_of(sample).values()))
    compared = practices_compared(sample, Filters(), rule)
    odd = replace(compared, table=compared.table.assign(spread=0.0347812))
    assert set(protect(odd, Audience.AGGREGATE).table["spread"]) == {0.03}
    assert set(protect(odd, Audience.PSEUDONYMISED).table["spread"]) == {0.0347812}
