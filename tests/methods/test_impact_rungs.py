"""When a rung of the ladder is offered, when it leads, and when it is left out."""

import numpy as np
import pandas as pd
import pytest

from analytics.methods.impact import (
    CohortRule,
    finding,
    impact,
)
from analytics.methods.impact.panels.counts import Counts
from analytics.methods.impact.rungs.interval import Spread, draw_ratio
from analytics.methods.impact.rungs.matched import Rung, likeness
from analytics.methods.impact.rungs.offered import why_not_offered
from analytics.methods.impact.rungs.range_only import plausible_range
from tests.benchmarks.impact.programmes import simulate
from tests.methods.made_counts import made


def with_rare_people(programme, often, outside):
    """The programme's panel with 25 people in scope, and ``outside`` of them out of it,
    who attend ``often`` times in each of the last 12 months before the index date and a
    third as often after."""
    from dataclasses import replace

    panel, at = programme.panel, programme.index_date
    ids = np.arange(900_000, 900_025 + outside)
    months = pd.date_range(at - pd.DateOffset(months=12), periods=24, freq="MS")
    days = np.concatenate(
        [np.repeat(m, often if m < at else often // 3) for m in months]
    )
    events = pd.DataFrame(
        {
            "person": np.repeat(ids, len(days)).astype("int32"),
            "day": np.tile(days, len(ids)) + pd.Timedelta(days=3),
        }
    )
    people = pd.concat(
        [
            panel.people.iloc[: len(ids)].assign(
                person=ids.astype("int32"),
                in_scope=np.arange(len(ids)) < 25,
                end_reason="data_end",
                observed_from=panel.data_from,
                observed_to=panel.data_to + pd.Timedelta(days=1),
            ),
            panel.people,
        ]
    )
    events = pd.concat([panel.events, events]).sort_values(
        ["person", "day"], kind="stable"
    )
    return replace(panel, people=people.sort_values("person"), events=events)


def test_a_rung_with_nobody_as_frequent_is_not_an_estimate(programme):
    panel = with_rare_people(programme, 12, 0)
    found = impact(panel, CohortRule("top", n=25), programme.index_date)
    assert [e.method for e in found.estimates] == ["range"]
    assert found.best.why_this_rung and found.balance is None
    for words in (
        "Nobody outside the programme attended as often as this group",
        "Nobody at earlier dates attended as often as this group",
    ):
        assert sum(words in note for note in found.notes) == 1, found.notes
    assert "no causal claim" in finding(
        found.kind, found.cohort, found.crude_change, found.best
    )


def test_a_rung_with_people_as_frequent_stays(programme):
    panel = with_rare_people(programme, 12, 60)
    found = impact(panel, CohortRule("top", n=25), programme.index_date)
    assert found.best.method == "matched" and found.best.support > 0.9
    assert found.best.lower < 1 < found.best.upper
    assert found.estimate("earlier") is None
    assert any("earlier dates" in note for note in found.notes)


@pytest.mark.parametrize(
    "support, spread, words",
    [
        (0.0, 0.1, "Nobody outside"),
        (
            0.1,
            0.1,
            "Hardly anybody outside the programme attended as "
            "often as this group (they stand for 10% of its",
        ),
        (0.6, 1.0, "Too few people outside"),
        (0.6, 0.2, None),
    ],
)
def test_when_a_rung_is_not_offered(support, spread, words):
    draws = draw_ratio(
        80,
        np.full(30, 4.0),
        np.full(100, spread / 10),
        Spread(1.0, 0.05),
        np.random.default_rng(0),
    )
    told = why_not_offered(
        "matched", Rung(draws, np.full(30, 4.0), None, np.ones(1), 1.0, support)
    )
    assert (told is None) if words is None else words in told


def test_when_all_the_frequent_are_picked_the_matched_comparison_does_not_lead():
    """The top tenth of everybody leaves only less frequent people and older ties to
    match with."""
    from dataclasses import replace

    case = simulate(60, 0.0, np.random.default_rng(8), people=20_000)
    panel = replace(case.panel, people=case.panel.people.assign(in_scope=True))
    found = impact(panel, CohortRule("top", share=0.10), case.index_date)
    matched = found.estimate("matched")
    assert matched is None or not matched.supported
    assert found.best.method == "earlier" and found.best.lower < 1 < found.best.upper


def test_likeness_compares_visits_a_person_year():
    cohort, pool = made(50, 1, least=10), made(2000, 2, least=2)
    weights = np.full(len(pool), 1 / len(pool))
    assert likeness(cohort, pool, weights) == pytest.approx(
        pool.before.mean() / cohort.before.mean()
    )


def test_the_range_has_its_ends_in_order():
    twos = Counts(
        np.arange(200),
        np.full(200, 2.0),
        np.ones(200),
        np.ones(200),
        np.ones(200),
        np.zeros(200, int),
    )
    everyone = np.r_[np.full(200, 2.0), np.ones(5000)]
    found = plausible_range(twos, everyone, 1)
    assert found.greatest_fall <= found.least_fall <= 0
    assert (
        found.ratio_lower <= found.ratio_upper
        and found.expected_low <= found.expected_high
    )


def test_chance_in_a_small_cohort_alone_hides_no_rung():
    draws = draw_ratio(
        2,
        np.full(5, 1.0),
        np.full(100, 0.01),
        Spread(1.0, 0.05),
        np.random.default_rng(0),
    )
    low, high = draws.interval()
    assert high > 8 * low
    assert (
        why_not_offered(
            "matched", Rung(draws, np.full(5, 1.0), None, np.ones(1), 1.0, 1.0)
        )
        is None
    )
