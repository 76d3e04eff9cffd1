"""What avoided attendances are worth, and what copying the model would be worth."""

from .catalogue import (
    UnitCost,
    cost_from_extract,
    default_cost,
    evidence,
    unit_cost,
    unit_costs,
)
from .scenario import Plan, Scenario, plan
from .value import (
    Money,
    Post,
    ProgrammeCost,
    Savings,
    pounds,
    savings,
    supported,
    to_step,
)

__all__ = [
    "Money",
    "Plan",
    "Post",
    "ProgrammeCost",
    "Savings",
    "Scenario",
    "UnitCost",
    "cost_from_extract",
    "default_cost",
    "evidence",
    "plan",
    "pounds",
    "savings",
    "supported",
    "to_step",
    "unit_cost",
    "unit_costs",
]
