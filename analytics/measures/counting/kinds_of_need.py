"""Which published kind each frequent attender is of (`definitions.kinds`), so as to
filter by it."""

from dataclasses import replace
from functools import lru_cache

import pandas as pd

from analytics.measures.counting.features import features
from analytics.measures.counting.scope import Scope
from analytics.methods.segments.rules import by_rule
from analytics.store.dataset import Dataset


def persons_of(dataset: Dataset, scope: Scope) -> tuple[int, ...]:
    """The frequent attenders in scope who are of the kinds chosen
    (`filters.segments`)."""
    everyone = replace(scope, filters=scope.filters.with_(segments=()), persons=None)
    found = kinds(dataset, everyone)
    return tuple(
        int(person) for person in found.index[found.isin(scope.filters.segments)]
    )


@lru_cache(
    maxsize=32
)  # keyed on the dataset's fingerprint; every measure of a page asks it
def kinds(dataset: Dataset, scope: Scope) -> pd.Series:
    """The kind (slug) of each frequent attender in scope, by person."""
    people = features(dataset, scope).set_index("person")
    return by_rule(people, scope.filters.months)
