"""Who brought whom back, and why: one file of the data home to which lines are only
added. Each line holds a hash of the one before, so that one changed or taken out
shows."""

import getpass
import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from analytics.store.home import OWNERS_ALONE

FILE = "reidentified.jsonl"
MODE = 0o600
BEFORE = "before"  # the hash of the line before


def add(root: Path, said: dict[str, Any]) -> None:
    """Add a line, on the disk before this returns: when (UTC), who (this account's
    name), and what is said."""
    root.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)
    file = root / FILE
    with FileLock(root / f".{FILE}.lock"):
        lines = _lines(file)
        line = {
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "who": getpass.getuser(),
            **said,
            BEFORE: _hash(lines[-1]) if lines else "",
        }
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, MODE)
        try:
            torn = file.stat().st_size and not file.read_bytes().endswith(b"\n")
            text = json.dumps(line, ensure_ascii=False)
            os.write(descriptor, (("\n" if torn else "") + text + "\n").encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def changed(root: Path) -> list[int]:
    """The numbers (from 1) of lines before which something was changed or taken out."""
    lines, found, before = _lines(root / FILE), [], ""
    for number, line in enumerate(lines, start=1):
        try:
            said = json.loads(line)[BEFORE]
        except (ValueError, KeyError, TypeError):
            said = None
        if said != before:
            found.append(number)
        before = _hash(line)
    return found


def _lines(file: Path) -> list[str]:
    if not file.is_file():
        return []
    return file.read_text(encoding="utf-8", errors="replace").splitlines()


def _hash(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()[:32]
