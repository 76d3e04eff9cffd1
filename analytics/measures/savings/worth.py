"""What a cohort's before and after is worth, with the unit cost chosen."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.errors import InputError, Problem
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.summary import summary
from analytics.methods.impact import ImpactEstimate, ImpactResult, NothingToCompare
from analytics.methods.impact.checks.outcome import CANNOT_TELL
from analytics.methods.savings import (
    Plan,
    Post,
    ProgrammeCost,
    Savings,
    Scenario,
    UnitCost,
    cost_from_extract,
    costs_of,
    plan,
    savings,
)
from analytics.store.dataset import Dataset

CLAIM = Column("claim", "What may be claimed", of="people", shown=False)


@dataclass(frozen=True)
class Programme:
    """What one attendance costs, and what the programme does. other_yearly: pounds a
    year for all but posts. cash_share: of a cost, what would leave the books."""

    cost: UnitCost
    posts: tuple[Post, ...] = ()
    other_yearly: float = 0.0
    cash_share: float = 0.3


def own_cost(dataset: Dataset, filters: Filters, kind: EventKind) -> Result:
    """The extract's own average cost of an attendance: one row (people, pounds,
    price_year); none where it has no cost column."""
    scope = settle(dataset, filters)
    found, rows = summary(dataset, filters)[kind.slug], []
    if found.get("cost_gbp"):
        year = f"{scope.filters.as_at.year}"
        own = cost_from_extract(found["cost_gbp"], found[kind.records], year, kind)
        rows.append((found["people"], own.pounds, own.price_year))
    return result(
        "own_cost",
        dataset,
        scope,
        pd.DataFrame(rows, columns=["people", "pounds", "price_year"]),
        (
            Column("people", "People who attended", "count"),
            Column("pounds", "Average cost (£)", "number", decimals=2, of="people"),
            Column("price_year", "Prices of"),
        ),
        "Average cost of an attendance, from the extract's own cost column",
    )


def costs_to_choose(kind: EventKind, own: list[dict[str, Any]]) -> tuple[UnitCost, ...]:
    """Unit costs for a kind of event: the extract's own average first where it has one,
    the default national one, the others. own: the rows of `own_cost`, true or
    protected."""
    averages = (
        cost_from_extract(row["pounds"], 1, row["price_year"], kind)
        for row in own
        if row["pounds"] > 0
    )
    return (*averages, *costs_of(kind))


def worth(found: ImpactResult, programme: Programme) -> Savings:
    """methods.savings for a result; the programme runs as long as people were followed.

    Raises InputError where the result cannot be valued.
    """
    spent = ProgrammeCost(
        programme.posts, programme.other_yearly, years=found.follow_up_months / 12
    )
    try:
        return savings(found, programme.cost, spent, cash_share=programme.cash_share)
    except (NothingToCompare, ValueError) as fault:
        raise InputError(
            Problem(
                rule="savings",
                found=str(fault),
                remedy="Choose another cohort or unit cost.",
            )
        ) from fault


def copied(found: ImpactResult, scenario: Scenario) -> Plan:
    """The plan with the effect measured, or that of the controlled studies where none
    can be claimed."""
    return plan(scenario, effect_of(found))


def effect_of(found: ImpactResult) -> ImpactEstimate | None:
    """The effect that may be copied elsewhere; None where there is nobody to compare
    with, or a check withholds the claim."""
    return None if found.claim == CANNOT_TELL else found.best
