"""The same question of before and after asked other ways, and at other times."""

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.words import plain
from analytics.errors import InputError, Problem
from analytics.measures.before_after.described import result_of
from analytics.measures.before_after.impact import (
    answered,
    ask_about,
    impact_of,
    known_only_then,
)
from analytics.measures.before_after.question import Question
from analytics.measures.result import Column, Result
from analytics.methods.impact import ImpactResult
from analytics.methods.impact.checks.outcome import Placebo
from analytics.methods.impact.placebo import placebo
from analytics.methods.impact.sensitivity import horizons, sensitivity
from analytics.methods.impact.sensitivity import row as sensitivity_row
from analytics.store.dataset import Dataset

TOP_TENTH = "top:10%"
ALL_DATES = "all earlier dates together"


def asked_otherwise(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """The analysis without its top people, with washouts, other windows and rules:
    columns of `_variants` (methods.impact.sensitivity)."""
    asked = ask_about(dataset, filters, question)
    found = impact_of(dataset, filters, question)
    table = answered(
        lambda: sensitivity(
            asked.panel,
            asked.rule,
            asked.on,
            question.follow_up,
            filters.months,
            base=found,
        ),
        asked.panel,
    )
    # At another index date other people would be chosen, or by what came after it.
    if known_only_then(filters) or asked.rule.called:
        table = table[~table["variant"].str.startswith("picked ")].reset_index(
            drop=True
        )
    return _variants(
        dataset,
        found,
        table,
        "asked_otherwise",
        "The same question asked other ways",
    )


def further_on(dataset: Dataset, filters: Filters, question: Question) -> Result:
    """Follow-up of 3, 6, 12, 24 months and the second year by itself, as far as the
    data goes: columns of `_variants`."""
    asked = ask_about(dataset, filters, question)
    found = impact_of(dataset, filters, question)
    table = answered(
        lambda: horizons(
            asked.panel,
            asked.rule,
            asked.on,
            filters.months,
            base=(question.follow_up, found),
        ),
        asked.panel,
    )
    return _variants(
        dataset,
        found,
        table.rename(columns={"horizon": "variant"}),
        "further_on",
        "Shorter and longer follow-up",
    )


def when_no_programme_ran(
    dataset: Dataset, filters: Filters, question: Question
) -> Result:
    """The analysis at dates before the programme, the real one as its last row: columns
    of `_variants`. Raises InputError where such a date would choose by what came
    after."""
    if known_only_then(filters):
        raise InputError(
            Problem(
                rule="placebo",
                found="People’s reasons, kinds of need and cohorts are known as of "
                "the index date: at an earlier date they would choose by what came "
                "after it.",
                remedy="Clear the filters for reasons, kinds of need and cohorts to "
                "see earlier dates.",
                stops=False,
            )
        )
    asked = ask_about(dataset, filters, question)
    found = impact_of(dataset, filters, question)
    past = answered(
        lambda: placebo(
            asked.panel, asked.rule, asked.on, question.follow_up, filters.months
        ),
        asked.panel,
    )
    rows = [past, pd.DataFrame([_with_the_programme(found)])]
    pooled = None if found.checks is None else found.checks.placebo_in_time
    if pooled is not None:
        rows.insert(0, pd.DataFrame([_pooled(pooled)]))
    table = pd.concat(rows, ignore_index=True)
    return _variants(
        dataset, found, table, "placebos", "The same analysis when no programme ran"
    )


def _pooled(past: Placebo) -> dict[str, object]:
    """All dates together, as a row of the variants."""
    return {
        "variant": ALL_DATES,
        "people": past.people,
        "rate_ratio": past.rate_ratio,
        "lower": past.lower,
        "upper": past.upper,
        "smallest_seen": past.smallest_seen,
        "note": "",
    }


def _with_the_programme(found: ImpactResult) -> dict[str, object]:
    """The answer itself, as a row of the variants."""
    return sensitivity_row("with the programme", lambda: found)


def _variants(
    dataset: Dataset, found: ImpactResult, table: pd.DataFrame, name: str, measure: str
) -> Result:
    """One row a variant: variant, people, crude_change, expected_change, ratio, lower,
    upper, note, smallest_seen (the fall that would have been found, of placebos).
    found: the analysis that they are variants of."""
    table = table.rename(columns={"rate_ratio": "ratio"})
    if "smallest_seen" not in table:
        table["smallest_seen"] = np.nan
    table["variant"] = table["variant"].map(plain)
    return result_of(
        dataset,
        found,
        name,
        table,
        (
            Column("variant", "Variant"),
            Column("people", "People", "count"),
            Column("crude_change", "Crude change", "number", decimals=2, of="people"),
            Column(
                "expected_change", "Expected anyway", "number", decimals=2, of="people"
            ),
            Column("ratio", "Rate ratio", "number", decimals=2, of="people"),
            Column("lower", "95% from", "number", decimals=2, of="people"),
            Column("upper", "95% to", "number", decimals=2, of="people"),
            Column("note", "Note"),
            Column(
                "smallest_seen",
                "Smallest fall it would have found",
                "number",
                decimals=2,
                of="people",
                shown=False,
            ),
        ),
        measure,
    )
