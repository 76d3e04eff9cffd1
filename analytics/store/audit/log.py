"""What was done with the dashboard and its data, a file a month in the data home.

A line says when, who, what and with which dataset, and never anything of a person:
pages and filters in words, versions, files taken away, loads, refusals. Months are kept
for as long as is set (`FREQUENT_ATTENDERS_AUDIT_MONTHS`, 24 where it is not).
"""

import getpass
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analytics.errors import InputError, Problem
from analytics.settings import AUDIT_MONTHS
from analytics.store.audit import chain
from analytics.store.home import home

FOLDER, SUFFIX = "audit", ".jsonl"
SETTING = AUDIT_MONTHS.name

# What is done, in the words of the record.
LOOKED, TOOK, MADE_LIVE = "looked", "took away", "made a version live"
DECIDED, KEPT_LIST, BROUGHT_BACK = "decided", "kept a list", "brought people back"
REFUSED, REMOVED = "was refused", "removed what is past its time"
BACKED_UP, PUT_BACK = "made a backup", "put a backup back"

_acting: ContextVar[str] = ContextVar("acting", default="")


@dataclass(frozen=True)
class Record:
    """Everything that is kept, oldest first. changed: the numbers (from 1) of lines
    before which something was changed or taken out. hash: of the last line, to be
    written down elsewhere: what is cut off the end shows by it alone."""

    lines: tuple[dict[str, Any], ...]
    changed: tuple[int, ...]
    hash: str


@contextmanager
def acting(who: str) -> Iterator[None]:
    """Within it, what is recorded is done by somebody who signed in."""
    before = _acting.set(who)
    try:
        yield
    finally:
        _acting.reset(before)


def who() -> str:
    """Who acts: whoever signed in, else this account's name."""
    return _acting.get() or getpass.getuser()


def record(
    what: str, root: Path | None = None, to_disk: bool = True, **said: Any
) -> None:
    """Add a line. to_disk: it is on the disk before this returns. Raises InputError
    where it cannot be written: what is not recorded is not to be done."""
    now = datetime.now(UTC)
    folder = (root or home()) / FOLDER
    file = folder / f"{now:%Y-%m}{SUFFIX}"
    when = now.isoformat(timespec="seconds")
    try:
        before = "" if file.exists() else _begin(folder, file)
        line = {"when": when, "who": who(), "what": what, **said}
        chain.add(file, line, before, to_disk)
    except OSError as fault:
        raise InputError(
            Problem(
                "audit_unwritable",
                f"The record of who did what cannot be written ({fault.strerror}), so "
                "this was not done.",
                "Make room, or let this account write to the folder audit of the data "
                "home.",
            )
        ) from None


@contextmanager
def refusals(tried: str, root: Path | None = None, **said: Any) -> Iterator[None]:
    """What is refused within it is recorded: what was tried and by which rules, in no
    words of the fault, and it is raised as it was."""
    try:
        yield
    except InputError as fault:
        rules = sorted({one.rule for one in fault.problems if one.stops})
        with suppress(InputError):  # nothing was done, and the first fault is told
            record(REFUSED, root, tried=tried, rules=rules, **said)
        raise


def recorded(root: Path | None = None) -> Record:
    """All that is kept, and whether it is whole. Of the oldest month the line before
    may be gone, since months are removed in time."""
    every: list[str] = []
    for file in _files((root or home()) / FOLDER):
        every += chain.lines(file)
    found = chain.changed(every, None)
    told = tuple(line_as_said(line) for line in every)
    return Record(told, tuple(found), chain.hashed(every[-1]) if every else "")


def months_kept() -> int:
    """How many months are kept. Raises InputError for a setting that is no number."""
    return AUDIT_MONTHS.number()


def forget(root: Path | None = None) -> tuple[str, ...]:
    """Remove months that are past their time; which. Raises InputError for a setting
    that is no number."""
    return _remove_past((root or home()) / FOLDER, f"{datetime.now(UTC):%Y-%m}")


def _begin(folder: Path, file: Path) -> str:
    """What the first line of a new month holds: the hash of the last before it. Months
    past their time go."""
    earlier = [one for one in _files(folder) if one.name < file.name]
    _remove_past(folder, file.stem)
    ends = [last for one in earlier if one.exists() and (last := chain.last(one))]
    return chain.hashed(ends[-1]) if ends else ""


def _remove_past(folder: Path, now: str) -> tuple[str, ...]:
    """Remove months past their time, counted from a month as 2024-12; which."""
    year, month = map(int, now.split("-"))
    first, gone = year * 12 + month - months_kept(), []
    for one in _files(folder):
        of_year, of_month = map(int, one.stem.split("-"))
        if of_year * 12 + of_month <= first:
            one.unlink(missing_ok=True)
            gone.append(one.stem)
    return tuple(gone)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"????-??{SUFFIX}"))


def line_as_said(line: str) -> dict[str, Any]:
    """What a line says; of one that is none, that."""
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {"what": "(not readable)"}
