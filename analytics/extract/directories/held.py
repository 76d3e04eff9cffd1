"""What a folder, a zip or a file by itself holds, the same to look through."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from analytics.extract.reading.zip_files import fits_unpacked


@dataclass(frozen=True)
class Held:
    """A file, wherever it is. name: with its folders, in small letters. open: its
    bytes, to be closed."""

    name: str
    open: Callable[[], IO[bytes]]

    @property
    def stem(self) -> str:
        """Its name without folders and ending."""
        return PurePosixPath(self.name).stem

    @property
    def ending(self) -> str:
        """With its point: .csv."""
        return PurePosixPath(self.name).suffix


@contextmanager
def held(path: Path, workspace: Path | None = None) -> Iterator[list[Held]]:
    """The files that a path holds, in order of name; itself, where it is a file.

    workspace: where there must be room for a zip unpacked; None to look at names alone.
    Raises InputError if a zip unpacks to more than it can honestly be; BadZipFile if it
    is none.
    """
    if path.is_dir():
        yield [
            Held(one.relative_to(path).as_posix().lower(), _opener(one))
            for one in sorted(path.rglob("*"))
            if one.is_file() and one.resolve().is_relative_to(path.resolve())
        ]
    elif path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as packed:
            inside = [one for one in packed.infolist() if not one.is_dir()]
            if workspace:
                sizes = [(one.compress_size, one.file_size) for one in inside]
                fits_unpacked(path, sizes, workspace)
            yield [
                Held(one.filename.lower(), _member(packed, one))
                for one in sorted(inside, key=lambda one: one.filename)
            ]
    else:
        yield [Held(path.name.lower(), _opener(path))]


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _member(packed: zipfile.ZipFile, one: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: packed.open(one)
