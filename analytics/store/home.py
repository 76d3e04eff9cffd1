"""Where datasets live, which version of each is live, and how another is made live.

`<home>/<dataset>/<version>/` holds a version; `<home>/<dataset>/live` is a one-line
file that names the live one. It is replaced by one atomic rename, so a reader sees the
old or the new.
"""

import os
import re
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.store.layout import MANIFEST_FILE

PROJECT = Path(__file__).resolve().parents[2]
LIVE_FILE = "live"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,49}")
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*")
NONE = "(none)"  # the version that a damaged `live` names
# What else lies in a data home, and names that Windows keeps for devices.
OF_THE_HOME = ("inbox", "mappings", "views", "packs", "kept_for", "key", LIVE_FILE)
OF_DEVICES = re.compile(r"con|prn|aux|nul|clock|(com|lpt)[0-9]")
OWNERS_ALONE = 0o700  # mode of every folder of a data home


def home() -> Path:
    """The data home: $FREQUENT_ATTENDERS_HOME, or `data/` in the project."""
    return Path(os.environ.get("FREQUENT_ATTENDERS_HOME") or PROJECT / "data")


def check_name(name: str) -> str:
    """The name itself, if it may be a dataset's; raises InputError otherwise."""
    if name in OF_THE_HOME or OF_DEVICES.fullmatch(name or ""):
        whose = "the data folder" if name in OF_THE_HOME else "Windows"
        raise InputError(
            Problem(
                rule="dataset_name",
                found=f"The dataset name {name!r} is kept for something else by "
                f"{whose}.",
                remedy=f"Choose another, such as {name}-1.",
            )
        )
    if not NAME.fullmatch(name or ""):
        raise InputError(
            Problem(
                rule="dataset_name",
                found=f"The dataset name {name!r} cannot be used.",
                remedy=(
                    "Use small letters, digits, - and _, at most 50, starting with "
                    "a letter or digit."
                ),
            )
        )
    return name


def datasets(root: Path | None = None) -> list[str]:
    """Names of the datasets that have a live version, in order."""
    root = root or home()
    if not root.is_dir():
        return []
    return sorted(
        f.name for f in root.iterdir() if f.is_dir() and (f / LIVE_FILE).is_file()
    )


def versions(name: str, root: Path | None = None) -> list[str]:
    """Whole versions of a dataset, newest first."""
    folder = (root or home()) / check_name(name)
    if not folder.is_dir():
        return []
    return sorted(
        (
            f.name
            for f in folder.iterdir()
            if f.is_dir()
            and (f / MANIFEST_FILE).is_file()
            and not f.name.startswith(".")
        ),
        reverse=True,
    )


def live_folder(name: str, root: Path | None = None) -> Path:
    """The folder of the live version, which may have gone; raises InputError naming the
    datasets there are."""
    folder = (root or home()) / check_name(name)
    pointer = folder / LIVE_FILE
    if pointer.is_file():
        version = pointer.read_text(encoding="utf-8", errors="replace").strip()
        return folder / (version if VERSION.fullmatch(version) else NONE)
    known = ", ".join(datasets(root)) or "none yet"
    raise InputError(
        Problem(
            rule="dataset_unknown",
            found=f"There is no dataset called {name!r}. Datasets loaded: {known}.",
            remedy="Load one, or choose one of those.",
            flag="To load one: python -m analytics load --gp FILE --ae FILE --into "
            f"{name}.",
        )
    )


def write_whole(file: Path, text: str) -> None:
    """A small text file written beside and put in place by one atomic rename, on disk
    by then."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    with open(beside, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    os.replace(beside, file)
