"""A figure's numbers as a file that opens in a spreadsheet, safely."""

import csv
import io

from analytics.figures.figure import Figure

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(fig: Figure) -> bytes:
    """UTF-8 with a byte order mark (so that Excel reads it): title, source, then the table."""
    out = io.StringIO()
    writer = csv.writer(out)
    for line in (fig.title, fig.subtitle, fig.source):
        writer.writerow([harmless(line)])
    writer.writerow([])
    writer.writerow([harmless(title) for title in fig.table.columns])
    writer.writerows([harmless(value) for value in row] for row in fig.table.itertuples(index=False))
    return out.getvalue().encode("utf-8-sig")


def harmless(value) -> str:
    """Text that no spreadsheet takes for a formula; numbers below zero stay numbers."""
    text = "" if value is None else str(value)
    if text.startswith(FORMULA_STARTS) and not _is_number(text):
        return "'" + text
    return text


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True
