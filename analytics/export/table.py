"""A figure's numbers as a file that opens in a spreadsheet, safely."""

import csv
import io

import pandas as pd

from analytics.definitions.formulas import harmless
from analytics.figures.figure import Figure


def as_csv(fig: Figure) -> bytes:
    """UTF-8 with a byte order mark (so that Excel reads it): title, source, then the
    table; of a grid all its rows."""
    table = fig.table if fig.grid is None or fig.grid.file is None else fig.grid.file
    out = io.StringIO()
    writer = csv.writer(out)
    for line in (fig.title, fig.subtitle, fig.source):
        writer.writerow([harmless(line)])
    writer.writerow([])
    writer.writerow([harmless(title) for title in table.columns])
    writer.writerows(
        [_written(value) for value in row] for row in table.itertuples(index=False)
    )
    return out.getvalue().encode("utf-8-sig")


def _written(value: object) -> object:
    """A value as a cell: a text harmless, a day as 2024-08-31, nothing where nothing
    is known."""
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return round(value, 2)
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else harmless(value)
