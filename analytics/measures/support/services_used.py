"""Which services people were put in touch with, and which nobody was."""

import pandas as pd

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.labels import folded
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.support.offers import offers
from analytics.store.dataset import Dataset, table

ELSEWHERE = "Not in the directory"


def services_used(dataset: Dataset, filters: Filters) -> Result:
    """One row a service of the directory or of the caseload: service, category, people
    (of those for whom support began by the as-at day, put in touch with it; each once),
    most people first."""
    made = offers(dataset, filters)
    links = links_of(dataset, made[made["begun"]])
    counted = links.groupby("service")["person"].nunique()
    known = directory(dataset)
    names = [*known, *(name for name in counted.index if name not in known)]
    frame = pd.DataFrame(
        {
            "service": names,
            "category": [known.get(name, ELSEWHERE) for name in names],
            "people": [int(counted.get(name, 0)) for name in names],
        }
    )
    frame = frame.sort_values(
        ["people", "service"], ascending=[False, True], ignore_index=True
    )
    return result(
        "services_used",
        dataset,
        settle(dataset, filters),
        frame,
        (
            Column("service", "Service"),
            Column("category", "Kind of help"),
            Column("people", "People put in touch", "count"),
        ),
        "People whose support began, by what they were put in touch with",
    )


def directory(dataset: Dataset) -> dict[str, str]:
    """The services of the directory: name and category ("Other help" where it says
    none)."""
    rows = engine.run(dataset, table("services").select("name", "category"))
    return {
        str(row.name): str(row.category) if pd.notna(row.category) else "Other help"
        for row in rows.sort_values("name").itertuples(index=False)
    }


def links_of(dataset: Dataset, made: pd.DataFrame) -> pd.DataFrame:
    """A row for each offer and service that came of it: the offer's columns, service
    (as the directory calls it, whatever the case), category."""
    known = directory(dataset)
    called = {folded(name): name for name in known}
    links = made.explode("services").dropna(subset=["services"])
    said = links["services"].astype(str)
    names = said.map(lambda text: called.get(folded(text), text.strip()))
    categories = names.map(lambda name: known.get(name, ELSEWHERE))
    return links.assign(service=names, category=categories)
