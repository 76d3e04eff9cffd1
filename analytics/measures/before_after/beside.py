"""The people that a programme took on beside those who attend most."""

from contextlib import suppress
from dataclasses import replace

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.errors import InputError
from analytics.measures.before_after.described import result_of
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.result import Column, Result
from analytics.methods.impact import ImpactResult
from analytics.store.dataset import Dataset

CASELOAD = "caseload"
PUBLISHED = "top:30"  # whose attendances were published as the programme's success


def beside(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """One row a group, the one asked about first: its people, the crude change of
    their rate, and the change to be expected anyway with its 95% interval.

    The other group is the 30 who attend most for a caseload, else the caseload. both:
    how many people of the group are in the other one too. claim: what may be claimed of
    each, and method, the one that leads. One row where the other has no answer.
    """
    found = impact_of(dataset, filters, question)
    compared = [found]
    other = PUBLISHED if question.cohort == CASELOAD else CASELOAD
    asked = replace(question, cohort=other, index_date=None)
    with suppress(InputError):  # told where that group is asked about itself
        compared.append(impact_of(dataset, filters, asked))
    persons = [set(one.per_person["person"]) for one in compared]
    table = pd.DataFrame([_row(one) for one in compared])
    table["both"] = len(set.intersection(*persons))
    return result_of(
        dataset,
        found,
        "beside",
        table,
        (
            Column("group", "Group"),
            Column("people", "People", "count"),
            Column("change", "Crude change", "number", decimals=2, of="people"),
            Column(
                "expected", "Change expected anyway", "number", decimals=2, of="people"
            ),
            Column("expected_lower", "from", "number", decimals=2, of="people"),
            Column("expected_upper", "to", "number", decimals=2, of="people"),
            Column("both", "In both groups", "count"),
            Column("claim", "What may be claimed", of="people", shown=False),
            Column("method", "Method", shown=False),
        ),
        f"Change of {found.kind.many} a person-year",
    )


def _row(found: ImpactResult) -> dict[str, object]:
    best = found.best
    return {
        "group": found.cohort,
        "people": found.people,
        "change": found.crude_change,
        "expected": float("nan") if not best.causal else best.expected_change,
        "expected_lower": best.expected_lower,
        "expected_upper": best.expected_upper,
        "claim": found.claim,
        "method": best.label,
    }
