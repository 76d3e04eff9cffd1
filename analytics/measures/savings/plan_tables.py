"""What copying a measured effect would be worth, and what studies found, as tables."""

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.result import Column, Result
from analytics.measures.savings.worth import copied, effect_of
from analytics.methods.savings import (
    Money,
    Scenario,
    coarser,
    evidence,
    supported,
    to_step,
)
from analytics.store.dataset import Dataset


def ways(
    dataset: Dataset, filters: Filters, question: Question, scenario: Scenario
) -> Result:
    """The published claim and the honest range side by side: attendances and pounds,
    each as coarse as its interval bears out. people: behind the effect, None where it
    is a published one.
    """
    found = impact_of(dataset, filters, question)
    plan = copied(found, scenario)
    step = supported(plan.honest_pounds.lower, plan.honest_pounds.upper)
    people = None if effect_of(found) is None else found.people
    spent = scenario.programme_cost * scenario.years
    avoided = coarser(
        plan.honest_avoided,
        supported(plan.honest_avoided.lower, plan.honest_avoided.upper),
    )
    worth_it = coarser(plan.honest_pounds, step)
    left = coarser(plan.honest_pounds, step, less=spent)
    claim = [plan.published_avoided, None, None, to_step(plan.published_pounds)]
    rows = [
        ["Published claim", *claim, None, None, None],
        ["Beyond what would fall anyway", *_all(avoided), *_all(worth_it), people],
        ["After the programme's cost", None, None, None, *_all(left), people],
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
        fingerprint=dataset.fingerprint,
        narrowed=found.narrowed,
        notes=(f"Each attendance is valued at {scenario.unit_cost.words()}.",),
    )


def _all(money: Money) -> list[float | None]:
    return [money.point, money.lower, money.upper]


def trials(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """Published studies beside our estimate: effect as a rate ratio with its
    interval."""
    found = impact_of(dataset, filters, question)
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
    if found.best.causal:
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
        fingerprint=dataset.fingerprint,
        narrowed=found.narrowed,
        notes=("Where no interval was published the point stands alone.",),
    )
