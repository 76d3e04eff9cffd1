"""A table of a before-and-after analysis with the words that belong to it."""

import pandas as pd

from analytics.definitions.words import day_in_words
from analytics.measures.result import Column, Result
from analytics.methods.impact import ImpactResult
from analytics.store.dataset import Dataset


def result_of(
    dataset: Dataset,
    found: ImpactResult,
    name: str,
    table: pd.DataFrame,
    columns: tuple[Column, ...],
    measure: str,
    person_rows: bool = False,
) -> Result:
    """A table of an analysis with the words that belong to its numbers: whom, when
    picked, how long before and after."""
    first, last = found.index_date, found.last_index_date
    picked = (
        f"picked on {day_in_words(first)}"
        if first == last
        else f"picked from {day_in_words(first)} to {day_in_words(last)}"
    )
    return Result(
        name=name,
        table=table,
        columns=columns,
        measure=measure,
        population=found.cohort,
        period=(
            f"{picked}, {found.window_months} months before and "
            f"{found.follow_up_months} after"
        ),
        rule=f"{found.cohort}, {picked}.",
        fingerprint=dataset.fingerprint,
        person_rows=person_rows,
        narrowed=found.narrowed,
    )
