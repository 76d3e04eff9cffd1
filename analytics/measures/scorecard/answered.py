"""The words that travel with a scorecard's numbers: whose month they are of."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.words import month_in_words
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import is_narrowed
from analytics.measures.scorecard.group import Group, group_of
from analytics.measures.scorecard.picked import is_saved
from analytics.measures.scorecard.wanted import Wanted
from analytics.store.dataset import Dataset


def answered(
    name: str,
    dataset: Dataset,
    filters: Filters,
    wanted: Wanted,
    table: pd.DataFrame,
    columns: tuple[Column, ...],
    measure: str,
    notes: tuple[str, ...] = (),
    period: str = "",
) -> Result:
    """A Result with its cohort, month and fingerprint filled in. A saved cohort is of
    people whom somebody chose, so small numbers of it are hidden further."""
    group = group_of(dataset, filters, wanted)
    scope = settle(dataset, group.filters)
    return Result(
        name=name,
        table=table,
        columns=columns,
        measure=measure,
        period=period or month_in_words(group.month),
        population=_whom(group, scope.filters),
        rule=scope.filters.sentence(),
        fingerprint=dataset.fingerprint,
        notes=(*notes, *group.notes, *dataset.manifest.notes),
        narrowed=is_narrowed(scope.filters) or is_saved(wanted),
    )


def asked(dataset: Dataset, filters: Filters, wanted: Wanted) -> str:
    """Whom and which month a scorecard is of, in one line."""
    group = group_of(dataset, filters, wanted)
    said = _whom(group, group.filters)
    return f"{said[:1].upper()}{said[1:]}; {month_in_words(group.month)}."


def _whom(group: Group, filters: Filters) -> str:
    narrowed = bool(filters.narrowed)
    return f"{group.picked.words}{f', {filters.who()}' if narrowed else ''}"
