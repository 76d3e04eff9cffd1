"""The effect by months since joining, of a caseload that people join one by one."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.before_after.described import result_of
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.result import Column, Result
from analytics.methods.impact.staggered.by_months import COLUMNS
from analytics.store.dataset import Dataset


def by_months_since_joining(
    dataset: Dataset, filters: Filters, question: Question
) -> Result:
    """One row a step of months about the day people joined: month (its first; 0: the
    first after), until (the first no longer in it), people, visits, person_years, rate
    (observed), expected, difference, lower, upper (all a person-year; the limits hold
    all months of a side together); and, alike on each row, what holds of all months
    since joining: since, since_lower, since_upper, before_differs. No row unless people
    joined month by month and were compared on the same dates."""
    found = impact_of(dataset, filters, question)
    since = found.since_joining
    table = pd.DataFrame(columns=[*COLUMNS, "until", "rate", "since"], dtype=float)
    table = table.assign(since_lower=0.0, since_upper=0.0, before_differs=0.0)
    if since is not None:
        table = since.months.table.assign(
            until=since.months.table["month"] + since.step,
            rate=None,
            since=since.difference,
            since_lower=since.lower,
            since_upper=since.upper,
            before_differs=since.months.before_differs,
        )
    table["people"] = table["people"].astype(float)

    def modelled(name: str, title: str, shown: bool = True) -> Column:
        return Column(name, title, "number", of="people", nearest=0.1, shown=shown)

    called = found.kind.called
    return result_of(
        dataset,
        found,
        "since_joining",
        table,
        (
            Column("month", "Months since joining, from", "number", decimals=0),
            Column("until", "to before", "number", decimals=0),
            Column("people", "People followed", "count"),
            Column("visits", called, "count", of="people"),
            Column("person_years", "Person-years", "years", of="people"),
            Column(
                "rate", "A person-year, observed", "ratio", "visits", "person_years"
            ),
            modelled("expected", "Of those not joined"),
            modelled("difference", "Difference"),
            modelled("lower", "95% from"),
            modelled("upper", "95% to"),
            modelled("since", "Since joining", shown=False),
            modelled("since_lower", "from", shown=False),
            modelled("since_upper", "to", shown=False),
            Column(
                "before_differs",
                "Chance of such months before",
                "number",
                decimals=2,
                of="people",
                shown=False,
            ),
        ),
        f"{called} a person-year of those who joined, less those of people alike who "
        "had not joined",
    )
