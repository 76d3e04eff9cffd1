"""A backup of a data home while it is used: versions never change, so their files are
linked aside at once; the worklist is copied by its database; small files are whole at
any moment. The key is not in it, nor what is made anew or is somebody's raw extract."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.extract.disk_space import FULL, free
from analytics.extract.people import identity
from analytics.operation.copies import archive
from analytics.operation.copies.archive import Index, Progress
from analytics.operation.copies.aside import aside
from analytics.store.audit import log
from analytics.store.home import home
from analytics.store.load.version_folders import scratch


@dataclass(frozen=True)
class Taken:
    """What was copied: the file's list, and what somebody should know."""

    index: Index
    problems: tuple[Problem, ...]


def take(
    file: Path,
    root: Path | None = None,
    key_to: Path | None = None,
    progress: Progress = lambda step, done: None,
) -> Taken:
    """Copy a data home into one new file, the owner's alone. key_to: the key of the
    pseudonyms goes into this file of its own. Raises InputError, and leaves no file."""
    root = (root or home()).resolve()
    _refuse(file, root, key_to)
    try:
        with scratch(root) as place:
            found, index = aside(root, place, progress)
            _room(file, index)
            key = identity.kept(root)
            beside = file.with_name(f".{file.name}.{os.getpid()}.part")
            try:
                with open(os.open(beside, _NEW, archive.MODE), "wb") as out:
                    progress("Writing the backup", 0.6)
                    archive.write(out, place, index, key)
                    out.flush()
                    os.fsync(out.fileno())
                if key_to:
                    _key(key_to, key, found)
                log.record(
                    log.BACKED_UP,
                    root,
                    bytes=beside.stat().st_size,
                    with_key=key_to is not None,
                )
                os.replace(beside, file)
            finally:
                beside.unlink(missing_ok=True)
    except OSError as fault:
        with suppress(OSError):
            if key_to:
                key_to.unlink(missing_ok=True)
        raise InputError(_not_written(file, fault)) from None
    progress("Backed up", 1.0)
    return Taken(index, tuple(found))


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def _refuse(file: Path, root: Path, key_to: Path | None) -> None:
    """Raises InputError with every fault of what was asked."""
    faults = []
    for one in filter(None, (file, key_to)):
        what = ""
        if one.exists():
            what = "The file is there already."
        elif root in one.resolve().parents:
            what = "The file would lie in the data home that it is a copy of."
        elif not one.parent.is_dir():
            what = "The folder is not there."
        if what:
            faults.append(
                Problem(
                    "backup_to",
                    what,
                    "Name a new file elsewhere, on another disk.",
                    file=one.name,
                )
            )
    if not root.is_dir() or not any(root.iterdir()):
        faults.append(
            Problem(
                "home_empty",
                f"There is nothing in the data home ({root}).",
                "Name the one that the dashboard uses.",
            )
        )
    if key_to and identity.kept(root) is None:
        faults.append(
            Problem("key_missing", "There is no key to copy.", "Leave it out.")
        )
    if faults:
        raise InputError(faults)


def _room(file: Path, index: Index) -> None:
    left = free(file.parent)
    if left < index.bytes:
        raise InputError(
            Problem(
                "disk_full",
                f"The backup takes {index.bytes / 1e6:,.0f} MB, and the disk has "
                f"{left / 1e6:,.0f} MB left. Nothing was written.",
                "Free some space, or name a file on another disk.",
                file=file.name,
            )
        )


def _key(key_to: Path, key: bytes | None, found: list[Problem]) -> None:
    with open(os.open(key_to, _NEW, archive.MODE), "wb") as out:
        out.write(key or b"")
        out.flush()
        os.fsync(out.fileno())
    found.append(
        Problem(
            "key_copied",
            "Whoever has this key and a list of patient numbers can tell whose a "
            "pseudonym is.",
            "Keep it apart from the backup, where the keys of the organisation are.",
            file=key_to.name,
            stops=False,
        )
    )


def _not_written(file: Path, fault: OSError) -> Problem:
    full = fault.errno in FULL
    return Problem(
        "disk_full" if full else "cannot_write",
        ("The disk is full" if full else f"It cannot be written ({fault.strerror})")
        + ", so there is no backup; nothing was changed.",
        "Free some space, or name a file on another disk, in a folder that this "
        "account may write to.",
        file=file.name,
    )
