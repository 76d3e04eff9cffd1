"""A file that is ready to be scanned, and whether it is still the one that was
opened."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

Stamp = tuple[int, int]  # bytes, time of change in nanoseconds


@dataclass(frozen=True)
class Opened:
    """A file ready to be scanned by DuckDB.

    path: as given, what messages and the manifest name. scanned: what is scanned, the
    same file or a rewritten copy. kind: text or parquet. skip: lines above the header.
    sheet: of a workbook, the one that is read. stamp: when it was opened. epoch_1904:
    whether it is a workbook that counts its days from 1904.
    """

    path: Path
    scanned: Path
    kind: str
    headers: tuple[str, ...]
    delimiter: str = ","
    skip: int = 0
    stamp: Stamp = (0, 0)
    sheet: str = ""
    epoch_1904: bool = False

    @property
    def name(self) -> str:
        return self.path.name

    def scan(self, rejects: str = "", header: bool = True) -> str:
        """The SQL that scans it, columns named c0, c1 …; rejects: table for unreadable
        lines. header: whether its first line is one."""
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
            f"read_csv('{path}', auto_detect = false, header = {str(header).lower()}, "
            f"skip = {self.skip}, "
            f"delim = '{delimiter}', quote = '\"', escape = '\"', max_line_size = "
            f"8388608, columns = {{{columns}}}{keep}{packed})"
        )

    def column(self, header: str) -> str:
        """The SQL name of the column under a header."""
        if self.kind == "parquet":
            return '"' + header.replace('"', '""') + '"'
        return f"c{self.headers.index(header)}"


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
