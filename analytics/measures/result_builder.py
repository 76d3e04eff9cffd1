"""Puts the words that travel with every number beside a measure's table."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.words import months_in_words
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.window_filled import window_filled
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset


def is_narrowed(asked: Filters) -> bool:
    """Whether somebody chose whom or what to count: by a filter, or by a rule of their
    own."""
    return bool(asked.narrowed) or asked.own_rule


def result(
    name: str,
    dataset: Dataset,
    scope: Scope,
    table: pd.DataFrame,
    columns: tuple[Column, ...],
    measure: str,
    notes: tuple[str, ...] = (),
    person_rows: bool = False,
    desk_only: str = "",
    months: pd.Series | None = None,
) -> Result:
    """A Result with its period, population, rule and fingerprint filled in.

    months: those that the table is of (first days, in order), where these are not the
    window's.
    """
    own_period = "" if months is None else months_in_words(months)
    return Result(
        name=name,
        table=table,
        columns=columns,
        measure=measure,
        period=own_period or scope.filters.period(),
        population=scope.filters.who(),
        rule=scope.filters.sentence(),
        fingerprint=dataset.fingerprint,
        notes=(
            *notes,
            *window_filled(dataset, scope.filters),
            *dataset.manifest.notes_of_figures,
        ),
        person_rows=person_rows,
        narrowed=is_narrowed(scope.filters),
        desk_only=desk_only,
    )
