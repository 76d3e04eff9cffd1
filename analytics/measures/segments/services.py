"""Which local services take people of each published kind of need."""

from collections.abc import Iterable

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.kinds_of_need import KINDS, Kind
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.services.directory import OPEN, today
from analytics.measures.services.directory import services as listed
from analytics.store.dataset import Dataset
from analytics.store.usual_answers import kept_nowhere


@kept_nowhere
def services(dataset: Dataset, filters: Filters) -> Result:
    """The services of the dataset's list that take people of a kind: those that meet a
    need of theirs (`definitions.services.needs`), and are there still.

    Columns: kind, service, category, how_to_refer ("" where the list does not say). No
    rows where no services are loaded. It is about services, not about people.
    """
    there = listed(dataset, today().date())
    rows = [
        {
            "kind": kind.name,
            "service": one.name,
            "category": one.category,
            "how_to_refer": one.how_to_refer,
        }
        for kind in KINDS
        for one in there
        if one.state == OPEN and takes(kind, one.needs)
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


def takes(kind: Kind, met: Iterable[str]) -> bool:
    """Whether a service that meets such needs takes people of a kind."""
    return bool(set(met) & set(kind.needs))
