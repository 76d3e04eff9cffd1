"""How few people take how much of what hospitals cost."""

from functools import lru_cache, reduce

import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.words import listed
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.footprint.used import used
from analytics.measures.footprint.whom import RULE, people
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset

SHARES = (0.005, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0)


def concentration(dataset: Dataset, filters: Filters) -> Result:
    """What the people who cost hospitals most take of all that hospitals cost, of
    everybody registered: a row for each share of them.

    Columns: share_of_people, people (so many), pounds (what they cost), all_pounds,
    share (of the cost), all_people, services (of which kinds, in words). People at the
    margin of a share are taken whole. No row where no hospital extract has a cost.
    """
    scope = settle(dataset, filters)
    hospital = tuple(kind for kind in dataset.kinds if kind.in_hospital)
    costs, everyone = _costs(dataset, scope, hospital) if hospital else (np.zeros(0), 0)
    whole = float(costs.sum())
    rows = []
    for share in SHARES if whole > 0 else ():
        number = round(everyone * share)
        rows.append(
            {
                "share_of_people": share,
                "people": number,
                "pounds": float(costs[:number].sum()),
                "all_pounds": whole,
                "all_people": everyone,
                "services": listed(kind.service for kind in hospital),
            }
        )
    names = ["share_of_people", "people", "pounds", "all_pounds", "all_people"]
    frame = pd.DataFrame(rows, columns=[*names, "services"]).assign(share=None)
    return result(
        "concentration_of_cost",
        dataset,
        scope,
        frame,
        (
            Column("share_of_people", "Share of people", "number", decimals=3),
            Column("people", "People who cost most", "count"),
            Column("pounds", "Their cost (£)", "money", of="people"),
            Column("share", "Share of cost", "percent", "pounds", "all_pounds"),
            Column(
                "all_pounds", "All cost (£)", "money", of="all_people", like="pounds"
            ),
            Column("all_people", "People", "count", shown=False),
            Column("services", "Of", shown=False),
        ),
        "What hospitals cost, by the people who cost most",
    )


@lru_cache(maxsize=8)
def _costs(
    dataset: Dataset, scope: Scope, hospital: tuple[EventKind, ...]
) -> tuple[np.ndarray, int]:
    """Pounds of each person with any, most first; and how many people there are."""
    everybody = people(dataset, scope, RULE)
    each = [used(kind, scope).select("person", "pounds") for kind in hospital]
    together = reduce(lambda one, more: one.union(more), each)
    cost = together.group_by("person").agg(pounds=_.pounds.sum())
    cost = cost.semi_join(everybody, "person").filter(_.pounds > 0)
    found = engine.run(dataset, cost.select("pounds").order_by(_.pounds.desc()))
    number = engine.number(dataset, everybody.agg(n=_.count()))
    return found["pounds"].to_numpy(float), number
