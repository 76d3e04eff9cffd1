"""A figure's numbers as a file that opens in a spreadsheet, safely."""

import csv
import io

from analytics.definitions.formulas import harmless
from analytics.figures.figure import Figure


def as_csv(fig: Figure) -> bytes:
    """UTF-8 with a byte order mark (so that Excel reads it): title, source, then the
    table."""
    out = io.StringIO()
    writer = csv.writer(out)
    for line in (fig.title, fig.subtitle, fig.source):
        writer.writerow([harmless(line)])
    writer.writerow([])
    writer.writerow([harmless(title) for title in fig.table.columns])
    writer.writerows(
        [harmless(value) for value in row] for row in fig.table.itertuples(index=False)
    )
    return out.getvalue().encode("utf-8-sig")
