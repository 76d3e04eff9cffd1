"""Can these data be trusted, and what does each flaw do to the answers? The flaws,
worst first."""

import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.quality import checks as checks
from analytics.measures.quality.fields import of_places, places_only
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset

COLUMNS = (
    Column("kind", "Kind", shown=False),
    Column("weight", "Weight", "number", decimals=0, shown=False),
    Column("extract", "Where"),
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
BLANK = dict(
    subject="",
    month="",
    rows=None,
    of=None,
    rows_before=None,
    of_before=None,
    number=None,
    number_of=None,
)


def findings(dataset: Dataset, filters: Filters) -> Result:
    """What a reader should know before trusting the figures, the gravest first.

    One row a flaw. Columns: kind (see measures.quality_checks), weight (3 changes the
    headline figures, 2 changes a page, 1 is worth knowing), extract, subject (field,
    place or practices in words), month (in words), and the numbers that the kind has:
    rows, of and share (their ratio); rows_before, of_before and share_before; number of
    places, number_of. Places of the filters apply, nothing else of them. Nothing is
    judged on fewer rows than definitions.quality says.
    """
    scope = places_only(dataset, filters)
    rows = [
        BLANK | row for check in checks.ALL for row in check(dataset, filters, scope)
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
