"""Text files: in UTF-8 and with a header of one line, rewritten where they are not."""

import codecs
import csv
import shutil
from dataclasses import replace
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.extract.fields.mapping import Part
from analytics.extract.reading import dialect
from analytics.extract.reading.opened_file import Opened, Stamp, reader
from analytics.extract.reading.zip_files import fresh

MOST_COLUMNS = 2000
BLANK_WITHIN = 6  # lines from the end
TAIL = 1 << 14  # bytes looked at to tell whether it breaks off
HEAD = 1 << 20  # bytes looked at to tell what a file is


def opened_text(
    path: Path,
    name: str,
    scanned: Path,
    table: str,
    workspace: Path,
    stamp: Stamp,
    part: Part,
) -> Opened:
    """A text file, with its delimiter and headers. Raises InputError if it holds none.

    name: what messages call it. part: what a mapping says of the table: its headers.
    """
    with reader(scanned) as source:
        head = source.read(HEAD)
    encoding = dialect.encoding(head)
    if encoding != "utf-8":
        scanned = _rewritten(scanned, encoding, workspace)
    text = head.decode(encoding, "replace")
    if "\x00" in text:
        raise InputError(
            Problem(
                "file_kind",
                "The file is neither text, spreadsheet nor Parquet.",
                "Export it as CSV, Excel or Parquet.",
                file=name,
            )
        )
    if not text.strip("\ufeff \r\n\t"):
        raise InputError(empty(name))
    if len(head) >= HEAD and "\n" not in text and "\r" not in text:
        raise InputError(_endless(name))
    try:
        found = dialect.dialect_of(text, table, part.columns.values())
    except csv.Error:
        raise InputError(_endless(name)) from None
    delimiter, skip, headers = found.delimiter, found.skip, found.headers
    if len(headers) > MOST_COLUMNS:
        raise InputError(too_wide(name, len(headers)))
    if not headers:
        raise InputError(
            Problem(
                "header_missing",
                "No row near the top looks like a header: all look like data.",
                "Export it with its column names.",
                file=name,
            )
        )
    rest = text.splitlines()[skip + 1 :]
    if (lines := dialect.span(text, skip)) > 1:
        scanned, skip = (
            _one_line_header(scanned, skip + lines, headers, delimiter, workspace),
            0,
        )
    if len(head) < HEAD and not any(line.strip(' \t,;|"') for line in rest):
        raise InputError(
            Problem(
                "file_no_rows",
                "The file has a header but no rows.",
                "Export it again with the period wanted.",
                file=name,
            )
        )
    return Opened(
        path,
        name,
        scanned,
        "text",
        headers,
        delimiter=delimiter,
        quote=found.quote,
        skip=skip,
        stamp=stamp,
    )


def has_blank_rows(file: Opened) -> bool:
    """Whether rows near the top or the end hold nothing but spaces and delimiters."""
    with reader(file.scanned) as source:
        lines = source.read(HEAD).splitlines()[file.skip + 1 :]
    if file.scanned.suffix != ".gz":
        lines += _tail(file).splitlines()[-BLANK_WITHIN:]
    nothing = f' \t"{file.delimiter}{file.quote}'.encode()
    return any(line and not line.strip(nothing) for line in lines)


def _tail(file: Opened) -> bytes:
    with open(file.scanned, "rb") as source:
        source.seek(max(0, file.scanned.stat().st_size - TAIL))
        return source.read()


def named_wrongly(name: str, ending: str) -> Problem:
    """What is told of a text file that is named as a workbook."""
    return Problem(
        "file_named_wrongly",
        f"The file is text, not a workbook as its ending {ending} says; it was read as "
        "text.",
        "Nothing to do if the rows and columns are right.",
        file=name,
        stops=False,
    )


def breaks_off(file: Opened) -> Problem | None:
    """What is told of a file whose last line has fewer cells than the header and no
    line end: a copy that broke off. None of others, and of packed ones."""
    if file.kind != "text" or file.scanned.suffix == ".gz":
        return None
    tail = _tail(file)
    last = tail.splitlines()[-1:]
    if tail.endswith((b"\n", b"\r")) or not last or file.quote.encode() in last[0]:
        return None
    if 0 < last[0].count(file.delimiter.encode()) < len(file.headers) - 1:
        return Problem(
            "file_cut",
            "The last line breaks off: it has fewer cells than the header and no end. "
            "The file may be cut short.",
            "Export or copy it again, and compare the number of rows with the source.",
            file=file.name,
            stops=False,
        )
    return None


def as_utf8(file: Opened, workspace: Path) -> Opened:
    """The same file rewritten from Windows-1252, for when bytes that are no UTF-8 turn
    up late."""
    return replace(file, scanned=_rewritten(file.scanned, "cp1252", workspace))


def empty(name: str) -> Problem:
    """What is told of a file without a row."""
    return Problem(
        "file_empty",
        "The file is empty.",
        "Export it again; a header row and at least one row are expected.",
        file=name,
    )


def _endless(name: str) -> Problem:
    return Problem(
        "line_too_long",
        "The file has a line without end: no table looks like this.",
        "Export it as CSV with one record a line.",
        file=name,
    )


def too_wide(name: str, columns: int) -> Problem:
    """What is told of a file with more columns than any extract has."""
    return Problem(
        "columns_too_many",
        f"The file has {columns:,} columns; an extract has a few dozen.",
        f"Export the columns that are needed; {MOST_COLUMNS:,} at most can be read.",
        file=name,
    )


def _one_line_header(
    path: Path, lines: int, headers: tuple[str, ...], delimiter: str, workspace: Path
) -> Path:
    """The file with a header of one line in place of its first lines: DuckDB knows no
    other."""
    target = fresh(workspace, ".csv")
    with reader(path) as source, open(target, "wb") as out:
        for _ in range(lines):
            end = source.readline()[-2:]
        row = delimiter.join(
            header.replace(delimiter, " ").replace('"', "'") for header in headers
        )
        out.write(row.encode() + (b"\r\n" if end == b"\r\n" else b"\n"))
        shutil.copyfileobj(source, out, 1 << 22)
    return target


def _rewritten(path: Path, encoding: str, workspace: Path) -> Path:
    target = fresh(workspace, ".csv")
    with (
        reader(path) as source,
        open(target, "w", encoding="utf-8", newline="") as out,
    ):
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        while block := source.read(1 << 22):
            out.write(decoder.decode(block))
        out.write(decoder.decode(b"", True))
    return target
