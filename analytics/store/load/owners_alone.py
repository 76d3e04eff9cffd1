"""What lies in a data home is its owner's alone: folders 0700, the key 0600. Wider ones
are closed, and told."""

import os
from contextlib import suppress
from pathlib import Path

from analytics.errors import Problem
from analytics.extract.people.identity import KEY_FILE
from analytics.store.home import LIVE_FILE, OWNERS_ALONE
from analytics.store.layout import MANIFEST_FILE

KEY_MODE = 0o600
OTHERS = 0o077  # what others than the owner may do


def close(root: Path) -> list[Problem]:
    """Close a data home, its datasets and its key to other accounts; a warning for what
    was open to them and holds data, and for what cannot be closed.

    Nothing where the system has no such modes (Windows).
    """
    if os.name == "nt" or not root.is_dir():
        return []
    home = _closed(root, OWNERS_ALONE)
    datasets = [one for one in root.iterdir() if (one / LIVE_FILE).is_file()]
    inside = [
        (one, OWNERS_ALONE)
        for dataset in datasets
        for one in (dataset, *dataset.iterdir())
        if one == dataset or (one / MANIFEST_FILE).is_file()
    ]
    key = root / KEY_FILE
    if key.is_file():
        inside.append((key, KEY_MODE))
    opened = [_closed(one, mode) for one, mode in inside]
    # An empty folder told nobody anything.
    wide = [one for one in ((home,) if inside else ()) + tuple(opened) if one]
    told = []
    for was, what in (("key", _key_told), ("", _folders_told)):
        some = [one for one in wide if (one[0].name == KEY_FILE) == bool(was)]
        if some:
            told.append(what(some))
    return told


Wide = tuple[Path, int, bool]  # what, its mode before, whether it is closed now


def _closed(path: Path, mode: int) -> Wide | None:
    """Take from a folder or file what others may do; None where that was nothing."""
    try:
        before = path.stat().st_mode & 0o777
    except OSError:
        return None
    if not before & OTHERS:
        return None
    with suppress(OSError):
        path.chmod(mode)
    return path, before, not path.stat().st_mode & OTHERS


def _key_told(wide: list[Wide]) -> Problem:
    path, before, closed = wide[0]
    return Problem(
        "key_open",
        f"Other accounts of this machine could read the key of the pseudonyms "
        f"({path}, mode {before:o}); "
        + ("it is closed to them now." if closed else "it cannot be closed to them."),
        "Whoever has a copy of the key can work out whose a pseudonym is from a list "
        "of patient numbers: ask who may have had one.",
        stops=False,
    )


def _folders_told(wide: list[Wide]) -> Problem:
    still = [one for one in wide if not one[2]]
    path, before, _ = (still or wide)[0]
    return Problem(
        "folder_open",
        f"Other accounts of this machine could open the data ({path}, mode "
        f"{before:o}{f', and {len(wide) - 1} more' if len(wide) > 1 else ''}); "
        + ("they cannot be closed to them." if still else "they are closed now."),
        "Keep the data on a disk that knows whose a file is."
        if still
        else "Nothing to do, unless somebody else is meant to open them.",
        stops=False,
    )
