"""Which columns hold times of day, how these are written, and which column says AM or
PM of them."""

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.extract.cells.clock import clock_style
from analytics.extract.reading.opened_file import Opened
from analytics.extract.reading.source import Source

HALVES = ("am", "pm", "a.m.", "p.m.", "a", "p", "")
DIFFERENT = 2000  # values of a sample, at most


def find_halves(con: DuckDBPyConnection, source: Source, samples: list[str]) -> None:
    """Note in `source.halves` the columns that hold nothing but AM and PM, each with
    the column of times that stands before it, and take them out of `source.unused`."""
    for number, (file, found) in enumerate(
        zip(source.files, source.matches, strict=True)
    ):
        timed = {
            file.headers.index(header): name
            for name, header in found.headers.items()
            if _has_time(source, name) and header in file.headers
        }
        clocks = {
            at: name for at, name in timed.items() if not TABLES[source.table].has(name)
        }
        for header in source.unused[number]:
            if not _says_halves(con, file, header, samples[number]):
                continue
            at = file.headers.index(header)
            near = min(clocks or timed, key=lambda one: _far(one, at), default=None)
            if near is not None and (number, timed[near]) not in source.halves:
                source.halves[number, timed[near]] = header
        given = source.halves.values()
        source.unused[number] = tuple(
            header for header in source.unused[number] if header not in given
        )


def tell(con: DuckDBPyConnection, source: Source, samples: list[str]) -> None:
    """Find out how each column of times of day is written (`source.clocks`)."""
    for one in TABLES[source.table].components:
        if one.kind != "time" or not source.has(one.name):
            continue
        seen: list[str] = []
        for file, found, sample in zip(
            source.files, source.matches, samples, strict=True
        ):
            if one.name in found.headers:
                seen += _distinct(con, file, found.headers[one.name], sample)
        source.clocks[one.name] = clock_style(seen)


def _has_time(source: Source, name: str) -> bool:
    """Whether a field or component may hold a time of day."""
    table = TABLES[source.table]
    if table.has(name):
        return table.field(name).kind == "timestamp"
    component = table.component(name)
    return component is not None and component.kind == "time"


def _far(times: int, halves: int) -> tuple[bool, int]:
    """How far a column of times is from one of halves; one before it is nearer."""
    return times > halves, abs(times - halves)


def _says_halves(
    con: DuckDBPyConnection, file: Opened, header: str, sample: str
) -> bool:
    """Whether a column holds nothing but AM and PM."""
    seen = {value.lower() for value in _distinct(con, file, header, sample)}
    return seen <= set(HALVES) and bool(seen - {"", "a", "p"} or seen >= {"a", "p"})


def _distinct(
    con: DuckDBPyConnection, file: Opened, header: str, sample: str
) -> list[str]:
    column = file.column(header)
    rows = con.execute(
        f"SELECT DISTINCT trim(CAST({column} AS VARCHAR)) FROM {sample} "
        f"WHERE {column} IS NOT NULL LIMIT {DIFFERENT}"
    ).fetchall()
    return [row[0] for row in rows]
