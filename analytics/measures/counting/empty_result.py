"""When the filters leave nobody, which of them did it."""

from functools import lru_cache

from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters, filter_called
from analytics.errors import Problem
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.store.dataset import Dataset


def people_left(dataset: Dataset, filters: Filters) -> int:
    """People with any use in the window under the filters."""
    return _with_any_use(dataset, settle(dataset, filters).by_rules_of(()))


@lru_cache(maxsize=16)  # keyed on the dataset's fingerprint; each page asks it first
def _with_any_use(dataset: Dataset, scope: Scope) -> int:
    return engine.number(dataset, use(scope).agg(n=_.count()))


def nobody_left(dataset: Dataset, filters: Filters) -> tuple[Problem, ...]:
    """Empty where somebody is left; else a Problem that names the filter to change.

    A filter is named where clearing it alone brings people back; if none does, all are
    named.
    """
    if people_left(dataset, filters):
        return ()
    filters = settle(dataset, filters).filters
    alone = [
        name for name in filters.narrowed if people_left(dataset, filters.without(name))
    ]
    titles = [filter_called(name).title for name in alone or filters.narrowed]
    if not titles:
        return (
            Problem(
                rule="nobody_left",
                found=f"Nobody attended in {filters.period()}.",
                remedy="Choose another day or a longer window.",
                stops=False,
            ),
        )
    return (
        Problem(
            rule="nobody_left",
            found=f"Nobody is left: {filters.who()}, in {filters.period()}.",
            remedy=(
                "Clear or widen "
                + " or ".join(f"“{title}”" for title in titles)
                + (
                    " to see people again."
                    if alone
                    else " together to see people again."
                )
            ),
            stops=False,
        ),
    )
