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
from analytics.extract.cells.values import one_file
from analytics.extract.directories.forms import form_of
from analytics.extract.fields.mapping import Part
from analytics.extract.reading import signatures
from analytics.extract.reading.dialect import unique
from analytics.extract.reading.opened_file import Opened, Stamp, stamp
from analytics.extract.reading.signatures import WORKBOOK
from analytics.extract.reading.text_files import (
    MOST_COLUMNS,
    breaks_off,
    empty,
    has_blank_rows,
    named_wrongly,
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
    name: str,
    table: str,
    workspace: Path,
    part: Part = NOTHING,
) -> list[Opened]:
    """Find out how a file is to be read: one thing to read, or one a sheet. Raises
    InputError if it cannot be, saying why.

    name: what messages call it. part: what a mapping says of the table: its headers
    and, of a workbook, the sheet.
    """
    opened_at = stamp(path)
    try:
        if form := form_of(table, path):
            scanned, laid_out = form.as_table(path, name, workspace)
            whole = scanned if path.is_dir() else path
            file = opened_text(
                whole, name, scanned, table, workspace, stamp(whole), part
            )
            return [replace(file, told=tuple(laid_out))]
        if path.stat().st_size == 0:
            raise InputError(empty(name))
        scanned = unpacked(path, workspace)
        kind, ending = signatures.kind_of_file(scanned), scanned.suffix.lower()
        if kind == signatures.PARQUET or (ending in PARQUET and kind != WORKBOOK):
            return [_parquet(con, path, name, scanned, opened_at)]
        if kind == signatures.LOCKED:
            raise InputError(signatures.locked(name))
        if kind == signatures.XML_WORKBOOK:
            raise InputError(signatures.xml_workbook(name))
        if kind == signatures.OTHER:
            raise InputError(signatures.no_table(scanned, name))
        if kind in (WORKBOOK, signatures.WEB_PAGE):
            fits_workbook(path, scanned, workspace)
            return _sheets(kind, path, name, scanned, table, workspace, part)
        file = opened_text(path, name, scanned, table, workspace, opened_at, part)
        told = [breaks_off(file)]
        told += [named_wrongly(name, ending)] if ending in SHEETS else []
        blanks = has_blank_rows(file)
        return [replace(file, blanks=blanks, told=tuple(one for one in told if one))]
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


def _sheets(
    kind: str,
    path: Path,
    name: str,
    scanned: Path,
    table: str,
    workspace: Path,
    part: Part,
) -> list[Opened]:
    """The sheets of a workbook, or the tables of a web page, that are the extract."""
    from analytics.extract.reading.workbooks import rewritten, sheets

    epoch_1904 = False
    if kind == WORKBOOK:
        from analytics.extract.reading.workbooks.epochs import counts_from_1904
        from analytics.extract.reading.workbooks.spreadsheets import sheets_of

        epoch_1904 = counts_from_1904(scanned)
        every = sheets_of(scanned, name)
    else:
        from analytics.extract.reading.workbooks.web_pages import tables

        every = tables(scanned)
    read, told = sheets.chosen(every, name, table, part)
    titles = tuple(sheet.shown for sheet in every if sheet.header)
    found: list[Opened] = []
    for sheet in read:
        called = f"{name}, sheet {sheet.shown}" if len(read) > 1 else name
        place, more = rewritten.as_text(sheet, called, workspace)
        file = opened_text(path, called, place, table, workspace, stamp(path), part)
        file = replace(file, sheet=sheet.shown, sheets=titles, epoch_1904=epoch_1904)
        found.append(replace(file, told=tuple(more)))
    return [replace(found[0], told=(*told, *found[0].told)), *found[1:]]


def _parquet(
    con: DuckDBPyConnection, path: Path, name: str, scanned: Path, opened_at: Stamp
) -> Opened:
    target = one_file(scanned)
    try:
        columns = con.execute(f"DESCRIBE SELECT * FROM read_parquet({target})")
        headers = tuple(row[0] for row in columns.fetchall())
        ((rows,),) = con.execute(
            f"SELECT count(*) FROM read_parquet({target})"
        ).fetchall()
    except Exception as fault:
        raise InputError(
            Problem(
                "file_unreadable",
                "The file is no whole Parquet file.",
                "Export it again; the copy may be cut short.",
                file=name,
            )
        ) from fault
    if rows == 0:
        raise InputError(empty(name))
    if len(headers) > MOST_COLUMNS:
        raise InputError(too_wide(name, len(headers)))
    shown = unique(list(headers))
    return Opened(path, name, scanned, "parquet", shown, headers, stamp=opened_at)
