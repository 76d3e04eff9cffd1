"""Lines of text files that could not be split into the columns of the header."""

from dataclasses import replace

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.reading.opened_file import Opened
from analytics.extract.reading.source import Source
from analytics.extract.reading.taken_along import taken_along
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


LINES = TempTable(
    "lines_lost_{table}_{file}",
    "a line of a text file that could not be split into the columns of the header",
    ("line",),
)
UNCLOSED = "error_type::VARCHAR = 'UNQUOTED VALUE'"
NO_SIGN = "\x01"  # stands in no extract


def keep_lines(con: DuckDBPyConnection, source: Source, read: str) -> None:
    """Make `LINES` of every text file, once it is scanned for good. read: the table of
    its rows (file_no).

    A quote that is opened and never closed takes the lines after it along, up to the
    next quote or the end: DuckDB tells of one line alone, so the others are counted;
    of those up to a quote that closes it by chance it tells nothing at all.
    """
    for number, file in enumerate(source.files):
        found = _first_rejects(con, source, number)
        if not found:
            continue
        lines = LINES.make(con, found, source.table, file=number)
        _add_unclosed(con, file, REJECTS.of(source.table, file=number), lines)
        ((rows,),) = con.execute(
            f"SELECT count(*) FROM {read} WHERE file_no = {number}"
        ).fetchall()
        con.execute(
            f"INSERT INTO {lines} SELECT unnest(?::BIGINT[])",
            [taken_along(con, file, rows)],
        )


def _add_unclosed(
    con: DuckDBPyConnection, file: Opened, rejects: str, lines: str
) -> None:
    """Add the lines that a quote took along which is never closed."""
    ((unclosed,),) = con.execute(
        f"SELECT min(line)::BIGINT FROM {rejects} WHERE {UNCLOSED}"
    ).fetchall()
    if unclosed is None:
        return
    ((told,),) = con.execute(f"SELECT count(*) FROM {lines}").fetchall()
    # Without a table for rejects DuckDB would stop at the first such quote.
    more = _not_read(con, file, file.scan(rejects)) - told
    if more > 0:
        con.execute(
            f"INSERT INTO {lines} SELECT {unclosed} + r FROM "
            f"(SELECT unnest(range(1, {told + more + 1})) AS r) WHERE "
            f"{unclosed} + r NOT IN (FROM {lines}) ORDER BY r LIMIT {more}"
        )


def _not_read(con: DuckDBPyConnection, file: Opened, scan: str) -> int:
    """Lines below the header, but for empty ones, that are in no row of a scan: of a
    file with an unclosed quote, which is read twice more."""
    breaks = " + ".join(
        f"coalesce(len(regexp_extract_all(c{n}, '\\r\\n|\\n|\\r')), 0)"
        for n in range(len(file.headers))
    )
    ((read,),) = con.execute(
        f"SELECT coalesce(sum(1 + {breaks}), 0)::BIGINT FROM {scan}"
    ).fetchall()
    plain = replace(file, headers=("line",), delimiter=NO_SIGN, quote="", pads=False)
    ((lines,),) = con.execute(
        f"SELECT count(*) FROM {plain.scan()} WHERE trim(c0) <> ''"
    ).fetchall()
    return int(lines - read)


def _first_rejects(con: DuckDBPyConnection, source: Source, number: int) -> str:
    """SQL: the lines that DuckDB told of in its last scan of a file; "" where it kept
    none aside."""
    name = REJECTS.of(source.table, file=number)
    known = con.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [name]
    )
    if not known.fetchall()[0][0]:
        return ""
    return (
        f"SELECT DISTINCT line::BIGINT AS line FROM {name} "
        f"WHERE scan_id = (SELECT max(scan_id) FROM {name})"
    )


def unreadable(con: DuckDBPyConnection, source: Source, number: int) -> str:
    """SQL: the line numbers of a file that could not be split into columns, as line."""
    if not _first_rejects(con, source, number):
        return "SELECT NULL::BIGINT AS line WHERE false"
    return f"SELECT line FROM {LINES.of(source.table, file=number)}"


def rejected(
    con: DuckDBPyConnection, source: Source, number: int
) -> tuple[int, list[int]]:
    """How many lines of a file could not be split into columns, and the first three of
    them."""
    rows, first = con.execute(
        f"SELECT count(*), min(line, 3) FROM ({unreadable(con, source, number)})"
    ).fetchall()[0]
    return rows, sorted(first or ())


def _any(con: DuckDBPyConnection, source: Source, number: int) -> bool:
    """Whether DuckDB kept any line of a file aside."""
    found = _first_rejects(con, source, number)
    return (
        bool(found) and con.execute(f"SELECT 1 FROM ({found}) LIMIT 1").fetchall() != []
    )


def not_utf8(con: DuckDBPyConnection, source: Source, number: int) -> bool:
    """Whether a scan came upon bytes that are no UTF-8; what it kept aside is then
    dropped, as the file will be scanned again."""
    if source.files[number].kind != "text" or not _any(con, source, number):
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
    if file.kind != "text" or file.pads or not _any(con, source, number):
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
