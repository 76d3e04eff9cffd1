"""The words that travel with counts of indicators: they came counted, so neither the
rule nor the window of frequent attenders is of them."""

import pandas as pd

from analytics.definitions.filters import Filters, Of
from analytics.definitions.words import day_in_words
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
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
    if filters.of(Of.HOMES, Of.PEOPLE, Of.USE, Of.EVENTS):
        notes = (ASKED, *notes)
    return Result(
        name=name,
        table=table,
        columns=columns,
        measure=measure,
        period=_period(filters),
        population=_places(filters),
        fingerprint=dataset.fingerprint,
        notes=notes,
        narrowed=is_narrowed(filters),
    )


def asked(dataset: Dataset, filters: Filters) -> str:
    """What the page of indicators is about, in one line: of which places, up to when;
    neither the rule nor the window of frequent attenders."""
    settled = settle(dataset, filters).filters
    places, period = _places(settled), _period(settled)
    return f"{places[:1].upper()}{places[1:]}; {period}."


def _places(filters: Filters) -> str:
    whole = filters.only(Of.RULE, Of.PRACTICES)
    return whole.who() if whole.narrowed else "every place with counts"


def _period(filters: Filters) -> str:
    return f"periods up to {day_in_words(filters.as_at)}"


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
