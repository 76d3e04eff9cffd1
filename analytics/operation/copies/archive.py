"""The file that a backup is: a tar whose first member lists all others with their
checksums, so that one cut short or changed is known before anything is put back."""

import hashlib
import hmac
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from analytics.errors import InputError, Problem
from analytics.extract.people.identity import fingerprint
from analytics.store.manifest import KeptFile

LAYOUT = 1  # of this file; another is refused
INDEX = "backup.json"
MOST_INDEX = 256 << 20  # bytes
BLOCK = 1 << 20
MODE = 0o600
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Index:
    """What a backup says of itself. contracts: of each dataset's live version, the
    contract of its tables; decisions: of the worklist, None where it is on a server;
    record: the hash of the last line of who did what; whole: whether the record
    was."""

    layout: int
    made: str
    key: str
    contracts: dict[str, int]
    versions: dict[str, list[str]]
    decisions: int | None
    record: str
    whole: bool
    files: tuple[KeptFile, ...]

    @property
    def bytes(self) -> int:
        return sum(one.bytes for one in self.files)


def write(out: IO[bytes], place: Path, index: Index, key: bytes | None) -> None:
    """Write the files below a folder as a backup. key: of the pseudonyms, which signs
    what is said; None where there is none. Raises OSError."""
    said = asdict(index)
    text = json.dumps(
        {"said": said, "seal": _seal(said), "signed": _signed(said, key)}, indent=1
    ).encode()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
        first = tarfile.TarInfo(INDEX)
        first.size, first.mode = len(text), MODE
        tar.addfile(first, io.BytesIO(text))
        for one in index.files:
            file = place / one.name
            member = tarfile.TarInfo(one.name)
            member.size, member.mode = one.bytes, MODE
            member.mtime = int(file.stat().st_mtime)
            with file.open("rb") as content:
                tar.addfile(member, content)


@contextmanager
def opened(file: Path, key: bytes | None) -> Iterator[tuple[Index, tarfile.TarFile]]:
    """A backup, read as far as its list. key: that the list was signed with, if it is
    here. Raises InputError for one that is none, is of another layout, was changed, or
    breaks off."""
    try:
        with tarfile.open(file, "r:") as tar:
            yield _index(tar, file.name, key), tar
    except (tarfile.TarError, EOFError):
        raise InputError(_broken(file.name, "it breaks off, or is none")) from None
    except FileNotFoundError:
        raise InputError(
            Problem(
                "backup_missing",
                "There is no such file.",
                "Name a backup.",
                file=file.name,
            )
        ) from None


def members(
    tar: tarfile.TarFile, index: Index, name: str, out: Path | None, told: Progress
) -> None:
    """Read every file of a backup through, and write it below a folder (None: nowhere).
    Raises InputError for the first that is missing or has other bytes."""
    done, whole = 0, max(index.bytes, 1)
    for one in index.files:
        member = tar.next()
        if member is None or member.name != one.name or not member.isreg():
            raise InputError(_broken(name, f"{one.name} is missing"))
        content = tar.extractfile(member)
        assert content is not None  # of a regular file there is some
        known_by = hashlib.sha256()
        target = None if out is None else out / one.name
        if target:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(target, "xb") if target else io.BytesIO() as written:
            while block := content.read(BLOCK):
                known_by.update(block)
                if target:
                    written.write(block)
                done += len(block)
                told("Reading the backup", done / whole)
        if known_by.hexdigest() != one.sha256:
            raise InputError(_broken(name, f"{one.name} has other bytes"))
        if target:
            target.chmod(MODE)
            os.utime(target, (member.mtime, member.mtime))
    if tar.next() is not None:
        raise InputError(_broken(name, "it holds files that its list has not"))


def _index(tar: tarfile.TarFile, name: str, key: bytes | None) -> Index:
    first = tar.next()
    if first is None or first.name != INDEX or first.size > MOST_INDEX:
        raise InputError(_broken(name, "it is none"))
    content = tar.extractfile(first)
    try:
        raw = json.loads(content.read() if content else b"")
        said, layout = raw["said"], raw["said"]["layout"]
    except (ValueError, KeyError, TypeError):
        raise InputError(_broken(name, "its list cannot be read")) from None
    if layout != LAYOUT:
        raise InputError(
            Problem(
                "backup_of_another_layout",
                "The backup was made by another version of the dashboard, and its "
                f"layout ({layout}) is not the one known here ({LAYOUT}).",
                "Put it back with the version that made it.",
                file=name,
            )
        )
    if raw.get("seal") != _seal(said):
        raise InputError(_broken(name, "its list was changed"))
    same_key = key is not None and said["key"] == _known_by(key)
    if same_key and not hmac.compare_digest(str(raw["signed"]), _signed(said, key)):
        raise InputError(_broken(name, "its list is not the one that was signed"))
    try:
        files = tuple(KeptFile(**one) for one in said["files"])
        index = Index(**said | {"files": files})
    except TypeError:
        raise InputError(_broken(name, "its list cannot be read")) from None
    if any(not _inside(one.name) for one in files):
        raise InputError(_broken(name, "it would write outside the data home"))
    return index


def _inside(name: str) -> bool:
    parts = PurePosixPath(name).parts
    plain = all(part not in ("..", ".") and "\\" not in part for part in parts)
    return bool(parts) and plain and not name.startswith("/") and ":" not in parts[0]


def _known_by(key: bytes) -> str:
    return fingerprint(key)


def _seal(said: dict[str, Any]) -> str:
    return hashlib.sha256(_text(said)).hexdigest()


def _signed(said: dict[str, Any], key: bytes | None) -> str:
    if key is None:
        return ""
    return hmac.digest(key, b"backup" + _text(said), "sha256").hex()


def _text(said: dict[str, Any]) -> bytes:
    return json.dumps(said, sort_keys=True).encode()


def _broken(name: str, what: str) -> Problem:
    return Problem(
        "backup_broken",
        f"This is not a whole backup: {what}. Nothing was changed.",
        "Use another copy, or make a new one.",
        file=name,
    )
