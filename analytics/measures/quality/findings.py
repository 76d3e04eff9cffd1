"""Can these data be trusted, and what does each flaw do to the answers? The flaws,
worst first."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.quality.checks import CHECKS
from analytics.measures.quality.fields import of_places, places_only
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset

COLUMNS = (
    Column("kind", "Kind", shown=False),
    Column("weight", "Weight", "number", decimals=0, shown=False),
    Column("extract", "Where"),
    Column("slug", "Of which extract", shown=False),
    Column("other", "Against which", shown=False),
    Column("subject", "What"),
    Column("month", "From", shown=False),
    Column("rows", "Rows", "count"),
    Column("of", "Of", "count"),
    Column("share", "Share", "percent", "rows", "of", decimals=1),
    Column("rows_before", "Rows before", "count"),
    Column("of_before", "Of, before", "count"),
    Column(
        "share_before",
        "Share before",
        "percent",
        "rows_before",
        "of_before",
        decimals=1,
    ),
    Column("ratio", "After ÷ before", "ratio", "rows", "rows_before", decimals=2),
    Column("number", "Places", "number", decimals=0),
    Column("number_of", "Of places", "number", decimals=0),
)


def findings(dataset: Dataset, filters: Filters) -> Result:
    """What a reader should know before trusting the figures, the gravest first.

    One row a `Finding`. Columns: kind (the name of its flaw), weight, extract, slug and
    other (of kinds of event, "" for none), subject, month, and the numbers that the
    flaw has, with their ratios: share, share_before and ratio. Places of the filters
    apply, nothing else of them. Nothing is judged on fewer rows than
    definitions.quality says.
    """
    scope = places_only(dataset, filters)
    rows = [
        found.as_row() for check in CHECKS for found in check(dataset, filters, scope)
    ]
    frame = pd.DataFrame(
        rows,
        columns=[
            c.name for c in COLUMNS if c.name not in ("share", "share_before", "ratio")
        ],
    )
    numbers = [c.name for c in COLUMNS if c.kind in ("count", "number")]
    frame = frame.astype({name: "float64" for name in numbers})
    frame[["share", "share_before", "ratio"]] = None
    frame = frame.sort_values(
        "weight", ascending=False, kind="stable", ignore_index=True
    )
    return Result(
        name="findings",
        table=frame,
        columns=COLUMNS,
        measure="Flaws found in the extracts, the gravest first",
        **of_places(filters, dataset),
    )
