"""A copy of the worklist's database, and putting one back. Of an SQLite file; a
server's is backed up by whoever looks after the server."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.store.home import OWNERS_ALONE
from analytics.worklist import database
from analytics.worklist.database import FILE_MODE, WAIT_SECONDS

BESIDE = ("-wal", "-shm")  # what SQLite keeps beside a file


@dataclass(frozen=True)
class Restored:
    """What came of putting a copy back: decisions in it; decisions there were before
    that it does not hold; where these are kept (None: there was nothing before)."""

    decisions: int
    gone: int
    kept: Path | None


def back_up(file: Path, root: Path | None = None) -> int:
    """Copy the database to a new file, the owner's alone, while others may write; the
    decisions in it. Raises InputError where there is none, or the file exists."""
    live = _file(root)
    if not live.is_file():
        raise InputError(
            Problem(
                "worklist_empty",
                "Nothing has been decided yet, so there is nothing to copy.",
                "Make a copy once somebody has decided.",
            )
        )
    _new(file)
    try:
        with _opened(live) as source, _opened(file) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        return _decisions(file)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def restore(file: Path, root: Path | None = None) -> Restored:
    """Put a copy back, in one transaction; what was there is kept beside it. Raises
    InputError for a file that is no whole worklist."""
    live = _file(root)
    copied = whole(file)
    live.parent.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)
    kept, gone = None, 0
    if live.is_file() and live.stat().st_size:
        now = datetime.now(UTC)
        kept = live.with_name(f"{live.stem}-before-{now:%Y%m%dT%H%M%S%f}{live.suffix}")
        try:
            gone = len(_written(live) - _written(file))
            back_up(kept, root)
        except (sqlite3.Error, InputError):  # damaged: aside with it, as it is
            for end in ("", *BESIDE):
                with suppress(FileNotFoundError):
                    os.replace(f"{live}{end}", f"{kept}{end}")
    if not live.exists():
        _new(live)
    with _opened(file) as source, _opened(live) as target:
        source.backup(target)
    return Restored(copied, gone, kept)


def _file(root: Path | None) -> Path:
    file = database.file_of(database.address(root))
    if file is None:
        raise InputError(
            Problem(
                "worklist_on_a_server",
                "The worklist is on a database server, which has copies of its own.",
                "Ask who looks after the server (for PostgreSQL: pg_dump and "
                "pg_restore).",
            )
        )
    return file


def _new(file: Path) -> None:
    """Make an empty file, its owner's alone, where there is none."""
    try:
        os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE_MODE))
    except OSError as fault:
        raise InputError(
            Problem(
                "cannot_write",
                f"The file cannot be made: {fault.strerror}.",
                "Name a new file, in a folder that exists and that you may write to.",
                file=file.name,
            )
        ) from None


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(file, timeout=WAIT_SECONDS)) as connection:
        yield connection


def whole(file: Path) -> int:
    """The decisions of a file that is a whole worklist. Raises InputError."""
    try:
        if not file.is_file():
            raise sqlite3.DatabaseError
        with _opened(file) as copy:
            triggers = copy.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
            ).fetchone()
            checked = copy.execute("PRAGMA integrity_check").fetchone()
        if checked != ("ok",) or triggers[0] < database.LEAST_TRIGGERS:
            raise sqlite3.DatabaseError
        return _decisions(file)
    except sqlite3.Error:
        raise InputError(
            Problem(
                "worklist_copy_broken",
                "The file is no copy of a worklist, or is damaged.",
                "Give one that was made as a copy of a worklist. What is there now "
                "stays.",
                file=file.name,
            )
        ) from None


def _decisions(file: Path) -> int:
    with _opened(file) as copy:
        return int(copy.execute("SELECT count(*) FROM decisions").fetchone()[0])


def _written(file: Path) -> set[tuple[object, ...]]:
    with _opened(file) as copy:
        return set(copy.execute("SELECT * FROM decisions").fetchall())
