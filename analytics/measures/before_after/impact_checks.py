"""The checks behind a claim of before and after, as a table."""

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.before_after.described import result_of
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.result import Column, Result
from analytics.methods.impact.checks.outcome import Checks
from analytics.store.dataset import Dataset

NEXT_PEOPLE = "Next people of the same PCN"
NO_PROGRAMME = "Dates without a programme"


def checks(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """One row a check of the answer: name, ratio, lower, upper, answer (alike or
    differs), smallest (the fall it would have found), behind (people or endings that
    it is of), people. No row where there is only a range."""
    found = impact_of(dataset, filters, question)
    table = pd.DataFrame(
        [] if found.checks is None else _rows(found.checks),
        columns=["name", "ratio", "lower", "upper", "answer", "smallest", "behind"],
    )
    return result_of(
        dataset,
        found,
        "checks",
        table.assign(people=found.people),
        (
            Column("name", "What is compared"),
            Column("ratio", "Ratio", "number", decimals=2, of="behind"),
            Column("lower", "95% from", "number", decimals=2, of="behind"),
            Column("upper", "95% to", "number", decimals=2, of="behind"),
            Column("answer", "Answer", of="people"),
            Column(
                "smallest",
                "Smallest fall it would have found",
                "number",
                decimals=2,
                of="people",
                shown=False,
            ),
            Column("behind", "People or endings", "count", of="people", shown=False),
            Column("people", "People in the group", "count"),
        ),
        "Group against comparators, where the programme can have changed nothing",
    )


def _rows(found: Checks) -> list[dict[str, object]]:
    """Controls, then the placebos in place and in time."""
    rows: list[dict[str, object]] = [
        dict(
            name=one.name,
            ratio=one.ratio,
            lower=one.lower,
            upper=one.upper,
            answer="Alike" if one.alike else "Differs",
            smallest=np.nan,
            behind=one.behind,
        )
        for one in found.controls
    ]
    for name, placebo in (
        (NEXT_PEOPLE, found.placebo_in_place),
        (NO_PROGRAMME, found.placebo_in_time),
    ):
        if placebo is not None:
            rows.append(
                dict(
                    name=name,
                    ratio=placebo.rate_ratio,
                    lower=placebo.lower,
                    upper=placebo.upper,
                    answer="No change" if placebo.clean else "A change",
                    smallest=placebo.smallest_seen or np.nan,
                    behind=placebo.people,
                )
            )
    return rows
