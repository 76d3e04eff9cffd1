"""Who is in a before-and-after analysis: how alike those compared are, who engaged,
each person."""

import pandas as pd

from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.filters import Filters
from analytics.definitions.words import plain
from analytics.measures.before_after.described import result_of
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset

BALANCE = {
    "covariate": "covariate",
    "cohort": "cohort",
    "comparators_after": "comparators_after",
    "difference_before": "Before matching",
    "difference_after": "After matching",
}
GROUPS = (
    "group",
    "people",
    "before",
    "after",
    "crude_change",
    "rate_ratio",
    "lower",
    "upper",
)


def balance(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """How alike the matched groups are, before and after matching; no row without a
    match."""
    found = impact_of(dataset, filters, question)
    table = pd.DataFrame(columns=list(BALANCE.values()))
    if found.balance is not None:
        table = found.balance.rename(columns=BALANCE)
        table["covariate"] = [_trait(name) for name in table["covariate"]]
    return result_of(
        dataset,
        found,
        "balance",
        table.assign(people=found.people),
        (
            Column("covariate", "What is compared"),
            Column("cohort", "Group", "number", decimals=2, of="people", private=True),
            Column(
                "comparators_after",
                "Comparators, matched",
                "number",
                decimals=2,
                of="people",
                private=True,
            ),
            Column(
                "Before matching",
                "Difference before",
                "number",
                decimals=2,
                of="people",
                nearest=0.05,
            ),
            Column(
                "After matching",
                "Difference after",
                "number",
                decimals=2,
                of="people",
                nearest=0.05,
            ),
            Column("people", "People in the group", "count"),
        ),
        "Differences between the group and its comparators, in standard deviations",
    )


def engaged(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """Those who engaged and those who did not, each against their own expected course.

    No row where everybody did or nobody is known to have (outside a caseload).
    """
    found = impact_of(dataset, filters, question)
    parts = pd.DataFrame(columns=list(GROUPS)) if found.apart is None else found.apart
    table = parts.rename(columns={"rate_ratio": "ratio"})
    table["group"] = table["group"].str.capitalize()
    table["everybody"] = int(table["people"].sum())
    return result_of(
        dataset,
        found,
        "engaged",
        table,
        (
            Column("group", "Group"),
            Column("people", "People", "count"),
            Column("before", "Before", "count", of="people"),
            Column("after", "After", "count", of="people"),
            Column("crude_change", "Crude change", "number", decimals=2, of="people"),
            Column("ratio", "Rate ratio", "number", decimals=2, of="people"),
            Column("lower", "95% from", "number", decimals=2, of="people"),
            Column("upper", "95% to", "number", decimals=2, of="people"),
            Column("everybody", "People of both groups", "count", shown=False),
        ),
        "Those who engaged and those who did not",
    )


def one_by_one(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """One row a person: before, after, expected. For an analyst only."""
    found = impact_of(dataset, filters, question)
    table = found.per_person.sort_values("before", ascending=False).reset_index(
        drop=True
    )
    table.insert(0, "order", range(1, len(table) + 1))
    return result_of(
        dataset,
        found,
        "one_by_one",
        table,
        (
            Column("order", "Order", "number", decimals=0),
            Column("before", "Before", "count"),
            Column("after", "After", "count"),
            Column("expected", "Expected anyway", "number"),
            Column("after_years", "Years followed", "number", decimals=2),
            Column("end_reason", "Ended by"),
        ),
        "Each person before and after",
        person_rows=True,
    )


def _trait(covariate: str) -> str:
    """A covariate's name in words: "main group: cardiac" as "Diagnosis: heart and
    circulation"."""
    name, _, value = covariate.partition(": ")
    if name == "main group":
        return f"Diagnosis: {GROUP_TITLES.get(value, value).lower()}"
    return plain(covariate)
