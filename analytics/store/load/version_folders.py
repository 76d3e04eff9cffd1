"""One load at a time into a dataset, and what killed loads left behind.

A load works in a hidden folder beside the versions and holds the dataset's lock. The
lock goes when its process ends, however it ends; so whoever holds it may clear every
such folder.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from analytics.errors import InputError, Problem
from analytics.store.home import OWNERS_ALONE
from analytics.store.layout import MANIFEST_FILE

BUILDING = ".building-"
SCRATCH = ".scratch-"
LOCK_FILE = ".lock"
WAIT_SECONDS = 900
UNSEEN_SECONDS = 3600  # a version that was live this lately may be on somebody's screen


@contextmanager
def only_load(
    folder: Path,
    progress: Callable[[str, float], None],
    wait: float = WAIT_SECONDS,
) -> Iterator[None]:
    """Hold a dataset's lock, waiting for another load; raises InputError if that takes
    longer than `wait` seconds."""
    folder.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)

    def waiting() -> bool:
        progress("Waiting for another load into this dataset", 0.0)
        return False

    lock = _lock(folder / LOCK_FILE)
    try:
        lock.acquire(timeout=wait, poll_interval=0.2, cancel_check=waiting)
    except Timeout:
        raise InputError(
            Problem(
                "load_running",
                f"Another load into {folder.name!r} is still running.",
                "Wait until it has ended and load again.",
            )
        ) from None
    try:
        sweep(folder)
        yield
    finally:
        lock.release()


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
    for found in list(root.iterdir()) if root.is_dir() else ():
        if found.name.startswith(SCRATCH):
            removed += _remove_if_dead(root / found.name.removesuffix(LOCK_FILE))
        elif (found / LOCK_FILE).is_file() and any(
            f.name.startswith(BUILDING) for f in found.iterdir()
        ):
            with _if_free(found / LOCK_FILE) as free:
                removed += sweep(found) if free else 0
    return removed


def _remove_if_dead(place: Path) -> int:
    lock = _lock_beside(place)
    with _if_free(lock) as free:
        if not free:
            return 0
        was_there = place.is_dir()
        shutil.rmtree(place, ignore_errors=True)
        _remove_lock(lock)
        return int(was_there)


@contextmanager
def scratch(root: Path) -> Iterator[Path]:
    """A new folder in a data home for copies that may name people: the owner's alone,
    removed at the end whatever happens, or at the next start if this process is
    killed."""
    root.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)
    at_start(root)
    place = root / f"{SCRATCH}{os.getpid()}-{os.urandom(4).hex()}"
    lock = _lock_beside(place)
    with _lock(lock):  # held before the folder is there: one without it is dead
        place.mkdir(mode=OWNERS_ALONE)
        try:
            yield place
        finally:
            shutil.rmtree(place, ignore_errors=True)
            _remove_lock(lock)


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """A new hidden folder to build in, removed at the end whatever happens."""
    place = folder / f"{BUILDING}{os.getpid()}-{os.urandom(4).hex()}"
    place.mkdir(mode=OWNERS_ALONE)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def remove_old(
    folder: Path,
    live: str,
    keep: int,
    unseen: float = UNSEEN_SECONDS,
    now: float | None = None,
) -> list[str]:
    """Remove versions of a dataset but the live one, the one before it and the newest;
    their names.

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
    before = next((f.name for f in whole if f.name < live), live)
    for version in whole[keep:]:
        age = (time.time() if now is None else now) - version.stat().st_mtime
        if version.name in (live, before) or age < unseen:
            continue
        try:
            os.replace(version, folder / f"{BUILDING}old-{version.name}")
        except OSError:
            continue  # open on Windows: next time
        removed.append(version.name)
    for name in removed:
        shutil.rmtree(folder / f"{BUILDING}old-{name}", ignore_errors=True)
    return removed


def flush_to_disk(folder: Path, below: bool = True) -> None:
    """Make sure that a folder, and everything below it, is on the disk."""
    for path in [*(folder.rglob("*") if below else ()), folder]:
        if os.name == "nt" and path.is_dir():
            continue
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _lock(path: Path) -> FileLock:
    """A lock that is let go when its process ends, however it ends. Of the process, not
    of the thread that took it: a page may end in another thread than it began."""
    return FileLock(path, thread_local=False)


def _lock_beside(place: Path) -> Path:
    return place.with_name(place.name + LOCK_FILE)


def _remove_lock(path: Path) -> None:
    """Remove the file of a lock that is held; Windows does so when it is let go."""
    with suppress(OSError):
        path.unlink()


@contextmanager
def _if_free(path: Path) -> Iterator[bool]:
    """Whether nobody holds a lock; if so it is held within the block."""
    lock = _lock(path)
    try:
        lock.acquire(blocking=False)
    except (Timeout, OSError):  # another account's, or just removed by its owner
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
