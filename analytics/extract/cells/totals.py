"""Totals and remarks below a table: told by the last lines of a file, left out with a
reason."""

import csv
import io
import re

from analytics.extract.cells import values
from analytics.extract.fields.matching import Match
from analytics.extract.fields.times import time_of
from analytics.extract.reading.opened_file import Opened

REASON = "total or remark below the table"
LINES = 6  # looked at from the end
TAIL = 1 << 14  # bytes
PRACTICE = "practice_code"
WORDS = (
    r"(grand |sub ?-?|report |overall )?totals?\b.*|end of (the "
    r")?(report|file|extract|data)\b.*|"
    r"(number|count) of .*|(report|extract|data)? "
    r"?(run|printed|generated|exported|created|"
    r"produced)( on| at| by|:).*|"
    r"\(?[\d,]+ rows?( \w+)?\)?|completion time.*"
)


def below(file: Opened) -> tuple[str, ...]:
    """Headers of the columns in which the last lines of a text file say "Total" and the
    like."""
    if file.kind != "text" or file.scanned.suffix == ".gz":
        return ()
    with open(file.scanned, "rb") as source:
        source.seek(max(0, file.scanned.stat().st_size - TAIL))
        text = source.read().decode("utf-8", "replace")
    found: list[str] = []
    for line in [line for line in text.splitlines() if line.strip()][-LINES:]:
        cells = next(
            csv.reader(
                io.StringIO(line), delimiter=file.delimiter, quotechar=file.quote
            ),
            [],
        )
        if len(cells) <= len(file.headers):
            found += [
                header
                for header, cell in zip(file.headers, cells, strict=False)
                if re.fullmatch(WORDS, cell.strip(), re.IGNORECASE)
            ][:1]
    return tuple(dict.fromkeys(found))


def test(table: str, file: Opened, found: Match, headers: tuple[str, ...]) -> str:
    """SQL: whether a row of a file is a total: its word in one of these columns, and no
    date."""
    said = " OR ".join(
        (
            f"regexp_full_match(trim({file.column(header)}), "
            f"{values.quoted('(?i)(' + WORDS + ')')})"
        )
        for header in headers
    )
    always = (*time_of(table), PRACTICE)  # one of these is filled in every true row
    filled = next((found.headers[one] for one in always if one in found.headers), None)
    if filled is None or filled in headers:
        return f"coalesce({said}, false)"
    return f"(coalesce({said}, false) AND {values.is_missing(file.column(filled))})"
