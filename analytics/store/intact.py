"""Whether a version is as it was written: its manifest holds a checksum of every file.

A version is read whole once a process, and afterwards only asked whether its files have
changed. One that is large is read beside what is being asked of it: `finish` waits.
"""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path

from analytics.definitions.contract import CONTRACT_VERSION
from analytics.definitions.words import day_in_words
from analytics.errors import InputError, Problem
from analytics.extract.reading.opened_file import sha256
from analytics.store.home import home, versions
from analytics.store.layout import LEFT_OUT, MANIFEST_FILE
from analytics.store.manifest import KeptFile, Manifest

AT_ONCE = 256 << 20  # bytes that are read before anything is shown: a quarter second
State = tuple[tuple[str, int, int], ...]
_lock = threading.Lock()
_checks: dict[tuple[str, State], "Future[str]"] = {}
_beside = ThreadPoolExecutor(2, thread_name_prefix="checksums")


class DamagedVersion(InputError):
    """A version that is not as it was written.

    before: the version loaded before it that is whole, None if there is none; loaded:
    when that was, in words.
    """

    def __init__(self, name: str, version: str, what: str, root: Path | None) -> None:
        self.name, self.version = name, version
        self.before, self.loaded = None, ""
        for other, manifest in _others(name, version, root):
            self.before = other
            self.loaded = day_in_words(date.fromisoformat(manifest.created[:10]))
            break
        super().__init__(
            Problem(
                "dataset_damaged",
                f"Dataset {name} is damaged, so nothing of it is shown: {what} "
                f"(version {version}).",
                (
                    f"Go back to the version before it, loaded on {self.loaded}, which "
                    "is whole; or load the extracts again."
                    if self.before
                    else "No earlier version of it is whole: load the extracts again, "
                    "or put the folder back from a copy."
                ),
                flag=(
                    f"`python -m analytics versions --data {name} --make-live "
                    f"{self.before}` goes back to it."
                    if self.before
                    else ""
                ),
            )
        )


def files_of(folder: Path) -> tuple[KeptFile, ...]:
    """Every file of a version but the manifest, with its checksum, to be kept in it."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    kept = [path for path in found if path.name != MANIFEST_FILE]
    with ThreadPoolExecutor(2) as both:
        hashes = both.map(sha256, kept)
        return tuple(
            KeptFile(path.relative_to(folder).as_posix(), path.stat().st_size, one)
            for path, one in zip(kept, hashes, strict=True)
        )


def opened(name: str, folder: Path, root: Path | None = None) -> Manifest:
    """The manifest of a version that is as it was written. Raises DamagedVersion;
    InputError for one whose tables another version of the dashboard wrote."""
    try:
        manifest = Manifest.read(folder)
    except (OSError, ValueError, KeyError, TypeError):
        what = f"its record ({MANIFEST_FILE}) is missing, cut or changed"
        raise DamagedVersion(name, folder.name, what, root) from None
    if what := damage(folder, manifest):
        raise DamagedVersion(name, folder.name, what, root)
    if manifest.contract_version != CONTRACT_VERSION:
        raise InputError(
            Problem(
                "dataset_of_another_contract",
                f"Dataset {name} was loaded by another version of the dashboard: its "
                "tables have other columns, so nothing of it is shown.",
                "Choose another dataset, and load its extracts again under this name "
                "on Extracts.",
                flag=f"`python -m analytics load … --into {name}` does the same.",
            )
        )
    return manifest


def damage_of(folder: Path) -> str:
    """The same of a folder all of which is read; also where its record cannot be."""
    try:
        return damage(folder, Manifest.read(folder), wait=True)
    except (OSError, ValueError, KeyError, TypeError):
        return f"its record ({MANIFEST_FILE}) cannot be read"


def read_through(name: str, folder: Path, root: Path | None = None) -> Manifest:
    """The manifest of a version all of which has been read, whoever loaded it. Raises
    DamagedVersion if it is not as it was written."""
    try:
        manifest = Manifest.read(folder)
    except (OSError, ValueError, KeyError, TypeError):
        what = f"its record ({MANIFEST_FILE}) is missing, cut or changed"
        raise DamagedVersion(name, folder.name, what, root) from None
    finish(name, folder, manifest, root)
    return manifest


def damage(folder: Path, manifest: Manifest, wait: bool = False) -> str:
    """What of a version is not as it was written, in words; "" if all is, or as far as
    it has been read. wait: until all of it has."""
    state: State = ()
    files = tuple(one for one in manifest.files if not removed_in_time(folder, one))
    for file in files:
        try:
            found = (folder / file.name).stat()
        except OSError:
            return f"{file.name} is missing"
        if found.st_size != file.bytes:
            how = "shorter" if found.st_size < file.bytes else "longer"
            return f"{file.name} is {how} than it was written"
        state += ((file.name, found.st_mtime_ns, found.st_ino),)
    with _lock:
        check = _checks.get((str(folder), state))
        if check is None:
            check = _beside.submit(_changed, folder, files)
            _checks[str(folder), state] = check
    large = sum(file.bytes for file in manifest.files) > AT_ONCE
    return check.result() if wait or not large or check.done() else ""


def removed_in_time(folder: Path, file: KeptFile) -> bool:
    """Whether a file is a list of rows left out that is no longer there: nothing counts
    by it, and it is kept for a while alone (`retention.py`)."""
    return file.name.startswith(f"{LEFT_OUT}/") and not (folder / file.name).exists()


def finish(name: str, folder: Path, manifest: Manifest, root: Path | None) -> None:
    """Waits until a version has been read whole. Raises DamagedVersion if it is not as
    it was written."""
    if what := damage(folder, manifest, wait=True):
        raise DamagedVersion(name, folder.name, what, root)


def _changed(folder: Path, files: tuple[KeptFile, ...]) -> str:
    for file in files:
        try:
            same = sha256(folder / file.name) == file.sha256
        except OSError:
            return f"{file.name} cannot be read"
        if not same:
            return f"{file.name} holds other bytes than were written"
    return ""


def _others(
    name: str, version: str, root: Path | None
) -> Iterator[tuple[str, Manifest]]:
    """Other versions that are whole, those before it first, each group newest first."""
    folder = (root or home()) / name
    there = [one for one in versions(name, root) if one != version]
    for other in sorted(there, key=lambda one: (one < version, one), reverse=True):
        try:
            manifest = Manifest.read(folder / other)
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if manifest.contract_version == CONTRACT_VERSION and not damage(
            folder / other, manifest
        ):
            yield other, manifest
