"""Did the programme's PCN change? As tables; see methods.impact.place."""

from functools import lru_cache

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words
from analytics.errors import InputError
from analytics.measures.before_after.impact import answered, ask_about
from analytics.measures.before_after.question import Question
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import is_narrowed
from analytics.methods.impact.cohort import pick_cohort
from analytics.methods.impact.place.did_it_change import PlaceChange, did_it_change
from analytics.store.dataset import Dataset

BY_MONTH = [
    "month",
    "people",
    "visits",
    "person_years",
    "rate",
    "expected",
    "since",
]
OUTCOMES = [
    "outcome",
    "ratio",
    "lower",
    "upper",
    "chance",
    "smallest",
    "places",
    "people",
]
OFTEN, EVERYBODY = "People above the rule", "Everybody"


@lru_cache(maxsize=8)
def place_change_of(
    dataset: Dataset, filters: Filters, question: Question
) -> PlaceChange:
    """Whether the PCN of the people asked about changed since they were picked. Raises
    InputError, with what would be needed, where that cannot be told."""
    asked = ask_about(dataset, filters, question, everybody=True)

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
    expected (by the other PCNs), since (whether the programme had begun). No row where
    it cannot be told; the notes say why, and what can be done."""
    found, why = _told(dataset, filters, question)
    table = pd.DataFrame(columns=BY_MONTH, dtype=float)
    if found is not None:
        table = found.table.assign(rate=None, expected=found.table["expected"] * 10_000)
        table["since"] = table["month"] >= found.starts
    return _result(
        dataset,
        filters,
        question,
        found,
        why,
        "place_by_month",
        table[BY_MONTH],
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
            # Of the other PCNs, at this one's level over a year or more: not of the few
            # people of a month.
            Column("expected", "By the other PCNs", "number", decimals=0),
            Column("since", "Since the start", shown=False),
        ),
    )


def place_change(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """One row an outcome (people above the rule; everybody): ratio of observed over
    expected since the start, lower, upper, chance (the share of PCNs as far off),
    smallest (the least fall that could have been shown), places, people (above the rule
    seen in a usual month). No row as in `place_by_month`."""
    found, why = _told(dataset, filters, question)
    rows = [] if found is None else _rows(found)
    table = pd.DataFrame(rows, columns=OUTCOMES)

    def number(name: str, title: str) -> Column:
        return Column(name, title, "number", decimals=2, of="people")

    return _result(
        dataset,
        filters,
        question,
        found,
        why,
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


def _rows(found: PlaceChange) -> list[dict[str, object]]:
    """What each outcome says; everybody's only where it is known."""
    told = ((OFTEN, found.often), (EVERYBODY, found.everybody))
    return [
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
        for name, one in told
        if one is not None
    ]


def _told(
    dataset: Dataset, filters: Filters, question: Question
) -> tuple[PlaceChange | None, tuple[str, ...]]:
    """The answer; or None, and why there is none and what can be done."""
    try:
        return place_change_of(dataset, filters, question), ()
    except InputError as fault:
        if any(problem.stops for problem in fault.problems):
            raise
        one = fault.problems[0]
        return None, (one.found, one.remedy)


def _result(
    dataset: Dataset,
    filters: Filters,
    question: Question,
    found: PlaceChange | None,
    why: tuple[str, ...],
    name: str,
    table: pd.DataFrame,
    columns: tuple[Column, ...],
) -> Result:
    above = (
        f"more than {filters.more_than(question.kind)} {question.kind.called} in the "
        f"{filters.months} months to each month’s end"
    )
    place, since, beside = "", "", ""
    if found is not None:
        place = found.place
        since = f"by month, before and since {day_in_words(found.starts)}"
        beside = f"; {found.place} beside {found.places - 1} other PCNs"
    return Result(
        name=name,
        table=table,
        columns=columns,
        measure=f"{question.kind.called} of all people above the rule",
        population=place,
        period=since,
        rule=f"{above}{beside}.",
        fingerprint=dataset.fingerprint,
        notes=why,
        narrowed=is_narrowed(filters),
    )
