"""The estimators: what must hold exactly, and a short form of the simulation and the
real panel."""

import json

import numpy as np
import pandas as pd
import pytest

from analytics.methods.impact import (
    CohortRule,
    finding,
    horizons,
    impact,
    placebo,
    sensitivity,
)
from analytics.methods.impact.balance import balancing_weights, effective_number
from analytics.methods.impact.counts import Counts, stack
from analytics.methods.impact.earlier import earlier_qualifiers
from analytics.methods.impact.expected import fit_expected
from analytics.methods.impact.interval import Spread, draw_ratio
from analytics.methods.impact.matched import Rung, likeness, matched_comparison
from analytics.methods.impact.offered import why_not_offered
from analytics.methods.impact.range_only import lasting_differences, plausible_range
from tests.benchmarks.impact import rwm5yr
from tests.benchmarks.impact.programmes import simulate
from tests.benchmarks.impact.simulation import study
from tests.benchmarks.impact.simulation_page import summary


def made(n, seed, effect=0.0, date=0, year_shift=0.0, least=6, size=20_000):
    """Counts of the ``n`` most frequent of a gamma-Poisson population."""
    rng = np.random.default_rng(seed)
    rate = rng.gamma(0.4, 5.0, size)
    before = rng.poisson(rate)
    after = rng.poisson(rate * (1 + effect) * np.exp(year_shift))
    rows = np.flatnonzero(before >= least)[:n]
    ones = np.ones(len(rows))
    return Counts(
        rows + seed * size,
        before[rows].astype(float),
        after[rows].astype(float),
        ones,
        ones,
        np.full(len(rows), date),
    )


@pytest.fixture(scope="module")
def programme():
    return simulate(60, -0.4, np.random.default_rng(8), people=20_000)


@pytest.fixture(scope="module")
def result(programme):
    return impact(programme.panel, programme.rule, programme.index_date)


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


def test_the_ratio_is_right_on_average_when_few_comparators_make_the_expected():
    """A total estimated from few makes observed / expected too high on average."""
    rng, ratios, raw = np.random.default_rng(0), [], []
    for _ in range(1500):
        each = rng.gamma(1.0, 4.0, 25)  # 25 comparators' visits, 4 on average
        expected = np.full(30, each.mean())
        influence = (each / each.mean() - 1) / 25
        draws = draw_ratio(
            rng.poisson(96), expected, influence, Spread(1.0, 0.05), rng, 50
        )
        ratios.append(draws.ratio)
        raw.append(draws.observed / draws.point)
    assert np.mean(raw) > 0.82 and np.mean(ratios) == pytest.approx(0.80, abs=0.015)


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


def test_a_result_is_whole(result):
    assert result.best.method == "matched" and result.people == 60
    assert [e.method for e in result.estimates] == ["matched", "earlier", "range"]
    for estimate in result.estimates:
        assert estimate.paragraph and estimate.assumptions and estimate.why_this_rung
    best = result.best
    live = best.months >= 0
    time = result.course["person_years"].to_numpy()
    assert (best.expected_course[live] * time[live]).sum() == pytest.approx(
        best.draws.point
    )
    assert best.avoided == pytest.approx(best.draws.point - result.after)
    assert result.per_person["expected"].sum() == pytest.approx(best.draws.point)
    assert result.course["events"].sum() == result.before + result.after
    assert (
        result.balance["difference_after"].abs().max()
        < result.balance["difference_before"].abs().max()
    )


def test_the_json_follows_the_contract(result):
    answer = json.loads(json.dumps(result.to_json()))
    assert {
        "people",
        "before",
        "after",
        "crude_change",
        "estimates",
        "best",
        "died",
        "left",
        "notes",
    } <= set(answer)
    assert {
        "method",
        "expected_change",
        "rate_ratio",
        "lower",
        "upper",
        "avoided",
        "avoided_lower",
        "avoided_upper",
    } <= set(answer["estimates"][0])


def test_the_same_seed_gives_the_same_answer(programme, result):
    again = impact(programme.panel, programme.rule, programme.index_date)
    assert again.to_json() == result.to_json()


def test_the_expected_change_is_near_the_crude_one_when_nothing_works():
    case = simulate(300, 0.0, np.random.default_rng(3), people=40_000)
    found = impact(case.panel, case.rule, case.index_date)
    assert found.crude_change < -0.35
    assert found.best.lower < 1 < found.best.upper
    assert found.best.expected_change == pytest.approx(found.crude_change, abs=0.12)


def test_sensitivity_answers_each_variant(programme, result):
    table = sensitivity(
        programme.panel, programme.rule, programme.index_date, base=result
    )
    assert {
        "as chosen",
        "without the top 3 people",
        "washout of 2 months",
        "top 30",
        "top 120",
        "picked 3 months later",
    } <= set(table["variant"])
    assert table["people"].iloc[:4].tolist() == [60, 59, 58, 57]


def test_placebos_stay_before_the_programme(programme):
    table = placebo(programme.panel, programme.rule, programme.index_date)
    assert (
        table["index_date"] + pd.DateOffset(months=12) <= programme.index_date
    ).all()
    assert ((table["lower"] < 1) & (table["upper"] > 1)).mean() >= 0.5


def test_horizons_go_as_far_as_the_data(programme):
    table = horizons(programme.panel, programme.rule, programme.index_date).set_index(
        "horizon"
    )
    assert table.loc["first 12 months", "rate_ratio"] > 0
    assert "does not yet reach" in table.loc["second year", "note"]


def test_a_caseload_shows_who_engaged_apart():
    case = simulate(60, -0.2, np.random.default_rng(4), rolling=True, people=20_000)
    caseload = case.panel.caseload.copy()
    caseload.loc[caseload.index[::3], "started_on"] = pd.NaT
    from dataclasses import replace

    found = impact(replace(case.panel, caseload=caseload), CohortRule("caseload"))
    assert found.people == 60 and found.apart["people"].sum() == 60
    assert found.apart["after"].sum() == found.after


def test_deaths_are_neither_success_nor_failure(programme, result):
    """Ending everybody's observation halfway must not look like a fall of the rate."""
    from dataclasses import replace

    panel, people = programme.panel, programme.panel.people.copy()
    half = programme.index_date + pd.DateOffset(months=6)
    picked = people["person"].isin(result.per_person["person"].iloc[::2])
    cut = picked & (people["observed_to"] > half)
    people.loc[cut, "observed_to"], people.loc[cut, "end_reason"] = half, "died"
    found = impact(replace(panel, people=people), programme.rule, programme.index_date)
    assert found.died >= cut.sum()
    assert found.best.rate_ratio == pytest.approx(result.best.rate_ratio, rel=0.25)


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


def test_the_title_has_all_three_parts(result):
    title = finding(result.kind, result.cohort, result.crude_change, result.best)
    assert "top 60" in title and "anyway" in title and "own share" in title
