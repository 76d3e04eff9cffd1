"""One load at a time into a dataset, and what killed loads left behind.

A load works in a hidden folder beside the versions and holds the dataset's lock. The
lock goes when its process ends, however it ends; so whoever holds it may clear every
such folder.
"""

import os
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.store.layout import MANIFEST_FILE

BUILDING = ".building-"
SCRATCH, NEW = ".scratch-", ".new"
LOCK_FILE = ".lock"
WAIT_SECONDS = 900
SETTING_UP = 60  # seconds that a folder for copies may take until its lock is held
VERSIONS_KEPT = int(
    os.environ.get("FREQUENT_ATTENDERS_VERSIONS", "6")
)  # besides the live one
UNSEEN_SECONDS = 3600  # a version that was live this lately may be on somebody's screen


@contextmanager
def only_load(folder: Path, progress, wait: float = WAIT_SECONDS):
    """Hold a dataset's lock, waiting for another load; raises InputError if that takes
    too long."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / LOCK_FILE, "a+b") as lock:
        until = time.monotonic() + wait
        while not _take(lock):
            if time.monotonic() > until:
                raise InputError(
                    Problem(
                        "load_running",
                        f"Another load into {folder.name!r} is still running.",
                        "Wait until it has ended and load again.",
                    )
                )
            progress("Waiting for another load into this dataset", 0.0)
            time.sleep(0.2)
        sweep(folder)
        yield


def sweep(folder: Path) -> int:
    """Remove what ended loads left behind; how many folders. Only under the dataset's
    lock."""
    left = [f for f in folder.iterdir() if f.name.startswith(BUILDING) and f.is_dir()]
    for one in left:
        shutil.rmtree(one, ignore_errors=True)
    return len(left)


def at_start(root: Path) -> int:
    """Remove what killed loads and checks left anywhere in a data home; how many
    folders.

    What a running load or check uses is left alone: it holds a lock.
    """
    removed = 0
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.name.startswith((SCRATCH, NEW + SCRATCH)) and folder.is_dir():
            removed += _removed_if_dead(folder)
        elif (folder / LOCK_FILE).is_file() and any(
            f.name.startswith(BUILDING) for f in folder.iterdir()
        ):
            with open(folder / LOCK_FILE, "a+b") as lock:
                if _take(lock):
                    removed += sweep(folder)
    return removed


def _removed_if_dead(folder: Path) -> int:
    try:
        if (
            folder.name.startswith(NEW)
            and time.time() - folder.stat().st_mtime < SETTING_UP
        ):
            return 0
        with open(folder / LOCK_FILE, "a+b") as lock:
            if not _take(lock):
                return 0
            shutil.rmtree(folder, ignore_errors=True)
    except OSError:
        return 0  # its owner has just removed it
    return 1


@contextmanager
def scratch(root: Path):
    """A new folder in a data home for copies that may name people: the owner's alone,
    removed at the end whatever happens, or at the next start if this process is
    killed."""
    root.mkdir(parents=True, exist_ok=True)
    at_start(root)
    place = root / f"{SCRATCH}{os.getpid()}-{os.urandom(4).hex()}"
    beside = root / f"{NEW}{place.name}"  # not to be swept before its lock is held
    beside.mkdir(mode=0o700)
    with open(beside / LOCK_FILE, "a+b") as lock:
        _take(lock)
        os.replace(beside, place)
        inside = place / "files"
        inside.mkdir()
        try:
            yield inside
        finally:
            shutil.rmtree(place, ignore_errors=True)


@contextmanager
def building(folder: Path):
    """A new hidden folder to build in, removed at the end whatever happens."""
    place = folder / f"{BUILDING}{os.getpid()}-{os.urandom(4).hex()}"
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def remove_old(
    folder: Path,
    live: str,
    keep: int = VERSIONS_KEPT,
    unseen: float = UNSEEN_SECONDS,
    now: float | None = None,
) -> list[str]:
    """Remove versions of a dataset but the live one and the newest; their names.

    Only under the dataset's lock, after a load that succeeded. A version that was live,
    or was written, within `unseen` seconds stays: a page may be reading it. It is
    renamed first, so that nobody ever opens half of one.
    """
    whole = sorted(
        (
            f
            for f in folder.iterdir()
            if (f / MANIFEST_FILE).is_file() and not f.name.startswith(".")
        ),
        key=lambda f: f.name,
        reverse=True,
    )
    removed = []
    for version in whole[keep:]:
        age = (time.time() if now is None else now) - version.stat().st_mtime
        if version.name == live or age < unseen:
            continue
        try:
            os.replace(version, folder / f"{BUILDING}old-{version.name}")
        except OSError:
            continue  # open on Windows: next time
        removed.append(version.name)
    for name in removed:
        shutil.rmtree(folder / f"{BUILDING}old-{name}", ignore_errors=True)
    return removed


def settle(folder: Path, below: bool = True) -> None:
    """Make sure that a folder, and everything below it, is on the disk."""
    for path in [*(folder.rglob("*") if below else ()), folder]:
        if os.name == "nt" and path.is_dir():
            continue
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _take(lock) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
