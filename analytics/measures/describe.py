"""Puts the words that travel with every number beside a measure's table."""

import pandas as pd

from analytics.measures.result import Column, Result
from analytics.measures.scope import Scope
from analytics.store.dataset import Dataset


def result(name: str, dataset: Dataset, scope: Scope, table: pd.DataFrame,
           columns: tuple[Column, ...], measure: str, notes: tuple[str, ...] = (),
           person_rows: bool = False) -> Result:
    """A Result with its period, population, rule and fingerprint filled in."""
    return Result(
        name=name, table=table, columns=columns, measure=measure,
        period=scope.filters.period(), population=scope.filters.who(),
        rule=scope.filters.sentence(), fingerprint=dataset.fingerprint,
        notes=(*notes, *dataset.manifest.notes), person_rows=person_rows,
        narrowed=bool(scope.filters.narrowed),
    )
