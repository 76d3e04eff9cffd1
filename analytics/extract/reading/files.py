"""Files as they come: what kind, which encoding, which delimiter, where the header is.

`opened` turns each into something DuckDB scans by itself: delimited text in UTF-8, or
Parquet. What DuckDB cannot read (spreadsheets, other encodings, zip) is rewritten once
into `workspace`.
"""

import zipfile
from dataclasses import replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.errors import InputError, Problem
from analytics.extract import disk_space
from analytics.extract.fields.mapping import Part
from analytics.extract.reading.opened_file import Opened, Stamp, stamp
from analytics.extract.reading.text_files import (
    MOST_COLUMNS,
    empty,
    opened_text,
    too_wide,
)
from analytics.extract.reading.zip_files import (
    PARQUET,
    SHEETS,
    fits_workbook,
    unpacked,
)

NOTHING = Part()


def opened(
    con: DuckDBPyConnection,
    path: Path,
    table: str,
    workspace: Path,
    part: Part = NOTHING,
) -> Opened:
    """Find out how a file is to be read. Raises InputError if it cannot be, saying why.

    part: what a mapping says of the table: its headers and, of a workbook, the sheet.
    """
    name, opened_at = path.name, stamp(path)
    try:
        if path.stat().st_size == 0:
            raise InputError(empty(name))
        scanned, sheet_read = unpacked(path, workspace), ""
        epoch_1904 = False
        if scanned.suffix.lower() in SHEETS:
            from analytics.extract.reading.epochs import counts_from_1904
            from analytics.extract.reading.spreadsheets import to_text

            epoch_1904 = counts_from_1904(scanned)
            fits_workbook(path, scanned, workspace)
            scanned, sheet_read = to_text(scanned, name, table, workspace, part)
        if scanned.suffix.lower() in PARQUET or _begins(scanned, b"PAR1"):
            return _parquet(con, path, scanned, opened_at)
        return replace(
            opened_text(path, scanned, table, workspace, opened_at, part),
            sheet=sheet_read,
            epoch_1904=epoch_1904,
        )
    except PermissionError:
        raise InputError(
            Problem(
                "file_locked",
                "The file may not be read.",
                "Close it in other programs or ask for the right to read it.",
                file=name,
            )
        ) from None
    except (OSError, EOFError, zipfile.BadZipFile) as fault:
        if full := disk_space.problem(fault, workspace):
            raise InputError(full) from None
        raise InputError(
            Problem(
                "file_unreadable",
                f"The file cannot be read ({type(fault).__name__}).",
                "Export it again; the copy may be cut short.",
                file=name,
            )
        ) from fault


def _begins(path: Path, mark: bytes) -> bool:
    with open(path, "rb") as source:
        return source.read(len(mark)) == mark


def _parquet(
    con: DuckDBPyConnection, path: Path, scanned: Path, opened_at: Stamp
) -> Opened:
    target = str(scanned).replace("'", "''")
    try:
        headers = con.execute(
            f"DESCRIBE SELECT * FROM read_parquet('{target}')"
        ).fetchall()
        ((rows,),) = con.execute(
            f"SELECT count(*) FROM read_parquet('{target}')"
        ).fetchall()
    except Exception as fault:
        raise InputError(
            Problem(
                "file_unreadable",
                "The file is no whole Parquet file.",
                "Export it again; the copy may be cut short.",
                file=path.name,
            )
        ) from fault
    if rows == 0:
        raise InputError(empty(path.name))
    if len(headers) > MOST_COLUMNS:
        raise InputError(too_wide(path.name, len(headers)))
    return Opened(
        path, scanned, "parquet", tuple(row[0] for row in headers), stamp=opened_at
    )
