"""Long-term conditions of the registered people beside England, where it publishes how
common they are."""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.published.prevalence import (
    AREA,
    Prevalence,
    prevalence_of,
    prevalences,
)
from analytics.definitions.words import sureness
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.population.groups import listed
from analytics.measures.population.registered_people import needs_list, on_the_day
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.proportion import wilson
from analytics.store.dataset import Dataset

RULES = (
    "England’s registers count by rules of their own; this list may count by others."
)


def beside_england(dataset: Dataset, filters: Filters) -> Result:
    """One row a condition of the list that England publishes a share of, the most
    common here first.

    Columns: condition, people (registered, of the ages that England's register counts,
    with it), whole (registered, of the ages that its share is of), share with low and
    high (95%, Wilson), england (a share), published (the same in words), of, counts
    (whom the register counts), year, source, sure (`words.sureness` of share ÷ england
    against 1). A note names the conditions that nothing is published of. People of
    unknown age are of no age from one on. Raises InputError without a list.
    """
    needs_list(dataset)
    scope = settle(dataset, filters)
    rows, without = _rows(dataset, scope)
    notes = [RULES] if len(rows) else []
    if without:
        notes.append(f"No figure for {AREA} was found of {'; '.join(without)}.")
    made = result(
        "beside_england",
        dataset,
        scope,
        rows.assign(share=None, low=None, high=None),
        _columns(),
        f"Registered people with each long-term condition, beside {AREA} of the same "
        "ages",
        tuple(notes),
    )
    return on_the_day(made, scope)


def _rows(dataset: Dataset, scope: Scope) -> tuple[pd.DataFrame, list[str]]:
    """The rows, and the conditions that nothing is published of."""
    people = listed(scope)
    ages = sorted({0, *(age for one in prevalences() for age in _ages(one))})
    enough = {f"n{age}": _old_enough(age) for age in ages}
    of_age = engine.run(dataset, people.agg(**enough)).iloc[0]
    each = people.select("person", "age", condition=_.conditions.unnest()).distinct()
    with_it = engine.run(dataset, each.group_by("condition").agg(**enough))
    with_it = with_it[with_it["condition"].fillna("") != ""]
    with_it = with_it.sort_values(["n0", "condition"], ascending=[False, True])
    rows, without = [], []
    for row in with_it.to_dict("records"):
        name = str(row["condition"])
        one = prevalence_of(name)
        if one is None:
            without.append(name)
            continue
        some = int(row[f"n{one.on_register_from}"])
        whole = int(of_age[f"n{one.of_from}"])
        sure = _sure(some, whole, one.share)
        said = (one.share, one.in_words, one.of, one.counts, one.year, one.source)
        rows.append((name, some, whole, *said, sure))
    names = ["condition", "people", "whole", "england", "published", "of", "counts"]
    frame = pd.DataFrame(rows, columns=[*names, "year", "source", "sure"])
    return frame.astype({"england": float}), without


def _ages(one: Prevalence) -> tuple[int, int]:
    return one.on_register_from, one.of_from


def _old_enough(age: int) -> ibis.Value:
    """How many rows are of somebody of that age or over; of anybody for 0."""
    return (_.age >= age).sum().fill_null(0) if age else _.count()


def _sure(some: int, whole: int, england: float) -> str:
    """How surely the share differs from England's."""
    if not whole:
        return sureness(float("nan"), float("nan"), float("nan"), nothing=1)
    low, high = (float(limit) for limit in wilson(some, whole))
    return sureness(some / whole / england, low / england, high / england, nothing=1)


def _columns() -> tuple[Column, ...]:
    def share(name: str, title: str, limit: str = "") -> Column:
        return Column(name, title, "percent", "people", "whole", limit=limit)

    return (
        Column("condition", "Long-term condition"),
        Column("people", "People with it, of those ages", "count"),
        Column("whole", "Registered people", "count"),
        share("share", "Here"),
        share("low", "95% from", "lower"),
        share("high", "to", "upper"),
        Column("england", AREA, "number", decimals=4, shown=False),
        Column("published", AREA),
        Column("of", "Share of"),
        Column("year", "When"),
        Column("counts", "The register counts"),
        Column("source", "Source"),
        Column("sure", "How sure", of="people", shown=False),
    )
