"""Totals and remarks below a table: told by the last lines of a file, left out with a
reason."""

import csv
import io
import re

from analytics.extract.cells import values
from analytics.extract.reading.files import Opened

REASON = "total or remark below the table"
LINES = 6  # looked at from the end
TAIL = 1 << 14  # bytes
WORDS = (
    r"(grand |sub ?-?|report |overall )?totals?\b.*|end of (the "
    r")?(report|file|extract|data)\b.*|"
    r"(number|count) of .*|(report|extract|data)? "
    r"?(run|printed|generated|exported|created|"
    r"produced)( on| at| by|:).*"
)


def below(file: Opened) -> tuple[str, ...]:
    """Headers of the columns in which the last lines of a text file say "Total" and the
    like."""
    if file.kind != "text" or file.scanned.suffix == ".gz":
        return ()
    with open(file.scanned, "rb") as source:
        source.seek(max(0, file.scanned.stat().st_size - TAIL))
        text = source.read().decode("utf-8", "replace")
    found = []
    for line in [line for line in text.splitlines() if line.strip()][-LINES:]:
        cells = next(csv.reader(io.StringIO(line), delimiter=file.delimiter), [])
        if len(cells) == len(file.headers):
            found += [
                header
                for header, cell in zip(file.headers, cells, strict=True)
                if re.fullmatch(WORDS, cell.strip(), re.IGNORECASE)
            ][:1]
    return tuple(dict.fromkeys(found))


def test(source, file: Opened, found, headers) -> str:
    """SQL: whether a row of a file is a total: its word in one of these columns, and no
    date."""
    said = " OR ".join(
        (
            f"regexp_full_match(trim({file.column(header)}), "
            f"{values.quoted('(?i)(' + WORDS + ')')})"
        )
        for header in headers
    )
    time = next(
        (
            found.headers[name]
            for name in (
                "appointment_at",
                "appointment_date",
                "arrived_at",
                "arrived_date",
                "referred_on",
                "practice_code",
            )
            if name in found.headers
        ),
        None,
    )
    if time is None or time in headers:
        return f"coalesce({said}, false)"
    return f"(coalesce({said}, false) AND {values.is_missing(file.column(time))})"
