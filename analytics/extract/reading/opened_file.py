"""A file that is ready to be scanned, and whether it is still the one that was
opened."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from analytics.errors import Problem
from analytics.extract.cells.values import one_file, quoted

Stamp = tuple[int, int]  # bytes, time of change in nanoseconds


@dataclass(frozen=True)
class Opened:
    """A file, or a sheet of a workbook, ready to be scanned by DuckDB.

    path: as given. name: what messages and the manifest call it; nobody's number is in
    it. scanned: what is scanned, the same file or a rewritten copy. kind: text or
    parquet. headers: cleaned. columns: of a Parquet file, as it writes them. quote:
    what text that holds a delimiter stands in. skip: lines above the header. stamp:
    when it was opened. sheet: of a workbook, the one that is read. sheets: those it
    might be, by their titles as they may be shown. epoch_1904: whether
    its days are counted from 1904. pads: lines with fewer cells than the header are
    filled up. short: how many these are, and the first rows. blanks: some rows hold
    nothing but spaces. told: what is to be said of it.
    """

    path: Path
    name: str
    scanned: Path
    kind: str
    headers: tuple[str, ...]
    columns: tuple[str, ...] = ()
    delimiter: str = ","
    quote: str = '"'
    skip: int = 0
    stamp: Stamp = (0, 0)
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    epoch_1904: bool = False
    pads: bool = False
    blanks: bool = False
    short: tuple[int, tuple[int, ...]] = (0, ())
    told: tuple[Problem, ...] = ()

    def scan(self, rejects: str = "", header: bool = True) -> str:
        """The SQL that scans it, columns named c0, c1 …; rejects: table for unreadable
        lines. header: whether its first line is one."""
        path = one_file(self.scanned)
        if self.kind == "parquet":
            return f"read_parquet({path})"
        columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(self.headers)))
        keep = (
            f", store_rejects = true, rejects_table = '{rejects}', "
            f"rejects_scan = '{rejects}_scans'"
            if rejects
            else ", ignore_errors = true"
        )
        packed = ", compression = 'gzip'" if self.scanned.suffix == ".gz" else ""
        # Line breaks in quotes and filling up go together in one thread alone.
        pads = ", null_padding = true, parallel = false" if self.pads else ""
        delimiter = "\\t" if self.delimiter == "\t" else self.delimiter
        quote = quoted(self.quote)
        return (
            f"read_csv({path}, auto_detect = false, header = {str(header).lower()}, "
            f"skip = {self.skip}, "
            f"delim = '{delimiter}', quote = {quote}, escape = {quote}, max_line_size "
            f"= 8388608, columns = {{{columns}}}{keep}{packed}{pads})"
        )

    def column(self, header: str) -> str:
        """The SQL name of the column under a header."""
        number = self.headers.index(header)
        if self.kind == "parquet":
            return '"' + self.columns[number].replace('"', '""') + '"'
        return f"c{number}"


def stamp(path: Path) -> Stamp:
    """What tells whether a file was changed since."""
    about = path.stat()
    return about.st_size, about.st_mtime_ns


def changed(file: Opened) -> bool:
    """Whether the file is no longer the one that was opened."""
    try:
        return stamp(file.path) != file.stamp
    except OSError:
        return True


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, as hexadecimal."""
    with open(path, "rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def reader(path: Path) -> BinaryIO:
    """The bytes of a file, unpacked if it is packed by gzip."""
    packed = path.suffix == ".gz"
    return cast(BinaryIO, gzip.open(path, "rb") if packed else open(path, "rb"))
