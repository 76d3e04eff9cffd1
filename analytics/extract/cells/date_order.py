"""Which way round the dates of a source are written: told by its values, its profile or
its user.

Where none of them tells, the load stops and asks: a date is never guessed.
"""

import re
from collections.abc import Callable, Iterable

import duckdb
from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.errors import Problem
from analytics.extract.cells.date_formats import NUMERIC_DATE, date_style
from analytics.extract.cells.swapped_dates import swapped
from analytics.extract.cells.tidy_dates import tidy
from analytics.extract.cells.values import MISSING
from analytics.extract.fields.mapping import ORDERS
from analytics.extract.reading.scan import scanned
from analytics.extract.reading.source import Source

FEW = 0.05  # share of dates that may be the other way round and count as slips
# Of the one only the year is used, of the other only which is later.
IMMATERIAL = ("birth_date", "sent_date")
DIFFERENT = 2000  # values of a sample, at most


def tell(
    con: DuckDBPyConnection,
    source: Source,
    names: Iterable[str],
    samples: list[str],
) -> list[Problem]:
    """Find out how each date column is written (`source.styles`); what must be asked,
    and what a mapping says wrongly."""
    problems: list[Problem] = []
    proof: set[str] = set()
    unclear: dict[str, str] = {}
    for name in names:
        plainly = _seen(con, source, name, samples)
        if name not in IMMATERIAL and swapped(plainly):
            problems.append(_swapped(source, name))
        seen = plainly + _seen(con, source, name, samples, tidy)
        numeric = [m for m in (re.match(NUMERIC_DATE, value) for value in seen) if m]
        if not numeric:
            source.styles[name] = date_style(plainly)
            continue
        counts = _counts([(int(m[1]), int(m[2])) for m in numeric])
        if not counts[0] and not counts[1]:
            written_so = any(re.match(NUMERIC_DATE, value) for value in plainly)
            counts = _over_all_rows(con, source, name if written_so else tidy(name))
        order = _told(*counts)
        said = source.part.order_of(name, _field(source, name))
        if order in ORDERS.values():
            proof.add(order)
            if said not in (None, order):
                problems.append(_contradicted(source, name, order))
        elif said or order == "same" or name in IMMATERIAL:
            order = said or "day"
        else:
            unclear[name] = order
            order = "day"
        source.styles[name] = date_style(plainly, order)
    for name, why in unclear.items():
        known = proof or _by_profile(source, name)
        if why == "none" and len(known) == 1:
            seen = _seen(con, source, name, samples)
            source.styles[name] = date_style(seen, next(iter(known)))
        else:
            source.unclear[name] = source.header(name)
            problems.append(_asked(source, name, why))
    return problems


def _field(source: Source, name: str) -> str:
    """The field that a date column is of."""
    table = TABLES[source.table]
    return name if table.has(name) else table.made_from(name).name


def _counts(parts: list[tuple[int, int]]) -> tuple[int, int, int]:
    """How many dates have a first part over 12, a second part over 12, and two
    different ones."""
    return (
        sum(first > 12 for first, _ in parts),
        sum(second > 12 for _, second in parts),
        sum(first != second for first, second in parts),
    )


def _told(first: int, second: int, differ: int) -> str:
    """What the values show: day, month, both (mixed), none, or same (it makes no
    difference)."""
    if first and second:
        if min(first, second) > FEW * (first + second):
            return "both"
        return "day" if first > second else "month"
    if first or second:
        return "day" if first else "month"
    return "none" if differ else "same"


def _by_profile(source: Source, name: str) -> set[str]:
    """The order that the profile of every file with the column states."""
    return (
        {
            ORDERS.get(found.dates, "")
            for found in source.matches
            if name in found.headers
        }
        - {""}
        if all(found.dates for found in source.matches if name in found.headers)
        else set()
    )


def _over_all_rows(
    con: DuckDBPyConnection, source: Source, text: str
) -> tuple[int, int, int]:
    """The same counts over every row; as if none told, where a row cannot be read."""
    first, second = (
        f"TRY_CAST(regexp_extract({text}, '{NUMERIC_DATE}', {n}) AS INTEGER)"
        for n in (1, 2)
    )
    try:
        ((firsts, seconds, differ),) = con.execute(
            "SELECT count(*) FILTER (a > 12), count(*) FILTER (b > 12), count(*) "
            "FILTER (a <> b) "
            f"FROM (SELECT {first} AS a, {second} AS b FROM ({scanned(source)}))"
        ).fetchall()
    except duckdb.Error:
        return 0, 0, 1
    return firsts, seconds, differ


def _asked(source: Source, name: str, why: str) -> Problem:
    found = (
        "No date in this column has a day above 12, so its values do not show whether "
        "the day or the month comes first."
    )
    if why == "both":
        found = (
            "Some dates in this column have the day first and some the month first, "
            "so the others may mean either."
        )
    return Problem(
        "date_order_unclear",
        found,
        "Say which comes first on the page Extracts under Load my own. Dates as "
        "YYYY-MM-DD need no answer.",
        file=source.label,
        column=source.header(name),
        flag="Or say it with --dates day-first (or month-first), or in a mapping file "
        f"given with --columns: [{source.table}.dates] {_field(source, name)} = "
        '"day first" (or "month first").',
    )


def _swapped(source: Source, name: str) -> Problem:
    return Problem(
        "date_order_unclear",
        "Dates up to the 12th of a month and later ones are written in two different "
        "ways, as a spreadsheet leaves them that took the day for the month: in those "
        "up to the 12th, the day and the month are most likely swapped.",
        "Export the extract again and load it without opening it in a spreadsheet, or "
        "open it there with this column as text. If the dates are right, write them "
        "all as YYYY-MM-DD.",
        file=source.label,
        column=source.header(name),
    )


def _contradicted(source: Source, name: str, order: str) -> Problem:
    return Problem(
        "date_order_contradicted",
        f"The mapping says otherwise, but the values of this column "
        f"show that the {order} comes first; that was followed.",
        "Take the line out of the mapping, or check the export.",
        file=source.label,
        column=source.header(name),
        stops=False,
    )


def _seen(
    con: DuckDBPyConnection,
    source: Source,
    name: str,
    samples: list[str],
    how: Callable[[str], str] = lambda column: column,
) -> list[str]:
    """Distinct values of a text column in the samples of the files that have it. how:
    SQL of them."""
    seen: list[str] = []
    for file, found, sample in zip(source.files, source.matches, samples, strict=True):
        if name in found.headers and source.is_text(name):
            column = file.column(found.headers[name])
            rows = con.execute(
                f"SELECT DISTINCT {how(f'trim(CAST({column} AS VARCHAR))')} FROM "
                f"{sample} WHERE {column} IS NOT NULL LIMIT {DIFFERENT}"
            ).fetchall()
            seen += [row[0] for row in rows if row[0].lower() not in MISSING]
    return seen
