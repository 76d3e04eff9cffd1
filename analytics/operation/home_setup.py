"""Whether the data home is fit to serve from: there, writable, its owner's alone, on
enough disk, with its key, record and worklist, and a clock that fits them."""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from analytics import settings
from analytics.definitions.words import day_in_words
from analytics.errors import InputError, Problem
from analytics.extract.disk_space import KEEP_FREE, free
from analytics.store import retention
from analytics.store.audit import chain, log
from analytics.store.home import OWNERS_ALONE, datasets, live_folder
from analytics.store.load import keys
from analytics.store.load.owners_alone import OTHERS
from analytics.store.manifest import Manifest
from analytics.worklist import database

RESTORING = ".restoring"  # there while a backup is put back
BEHIND = timedelta(minutes=5)  # clocks of two machines may differ so far
AHEAD = timedelta(days=400)  # a monthly refresh that nobody has done for so long
ROOM = 2  # times the largest version: the next one is built beside it


def problems(root: Path, now: datetime | None = None) -> list[Problem]:
    """Everything about a data home that somebody should know before it is served."""
    found = [*_numbers()]
    if not root.is_dir():
        return found + _not_there(root)
    writable = list(_closed(root))
    found += writable
    found += [*_open_to_others(root), *_disk(root), *_interrupted(root)]
    found += keys.problems(None, root)
    found += [*_record(root), *_clock(root, now or datetime.now(UTC))]
    if not writable:
        found += [*_worklist(root)]
    return found


def made(root: Path) -> None:
    """Makes a data home that is not there, its owner's alone."""
    root.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)


def _numbers() -> Iterator[Problem]:
    try:
        retention.as_set()
    except InputError as fault:
        yield from fault.problems


def _not_there(root: Path) -> list[Problem]:
    if root.exists():
        found = f"The data home ({root}) is a file, not a folder."
        return [
            Problem("home_missing", found, f"Set {settings.HOME.name} to a folder.")
        ]
    if (
        settings.HOME.given()
    ):  # a disk that is not there must not look like an empty one
        return [
            Problem(
                "home_missing",
                f"The data home ({root}) is not there.",
                "Is its disk there? If it is to be a new one, make it: mkdir -m 700 "
                f"{root}. Else mend {settings.HOME.name}.",
            )
        ]
    return list(_closed(root.parent))  # where it is made on first use


def _closed(root: Path) -> Iterator[Problem]:
    try:
        with tempfile.NamedTemporaryFile(dir=root, prefix=".probe-"):
            return
    except OSError as fault:
        yield Problem(
            "home_read_only",
            f"Nothing can be written in the data home ({root}): {fault.strerror}.",
            f"Give it to this account (user number {_account()}), on a disk that may "
            f"be written to, or set {settings.HOME.name} to another folder.",
        )


def _account() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "unknown"


def _open_to_others(root: Path) -> Iterator[Problem]:
    mode = root.stat().st_mode & 0o777
    if os.name == "nt" or not mode & OTHERS:
        return
    ours = root.stat().st_uid == os.getuid()
    yield Problem(
        "home_open",
        f"Other accounts of this machine can open the data home ({root}, mode "
        f"{mode:o})" + (", which is closed to them at the start." if ours else "."),
        f"chmod 700 {root}" + ("." if ours else ", by its owner."),
        stops=not ours,
    )


def _disk(root: Path) -> Iterator[Problem]:
    left = free(root)
    largest = 0
    for _, manifest in _live(root):
        largest = max(largest, sum(file.bytes for file in manifest.files))
    if left < KEEP_FREE:
        yield Problem(
            "disk_full",
            f"The disk of the data home has {left / 1e9:.1f} GB left.",
            f"Free some: {KEEP_FREE / 1e9:.0f} GB at least.",
        )
    elif left < ROOM * largest:
        yield Problem(
            "disk_nearly_full",
            f"The disk of the data home has {left / 1e9:.1f} GB left, and the largest "
            f"dataset takes {largest / 1e9:.1f} GB: the next load may find no room.",
            "Free some, or keep fewer versions.",
            flag="`python -m analytics tidy` removes what is past its time.",
            stops=False,
        )


def _interrupted(root: Path) -> Iterator[Problem]:
    if (root / RESTORING).exists():
        yield Problem(
            "restore_interrupted",
            "Putting a backup back was interrupted, so the data home may hold half of "
            "it.",
            "Put it back again.",
            flag="`python -m analytics restore --from FILE --replace`.",
        )


def _record(root: Path) -> Iterator[Problem]:
    folder = root / log.FOLDER
    if folder.is_dir() and not os.access(folder, os.W_OK):
        yield Problem(
            "audit_unwritable",
            f"The record of who did what ({folder}) cannot be written.",
            "Give it to this account: nothing is done that is not recorded.",
        )
    elif log.recorded(root).changed:
        yield Problem(
            "audit_changed",
            "In the record of who did what, something was changed or taken out.",
            "Compare it with a copy, and find out who may write to the data home.",
            flag="`python -m analytics audit` says before which lines.",
            stops=False,
        )


def _clock(root: Path, now: datetime) -> Iterator[Problem]:
    last = newest(root)
    if last is None:
        return
    if now < last - BEHIND:
        yield Problem(
            "clock_behind",
            f"This machine's clock says {day_in_words(now.date())}, {now:%H:%M} (UTC), "
            f"but something here was written on {day_in_words(last.date())}, "
            f"{last:%H:%M}.",
            "Set the clock (timedatectl), or find out which clock was wrong then: "
            "versions and the record are kept in order by it.",
        )
    elif now > last + AHEAD:
        yield Problem(
            "clock_ahead",
            f"Nothing was done here since {day_in_words(last.date())}, and this "
            f"machine's clock says {day_in_words(now.date())}.",
            "If that is so, load this month's extracts; else set the clock.",
            stops=False,
        )


def newest(root: Path) -> datetime | None:
    """When something was written here last, as it says itself: the record's last line,
    or a live version; None where nothing says."""
    said = [manifest.created for _, manifest in _live(root)]
    files = sorted((root / log.FOLDER).glob(f"????-??{log.SUFFIX}"))
    if files:
        said.append(str(log.line_as_said(chain.last(files[-1])).get("when", "")))
    found = []
    for one in said:
        try:
            when = datetime.fromisoformat(one)
        except ValueError:
            continue
        found.append(when if when.tzinfo else when.replace(tzinfo=UTC))
    return max(found, default=None)


def _worklist(root: Path) -> Iterator[Problem]:
    try:
        with database.reading(database.address(root)):
            pass
    except InputError as fault:
        yield from fault.problems


def _live(root: Path) -> Iterator[tuple[str, Manifest]]:
    for name in datasets(root):
        try:
            yield name, Manifest.read(live_folder(name, root))
        except (InputError, OSError, ValueError, KeyError, TypeError):
            continue  # told where it is opened
