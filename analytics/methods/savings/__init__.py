"""What avoided attendances are worth, and what copying the model would be worth."""

from analytics.methods.savings.catalogue import (
    UnitCost,
    cost_from_extract,
    costs_of,
    evidence,
    unit_cost,
    unit_costs,
)
from analytics.methods.savings.money import Money, coarser, pounds, supported, to_step
from analytics.methods.savings.programme import Post, ProgrammeCost
from analytics.methods.savings.scenario import (
    Plan,
    Scenario,
    plan,
    plan_in_short,
    plan_in_words,
)
from analytics.methods.savings.value import Savings, savings
from analytics.methods.savings.waterfall import in_short, in_words

__all__ = [
    "Money",
    "Plan",
    "Post",
    "ProgrammeCost",
    "Savings",
    "Scenario",
    "UnitCost",
    "coarser",
    "cost_from_extract",
    "costs_of",
    "evidence",
    "in_short",
    "in_words",
    "plan",
    "plan_in_short",
    "plan_in_words",
    "pounds",
    "savings",
    "supported",
    "to_step",
    "unit_cost",
    "unit_costs",
]
