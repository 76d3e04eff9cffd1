"""A file to which lines are only added. Each holds a hash of the one before, so that
one changed or taken out shows; what is cut off the end shows by the hash of the last,
which somebody has written down elsewhere."""

import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from filelock import FileLock

from analytics.store.home import OWNERS_ALONE

MODE = 0o600
BEFORE = "before"  # the hash of the line before
TAIL = 64 * 1024  # bytes from the end in which the last line lies


def add(
    file: Path, said: dict[str, Any], before: str = "", to_disk: bool = True
) -> None:
    """Add a line of JSON. before: what the first line of a new file holds. to_disk: it
    is on the disk before this returns. Raises OSError where it cannot be written."""
    file.parent.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)
    with FileLock(file.with_name(f".{file.name}.lock")):
        last, torn = _end(file)
        line = said | {BEFORE: hashed(last) if last else before}
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, MODE)
        try:
            text = json.dumps(line, ensure_ascii=False)
            os.write(descriptor, (("\n" if torn else "") + text + "\n").encode())
            if to_disk:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)


def changed(lines: Iterable[str], before: str | None = "") -> list[int]:
    """The numbers (from 1) of lines before which something was changed or taken out.
    before: what the first holds; None: whatever it says."""
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            said = json.loads(line)[BEFORE]
        except (ValueError, KeyError, TypeError):
            said = None
        if said != before and not (before is None and isinstance(said, str)):
            found.append(number)
        before = hashed(line)
    return found


def lines(file: Path) -> list[str]:
    """Those of a file, oldest first; none where it is not there."""
    if not file.is_file():
        return []
    return file.read_text(encoding="utf-8", errors="replace").splitlines()


def last(file: Path) -> str:
    """The last line; "" where there is none."""
    return _end(file)[0]


def hashed(line: str) -> str:
    """What the line after holds of a line."""
    return hashlib.sha256(line.encode()).hexdigest()[:32]


def _end(file: Path) -> tuple[str, bool]:
    """The last line, and whether it breaks off."""
    if not file.is_file() or not (size := file.stat().st_size):
        return "", False
    with file.open("rb") as opened:
        opened.seek(max(0, size - TAIL))
        end = opened.read()
    found = end.decode("utf-8", errors="replace").splitlines()
    return (found[-1] if found else ""), not end.endswith(b"\n")
