"""Files made of a pack and kept to be taken again: `packs` in the data home, and in the
folder of each who keeps some. They hold what a meeting may see, and no more."""

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.store.home import OWNERS_ALONE

FOLDER = "packs"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,150}\.(pptx|xlsx|pdf)")  # as packs are named


@dataclass(frozen=True)
class Pack:
    """A file that is kept, and when it was."""

    name: str
    file: Path
    kept: datetime


def packs(place: Path) -> list[Pack]:
    """Those in a keeper's place, the newest first."""
    folder = place / FOLDER
    found = [
        Pack(one.name, one, datetime.fromtimestamp(one.stat().st_mtime))
        for one in (folder.iterdir() if folder.is_dir() else ())
        if NAME.fullmatch(one.name) and one.is_file()
    ]
    return sorted(found, key=lambda one: (one.kept, one.name), reverse=True)


def keep(name: str, content: bytes, place: Path) -> None:
    """Keeps a file under its name, in place of what it stood for, whole or not at all.
    Raises InputError for a name that no pack has."""
    file = _file(name, place)
    file.parent.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)
    beside = file.with_name(f".{name}.{os.getpid()}")
    with open(beside, "wb", opener=lambda f, how: os.open(f, how, 0o600)) as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(beside, file)


def forget(name: str, place: Path) -> None:
    """Keeps it no more; nothing happens where there is none of that name."""
    _file(name, place).unlink(missing_ok=True)


def _file(name: str, place: Path) -> Path:
    if not NAME.fullmatch(name):
        raise InputError(
            Problem(
                "pack_name",
                "A pack is not called so.",
                "Keep the files of a pack as they were made.",
            )
        )
    return place / FOLDER / name
