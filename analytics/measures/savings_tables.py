"""Savings and plans as tables that can be protected and shown."""

from dataclasses import replace

import pandas as pd

from analytics.measures.impact_tables import outcome
from analytics.measures.result import Column, Result
from analytics.methods.impact import ImpactResult
from analytics.methods.savings import Plan, Savings, Scenario, evidence


def steps(found: ImpactResult, worth: Savings, fingerprint: str) -> Result:
    """The waterfall from gross to net: step, amount, lower, upper (pounds), start, end, kind."""
    cost = worth.unit_cost
    money = dict(kind="money", of="people", nearest=5 * cost.pounds)  # whatever price is chosen
    table = worth.steps.assign(people=found.people)
    return replace(
        outcome(found, fingerprint), name="waterfall", table=table, columns=(
            Column("step", "Step"),
            Column("amount", "Pounds", **money),
            Column("lower", "at least", **money),
            Column("upper", "at most", **money),
            Column("people", "People in the group", "count"),
            Column("start", "From", **money, shown=False),
            Column("end", "To", **money, shown=False),
        ), measure="From the crude fall to what the programme is worth",
        notes=(f"Each attendance is valued at {cost.words()}. Source: {cost.source}.",))


def ways(found: ImpactResult, plan: Plan, scenario: Scenario, fingerprint: str) -> Result:
    """The published claim and the honest range side by side: attendances and pounds."""
    table = pd.DataFrame([
        dict(way="Published claim", avoided=plan.published_avoided, avoided_lower=None,
             avoided_upper=None, pounds=plan.published_pounds, lower=None, upper=None),
        dict(way="Beyond what would fall anyway", avoided=plan.honest_avoided.point,
             avoided_lower=plan.honest_avoided.lower, avoided_upper=plan.honest_avoided.upper,
             pounds=plan.honest_pounds.point, lower=plan.honest_pounds.lower,
             upper=plan.honest_pounds.upper),
        dict(way="After the programme's cost", avoided=None, avoided_lower=None,
             avoided_upper=None, pounds=plan.net.point, lower=plan.net.lower,
             upper=plan.net.upper),
    ])
    numeric = [c for c in table.columns if c != "way"]
    table[numeric] = table[numeric].astype(float)
    return Result(
        name="plan", table=table, columns=(
            Column("way", "Reckoned as"),
            Column("avoided", "Attendances avoided", "number", decimals=0),
            Column("avoided_lower", "at least", "number", decimals=0),
            Column("avoided_upper", "at most", "number", decimals=0),
            Column("pounds", "Pounds", "number", decimals=0),
            Column("lower", "at least ", "number", decimals=0),
            Column("upper", "at most ", "number", decimals=0),
        ), measure="What copying the model would be worth",
        population=f"{scenario.people:,} people with {scenario.attendances:,.0f} attendances",
        period=f"{scenario.years} year{'s' if scenario.years > 1 else ''}",
        fingerprint=fingerprint,
        notes=(f"Each attendance is valued at {scenario.unit_cost.words()}.",))


def trials(found: ImpactResult | None, fingerprint: str) -> Result:
    """Published studies beside our estimate: effect as a rate ratio with its interval."""
    table = evidence()
    table = table[table["outcome"].str.contains("ED|A&E|attend", case=False, regex=True)]
    rows = pd.DataFrame({
        "variant": table["study"], "ratio": 1 + table["effect"], "lower": 1 + table["lower"],
        "upper": 1 + table["upper"],
        "kind": ["controlled" if c else "before and after only" for c in table["controlled"]],
        "note": table["design"],
    })
    if found is not None and found.best.causal:
        best = found.best
        ours = pd.DataFrame([dict(variant="This dataset", ratio=best.rate_ratio, lower=best.lower,
                                  upper=best.upper, kind="this analysis", note=best.label)])
        rows = pd.concat([ours, rows], ignore_index=True)
    for limit in ("lower", "upper"):
        rows[limit] = rows[limit].fillna(rows["ratio"])
    return Result(
        name="trials", table=rows, columns=(
            Column("variant", "Study"),
            Column("kind", "Kind"),
            Column("note", "Design"),
            Column("ratio", "Rate ratio", "number", decimals=2),
            Column("lower", "95% from", "number", decimals=2),
            Column("upper", "95% to", "number", decimals=2),
        ), measure="What studies of such programmes found for A&E attendances",
        fingerprint=fingerprint,
        notes=("Where no interval was published the point stands alone.",))
