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
HEAD = 1 << 20  # bytes looked at to tell what a file is


def opened_text(
    path: Path, scanned: Path, table: str, workspace: Path, stamp: Stamp, part: Part
) -> Opened:
    """A text file, with its delimiter and headers. Raises InputError if it holds none.

    part: what a mapping says of the table: its headers.
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
                file=path.name,
            )
        )
    if not text.strip("\ufeff \r\n\t"):
        raise InputError(empty(path.name))
    if len(head) >= HEAD and "\n" not in text and "\r" not in text:
        raise InputError(_endless(path.name))
    try:
        delimiter, skip, headers = dialect.header(text, table, part.columns.values())
    except csv.Error:
        raise InputError(_endless(path.name)) from None
    if len(headers) > MOST_COLUMNS:
        raise InputError(too_wide(path.name, len(headers)))
    if not headers:
        raise InputError(
            Problem(
                "header_missing",
                "No row near the top looks like a header: all look like data.",
                "Export it with its column names.",
                file=path.name,
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
                file=path.name,
            )
        )
    return Opened(path, scanned, "text", headers, delimiter, skip, stamp)


def as_utf8(file: Opened, workspace: Path) -> Opened:
    """The same file rewritten from Windows-1252, for when bytes that are no UTF-8 turn
    up late."""
    return replace(file, scanned=_rewritten(file.scanned, "cp1252", workspace))


def spread_sample(file: Opened, rows: int = 2000) -> str:
    """Bytes of a plain text file from places all over it, whole lines only, without the
    header."""
    with reader(file.scanned) as source:
        head = source.read(HEAD)
        lines = head.split(b"\n")[file.skip + 1 : rows]
        if file.scanned.suffix != ".gz":
            size = file.scanned.stat().st_size
            if size > 2 * HEAD:
                for step in range(1, 24):
                    source.seek(size * step // 24)
                    lines += source.read(1 << 15).split(b"\n")[1:-1]
    return b"\n".join(lines).decode("utf-8", "replace")


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
