"""The files that what a user names stands for: paths, folders of months, patterns."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from analytics.definitions.words import listed
from analytics.errors import Problem
from analytics.extract.reading.names import cleaned
from analytics.extract.reading.opened_file import sha256
from analytics.extract.reading.zip_files import PARQUET, SHEETS, TEXT

READABLE = (*TEXT, *SHEETS, *PARQUET, ".gz", ".zip", ".geojson")
LOCK = ("~$", ".~lock.")  # how the lock files of office programs begin
OF_THE_SYSTEM = (".", "_", "thumbs.db", "desktop.ini")  # how names nobody gave begin
SHOWN = 10


def expand(paths: Iterable[Path], title: str) -> tuple[list[Path], list[Problem]]:
    """Files that paths, folders and patterns stand for; a problem for each that is
    none, and for what lies in a folder and is not read.

    A path that exists is that file, whatever its name looks like.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for given in paths:
        path = Path(given)
        if path.is_file():
            found.append(path)
            continue
        folder = path.is_dir()
        if folder:
            inside, more = within(path)
        else:
            pattern = any(c in path.name for c in "*?[")
            lying = sorted(path.parent.glob(path.name)) if pattern else []
            inside, more = _sorted_out(path.parent, lying)
        problems += more
        if not inside and not any(one.stops for one in more):
            problems.append(_nothing(path, title, folder))
        found += inside
    return list(dict.fromkeys(found)), problems


def within(folder: Path) -> tuple[list[Path], list[Problem]]:
    """The files in a folder that can be read, and what is to be told of the others."""
    return _sorted_out(folder, sorted(folder.rglob("*")))


def _sorted_out(
    folder: Path, lying: Sequence[Path]
) -> tuple[list[Path], list[Problem]]:
    """Of what lies in a folder, the files that are read, and what is told of the
    rest."""
    files: list[Path] = []
    out, locks, others, hidden = [], [], [], []
    home, seen = folder.resolve(), set()
    for path in lying:
        name = path.name.lower()
        target = path.resolve()
        if path.is_symlink() and not target.is_relative_to(home):
            out.append(path)
        elif not path.is_file() or target in seen:
            continue
        elif name.startswith(LOCK):
            locks.append(path)
        elif name.startswith(OF_THE_SYSTEM):
            if path.suffix.lower() in READABLE:
                hidden.append(path)
        elif path.suffix.lower() not in READABLE:
            others.append(path)
        else:
            files.append(path)
            seen.add(target)
    told = [_links_out(folder, out)] if out else []
    for paths, what in (
        (locks, "lock files of a program that has a file open"),
        (hidden, "hidden files"),
        (others, "files that are neither text, spreadsheet nor Parquet"),
    ):
        told += [_skipped(folder, paths, what)] if paths else []
    return files, told


def twice(
    paths: Sequence[Path], names: Sequence[str]
) -> tuple[set[Path], list[Problem]]:
    """Files whose every byte is that of an earlier one, and what is told of them."""
    sizes: dict[int, list[int]] = {}
    for number, path in enumerate(paths):
        sizes.setdefault(_size(path), []).append(number)
    again: set[Path] = set()
    problems: list[Problem] = []
    for size, numbers in sizes.items():
        first: dict[str, int] = {}
        for number in numbers if size > 0 and len(numbers) > 1 else ():
            same = first.setdefault(_hash(paths[number]), number)
            if same != number:
                again.add(paths[number])
                problems.append(
                    Problem(
                        "file_twice",
                        f"The same content as {names[same]}, byte for byte; read once.",
                        "Nothing to do, unless another file was meant here.",
                        file=names[number],
                        stops=False,
                    )
                )
    return again, problems


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _hash(path: Path) -> str:
    try:
        return sha256(path)
    except OSError:
        return str(path)


def _names(paths: Sequence[Path]) -> str:
    names = [cleaned(path.name) for path in paths[:SHOWN]]
    more = [f"{len(paths) - SHOWN} more"] if len(paths) > SHOWN else []
    return listed(names + more)


def _links_out(folder: Path, links: Sequence[Path]) -> Problem:
    return Problem(
        "link_out_of_folder",
        f"A link leads out of the folder and was not followed: {_names(links)}.",
        "Take the link out of the folder, or choose the file that it leads to by "
        "itself.",
        file=cleaned(folder.name),
    )


def _skipped(folder: Path, paths: Sequence[Path], what: str) -> Problem:
    return Problem(
        "files_skipped",
        f"Not read in the folder, {what}: {_names(paths)}.",
        "Nothing to do, unless one of them holds rows that are wanted: then close or "
        "export it as CSV, Excel or Parquet.",
        file=cleaned(folder.name),
        stops=False,
    )


def _nothing(path: Path, title: str, folder: bool) -> Problem:
    return Problem(
        rule="folder_empty" if folder else "file_missing",
        found=f"The folder for {title} holds no file that can be read."
        if folder
        else f"The file for {title} does not exist.",
        remedy="Put CSV, Excel or Parquet files there."
        if folder
        else f"Check the path and the spelling: {cleaned(str(path))}.",
        file=cleaned(path.name or str(path)),
    )
