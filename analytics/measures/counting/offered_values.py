"""What a filter can be set to in a dataset, where its declaration leaves that to the
data."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import pandas as pd

from analytics import engine
from analytics.definitions.event_kinds import kinds
from analytics.definitions.filters import Filter, Of, Several
from analytics.definitions.filters.people import COHORT
from analytics.definitions.labels import folded
from analytics.measures.counting.known_places import known_areas, known_places
from analytics.store.cohorts import saved
from analytics.store.dataset import Dataset, table

KNOWN = {Of.PRACTICES: known_places, Of.HOMES: known_areas}
Meant = Mapping[str, tuple[str, ...]]


def offered_values(dataset: Dataset, one: Filter) -> dict[str, str]:
    """Each value that a filter may be set to, and what it is called, in that order.

    The titles of its declaration; else the places, or what people and events hold
    (lists value by value). Empty where the data hold none, and for what is no choice of
    several values.
    """
    if one is COHORT:  # kept beside the versions, so not of one of them
        return {name: name for name in saved(dataset)}
    return dict(_offered(dataset, one))


def values_within(
    dataset: Dataset, one: Filter, chosen: Mapping[Filter, Sequence[str]]
) -> dict[str, str]:
    """The same of a filter of places, of those alone that lie in the wider places
    chosen. chosen: filters of the same sort and their values."""
    known = KNOWN[one.of](dataset)
    inside = pd.Series(True, index=known.index)
    for wider, values in chosen.items():
        if values:
            inside &= known[wider.chosen_by].isin(values)
    return _places(known[inside], one)


def meant(dataset: Dataset, one: Filter, text: str) -> tuple[str, ...]:
    """The values of a filter of places that a text stands for, whatever its case and
    blanks: a value, a code, a title, "name (code)", or a name as a file has it.

    None where there is no such place; several where the name is that of several. What
    is of one place alone comes before a name that another has too.
    """
    key = folded(text)
    for way in _ways(dataset, one):
        if key in way:
            return way[key]
    return ()


@lru_cache(maxsize=64)  # keyed on the dataset's fingerprint
def _ways(dataset: Dataset, one: Filter) -> tuple[Meant, ...]:
    """By what a place is found, the surest first: folded text → values."""
    known = KNOWN[one.of](dataset)
    texts = [known[one.chosen_by], known[one.column]]
    texts += [known[one.named]] if one.named else []
    if one.also and one.named:
        texts.append(known[one.also] + " (" + known[one.column] + ")")
    texts += [known[one.also]] if one.also else []
    ways = []
    for column in texts:
        found: dict[str, dict[str, None]] = {}
        for text, value in zip(column, known[one.chosen_by], strict=True):
            if text and value:
                found.setdefault(folded(text), {})[value] = None
        ways.append({key: tuple(values) for key, values in found.items()})
    return tuple(ways)


@lru_cache(maxsize=256)  # keyed on the dataset's fingerprint
def _offered(dataset: Dataset, one: Filter) -> tuple[tuple[str, str], ...]:
    if not isinstance(one.control, Several):
        return ()
    if one.control.titles:
        return tuple(one.control.titles.items())
    if one.of in KNOWN:
        return tuple(_places(KNOWN[one.of](dataset), one).items())
    titles = {value: one.control.in_words(value) for value in _held(dataset, one)}
    return tuple(sorted(titles.items(), key=lambda item: item[1].casefold()))


def _places(known: pd.DataFrame, one: Filter) -> dict[str, str]:
    """Values and titles of the places of one filter, in the order of the titles."""
    titles = known[one.named or one.column]
    values = known[one.chosen_by]
    pairs = {value: title for value, title in zip(values, titles, strict=True) if value}
    return dict(sorted(pairs.items(), key=lambda item: (item[1].casefold(), item[0])))


def _held(dataset: Dataset, one: Filter) -> list[str]:
    """The distinct values of its column; of people, or of the kind's months."""
    of_kind = (kind.months for kind in kinds() if one in kind.filters)
    rows = table(next(of_kind, "people"))
    column = rows[one.column]
    if column.type().is_array():
        column = column.unnest()
    found = rows.select(value=column).distinct()
    return [
        str(value) for value in engine.run(dataset, found)["value"] if pd.notna(value)
    ]
