"""What avoided attendances are worth, and what copying the model would be worth."""

from .catalogue import (
    UnitCost,
    cost_from_extract,
    costs_of,
    evidence,
    unit_cost,
    unit_costs,
)
from .money import Money, coarser, pounds, supported, to_step
from .programme import Post, ProgrammeCost
from .scenario import Plan, Scenario, plan, plan_in_words
from .value import Savings, savings
from .waterfall import in_words

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
    "in_words",
    "plan",
    "plan_in_words",
    "pounds",
    "savings",
    "supported",
    "to_step",
    "unit_cost",
    "unit_costs",
]
