"""The words that travel with counts of indicators: they came counted, so neither the
rule nor the window of frequent attenders is of them."""

import pandas as pd

from analytics.definitions.filters import Of
from analytics.definitions.words import day_in_words
from analytics.measures.counting.scope import Scope
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import is_narrowed
from analytics.store.dataset import Dataset

ASKED = "Filters of people and of events do not change these counts: they came counted."


def answer(
    name: str,
    dataset: Dataset,
    scope: Scope,
    table: pd.DataFrame,
    columns: tuple[Column, ...],
    measure: str,
    notes: tuple[str, ...] = (),
) -> Result:
    """A Result with its places, day and fingerprint filled in."""
    filters = scope.filters
    whole = filters.only(Of.RULE, Of.PRACTICES)
    if filters.of(Of.HOMES, Of.PEOPLE, Of.USE, Of.EVENTS):
        notes = (ASKED, *notes)
    return Result(
        name=name,
        table=table,
        columns=columns,
        measure=measure,
        period=f"periods up to {day_in_words(filters.as_at)}",
        population=whole.who() if whole.narrowed else "every place with counts",
        fingerprint=dataset.fingerprint,
        notes=notes,
        narrowed=is_narrowed(filters),
    )


def interval_columns() -> tuple[Column, Column]:
    """The 95% limits of numerator ÷ denominator, hidden with the numerator."""

    def limit(name: str, title: str, side: str) -> Column:
        return Column(
            name,
            title,
            "percent",
            "numerator",
            "denominator",
            limit=side,
            of="numerator",
        )

    return limit("low", "95% from", "lower"), limit("high", "to", "upper")


def target_columns() -> tuple[Column, Column]:
    """What is to be reached, as shares, for charts."""
    return (
        Column("target_low", "Target from", "number", decimals=3, shown=False),
        Column("target_high", "Target to", "number", decimals=3, shown=False),
    )
