"""Money: by hand where the answer is known, and the plan to copy the model."""

import json

import numpy as np
import pytest

from analytics.definitions.event_kinds import AE
from analytics.methods.impact.rungs.interval import Draws, Spread
from analytics.methods.savings import (
    Post,
    ProgrammeCost,
    Scenario,
    UnitCost,
    cost_from_extract,
    costs_of,
    evidence,
    plan,
    savings,
    unit_cost,
    unit_costs,
)
from tests.methods.test_impact_words import estimate, result

TEN = UnitCost("ten pounds", 10.0, "2024/25", "this test")


def known(expected=260.0, spread=0.0, seed=0):
    """A result of 420 before, 210 after in equal person-time, and an estimate with
    draws."""
    from dataclasses import replace

    rng = np.random.default_rng(seed)
    draws = Draws(
        210.0,
        expected,
        expected * np.exp(spread * rng.standard_normal(5000)),
        np.full(5000, 210.0),
        Spread(1.0, 0.1),
        np.zeros(1),
    )
    best = replace(
        estimate(210 / expected, 0.7, 1.0), avoided=expected - 210, draws=draws
    )
    return replace(result(best), before_years=30.0, after_years=30.0)


def test_gross_natural_and_net_by_hand():
    found = savings(known(), TEN, ProgrammeCost((Post("coordinator", 400.0),)))
    assert found.gross.point == pytest.approx(2100)  # 210 fewer at 10 pounds
    assert found.natural.point == pytest.approx(1600)  # 420 would be 260 anyway
    assert found.net_natural.point == pytest.approx(500)
    assert found.net.point == pytest.approx(100)
    assert found.break_even == pytest.approx(40 / 260)
    assert found.probability == 1.0
    assert found.steps["end"].tolist() == pytest.approx([2100, 500, 500, 100, 100])
    assert found.cash.point == pytest.approx(150)


def test_probability_comes_from_the_same_draws():
    found = savings(known(spread=0.2), TEN, ProgrammeCost(other_yearly=500))
    assert 0.4 < found.probability < 0.6
    assert found.net.lower < 0 < found.net.upper
    assert "chance of paying for itself" in found.words
    assert json.loads(json.dumps(found.to_json()))["break_even"] == pytest.approx(
        50 / 260
    )


def test_without_a_causal_estimate_no_saving_is_claimed():
    from dataclasses import replace

    from analytics.methods.impact.estimate import ImpactEstimate

    only = ImpactEstimate(
        "range",
        "Plausible range only",
        None,
        -0.72,
        -0.10,
        None,
        0.5,
        1.6,
        None,
        -90,
        170,
    )
    found = savings(replace(result(only), after_years=30.0), TEN)
    assert found.net.point is None and found.probability is None
    assert "no saving can be claimed" in found.words
    assert (found.net_natural.lower, found.net_natural.upper) == (-900, 1700)


def test_posts_are_paid_by_their_hours():
    cost = ProgrammeCost(
        (Post("coordinator", 37_500, hours_a_week=15, count=2),), 1000, 500, 2
    )
    assert cost.total == pytest.approx((37_500 * 0.4 * 2 + 1000) * 2 + 500)


def test_the_catalogue_has_a_source_and_a_year_for_each():
    for cost in unit_costs():
        assert cost.source and cost.price_year and cost.pounds > 0
    assert len({c.key for c in unit_costs()}) == len(unit_costs())
    assert costs_of(AE)[0].pounds == 280.17
    assert cost_from_extract(629_909, 3589, "2023/24", AE).pounds == pytest.approx(
        175.51, abs=0.005
    )
    with pytest.raises(KeyError, match="ncc_ae_mean"):
        unit_cost("nothing")
    with pytest.raises(ValueError, match="no cost"):
        cost_from_extract(0, 100, "2023/24", AE)


def test_impossible_values_are_refused():
    with pytest.raises(ValueError, match="unit cost"):
        UnitCost("x", -1, "y", "z")
    with pytest.raises(ValueError, match="0 to 1"):
        savings(known(), TEN, cash_share=1.5)
    with pytest.raises(ValueError) as fault:
        Scenario(uptake=2, decay=-1, years=0)
    assert all(name in str(fault.value) for name in ("uptake", "decay", "years"))


def test_the_plan_starts_with_the_published_claim():
    found = plan(Scenario())
    assert found.published_avoided == pytest.approx(1794.5)
    assert found.published_pounds == pytest.approx(314_953, abs=2)
    assert found.honest_avoided.lower < 0 < found.honest_avoided.upper
    assert found.honest_avoided.upper < found.published_avoided
    assert "1,794 avoided" in found.words


def test_uptake_decay_and_years_do_what_they_say():
    effect = (-0.2, -0.2001, -0.1999)
    one = plan(Scenario(natural_change=-0.5), effect)
    assert one.honest_avoided.point == pytest.approx(3589 * 0.5 * 0.2, rel=0.01)
    half = plan(Scenario(natural_change=-0.5, uptake=0.5), effect)
    assert half.honest_avoided.point == pytest.approx(
        one.honest_avoided.point / 2, rel=0.01
    )
    three = plan(Scenario(natural_change=-0.5, years=3, decay=0.5), effect)
    assert three.honest_avoided.point == pytest.approx(
        one.honest_avoided.point * 1.75, rel=0.01
    )
    paid = plan(Scenario(natural_change=-0.5, programme_cost=31_495), effect)
    assert paid.break_even == pytest.approx(0.1, rel=0.01) and paid.probability == 1.0


def test_a_measured_effect_is_carried_over_with_its_uncertainty():
    found = plan(Scenario(), known(spread=0.2).best)
    assert (
        found.honest_avoided.lower
        < found.honest_avoided.point
        < found.honest_avoided.upper
    )
    with pytest.raises(ValueError, match="lower, change, upper"):
        plan(Scenario(), (-0.1, 0.2, 0.3))


def test_the_evidence_is_ordered_and_complete():
    table = evidence()
    assert table["controlled"].iloc[0] and not table["controlled"].iloc[-1]
    assert table[["study", "design", "effect", "outcome", "source"]].notna().all().all()
    bounded = table.dropna(subset=["lower"])
    assert (
        (bounded["lower"] <= bounded["effect"])
        & (bounded["effect"] <= bounded["upper"])
    ).all()
