"""Targets of one's own: `outcomes.toml` in the data home, as it was written."""

import tomllib
from pathlib import Path
from typing import Any

from analytics.errors import InputError, Problem
from analytics.store.home import home

FILE = "outcomes.toml"
ENTRY = "outcome"
LIKE = (
    "Write each target as a table that begins with [[outcome]]; see docs/outcomes.md."
)


def entries(root: Path | None = None) -> tuple[dict[str, Any], ...]:
    """Each [[outcome]] of the file, unchecked; none without a file. Raises InputError
    where it cannot be read as that."""
    path = (root or home()) / FILE
    if not path.is_file():
        return ()
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise InputError(
            _fault("It cannot be opened.", "See who may read it.")
        ) from None
    except UnicodeDecodeError:
        raise InputError(
            _fault("It is not written in UTF-8.", "Save it as UTF-8.")
        ) from None
    except tomllib.TOMLDecodeError as fault:
        raise InputError(_fault(f"It is no TOML: {fault}.", LIKE)) from None
    strange = sorted(set(held) - {ENTRY})
    faults = [
        _fault(f"There is no key “{one}” outside a target.", LIKE) for one in strange
    ]
    rows = held.get(ENTRY, [])
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        faults.append(_fault(f"“{ENTRY}” is no list of tables.", LIKE))
    if faults:
        raise InputError(faults)
    return tuple(rows)


def _fault(found: str, remedy: str) -> Problem:
    return Problem("outcomes_unreadable", found, remedy, file=FILE)
