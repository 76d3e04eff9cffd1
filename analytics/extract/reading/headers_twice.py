"""Columns of one name: the fullest is taken, and that is told."""

import re
from dataclasses import replace

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.cells.values import is_missing
from analytics.extract.profiles import plain
from analytics.extract.reading.opened_file import Opened
from analytics.extract.reading.source import Source

NUMBERED = re.compile(r" \(\d+\)$")  # how `dialect.unique` tells equal headers apart


def headers_twice(
    con: DuckDBPyConnection, source: Source, samples: list[str]
) -> list[Problem]:
    """A warning for each field whose header stands more than once in a file; the
    fullest column is taken, the first of equally full ones. Changes `source.matches`.

    samples: the names of the tables with a sample of each file.
    """
    problems = []
    for number, file in enumerate(source.files):
        same = _same(file)
        headers = dict(source.matches[number].headers)
        for name, header in headers.items():
            columns = same.get(_bare(header), [])
            # Two fields may have two such columns between them.
            others = [h for h in columns if h not in headers.values()]
            if not others:
                continue
            filled, differ = _compared(con, file, [header, *others], samples[number])
            best = max(filled, key=lambda one: filled[one])
            taken = header if filled[header] == filled[best] else best
            headers[name] = taken
            problems.append(_told(file, header, taken, columns, filled, differ))
        source.matches[number] = replace(source.matches[number], headers=headers)
    return problems


def _bare(header: str) -> str:
    return plain(NUMBERED.sub("", header))


def _same(file: Opened) -> dict[str, list[str]]:
    """Bare header -> headers that are the same, of those that stand more than once."""
    found: dict[str, list[str]] = {}
    for header in file.headers:
        found.setdefault(_bare(header), []).append(header)
    return {bare: headers for bare, headers in found.items() if len(headers) > 1}


def _compared(
    con: DuckDBPyConnection, file: Opened, headers: list[str], sample: str
) -> tuple[dict[str, int], bool]:
    """Rows of the sample in which each column is filled, and whether two filled cells
    of a row differ from the first column's."""
    texts = [f"CAST({file.column(header)} AS VARCHAR)" for header in headers]
    counts = ", ".join(f"count(*) FILTER (NOT {is_missing(t)})" for t in texts)
    differ = " OR ".join(
        f"(NOT {is_missing(t)} AND NOT {is_missing(texts[0])} AND "
        f"trim({t}) <> trim({texts[0]}))"
        for t in texts[1:]
    )
    *filled, differing = con.execute(
        f"SELECT {counts}, coalesce(bool_or({differ}), false) FROM {sample}"
    ).fetchall()[0]
    return dict(zip(headers, filled, strict=True)), bool(differing)


def _told(
    file: Opened,
    header: str,
    taken: str,
    columns: list[str],
    filled: dict[str, int],
    differ: bool,
) -> Problem:
    place = ("first", "second", "third")
    at = columns.index(taken)
    which = place[at] if at < len(place) else f"{at + 1}th"
    why = (
        "it is the fullest"
        if any(n < filled[taken] for n in filled.values())
        else "they are equally full"
    )
    but = " Where both are filled they differ." if differ else ""
    return Problem(
        "header_twice",
        f"{len(columns)} columns have this name; the {which} was taken, as {why}.{but}",
        "If another one is right, rename the columns or delete the others.",
        file=file.name,
        column=NUMBERED.sub("", header),
        stops=False,
    )
