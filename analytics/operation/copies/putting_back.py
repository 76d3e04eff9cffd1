"""Puts a backup back: read and checked whole beside what is there, then moved into
place, what was there kept aside. A process that is killed leaves a mark, by which
`serve` knows."""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.extract.disk_space import FULL
from analytics.extract.people import identity
from analytics.operation import setup
from analytics.operation.copies import archive
from analytics.operation.copies.archive import Index, Progress
from analytics.operation.copies.checking import refuse, replaced, told, verify
from analytics.operation.home_setup import RESTORING
from analytics.store.audit import log
from analytics.store.home import OWNERS_ALONE, home, write_whole
from analytics.store.load.version_folders import flush_to_disk, scratch

BEFORE = ".before-restore-"  # what was there, below the home


@dataclass(frozen=True)
class PutBack:
    """What was put back, where what was there before is (None: there was nothing), and
    what somebody should know."""

    index: Index
    before: Path | None
    problems: tuple[Problem, ...]


def check(
    file: Path, root: Path | None = None, progress: Progress | None = None
) -> Index:
    """Read a backup through, writing nothing. Raises InputError for one that is not
    whole."""
    with archive.opened(file, identity.kept(root or home())) as (index, tar):
        archive.members(tar, index, file.name, None, progress or _silent)
        return index


def put_back(
    file: Path,
    root: Path | None = None,
    key_from: Path | None = None,
    replace: bool = False,
    progress: Progress | None = None,
) -> PutBack:
    """Put a backup back into a data home. key_from: the file with the key. replace:
    though something is there. Raises InputError; what was there is then as it was."""
    root, progress = root or home(), progress or _silent
    key = _key(key_from) if key_from else None
    known = key or identity.kept(root)
    with archive.opened(file, known) as (index, tar), setup.served(root):
        refuse(index, file, root, replace, key, known)
        try:
            with scratch(root) as place:
                archive.members(tar, index, file.name, place, progress)
                progress("Checking what was read", 1.0)
                verify(index, place, file.name)
                if key:
                    write_whole(place / identity.KEY_FILE, key.decode())
                    (place / identity.KEY_FILE).chmod(archive.MODE)
                for folder in filter(Path.is_dir, place.rglob("*")):
                    folder.chmod(OWNERS_ALONE)
                flush_to_disk(place)
                before = _into_place(place, root)
            (root / RESTORING).unlink()
        except OSError as fault:
            raise InputError(_not_written(root, fault)) from None
        log.record(log.PUT_BACK, root, made=index.made, record=index.record)
    return PutBack(index, before, tuple(told(index, known)))


def _silent(step: str, done: float) -> None:
    """No progress is told."""


def _key(file: Path) -> bytes:
    try:
        key = file.read_bytes().strip()
        key.decode("ascii")
    except (OSError, UnicodeDecodeError):
        key = b""
    if len(key) < identity.SHORTEST:
        raise InputError(
            Problem(
                "key_damaged",
                "This is no key of pseudonyms.",
                "Name the file that was written with the backup.",
                file=file.name,
            )
        )
    return key


def _into_place(place: Path, root: Path) -> Path | None:
    """Move what is there aside and what was read to its place; where what was there is.
    All back as it was if that fails."""
    (root / RESTORING).touch()
    old = [root / one for one in replaced(root) if one != RESTORING]
    if (place / identity.KEY_FILE).exists() and (root / identity.KEY_FILE).exists():
        old.append(root / identity.KEY_FILE)
    before = root / f"{BEFORE}{datetime.now(UTC):%Y%m%dT%H%M%S%f}" if old else None
    moved: list[tuple[Path, Path]] = []
    try:
        if before:
            before.mkdir(mode=0o700)
            for one in old:
                moved.append(_moved(one, before / one.name))
        # Datasets last: each appears whole, by one rename.
        for one in sorted(place.iterdir(), key=lambda one: (one.is_dir(), one.name)):
            moved.append(_moved(one, root / one.name))
        flush_to_disk(root, below=False)
    except OSError:
        for source, target in reversed(moved):
            with suppress(OSError):
                os.replace(target, source)
        with suppress(OSError):
            (root / RESTORING).unlink()
        raise
    return before


def _moved(source: Path, target: Path) -> tuple[Path, Path]:
    os.replace(source, target)
    return source, target


def _not_written(root: Path, fault: OSError) -> Problem:
    full = fault.errno in FULL
    return Problem(
        "disk_full" if full else "home_read_only",
        f"The data home ({root}) "
        + ("has no room" if full else f"cannot be written ({fault.strerror})")
        + "; what was there is as it was.",
        "Free some space." if full else "Give it to this account.",
    )
