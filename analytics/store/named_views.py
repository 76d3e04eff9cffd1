"""Named views: filters kept under a name in one file of the data home, `views.json`.

The file can be read, edited and handed on: a name, and the filters that differ from the
defaults.
"""

import json
from pathlib import Path
from typing import Any

from analytics.definitions.filters import Filters, declared
from analytics.errors import InputError, Problem
from analytics.store.home import OWNERS_ALONE, home, write_whole

FILE = "views.json"
LONGEST = 60  # characters of a name


def views(root: Path | None = None) -> dict[str, Filters]:
    """The named views in the order of their names; none where nothing is kept.

    Raises InputError naming every view that cannot be read.
    """
    path = (root or home()) / FILE
    if not path.is_file():
        return {}
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        entries = sorted(kept.items())
    except (ValueError, AttributeError):
        raise InputError(
            _unreadable("The file of named views is no JSON object.")
        ) from None
    found, faults = {}, []
    for name, given in entries:
        try:
            found[name] = _filters(given)
        except InputError as fault:
            faults += [_unreadable(f"View {name!r}: {p.found}") for p in fault.problems]
        except (ValueError, TypeError, AttributeError):
            faults.append(_unreadable(f"View {name!r} does not hold filters."))
    if faults:
        raise InputError(faults)
    return found


def save(name: str, filters: Filters, root: Path | None = None) -> None:
    """Keeps filters under a name, in place of what it stood for. Raises InputError for
    a bad name."""
    name = name.strip()
    if not name or len(name) > LONGEST or not name.isprintable():
        raise InputError(
            Problem(
                "view_name",
                f"A view needs a name of 1 to {LONGEST} characters.",
                "Give it a short name, such as “Young adults at Ash Tree”.",
            )
        )
    _write({**views(root), name: filters}, root)


def remove(name: str, root: Path | None = None) -> None:
    """Forgets a named view; nothing happens where there is none of that name."""
    _write(
        {known: filters for known, filters in views(root).items() if known != name},
        root,
    )


def _write(kept: dict[str, Filters], root: Path | None) -> None:
    folder = root or home()
    folder.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)
    text = {name: filters.arguments() for name, filters in sorted(kept.items())}
    write_whole(folder / FILE, json.dumps(text, indent=2, ensure_ascii=False) + "\n")


def _filters(given: dict[str, Any]) -> Filters:
    there = {one.name: one.control for one in declared()}
    strange = sorted(set(given) - set(there))
    if strange:
        raise InputError(
            _unreadable(f"there is no filter called {', '.join(strange)}.")
        )
    return Filters(**{name: there[name].read(value) for name, value in given.items()})


def _unreadable(found: str) -> Problem:
    return Problem(
        "view_unreadable",
        found,
        "Put it right in the file, or delete the file: views can be saved again.",
        file=FILE,
    )
