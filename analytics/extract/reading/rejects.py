"""Lines of text files that could not be split into the columns of the header."""

from dataclasses import replace

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.reading.opened_file import Opened
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable

REJECTS = TempTable(
    "rejects_{table}_{file}",
    "a cell that DuckDB could not read while it scanned a text file; its own table",
    ("scan_id", "line", "error_type", "<DuckDB's own columns>"),
)
SCANS = TempTable(
    "rejects_{table}_{file}_scans",
    "a scan of a text file; DuckDB's own table",
    ("<DuckDB's own columns>",),
)


def unreadable(con: DuckDBPyConnection, source: Source, number: int) -> str:
    """SQL: the line numbers of a file that could not be split into columns, as line."""
    name = REJECTS.of(source.table, file=number)
    known = con.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [name]
    )
    if not known.fetchall()[0][0]:
        return "SELECT NULL::BIGINT AS line WHERE false"
    return (
        f"SELECT DISTINCT line::BIGINT AS line FROM {name} "
        f"WHERE scan_id = (SELECT max(scan_id) FROM {name})"
    )


def rejected(
    con: DuckDBPyConnection, source: Source, number: int
) -> tuple[int, list[int]]:
    """How many lines of a file could not be split into columns, and the first three of
    them."""
    rows, first = con.execute(
        f"SELECT count(*), min(line, 3) FROM ({unreadable(con, source, number)})"
    ).fetchall()[0]
    return rows, sorted(first or ())


def not_utf8(con: DuckDBPyConnection, source: Source, number: int) -> bool:
    """Whether a scan came upon bytes that are no UTF-8; what it kept aside is then
    dropped, as the file will be scanned again."""
    if source.files[number].kind != "text" or not rejected(con, source, number)[0]:
        return False
    ((found,),) = con.execute(
        f"SELECT count(*) FROM {REJECTS.of(source.table, file=number)} "
        "WHERE error_type::VARCHAR LIKE '%UNICODE%' "
        "OR error_type::VARCHAR LIKE '%ENCODING%'"
    ).fetchall()
    if found:
        REJECTS.drop(con, source.table, file=number)
        SCANS.drop(con, source.table, file=number)
    return bool(found)


def with_padding(con: DuckDBPyConnection, source: Source, number: int) -> Opened | None:
    """A file whose lines have too few cells, to be scanned again with these filled up;
    None if there is none. What the scan kept aside is then dropped."""
    file = source.files[number]
    if file.kind != "text" or file.pads or not rejected(con, source, number)[0]:
        return None
    name = REJECTS.of(source.table, file=number)
    ((rows, first),) = con.execute(
        "SELECT count(*), min(line, 3) FROM (SELECT DISTINCT line::BIGINT AS line "
        f"FROM {name} WHERE scan_id = (SELECT max(scan_id) FROM {name}) "
        "AND error_type::VARCHAR = 'MISSING COLUMNS')"
    ).fetchall()
    if not rows:
        return None
    REJECTS.drop(con, source.table, file=number)
    SCANS.drop(con, source.table, file=number)
    return replace(file, pads=True, short=(rows, tuple(sorted(first))))


def padded(source: Source) -> list[Problem]:
    """A warning for each file whose short lines were filled up."""
    return [
        Problem(
            "line_short",
            "Some lines have fewer cells than the header; the missing ones were taken "
            "as empty.",
            "Check in these rows that the cells stand under the right headers; if not, "
            "export again with text in quotes.",
            file=file.name,
            rows=file.short[0],
            examples=file.short[1],
            stops=False,
        )
        for file in source.files
        if file.short[0]
    ]
