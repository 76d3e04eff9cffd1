"""What a cohort's before and after is worth, with the unit cost chosen."""

from analytics.definitions.filters import Filters
from analytics.errors import InputError, Problem
from analytics.measures.summary import summary
from analytics.methods.impact import ImpactResult, NothingToCompare
from analytics.methods.savings import (
    Plan,
    Post,
    ProgrammeCost,
    Savings,
    Scenario,
    UnitCost,
    cost_from_extract,
    default_cost,
    plan,
    pounds,
    savings,
    supported,
    unit_cost,
    unit_costs,
)
from analytics.store.dataset import Dataset


def costs_to_choose(
    dataset: Dataset, filters: Filters, setting: str
) -> tuple[UnitCost, ...]:
    """Unit costs for a setting: the extract's own average first where it has one."""
    found = summary(dataset, filters)
    own = ()
    ae = found["ae"]
    if setting == "ae" and ae["cost_gbp"]:
        own = (cost_from_extract(ae["cost_gbp"], ae["attendances"], _year(found)),)
    named = tuple(cost for cost in unit_costs() if cost.setting == setting)
    first = default_cost(setting)
    return (*own, first, *(cost for cost in named if cost != first))


def _year(found: dict) -> str:
    return found["as_at"][:4]


def worth(
    result: ImpactResult,
    cost: UnitCost,
    posts: tuple[Post, ...] = (),
    other_yearly: float = 0.0,
    cash_share: float = 0.3,
) -> Savings:
    """methods.savings for a result; the programme runs as long as people were followed.

    Raises InputError where the result cannot be valued.
    """
    programme = ProgrammeCost(posts, other_yearly, years=result.follow_up_months / 12)
    try:
        return savings(result, cost, programme, cash_share=cash_share)
    except (NothingToCompare, ValueError) as fault:
        raise InputError(
            Problem(
                rule="savings",
                found=str(fault),
                remedy="Choose another cohort or unit cost.",
            )
        ) from fault


def plan_cost() -> UnitCost:
    """The unit cost behind the published plan for the catchment."""
    return unit_cost("plan_ae")


def copied(result: ImpactResult, scenario: Scenario) -> Plan:
    """The plan with the effect measured, or that of the controlled studies where none
    is."""
    return plan(scenario, result.best if result.best.causal else None)


def how_sure(value: Savings, roughly: bool = False) -> str:
    """Chance of paying for itself, the break-even effect and the part that could be
    cashed.

    roughly: for a meeting, whose members could work counts out from exact sums at
    prices they choose: the chance alone, to the nearest tenth.
    """
    if value.probability is None:
        return "Without a comparison no saving can be claimed."
    if roughly:
        tenth = round(10 * value.probability)
        chance = {0: "under 5%", 10: "over 95%"}.get(tenth, f"about {10 * tenth}%")
        return f"Chance that it pays for itself: {chance}."
    text = f"Chance that it pays for itself: {value.probability:.0%}. "
    if value.break_even is not None:
        text += (
            f"To break even it must avoid {value.break_even:.0%} of the attendances "
            "expected anyway. "
        )
    if value.cash.point is not None:
        cashed = pounds(value.cash.point, supported(value.cash.lower, value.cash.upper))
        text += (
            f"If {value.cash_share:.0%} of the cost of an attendance can be cashed, "
            f"that is {cashed} of the programme's own share."
        )
    return text
