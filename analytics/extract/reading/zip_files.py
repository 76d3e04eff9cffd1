"""Files packed in gzip or zip: the one file inside, unpacked where DuckDB cannot read
it packed."""

import gzip
import os
import zipfile
import zlib
from pathlib import Path
from typing import IO

from analytics.errors import InputError, Problem
from analytics.extract import disk_space
from analytics.extract.reading.names import cleaned
from analytics.extract.reading.signatures import PACKED, kind_of_file

TEXT = (".csv", ".tsv", ".txt", ".tab")
SHEETS = (".xlsx", ".xls", ".xlsb", ".ods", ".xlsm")
PARQUET = (".parquet", ".pq")
UNPACKED_AT_MOST = 200 * (1 << 30)
WORKBOOK_AT_MOST = 1 << 30  # a workbook is held in memory
SMALL, MOST_TIMES = (
    100 * (1 << 20),
    250,
)  # unpacked bytes above which so many times is no extract
ENCRYPTED = 1  # bit of a zip member's flags


def unpacked(path: Path, workspace: Path) -> Path:
    """The one file inside a zip, or inside a gzip that holds no plain text; else the
    path itself.

    Raises InputError if a zip holds none or several, or if it unpacks to more than any
    extract is.
    """
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes[-1:] != [".gz"] and _is_gzip(path):
        with gzip.open(path, "rb") as inside:
            return _copy(inside, path, workspace, ".csv")
    if (
        suffixes[-1:] == [".gz"]
        and suffixes[-2:-1]
        and suffixes[-2] in (*SHEETS, *PARQUET)
    ):
        with gzip.open(path, "rb") as inside:
            return _copy(inside, path, workspace, suffixes[-2])
    if suffixes[-1:] == [".zip"] or kind_of_file(path) == PACKED:
        with zipfile.ZipFile(path) as packed:
            members = [
                m
                for m in packed.infolist()
                if not m.is_dir()
                and Path(m.filename).suffix.lower() in (*TEXT, *SHEETS, *PARQUET)
            ]
            if len(members) != 1:
                raise InputError(
                    Problem(
                        "zip_members",
                        f"The zip holds {len(members)} files that could be read.",
                        (
                            "Give a zip with exactly one, or unpack it and give the "
                            "folder."
                        ),
                        file=cleaned(path.name),
                    )
                )
            if members[0].flag_bits & ENCRYPTED:
                raise InputError(
                    Problem(
                        "zip_encrypted",
                        "The zip needs a password.",
                        "Unpack it yourself and give the file inside.",
                        file=cleaned(path.name),
                    )
                )
            return _unzipped(packed, members[0], path, workspace)
    return path


def _is_gzip(path: Path) -> bool:
    with open(path, "rb") as source:
        return source.read(3) == b"\x1f\x8b\x08"


def fits_unpacked(
    path: Path,
    sizes: list[tuple[int, int]],
    workspace: Path,
    at_most: int = UNPACKED_AT_MOST,
) -> None:
    """Raises InputError if what a packed file says it unpacks to is more than it can
    honestly be, or than the disk has room for. sizes: (packed, unpacked) bytes of each
    member."""
    for packed, unpacked in sizes:
        if unpacked > SMALL and unpacked > MOST_TIMES * max(1, packed):
            raise InputError(
                Problem(
                    "unpacked_bomb",
                    "The packed file says it unpacks to "
                    f"{unpacked // max(1, packed):,} "
                    "times its size, which no extract does.",
                    "Unpack it yourself and give the file inside, if you trust it.",
                    file=cleaned(path.name),
                )
            )
    if sum(unpacked for _, unpacked in sizes) > min(
        at_most, disk_space.free(workspace) - disk_space.KEEP_FREE
    ):
        raise InputError(_too_large(cleaned(path.name)))


def fits_workbook(path: Path, book: Path, workspace: Path) -> None:
    """Raises InputError if a workbook, which is a zip, unpacks to more than can be
    held."""
    if zipfile.is_zipfile(book):
        with zipfile.ZipFile(book) as packed:
            sizes = [(m.compress_size, m.file_size) for m in packed.infolist()]
        fits_unpacked(path, sizes, workspace, WORKBOOK_AT_MOST)


def _too_large(name: str) -> Problem:
    return Problem(
        "unpacked_size",
        "The packed file unpacks to more than there is room for.",
        "Free some space on the disk, or unpack it yourself and give the file.",
        file=name,
    )


def _unzipped(
    packed: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path, workspace: Path
) -> Path:
    fits_unpacked(path, [(member.compress_size, member.file_size)], workspace)
    try:
        # The name inside is never used as a path: only what kind of file it says it is.
        with packed.open(member) as inside:
            return _copy(inside, path, workspace, Path(member.filename).suffix.lower())
    except (RuntimeError, NotImplementedError, zlib.error) as fault:
        raise InputError(
            Problem(
                "file_unreadable",
                f"The zip cannot be unpacked ({type(fault).__name__}).",
                "Unpack it yourself and give the file inside.",
                file=cleaned(path.name),
            )
        ) from None


def _copy(
    source: IO[bytes] | gzip.GzipFile, path: Path, workspace: Path, suffix: str
) -> Path:
    target, total = fresh(workspace, suffix), 0
    most = min(UNPACKED_AT_MOST, disk_space.free(workspace) - disk_space.KEEP_FREE)
    with open(target, "wb") as out:
        while block := source.read(1 << 22):
            total += len(block)
            if total > most:
                raise InputError(_too_large(cleaned(path.name)))
            out.write(block)
    return target


def fresh(workspace: Path, suffix: str) -> Path:
    """The path of a new file in a folder for copies."""
    return (
        workspace
        / f"copy{len(list(workspace.iterdir()))}-{os.urandom(3).hex()}{suffix}"
    )
