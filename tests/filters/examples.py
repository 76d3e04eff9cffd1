"""A value for each filter that is declared, taken from its declaration and the data."""

from datetime import date
from typing import Any

from analytics.definitions.filters import Day, Filter, Number, Of, declared
from analytics.measures.counting.offered_values import offered_values, values_within
from analytics.store.dataset import Dataset

PLACES = (Of.PRACTICES, Of.HOMES)


def values(dataset: Dataset, one: Filter) -> list[Any]:
    """Values that a filter may take other than its default; of several, one at a
    time."""
    if isinstance(one.control, Day):
        return [date(2023, 11, 30)]
    if isinstance(one.control, Number):
        return [45 if one.default is None else one.default // 2]
    return [(value,) for value in offered_values(dataset, one)]


def together(dataset: Dataset) -> dict[str, Any]:
    """A value for each filter, such that all can be chosen at once: places that lie
    within each other."""
    chosen: dict[Filter, Any] = {}
    for one in declared():
        if one.of in PLACES:
            wider = {other: chosen[other] for other in chosen if other.of is one.of}
            chosen[one] = (next(iter(values_within(dataset, one, wider))),)
        else:
            chosen[one] = values(dataset, one)[0]
    return {one.name: value for one, value in chosen.items()}
