"""The electronic frailty index of each person, where the GP record has its deficits:
the conditions on the list and the reasons of GP visits. Codes of hospitals do not
count, since most people have none. Age alone is not frailty."""

from datetime import date, timedelta
from functools import lru_cache

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import GP
from analytics.definitions.population_segments import frailty_index as defined
from analytics.store.dataset import Dataset, table


@lru_cache(maxsize=16)
def coded(dataset: Dataset) -> pd.DataFrame:
    """text, deficit: the conditions and reasons there are that say a deficit."""
    people = table("people").select(text=_.conditions.unnest()).distinct()
    reasons = table(GP.table.name).select(text="reason_term").distinct()
    there = engine.run(dataset, people.union(reasons, distinct=True))["text"]
    return defined.deficits_in(there.dropna().astype("string"))


def seen(dataset: Dataset) -> int:
    """How many of the deficits somebody has."""
    return int(coded(dataset)["deficit"].nunique())


@lru_cache(maxsize=16)
def has_categories(dataset: Dataset) -> bool:
    """Whether the list has a category of frailty, as practices record it."""
    return engine.number(dataset, table("people").agg(n=_.frailty.count())) > 0


def why_not(dataset: Dataset) -> str:
    """Why the index cannot be told; "" where it can."""
    there = seen(dataset)
    if defined.can_be_told(there):
        return ""
    return (
        f"the GP record has {there} of the index’s {len(defined.deficits())} deficits"
    )


def having(dataset: Dataset, day: date) -> ibis.Table:
    """person, deficit: each deficit of each person that was recorded by a day."""
    says = coded(dataset).astype("str")
    schema = ibis.schema({"text": "string", "deficit": "string"})
    end = ibis.timestamp(str(day + timedelta(days=1)))
    listed = table("people").select("person", text=_.conditions.unnest())
    visits = table(GP.table.name).filter(_[GP.time] < end)
    every = listed.union(visits.select("person", text="reason_term"))
    found = every.inner_join(ibis.memtable(says, schema=schema), "text")
    return found.select("person", "deficit").distinct()


def each(dataset: Dataset, day: date) -> ibis.Table:
    """person, index: the share of the deficits, of who has one."""
    many = len(defined.deficits())
    return having(dataset, day).group_by("person").agg(index=_.count() / many)
