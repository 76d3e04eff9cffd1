"""The files that what a user names stands for: paths, folders of months, patterns."""

from collections.abc import Iterable
from pathlib import Path

from analytics.errors import Problem
from analytics.extract.reading.zip_files import PARQUET, SHEETS, TEXT


def expand(paths: Iterable[Path], title: str) -> tuple[list[Path], list[Problem]]:
    """Files that paths, folders and patterns stand for, and a problem for each that is
    none."""
    found: list[Path] = []
    problems = []
    readable = (*TEXT, *SHEETS, *PARQUET, ".gz", ".zip", ".geojson")
    for given in paths:
        path = Path(given)
        if path.is_file():
            found.append(path)
            continue
        if path.is_dir():
            inside = sorted(
                f
                for f in path.rglob("*")
                if f.is_file()
                and f.suffix.lower() in readable
                and not f.name.startswith((".", "_"))
            )
        else:
            inside = (
                sorted(path.parent.glob(path.name))
                if any(c in path.name for c in "*?[")
                else []
            )
        if not inside:
            folder = path.is_dir()
            problems.append(
                Problem(
                    rule="folder_empty" if folder else "file_missing",
                    found=f"The folder for {title} holds no file that can be read."
                    if folder
                    else f"The file for {title} does not exist.",
                    remedy="Put CSV, Excel or Parquet files there."
                    if folder
                    else f"Check the path and the spelling: {path}.",
                    file=path.name or str(path),
                )
            )
        found += inside
    return list(dict.fromkeys(found)), problems
