"""Sets everything of a data home aside as it is at one moment: versions by links, since
their files never change; the worklist by its database; small files whole."""

import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from analytics.errors import Problem
from analytics.extract.people import identity
from analytics.extract.reading.opened_file import sha256
from analytics.operation.copies import archive
from analytics.operation.copies.archive import Index, Progress
from analytics.store import intact
from analytics.store.audit import log
from analytics.store.home import LIVE_FILE, datasets, live_folder, versions
from analytics.store.kept.inbox import FOLDER as INBOX
from analytics.store.layout import MANIFEST_FILE
from analytics.store.load.version_folders import only_load
from analytics.store.manifest import KeptFile
from analytics.store.usual_answers import FOLDER as ANSWERS
from analytics.worklist import backup as worklist
from analytics.worklist import database

WAIT = 600.0  # seconds for a load under way
NOT_IN = (INBOX,)  # raw extracts, which come again
NOT_WITHIN = (ANSWERS, INBOX)  # those of each who keeps things, likewise


def aside(root: Path, place: Path, progress: Progress) -> tuple[list[Problem], Index]:
    """Everything of a home as it is now, in a folder; what to know of it; its list.
    Raises InputError where a live version is damaged, or a load does not end."""
    found: list[Problem] = []
    contracts, kept = {}, {}
    for name in datasets(root):
        progress(f"Setting {name} aside", 0.1)
        with only_load(root / name, lambda step, done: None, WAIT):
            contracts[name] = _dataset(root, name, place / name, found)
            kept[name] = versions(name, place)
    for one in sorted(root.iterdir()):
        if one.name not in (*kept, *NOT_IN) and not _of_the_worklist(one.name):
            _copy(one, place / one.name)
    decisions = _worklist(root, place, found)
    progress("Reading everything for its checksum", 0.3)
    record = log.recorded(place)
    if record.changed:
        found.append(
            Problem(
                "audit_changed",
                "In the record of who did what, something was changed or taken out: it "
                "is copied as it is.",
                "Compare it with an earlier copy.",
                stops=False,
            )
        )
    key = identity.kept(root)
    files = tuple(
        KeptFile(path.relative_to(place).as_posix(), path.stat().st_size, sha256(path))
        for path in sorted(place.rglob("*"))
        if path.is_file()
    )
    return found, Index(
        layout=archive.LAYOUT,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        key=identity.fingerprint(key) if key else "",
        contracts=contracts,
        versions=kept,
        decisions=decisions,
        record=record.hash,
        whole=not record.changed,
        files=files,
    )


def _dataset(root: Path, name: str, place: Path, found: list[Problem]) -> int:
    """Set a dataset aside; the contract of its live version. Raises InputError where
    that is damaged; an older one that is stays out, and is told."""
    folder, live = root / name, live_folder(name, root)
    record = intact.read_through(name, live, root)
    for version in versions(name, root):
        if version != live.name and (what := intact.damage_of(folder / version)):
            found.append(
                Problem(
                    "version_damaged",
                    f"An older version of {name} ({version}) is damaged and not in "
                    f"the backup: {what}.",
                    "Nothing to do: the live version is whole.",
                    stops=False,
                )
            )
            continue
        _link(folder / version, place / version)
    for one in folder.iterdir():
        if one.name != LIVE_FILE and not (place / one.name).exists():
            if one.is_dir() and (one / MANIFEST_FILE).exists():
                continue  # a damaged version
            _copy(one, place / one.name)
    shutil.copy2(folder / LIVE_FILE, place / LIVE_FILE)
    return record.contract_version


def _link(version: Path, place: Path) -> None:
    """The files of a version, linked: they never change, and stay if it is removed."""
    for file in _files(version):
        target = place / file.relative_to(version)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            os.link(file, target)
        except OSError:  # a file system without links
            shutil.copy2(file, target)


def _copy(one: Path, place: Path) -> None:
    """A small file or a folder of them; of one that lines are added to, whole lines."""
    if one.name.startswith("."):
        return
    files = _files(one) if one.is_dir() else [one]
    for file in files:
        target = place / file.relative_to(one) if one.is_dir() else place
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = file.with_name(f".{file.name}.lock")
        with FileLock(lock) if lock.exists() else nullcontext():
            shutil.copy2(file, target)


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob("*")):
        parts = file.relative_to(folder).parts
        hidden = any(part.startswith(".") or part in NOT_WITHIN for part in parts)
        if file.is_file() and not file.is_symlink() and not hidden:
            yield file


def _of_the_worklist(name: str) -> bool:
    return name.startswith(Path(database.FILE).stem) and ".db" in name


def _worklist(root: Path, place: Path, found: list[Problem]) -> int | None:
    """Decisions copied; None where they are elsewhere, which is told."""
    file = database.file_of(database.address(root))
    if file is None:
        found.append(
            Problem(
                "worklist_on_a_server",
                "The worklist is on a database server and not in this backup.",
                "Have it copied there at the same time (for PostgreSQL: pg_dump).",
                stops=False,
            )
        )
        return None
    if not file.is_file() or not file.stat().st_size:
        return 0
    return worklist.back_up(place / database.FILE, root)
