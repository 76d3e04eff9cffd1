"""The controls of worth: the unit cost, the programme's cost, the plan to copy it."""

import streamlit as st

from analytics.methods.savings import Post, Scenario, UnitCost
from pages.shell.controls.filters import BOUND


def choose_cost(costs: tuple[UnitCost, ...], key: str = "unit_cost") -> UnitCost:
    """A named unit cost, or pounds of one's own."""
    titles = {
        cost.key: f"{cost.name}: £{cost.pounds:,.2f} ({cost.price_year})"
        for cost in costs
    }
    titles["own_pounds"] = "Another amount"
    chosen = st.selectbox(
        "Cost of an attendance", list(titles), format_func=titles.get, key=key, **BOUND
    )
    if chosen == "own_pounds":
        pounds = st.number_input(
            "Pounds",
            0.0,
            100_000.0,
            round(costs[0].pounds, 2),
            key=f"{key}_pounds",
            **BOUND,
        )
        return UnitCost(
            "an amount chosen here", pounds, "not stated", "entered on this page"
        )
    return next(cost for cost in costs if cost.key == chosen)


def choose_programme() -> tuple[tuple[Post, ...], float, float]:
    """(posts, other pounds a year, cash-releasing share)."""
    one, two, three, four = st.columns(4)
    posts = one.number_input(
        "Posts (full time)", 0.0, 500.0, 1.0, 0.5, key="posts", **BOUND
    )
    pounds = two.number_input(
        "Pounds a post, a year",
        0,
        500_000,
        40_000,
        1_000,
        key="post_cost",
        help="With employer's costs. 40,000 is near what was paid for a "
        "link worker (DOMAIN: £40,159).",
        **BOUND,
    )
    other = three.number_input(
        "Other pounds a year", 0, 10_000_000, 0, 1_000, key="other_cost", **BOUND
    )
    share = four.number_input(
        "Could be cashed, %",
        0,
        100,
        30,
        5,
        key="cash_share",
        help="The part of an average cost that would leave the books.",
        **BOUND,
    )
    return (Post("Post", float(pounds), count=posts),), float(other), share / 100


def choose_scenario(costs: tuple[UnitCost, ...], first: UnitCost) -> Scenario:
    """The plan to copy it to other people; starts as the catchment's published one."""
    ordered = (first, *(cost for cost in costs if cost.key != first.key))
    one, two, three, four = st.columns(4)
    people = one.number_input("People", 1, 1_000_000, 399, key="plan_people", **BOUND)
    visits = two.number_input(
        "Their attendances", 1, 10_000_000, 3589, key="plan_visits", **BOUND
    )
    anyway = three.number_input(
        "Would change anyway, %", -90, 50, -38, key="plan_anyway", **BOUND
    )
    uptake = four.number_input(
        "Take part, %", 0, 100, 100, 5, key="plan_uptake", **BOUND
    )
    one, two, three = st.columns([1, 1, 2])
    years = one.number_input("Years", 1, 10, 1, key="plan_years", **BOUND)
    decay = two.number_input(
        "Effect lost each year, %", 0, 100, 0, 5, key="plan_decay", **BOUND
    )
    with three:
        cost = choose_cost(ordered, "plan_cost")
    spent = st.number_input(
        "Programme, pounds a year",
        0,
        100_000_000,
        0,
        5_000,
        key="plan_programme",
        **BOUND,
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
