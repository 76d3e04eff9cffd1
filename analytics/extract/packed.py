"""Files packed in gzip or zip: the one file inside, unpacked where DuckDB cannot read it packed."""

import gzip
import os
import zipfile
from pathlib import Path

from analytics.errors import InputError, Problem

TEXT = (".csv", ".tsv", ".txt", ".tab")
SHEETS = (".xlsx", ".xls", ".xlsb", ".ods", ".xlsm")
PARQUET = (".parquet", ".pq")
UNPACKED_AT_MOST = 200 * (1 << 30)


def unpacked(path: Path, workspace: Path) -> Path:
    """The one file inside a zip, or inside a gzip that holds no plain text; else the path itself.

    Raises InputError if a zip holds none or several, or if it unpacks to more than any extract is.
    """
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes[-1:] == [".gz"] and suffixes[-2:-1] and suffixes[-2] in (*SHEETS, *PARQUET):
        with gzip.open(path, "rb") as inside:
            return _copy(inside, workspace, suffixes[-2])
    if suffixes[-1:] == [".zip"]:
        with zipfile.ZipFile(path) as packed:
            members = [m for m in packed.infolist() if not m.is_dir()
                       and Path(m.filename).suffix.lower() in (*TEXT, *SHEETS, *PARQUET)]
            if len(members) != 1:
                raise InputError(Problem(
                    "zip_members", f"The zip holds {len(members)} files that could be read.",
                    "Give a zip with exactly one, or unpack it and give the folder.",
                    file=path.name))
            with packed.open(members[0]) as inside:
                return _copy(inside, workspace, Path(members[0].filename).suffix.lower())
    return path


def _copy(source, workspace: Path, suffix: str) -> Path:
    target, total = fresh(workspace, suffix), 0
    with open(target, "wb") as out:
        while block := source.read(1 << 22):
            total += len(block)
            if total > UNPACKED_AT_MOST:
                raise InputError(Problem("unpacked_size", "The packed file unpacks to over 200 GB.",
                                         "Unpack it yourself and give the file."))
            out.write(block)
    return target


def fresh(workspace: Path, suffix: str) -> Path:
    """The path of a new file in a folder for copies."""
    return workspace / f"copy{len(list(workspace.iterdir()))}-{os.urandom(3).hex()}{suffix}"
