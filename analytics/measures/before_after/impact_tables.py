"""A before-and-after analysis as tables: the outcome, the course, the methods.

Each is a measure `(dataset, filters, question)`; all of them are made of one
`impact.impact_of`, which is kept.
"""

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.before_after.described import result_of
from analytics.measures.before_after.impact import impact_of
from analytics.measures.before_after.question import Question
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset

BETWEEN = "; "  # the reasons why a claim is withheld
SMOOTHED = 3  # months: what is expected is drawn as a course, not as a forecast


def outcome(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """One row: people, before, after (attendances), person-years, rates, died, left."""
    found = impact_of(dataset, filters, question)
    table = pd.DataFrame(
        [
            dict(
                people=found.people,
                before=found.before,
                after=found.after,
                before_years=found.before_years,
                after_years=found.after_years,
                before_rate=None,
                after_rate=None,
                crude_change=found.crude_change,
                died=found.died,
                left=found.left,
            )
        ]
    )
    called = found.kind.called
    return result_of(
        dataset,
        found,
        "outcome",
        table,
        (
            Column("people", "People", "count"),
            Column("before", f"{called} before", "count", of="people"),
            Column("after", f"{called} after", "count", of="people"),
            Column("before_years", "Person-years before", "years", of="people"),
            Column("after_years", "Person-years after", "years", of="people"),
            Column(
                "before_rate", "A person-year before", "ratio", "before", "before_years"
            ),
            Column(
                "after_rate", "A person-year after", "ratio", "after", "after_years"
            ),
            Column(
                "crude_change",
                "Crude change of the rate",
                "number",
                decimals=2,
                of="people",
                gives_away=("before", "after"),
            ),
            Column("died", "Died", "count"),
            Column("left", "Left", "count"),
        ),
        f"{called} before and after",
    )


def course(
    dataset: Dataset, filters: Filters, question: Question, months: int = 1
) -> Result:
    """Month by month: attendances and the rate observed, and the rate to be expected
    anyway.

    Columns: month (the first of a row's; 0: the first after the index date), events,
    person_years, rate, expected (both a person-year; of the best method that has a
    course, NaN where none has), drawn (expected as its mean over three months). months:
    in a row; a meeting sees three together of few people.
    """
    found = impact_of(dataset, filters, question)
    table = found.course[["month", "events", "person_years"]].copy()
    best = next((e for e in found.estimates if len(e.expected_course)), None)
    table["expected"] = float("nan")
    if best is not None:
        expected = pd.Series(best.expected_course, index=best.months)
        table["expected"] = table["month"].map(expected)
    table["month"] = table["month"] // months * months
    weighted = table["expected"] * table["person_years"]
    table = (
        table.assign(expected=weighted)
        .groupby("month", as_index=False)
        .sum(min_count=1)
    )
    table["expected"] /= table["person_years"]
    table["drawn"] = table["expected"]
    if months == 1:
        table["drawn"] = (
            table["expected"].rolling(SMOOTHED, center=True, min_periods=1).mean()
        )
    table["events"] = table["events"].astype(float)
    called = found.kind.called
    return result_of(
        dataset,
        found,
        "course",
        table.assign(rate=None, people=found.people),
        (
            Column("month", "Months from the index date", "number", decimals=0),
            Column("events", called, "count"),
            Column("person_years", "Person-years", "years", of="people"),
            Column(
                "rate", "A person-year, observed", "ratio", "events", "person_years"
            ),
            Column("expected", "A person-year, expected anyway", "number", of="people"),
            Column("drawn", "Expected, as drawn", "number", of="people", shown=False),
            Column("people", "People in the group", "count", shown=False),
        ),
        f"{called} a person-year, by {'month' if months == 1 else f'{months} months'}",
    )


def rungs(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """One row a method, best first: what it expects, the rate ratio, attendances
    avoided; why it stands where it does, and a paragraph for a director; and on each
    row what may be claimed: claim, agree (whether two methods expect the same),
    condition, tipping, because, listed. All of these rest on the people."""
    found = impact_of(dataset, filters, question)
    table = pd.DataFrame(
        [
            dict(
                method=e.label,
                expected=e.expected_change,
                expected_lower=e.expected_lower,
                expected_upper=e.expected_upper,
                ratio=e.rate_ratio,
                lower=e.lower,
                upper=e.upper,
                avoided=e.avoided,
                avoided_lower=e.avoided_lower,
                avoided_upper=e.avoided_upper,
                comparators=e.comparators,
                people=found.people,
                why=e.why_this_rung,
                paragraph=e.paragraph,
            )
            for e in found.estimates
        ]
    )
    numeric = [c for c in table.columns if c not in ("method", "why", "paragraph")]
    table[numeric] = table[numeric].astype(float)
    checks = found.checks
    table["claim"] = found.claim
    table["agree"] = checks is None or checks.agree
    table["condition"] = "" if checks is None else checks.condition
    table["because"] = "" if checks is None else BETWEEN.join(checks.because)
    table["listed"] = "" if checks is None else checks.listed
    tipping = None if checks is None else checks.tipping_point
    table["tipping"] = np.nan if tipping is None else tipping
    return result_of(
        dataset,
        found,
        "rungs",
        table,
        (
            Column("method", "Method"),
            Column(
                "expected", "Change expected anyway", "number", decimals=2, of="people"
            ),
            Column("expected_lower", "from", "number", decimals=2, of="people"),
            Column("expected_upper", "to", "number", decimals=2, of="people"),
            Column("ratio", "Rate ratio", "number", decimals=2, of="people"),
            Column("lower", "95% from", "number", decimals=2, of="people"),
            Column("upper", "95% to", "number", decimals=2, of="people"),
            Column("avoided", "Attendances avoided", "number", decimals=0, of="people"),
            Column("avoided_lower", "at least", "number", decimals=0, of="people"),
            Column("avoided_upper", "at most", "number", decimals=0, of="people"),
            Column("comparators", "People compared with", "count"),
            Column("people", "People in the group", "count"),
            Column("why", "Why it stands here", of="people", shown=False),
            Column("paragraph", "In words", of="people", shown=False),
            Column("claim", "What may be claimed", of="people", shown=False),
            Column("agree", "Methods agree", of="people", shown=False),
            Column("condition", "What it rests on", of="people", shown=False),
            Column("because", "Why it is withheld", of="people", shown=False),
            Column("listed", "Who is listed", of="people", shown=False),
            Column(
                "tipping",
                "What would undo it",
                "number",
                decimals=2,
                of="people",
                shown=False,
            ),
        ),
        "What each method says",
    )


def assumptions(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """What each method assumes, for an analyst: method, assumption (a text with numbers
    that no meeting sees)."""
    found = impact_of(dataset, filters, question)
    rows = [(e.label, text) for e in found.estimates for text in e.assumptions]
    return result_of(
        dataset,
        found,
        "assumptions",
        pd.DataFrame(rows, columns=["method", "assumption"]),
        (
            Column("method", "Method"),
            Column("assumption", "What it assumes", private=True),
        ),
        "What each method assumes",
    )


def remarks(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """What an analyst must know of the analysis, such as who was left out: remark (a
    text with exact counts, so that no meeting sees it)."""
    found = impact_of(dataset, filters, question)
    return result_of(
        dataset,
        found,
        "remarks",
        pd.DataFrame({"remark": list(found.notes)}, dtype=object),
        (Column("remark", "To know", private=True),),
        "What to know of the analysis",
    )
