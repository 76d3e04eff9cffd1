"""Files as they come: what kind, which encoding, which delimiter, where the header is.

`opened` turns each into something DuckDB scans by itself: delimited text in UTF-8, or
Parquet. What DuckDB cannot read (spreadsheets, other encodings, zip) is rewritten once
into `workspace`.
"""

import codecs
import csv
import gzip
import hashlib
import shutil
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.extract import disk_space
from analytics.extract.fields.mapping import Part
from analytics.extract.reading import dialect
from analytics.extract.reading.zip_files import (
    PARQUET,
    SHEETS,
    fits_workbook,
    fresh,
    unpacked,
)

MOST_COLUMNS = 2000
HEAD = 1 << 20  # bytes looked at to tell what a file is
NOTHING = Part()


@dataclass(frozen=True)
class Opened:
    """A file ready to be scanned. `scan` is the DuckDB table function that reads it."""

    path: Path  # as given: what messages and the manifest name
    scanned: Path  # what is scanned: the same file, or a rewritten copy
    kind: str  # text or parquet
    headers: tuple[str, ...]
    delimiter: str = ","
    skip: int = 0  # lines above the header
    stamp: tuple = ()  # size and time of change when it was opened
    sheet: str = ""  # of a workbook: the one that is read

    @property
    def name(self) -> str:
        return self.path.name

    def scan(self, rejects: str = "") -> str:
        """The SQL that scans it, columns named c0, c1 …; rejects: table for unreadable
        lines."""
        path = str(self.scanned).replace("'", "''")
        if self.kind == "parquet":
            return f"read_parquet('{path}')"
        columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(self.headers)))
        keep = (
            f", store_rejects = true, rejects_table = '{rejects}', "
            f"rejects_scan = '{rejects}_scans'"
            if rejects
            else ", ignore_errors = true"
        )
        packed = ", compression = 'gzip'" if self.scanned.suffix == ".gz" else ""
        delimiter = "\\t" if self.delimiter == "\t" else self.delimiter
        return (
            f"read_csv('{path}', auto_detect = false, header = true, skip = "
            f"{self.skip}, "
            f"delim = '{delimiter}', quote = '\"', escape = '\"', max_line_size = "
            f"8388608, columns = {{{columns}}}{keep}{packed})"
        )

    def column(self, header: str) -> str:
        """The SQL name of the column under a header."""
        if self.kind == "parquet":
            return '"' + header.replace('"', '""') + '"'
        return f"c{self.headers.index(header)}"


def opened(
    con, path: Path, table: str, workspace: Path, part: Part = NOTHING
) -> Opened:
    """Find out how a file is to be read. Raises InputError if it cannot be, saying why.

    part: what a mapping says of the table: its headers and, of a workbook, the sheet.
    """
    name, stamp = path.name, _stamp(path)
    try:
        if path.stat().st_size == 0:
            raise InputError(_empty(name))
        scanned, sheet_read = unpacked(path, workspace), ""
        if scanned.suffix.lower() in SHEETS:
            from analytics.extract.reading.spreadsheets import to_text

            fits_workbook(path, scanned, workspace)
            scanned, sheet_read = to_text(scanned, name, table, workspace, part)
        if scanned.suffix.lower() in PARQUET or _begins(scanned, b"PAR1"):
            return _parquet(con, path, scanned, stamp)
        return replace(
            _text(path, scanned, table, workspace, stamp, part), sheet=sheet_read
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


def changed(file: Opened) -> bool:
    """Whether the file is no longer the one that was opened."""
    try:
        return _stamp(file.path) != file.stamp
    except OSError:
        return True


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, as hexadecimal."""
    with open(path, "rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def as_utf8(file: Opened, workspace: Path) -> Opened:
    """The same file rewritten from Windows-1252, for when bytes that are no UTF-8 turn
    up late."""
    return replace(file, scanned=_rewritten(file.scanned, "cp1252", workspace))


def spread_sample(file: Opened, rows: int = 2000) -> str:
    """Bytes of a plain text file from places all over it, whole lines only, without the
    header."""
    with _reader(file.scanned) as source:
        head = source.read(HEAD)
        lines = head.split(b"\n")[file.skip + 1 : rows]
        if file.scanned.suffix != ".gz":
            size = file.scanned.stat().st_size
            if size > 2 * HEAD:
                for step in range(1, 24):
                    source.seek(size * step // 24)
                    lines += source.read(1 << 15).split(b"\n")[1:-1]
    return b"\n".join(lines).decode("utf-8", "replace")


def _stamp(path: Path) -> tuple:
    about = path.stat()
    return about.st_size, about.st_mtime_ns


def _reader(path: Path):
    return gzip.open(path, "rb") if path.suffix == ".gz" else open(path, "rb")


def _begins(path: Path, mark: bytes) -> bool:
    with open(path, "rb") as source:
        return source.read(len(mark)) == mark


def _empty(name: str) -> Problem:
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


def _too_wide(name: str, columns: int) -> Problem:
    return Problem(
        "columns_too_many",
        f"The file has {columns:,} columns; an extract has a few dozen.",
        f"Export the columns that are needed; {MOST_COLUMNS:,} at most can be read.",
        file=name,
    )


def _parquet(con, path, scanned, stamp) -> Opened:
    target = str(scanned).replace("'", "''")
    try:
        headers = con.execute(
            f"DESCRIBE SELECT * FROM read_parquet('{target}')"
        ).fetchall()
        rows = con.execute(f"SELECT count(*) FROM read_parquet('{target}')").fetchone()[
            0
        ]
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
        raise InputError(_empty(path.name))
    if len(headers) > MOST_COLUMNS:
        raise InputError(_too_wide(path.name, len(headers)))
    return Opened(
        path, scanned, "parquet", tuple(row[0] for row in headers), stamp=stamp
    )


def _text(path, scanned, table, workspace, stamp, part) -> Opened:
    with _reader(scanned) as source:
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
        raise InputError(_empty(path.name))
    if len(head) >= HEAD and "\n" not in text and "\r" not in text:
        raise InputError(_endless(path.name))
    try:
        delimiter, skip, headers = dialect.header(text, table, part.columns.values())
    except csv.Error:
        raise InputError(_endless(path.name)) from None
    if len(headers) > MOST_COLUMNS:
        raise InputError(_too_wide(path.name, len(headers)))
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


def _one_line_header(path, lines, headers, delimiter, workspace) -> Path:
    """The file with a header of one line in place of its first lines: DuckDB knows no
    other."""
    target = fresh(workspace, ".csv")
    with _reader(path) as source, open(target, "wb") as out:
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
        _reader(path) as source,
        open(target, "w", encoding="utf-8", newline="") as out,
    ):
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        while block := source.read(1 << 22):
            out.write(decoder.decode(block))
        out.write(decoder.decode(b"", True))
    return target
