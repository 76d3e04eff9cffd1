"""Which local services take people of each published kind of need."""

import pandas as pd

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.kinds_of_need import KINDS, Kind
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset, table


def services(dataset: Dataset, filters: Filters) -> Result:
    """The services of the dataset's list that take people of a kind, by the words of
    the kind in their category or name.

    Columns: kind, service, category, how_to_refer ("" where the list does not say). No
    rows where no services are loaded. It is about services, not about people.
    """
    there = pd.DataFrame(columns=["name", "category", "how_to_refer"])
    if dataset.has("services"):
        listed = table("services").select("name", "category", "how_to_refer")
        there = engine.run(dataset, listed).fillna("")
    rows = [
        {
            "kind": kind.name,
            "service": row.name,
            "category": row.category,
            "how_to_refer": row.how_to_refer,
        }
        for kind in KINDS
        for row in there.sort_values("name").itertuples(index=False)
        if takes(kind, f"{row.category} {row.name}")
    ]
    columns = (
        Column("kind", "Kind"),
        Column("service", "Service"),
        Column("category", "What kind of help"),
        Column("how_to_refer", "How to refer"),
    )
    return result(
        "services",
        dataset,
        settle(dataset, filters),
        pd.DataFrame(rows, columns=[column.name for column in columns]),
        columns,
        "Local services for each published kind of need",
    )


def takes(kind: Kind, called: str) -> bool:
    """Whether a service of that category and name takes people of a kind."""
    return any(word in called.casefold() for word in kind.services)
