"""Did the programme's PCN change? As tables; see methods.impact.place."""

from functools import lru_cache

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words
from analytics.measures.before_after.impact import answered, ask_about
from analytics.measures.before_after.question import Question
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import is_narrowed
from analytics.methods.impact.cohort import pick_cohort
from analytics.methods.impact.place.did_it_change import PlaceChange, did_it_change
from analytics.store.dataset import Dataset

OFTEN, EVERYBODY = "People above the rule", "Everybody"


@lru_cache(maxsize=8)
def place_change_of(
    dataset: Dataset, filters: Filters, question: Question
) -> PlaceChange:
    """Whether the PCN of the people asked about changed since they were picked. Raises
    InputError, with what would be needed, where that cannot be told."""
    asked = ask_about(dataset, filters, question)

    def found() -> PlaceChange:
        on = None if asked.on is None else pd.Timestamp(asked.on)
        cohort = pick_cohort(asked.panel, asked.rule, on, filters.months)
        return did_it_change(
            asked.panel, cohort, filters.more_than(question.kind), filters.months
        )

    return answered(found, asked.panel)


def place_by_month(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """One row a month: month, people and visits of those above the rule in the PCN,
    person_years of all registered there, rate (visits per 10,000 person-years),
    expected (by the other PCNs), since (whether the programme had begun)."""
    found = place_change_of(dataset, filters, question)
    table = found.table.assign(rate=None, expected=found.table["expected"] * 10_000)
    table["since"] = table["month"] >= found.starts
    return _result(
        dataset,
        filters,
        question,
        "place_by_month",
        table[
            [
                "month",
                "people",
                "visits",
                "person_years",
                "rate",
                "expected",
                "since",
            ]
        ],
        (
            Column("month", "Month", "month"),
            Column("people", "People above the rule seen", "count"),
            Column("visits", f"{question.kind.called} of theirs", "count", of="people"),
            Column(
                "person_years",
                "Person-years of all registered",
                "years",
                of="people",
                shown=False,
            ),
            Column(
                "rate",
                "Observed, per 10,000 person-years",
                "ratio",
                "visits",
                "person_years",
                scale=10_000,
                decimals=0,
            ),
            Column("expected", "By the other PCNs", "number", decimals=0, of="people"),
            Column("since", "Since the start", shown=False),
        ),
    )


def place_change(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """One row an outcome (people above the rule; everybody): ratio of observed over
    expected since the start, lower, upper, chance (the share of PCNs as far off),
    smallest (the least fall that could have been shown), places, people (above the rule
    seen in a usual month)."""
    found = place_change_of(dataset, filters, question)
    rows = [(OFTEN, found.often), (EVERYBODY, found.everybody)]
    table = pd.DataFrame(
        [
            dict(
                outcome=name,
                ratio=one.ratio,
                lower=one.lower,
                upper=one.upper,
                chance=one.chance,
                smallest=one.smallest,
                places=found.places,
                people=float(found.table["people"].median()),
            )
            for name, one in rows
            if one is not None
        ]
    )

    def number(name: str, title: str) -> Column:
        return Column(name, title, "number", decimals=2, of="people")

    return _result(
        dataset,
        filters,
        question,
        "place_change",
        table,
        (
            Column("outcome", "Attendances of"),
            number("ratio", "Observed over expected"),
            number("lower", "95% from"),
            number("upper", "95% to"),
            number("chance", "PCNs as far off, share"),
            number("smallest", "Smallest fall it would have found"),
            Column("places", "PCNs tried", "number", decimals=0),
            Column("people", "People above the rule seen a month", "count"),
        ),
    )


def _result(
    dataset: Dataset,
    filters: Filters,
    question: Question,
    name: str,
    table: pd.DataFrame,
    columns: tuple[Column, ...],
) -> Result:
    found = place_change_of(dataset, filters, question)
    rule = (
        f"more than {filters.more_than(question.kind)} {question.kind.called} in the "
        f"{filters.months} months to each month’s end"
    )
    return Result(
        name=name,
        table=table,
        columns=columns,
        measure=f"{question.kind.called} of all people above the rule",
        population=found.place,
        period=f"by month, before and since {day_in_words(found.starts)}",
        rule=f"{rule}; {found.place} beside {found.places - 1} other PCNs.",
        fingerprint=dataset.fingerprint,
        narrowed=is_narrowed(filters),
    )
