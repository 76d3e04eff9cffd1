"""The practices in view: those that the extracts of a rule cover."""

from functools import lru_cache

import pandas as pd
from ibis import _

from analytics import engine
from analytics.measures.counting.known_places import known_places
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.spells import registrations_on
from analytics.measures.places.cells import covered
from analytics.measures.places.rule import Rule
from analytics.store.dataset import Dataset, table


def practices_in_view(dataset: Dataset, scope: Scope, rule: Rule) -> pd.DataFrame:
    """Practices that the rule's extracts cover: what each is called and in
    (`known_places`), lat, lon, list_size, on_list."""
    return _in_view(dataset, scope.by_rules_of(()), rule)


@lru_cache(maxsize=16)  # keyed on the dataset's fingerprint: each figure starts from it
def _in_view(dataset: Dataset, scope: Scope, rule: Rule) -> pd.DataFrame:
    here = covered(scope, rule)
    listed = (
        registrations_on(scope.filters.as_at).select(listed="practice_code").distinct()
    )
    details = table("practices").rename(code="practice_code")
    view = here.left_join(details, here.practice_code == details.code)
    view = view.left_join(listed, view.practice_code == listed.listed)
    found = engine.run(
        dataset,
        view.select(
            "practice_code", "lat", "lon", "list_size", on_list=_.listed.notnull()
        ),
    )
    known = known_places(dataset).drop(columns="name")
    return found.merge(known, "left", "practice_code")
