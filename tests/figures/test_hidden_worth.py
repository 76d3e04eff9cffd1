"""Before and after, and worth, where a place is chosen: hidden alike everywhere, and no
finer than their intervals."""

import re
from datetime import date

import pytest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, protect
from analytics.figures import impact, savings
from analytics.figures.theme import LIGHT
from analytics.measures.before_after import impact_tables
from analytics.measures.before_after.impact import impact_of
from analytics.measures.savings import worth_tables
from analytics.measures.savings.worth import (
    copied,
    costs_to_choose,
    how_sure,
    plan_cost,
    worth,
)
from analytics.methods.savings import Post, Scenario, supported, to_step

BASILDON = Filters(as_at=date(2024, 8, 31), pcn=("Central Basildon",))
SCENARIO = Scenario(unit_cost=plan_cost(), programme_cost=40_159)


@pytest.fixture(scope="module")
def found(sample):
    return impact_of(sample, BASILDON, "ae", "top:30")


@pytest.fixture(scope="module")
def few(sample):
    """Of the 15 who attend most: fewer than a meeting sees where a place is chosen."""
    return impact_of(sample, BASILDON, "ae", "top:15")


@pytest.fixture(scope="module")
def value(sample, found):
    return worth(
        found, costs_to_choose(sample, BASILDON, "ae")[0], (Post("Post", 40_159.0),)
    )


def meeting(result):
    return protect(result, Audience.AGGREGATE)


def every(found, value):
    tables = [
        impact_tables.outcome,
        impact_tables.course,
        impact_tables.rungs,
        impact_tables.balance,
        impact_tables.engaged,
        worth_tables.trials,
    ]
    results = [table(found, "x") for table in tables]
    results += [
        worth_tables.steps(found, value, "x"),
        worth_tables.ways(found, copied(found, SCENARIO), SCENARIO, "x"),
    ]
    return [one for one in results if one is not None]


def test_filters_that_choose_people_hide_more(sample, found, few, value):
    assert found.narrowed and all(result.narrowed for result in every(found, value))
    everybody = impact_of(sample, Filters(as_at=date(2024, 8, 31)), "ae", "top:30")
    assert not any(result.narrowed for result in every(everybody, value))
    rungs = meeting(impact_tables.rungs(few, "x"))
    assert rungs.table[["people", "ratio", "avoided"]].isna().all().all()
    shown = impact.ladder(rungs, "", LIGHT)
    assert (
        shown.chart is None
        and "fewer than 20 are hidden: ask of more people" in shown.title
    )
    balance = impact_tables.balance(few, "x")
    assert balance is None or impact.balance(meeting(balance), LIGHT).chart is None


def test_an_effect_of_few_people_is_hidden_wherever_it_is_used(few):
    assert few.best.causal
    plan = copied(few, SCENARIO)
    ways = meeting(worth_tables.ways(few, plan, SCENARIO, "x"))
    assert (
        ways.table.loc[1:, ["avoided", "pounds", "lower", "upper"]].isna().all().all()
    )
    assert savings.plan(ways, plan.words, LIGHT).title.startswith(
        "Too few people behind"
    )
    trials = meeting(worth_tables.trials(few, "x"))
    assert "This dataset" not in savings.trials(trials, LIGHT).chart.to_json()


def test_a_course_of_months_with_few_attendances_is_told_by_three(found):
    months = meeting(impact_tables.course(found, "x"))
    threes = meeting(impact_tables.course(found, "x", 3))
    assert months.table["rate"].isna().any() and threes.table["rate"].notna().all()
    whole = impact_tables.course(found, "x").table
    exact = impact_tables.course(found, "x", 3).table
    assert exact["events"].sum() == whole["events"].sum() and list(exact["month"]) == [
        *range(-12, 12, 3)
    ]
    after = whole[whole["month"].between(0, 2)]
    expected = (after["expected"] * after["person_years"]).sum() / after[
        "person_years"
    ].sum()
    assert exact.set_index("month").loc[0, "expected"] == pytest.approx(expected)


def test_pounds_are_no_finer_than_their_interval(found, value):
    assert supported(-12_345, 39_943) == 1000 and to_step(39_943, 1000) == 40_000
    assert supported(39_943, 194_223) == 10_000 and supported(5.0, 5.0) == 0
    steps = protect(worth_tables.steps(found, value, "x"), Audience.PSEUDONYMISED)
    table = steps.table.set_index("step")
    step = supported(value.net_natural.lower, value.net_natural.upper)
    assert (
        (table.drop("Cost of the programme")[["amount", "lower", "upper"]] % step == 0)
        .all()
        .all()
    )
    crude, natural, own, cost, net = table["amount"]
    assert (
        crude + natural == own and cost == -40_159 and net == to_step(own + cost, step)
    )
    said = {
        int(text.replace(",", "")) for text in re.findall(r"£([\d,]+)", value.words)
    }
    shown = {
        abs(int(n)) for n in table[["amount", "lower", "upper"]].to_numpy().ravel()
    }
    assert said <= shown | {40_200}, "the words have the numbers of the table"


def test_the_plan_is_no_finer_than_its_interval(found):
    plan = copied(found, SCENARIO)
    ways = protect(
        worth_tables.ways(found, plan, SCENARIO, "x"), Audience.PSEUDONYMISED
    )
    step = supported(plan.honest_pounds.lower, plan.honest_pounds.upper)
    pounds = ways.table.loc[1:, ["pounds", "lower", "upper"]]
    assert step >= 1000 and (pounds % step == 0).all().all()
    words = ways.in_words()
    assert list(words.columns)[-2:] == ["Pounds, at least", "Pounds, at most"]
    for text in re.findall(r"£([\d,]+)", plan.words):
        assert int(text.replace(",", "")) % 1000 == 0, text


def test_no_exact_sum_at_a_price_of_ones_own_in_a_meeting(value):
    assert "£" in how_sure(value) and "To break even" in how_sure(value)
    roughly = how_sure(value, roughly=True)
    assert "£" not in roughly and "break even" not in roughly
    assert re.search(r"(under 5%|over 95%|about \d0%)\.$", roughly)


def test_who_was_lost_is_told_with_the_limit_in_force(found):
    said = impact.followed(meeting(impact_tables.outcome(found, "x")))
    assert "those who died or left (fewer than 20 each) count until then" in said
