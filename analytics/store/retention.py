"""What is kept and for how long, by the settings: versions, lists of rows left out, the
record of who did what, files in the inbox. What goes is told and recorded.

The live version of a dataset and the one before it are never removed.
"""

import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analytics import settings
from analytics.definitions.words import counted, listed
from analytics.errors import InputError, Problem
from analytics.store.audit import log
from analytics.store.home import datasets, home, live_folder
from analytics.store.kept.inbox import FOLDER as INBOX
from analytics.store.kept.keepers import places
from analytics.store.layout import LEFT_OUT
from analytics.store.load.version_folders import (
    UNSEEN_SECONDS,
    at_start,
    only_load,
    remove_old,
)

DAY = 86_400
MONTH = 30.5 * DAY
TIDY_WAIT = 5.0  # seconds for a load under way: its own end tidies too


@dataclass(frozen=True)
class Kept:
    """What the settings say: versions of a dataset; months of lists of rows left out;
    months of the record; days of files in the inbox (0: for good)."""

    versions: int
    left_out_months: int
    audit_months: int
    inbox_days: int


@dataclass(frozen=True)
class Removed:
    """What went: versions (dataset/version), lists of rows left out (with the version),
    months of the record, how many files of the inbox, how many folders that killed
    loads left; busy: datasets that a load was at work on."""

    versions: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    inbox: int = 0
    remains: int = 0
    busy: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        return bool(self != replace(Removed(), busy=self.busy))

    def told(self) -> list[str]:
        """What went, one sentence a sort."""
        found = [
            ("Versions removed", self.versions),
            ("Lists of rows left out removed", self.left_out),
            ("Months of the record removed", self.months),
        ]
        lines = [f"{what}: {', '.join(which)}." for what, which in found if which]
        if self.inbox:
            lines.append(f"Removed from the inbox: {counted(self.inbox, 'file')}.")
        if self.remains:
            lines.append(f"Left by killed loads: {counted(self.remains, 'folder')}.")
        if self.busy:
            busy = listed(self.busy)
            lines.append(f"A load is at work on {busy}: its end tidies there.")
        return lines or ["Nothing is past its time."]


def as_set() -> Kept:
    """What the settings say. Raises InputError with each that is no number."""
    asked = (
        settings.VERSIONS,
        settings.LEFT_OUT_MONTHS,
        settings.AUDIT_MONTHS,
        settings.INBOX_DAYS,
    )
    found: list[int] = []
    faults: list[Problem] = []
    for one in asked:
        try:
            found.append(one.number())
        except InputError as fault:
            faults += fault.problems
    if faults:
        raise InputError(faults)
    return Kept(*found)


def after_load(folder: Path, live: str, kept: Kept) -> Removed:
    """Remove what is past its time of the dataset that was loaded, and record it; only
    under its lock. That the record is full stops no load, which is live by now."""
    found = _of_dataset(folder, live, kept, UNSEEN_SECONDS)
    with suppress(InputError):
        _record(found, folder.parent)
    return found


def _of_dataset(
    folder: Path,
    live: str,
    kept: Kept,
    unseen: float,
    now: float | None = None,
) -> Removed:
    gone = remove_old(folder, live, kept.versions, unseen, now)
    before = (time.time() if now is None else now) - kept.left_out_months * MONTH
    lists = []
    for one in sorted(folder.glob(f"[!.]*/{LEFT_OUT}/*.csv")):
        if one.stat().st_mtime < before:  # the rows' own time: versions share files
            one.unlink()
            lists.append(f"{folder.name}/{one.parents[1].name}/{one.stem}")
    return Removed(tuple(f"{folder.name}/{one}" for one in gone), tuple(lists))


def tidy(root: Path | None = None, now: float | None = None) -> Removed:
    """Remove what is past its time in a whole data home, and record it. Raises
    InputError for a setting that is no number, or a home that cannot be written."""
    root, kept = root or home(), as_set()
    found = Removed(remains=at_start(root))
    for name in datasets(root):
        try:
            with only_load(root / name, lambda step, done: None, TIDY_WAIT):
                live = live_folder(name, root).name
                one = _of_dataset(root / name, live, kept, UNSEEN_SECONDS, now)
                _record(one, root)
        except InputError as fault:
            if any(problem.rule != "load_running" for problem in fault.problems):
                raise
            found = replace(found, busy=(*found.busy, name))
            continue
        except OSError as fault:
            raise InputError(_closed(fault)) from None
        found = replace(
            found,
            versions=found.versions + one.versions,
            left_out=found.left_out + one.left_out,
        )
    beside = Removed(months=log.forget(root), inbox=_inbox(root, kept.inbox_days, now))
    _record(beside, root)
    return replace(found, months=beside.months, inbox=beside.inbox)


def _inbox(root: Path, days: int, now: float | None) -> int:
    """Removes files of everybody's inbox, and of each who has one, that have lain there
    for longer; how many."""
    if not days:
        return 0
    before = (time.time() if now is None else now) - days * DAY
    old = [
        one
        for place in places(root)
        for one in (place / INBOX).rglob("*")
        if one.is_file() and one.stat().st_mtime < before
    ]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)


def _record(found: Removed, root: Path) -> None:
    """One line of what went; files of the inbox by number, whose names may say who."""
    if found.anything:
        said: dict[str, Any] = {
            "versions": list(found.versions),
            "left_out": list(found.left_out),
            "months": list(found.months),
            "inbox": found.inbox,
        }
        log.record(log.REMOVED, root, **{k: v for k, v in said.items() if v})


def _closed(fault: OSError) -> Problem:
    return Problem(
        "cannot_remove",
        f"Something past its time cannot be removed ({fault.strerror}).",
        "Let this account write to the data home, and tidy again.",
    )
