"""Long-term conditions of the registered people."""

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.population.groups import listed
from analytics.measures.population.registered_people import needs_list, on_the_day
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset

SEVERAL = "Who has several conditions counts with each, so they do not add up."


def conditions(dataset: Dataset, filters: Filters) -> Result:
    """Registered people with each long-term condition on the list, the most common
    first.

    Columns: condition, people, registered, share (of the registered); and where the
    filters leave somebody out, of everybody registered in the dataset besides:
    all_people, all_registered, all_share (else nulls). Raises InputError without a
    list.
    """
    needs_list(dataset)
    scope = settle(dataset, filters)
    found, many = counts(dataset, scope)
    found["registered"] = many
    narrowed = bool(scope.filters.narrowed)
    if narrowed:
        every, all_many = counts(dataset, scope.of_everybody)
        every = every.rename(columns={"people": "all_people"})
        found = found.merge(every, on="condition", how="left")
        found["all_people"] = found["all_people"].fillna(0).astype("int64")
        found["all_registered"] = all_many
    found = found.assign(share=None, all_share=None)
    beside = (
        Column("all_people", "Everybody in the data with it", "count", shown=False),
        Column("all_registered", "Everybody registered", "count", shown=False),
        Column(
            "all_share",
            "Share of everybody in the data",
            "percent",
            "all_people",
            "all_registered",
            decimals=2,
        ),
    )
    if not narrowed:
        found = found.drop(columns="all_share")
    made = result(
        "conditions",
        dataset,
        scope,
        found,
        (
            Column("condition", "Long-term condition"),
            Column("people", "Registered people with it", "count"),
            Column("registered", "Registered people", "count", shown=False),
            Column(
                "share",
                "Share of registered people",
                "percent",
                "people",
                "registered",
                decimals=2,
            ),
            *(beside if narrowed else ()),
        ),
        "Registered people with each long-term condition",
        (SEVERAL,) if len(found) else (),
    )
    return on_the_day(made, scope)


def counts(dataset: Dataset, scope: Scope) -> tuple[pd.DataFrame, int]:
    """condition, people (registered in scope with it, the most first); and how many are
    registered in scope."""
    people = listed(scope)
    each = people.select("person", condition=_.conditions.unnest()).distinct()
    found = engine.run(dataset, each.group_by("condition").agg(people=_.count()))
    found = found[found["condition"].notna() & (found["condition"] != "")]
    found = found.sort_values(
        ["people", "condition"], ascending=[False, True], ignore_index=True
    )
    return found, engine.number(dataset, people.agg(n=_.count()))
