"""Savings and plans as tables that can be protected and shown."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.measures.before_after.impact_tables import outcome
from analytics.measures.result import Column, Result
from analytics.methods.impact import ImpactResult
from analytics.methods.savings import (
    Money,
    Plan,
    Savings,
    Scenario,
    evidence,
    supported,
    to_step,
)


def steps(found: ImpactResult, worth: Savings, fingerprint: str) -> Result:
    """The waterfall from gross to net: step, amount, lower, upper (pounds), start, end,
    kind.

    Every amount is as coarse as the interval of the programme's own share bears out,
    and they add up as they are shown.
    """
    cost = worth.unit_cost
    money = dict(
        kind="money", of="people", nearest=5 * cost.pounds
    )  # whatever price is chosen
    return replace(
        outcome(found, fingerprint),
        name="waterfall",
        table=_as_supported(worth).assign(people=found.people),
        columns=(
            Column("step", "Step"),
            Column("amount", "Pounds", **money),
            Column("lower", "at least", **money),
            Column("upper", "at most", **money),
            Column("people", "People in the group", "count"),
            Column("start", "From", **money, shown=False),
            Column("end", "To", **money, shown=False),
        ),
        measure="From the crude fall to what the programme is worth",
        notes=(f"Each attendance is valued at {cost.words()}. Source: {cost.source}.",),
    )


def _as_supported(worth: Savings) -> pd.DataFrame:
    """The method's waterfall, its amounts rounded to what the interval bears out."""
    step = supported(worth.net_natural.lower, worth.net_natural.upper)
    table, spent = worth.steps.copy(), worth.programme_cost
    for limit in ("amount", "lower", "upper"):
        crude, natural, own, _cost, _net = (to_step(v, step) for v in table[limit])
        if limit == "amount":
            natural = own - crude
            table["start"] = [0.0, crude, 0.0, own, 0.0]
            table["end"] = [
                crude,
                own,
                own,
                to_step(own - spent, step),
                to_step(own - spent, step),
            ]
        table[limit] = [crude, natural, own, -spent, to_step(own - spent, step)]
    return table


def ways(
    found: ImpactResult, plan: Plan, scenario: Scenario, fingerprint: str
) -> Result:
    """The published claim and the honest range side by side: attendances and pounds,
    each as coarse as its interval bears out. people: behind the effect, None where it
    is a published one.
    """
    step = supported(plan.honest_pounds.lower, plan.honest_pounds.upper)
    people = found.people if found.best.causal else None
    spent = scenario.programme_cost * scenario.years

    def limits(money: Money, step: float, less: float = 0.0) -> list[float]:
        return [
            to_step(to_step(v, step) - less, step)
            for v in (money.point, money.lower, money.upper)
        ]

    avoided = limits(
        plan.honest_avoided,
        supported(plan.honest_avoided.lower, plan.honest_avoided.upper),
    )
    rows = [
        [
            "Published claim",
            plan.published_avoided,
            None,
            None,
            to_step(plan.published_pounds),
            None,
            None,
            None,
        ],
        [
            "Beyond what would fall anyway",
            *avoided,
            *limits(plan.honest_pounds, step),
            people,
        ],
        [
            "After the programme's cost",
            None,
            None,
            None,
            *limits(plan.honest_pounds, step, spent),
            people,
        ],
    ]
    names = [
        "way",
        "avoided",
        "avoided_lower",
        "avoided_upper",
        "pounds",
        "lower",
        "upper",
        "people",
    ]
    table = pd.DataFrame(rows, columns=names).astype(dict.fromkeys(names[1:], float))
    return Result(
        name="plan",
        table=table,
        columns=(
            Column("way", "Reckoned as"),
            Column("avoided", "Attendances avoided", "number", decimals=0, of="people"),
            Column("avoided_lower", "at least", "number", decimals=0, of="people"),
            Column("avoided_upper", "at most", "number", decimals=0, of="people"),
            Column("pounds", "Pounds", "number", decimals=0, of="people"),
            Column("lower", "Pounds, at least", "number", decimals=0, of="people"),
            Column("upper", "Pounds, at most", "number", decimals=0, of="people"),
            Column("people", "People behind the effect", "count", shown=False),
        ),
        measure="What copying the model would be worth",
        population=(
            f"{scenario.people:,} people with {scenario.attendances:,.0f} attendances"
        ),
        period=f"{scenario.years} year{'s' if scenario.years > 1 else ''}",
        fingerprint=fingerprint,
        narrowed=found.narrowed,
        notes=(f"Each attendance is valued at {scenario.unit_cost.words()}.",),
    )


def trials(found: ImpactResult | None, fingerprint: str) -> Result:
    """Published studies beside our estimate: effect as a rate ratio with its
    interval."""
    table = evidence()
    table = table[
        table["outcome"].str.contains("ED|A&E|attend", case=False, regex=True)
    ]
    rows = pd.DataFrame(
        {
            "variant": table["study"],
            "ratio": 1 + table["effect"],
            "lower": 1 + table["lower"],
            "upper": 1 + table["upper"],
            "kind": [
                "controlled" if c else "before and after only"
                for c in table["controlled"]
            ],
            "note": table["design"],
            "people": np.nan,  # of our own people; published studies have none
        }
    )
    if found is not None and found.best.causal:
        best = found.best
        ours = pd.DataFrame(
            [
                dict(
                    variant="This dataset",
                    ratio=best.rate_ratio,
                    lower=best.lower,
                    upper=best.upper,
                    kind="this analysis",
                    note=best.label,
                    people=float(found.people),
                )
            ]
        )
        rows = pd.concat([ours, rows], ignore_index=True)
    for limit in ("lower", "upper"):
        rows[limit] = rows[limit].fillna(rows["ratio"])
    return Result(
        name="trials",
        table=rows,
        columns=(
            Column("variant", "Study"),
            Column("kind", "Kind"),
            Column("note", "Design"),
            Column("ratio", "Rate ratio", "number", decimals=2, of="people"),
            Column("lower", "95% from", "number", decimals=2, of="people"),
            Column("upper", "95% to", "number", decimals=2, of="people"),
            Column("people", "People in the group", "count", shown=False),
        ),
        measure="What studies of such programmes found for A&E attendances",
        fingerprint=fingerprint,
        narrowed=found is not None and found.narrowed,
        notes=("Where no interval was published the point stands alone.",),
    )
