"""One load at a time into a dataset, and what killed loads left behind.

A load works in a hidden folder beside the versions and holds the dataset's lock. The lock goes
when its process ends, however it ends; so whoever holds it may clear every such folder.
"""

import os
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

from analytics.errors import InputError, Problem

BUILDING = ".building-"
LOCK_FILE = ".lock"
WAIT_SECONDS = 900


@contextmanager
def only_load(folder: Path, progress, wait: float = WAIT_SECONDS):
    """Hold a dataset's lock, waiting for another load; raises InputError if that takes too long."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / LOCK_FILE, "a+b") as lock:
        until = time.monotonic() + wait
        while not _take(lock):
            if time.monotonic() > until:
                raise InputError(Problem(
                    "load_running", f"Another load into {folder.name!r} is still running.",
                    "Wait until it has ended and load again."))
            progress("Waiting for another load into this dataset", 0.0)
            time.sleep(0.2)
        sweep(folder)
        yield


def sweep(folder: Path) -> int:
    """Remove what ended loads left behind; how many folders. Only under the dataset's lock."""
    left = [f for f in folder.iterdir() if f.name.startswith(BUILDING) and f.is_dir()]
    for one in left:
        shutil.rmtree(one, ignore_errors=True)
    return len(left)


@contextmanager
def building(folder: Path):
    """A new hidden folder to build in, removed at the end whatever happens."""
    place = folder / f"{BUILDING}{os.getpid()}-{os.urandom(4).hex()}"
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


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
