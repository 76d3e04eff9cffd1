"""The controls of worth: the unit cost, the programme's cost, the plan to copy it. They
start as the story has them (`analytics.exhibits.savings`)."""

import streamlit as st

from analytics.exhibits.savings import POST, SCENARIO
from analytics.measures.savings.worth import Programme
from analytics.methods.savings import Post, Scenario, UnitCost
from pages.shell import keys
from pages.shell.controls.address import bound, bound_choice

OWN = "own_pounds"  # among the unit costs: an amount of one's own


def choose_cost(
    costs: tuple[UnitCost, ...],
    key: str = keys.UNIT_COST,
    own_key: str = keys.UNIT_COST_POUNDS,
) -> UnitCost:
    """A named unit cost, or pounds of one's own."""
    titles = {
        cost.key: f"{cost.name}: £{cost.pounds:,.2f} ({cost.price_year})"
        for cost in costs
    }
    titles[OWN] = "Another amount"
    chosen = st.selectbox(
        "Cost of an attendance", list(titles), **bound_choice(key, titles)
    )
    if chosen == OWN:
        pounds = st.number_input(
            "Pounds",
            0.0,
            100_000.0,
            round(costs[0].pounds, 2),
            **bound(own_key),
        )
        return UnitCost(
            "an amount chosen here", pounds, "not stated", "entered on this page"
        )
    return next(cost for cost in costs if cost.key == chosen)


def choose_programme(costs: tuple[UnitCost, ...]) -> Programme:
    """What the programme costs, and beneath it what an attendance does."""
    usual = Programme(costs[0])
    one, two, three, four = st.columns(4)
    posts = one.number_input(
        "Posts (full time)", 0.0, 500.0, POST.count, 0.5, **bound(keys.POSTS)
    )
    pounds = two.number_input(
        "Pounds a post, a year",
        0,
        500_000,
        int(POST.yearly_pounds),
        1_000,
        help="With employer's costs. 40,000 is near what was paid for a "
        "link worker (£40,159).",
        **bound(keys.POST_COST),
    )
    other = three.number_input(
        "Other pounds a year",
        0,
        10_000_000,
        int(usual.other_yearly),
        1_000,
        **bound(keys.OTHER_COST),
    )
    share = four.number_input(
        "Could be cashed, %",
        0,
        100,
        round(100 * usual.cash_share),
        5,
        help="The part of an average cost that would leave the books.",
        **bound(keys.CASH_SHARE),
    )
    return Programme(
        choose_cost(costs),
        (Post(POST.name, float(pounds), count=posts),),
        float(other),
        share / 100,
    )


def choose_scenario(costs: tuple[UnitCost, ...]) -> Scenario:
    """The plan to copy it to other people; starts as the catchment's published one."""
    first = SCENARIO.unit_cost
    ordered = (first, *(cost for cost in costs if cost.key != first.key))
    one, two, three, four = st.columns(4)
    people = one.number_input(
        "People", 1, 1_000_000, SCENARIO.people, **bound(keys.PLAN_PEOPLE)
    )
    visits = two.number_input(
        "Their attendances",
        1,
        10_000_000,
        int(SCENARIO.attendances),
        **bound(keys.PLAN_VISITS),
    )
    anyway = three.number_input(
        "Would change anyway, %",
        -90,
        50,
        round(100 * SCENARIO.natural_change),
        **bound(keys.PLAN_ANYWAY),
    )
    uptake = four.number_input(
        "Take part, %",
        0,
        100,
        round(100 * SCENARIO.uptake),
        5,
        **bound(keys.PLAN_UPTAKE),
    )
    one, two, three = st.columns([1, 1, 2])
    years = one.number_input("Years", 1, 10, SCENARIO.years, **bound(keys.PLAN_YEARS))
    decay = two.number_input(
        "Effect lost each year, %",
        0,
        100,
        round(100 * SCENARIO.decay),
        5,
        **bound(keys.PLAN_DECAY),
    )
    with three:
        cost = choose_cost(ordered, keys.PLAN_COST, keys.PLAN_COST_POUNDS)
    spent = st.number_input(
        "Programme, pounds a year",
        0,
        100_000_000,
        int(SCENARIO.programme_cost),
        5_000,
        **bound(keys.PLAN_PROGRAMME),
    )
    return Scenario(
        people=int(people),
        attendances=float(visits),
        unit_cost=cost,
        natural_change=anyway / 100,
        uptake=uptake / 100,
        decay=decay / 100,
        years=int(years),
        programme_cost=float(spent),
    )


def choose_posts(usual: float) -> float:
    """Full-time posts that support people; `usual` until somebody says."""
    return st.number_input(
        "Full-time posts that support people",
        0.0,
        500.0,
        usual,
        0.5,
        **bound(keys.SUPPORT_POSTS),
    )
