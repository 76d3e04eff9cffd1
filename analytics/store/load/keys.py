"""The key of the hash before a load: told where it is missing, empty, short or another
than made what is loaded, and never replaced in silence."""

import os
from datetime import UTC, datetime
from pathlib import Path

from analytics import settings
from analytics.definitions.words import listed
from analytics.errors import InputError, Problem
from analytics.extract.people import identity
from analytics.store.home import datasets, live_folder
from analytics.store.manifest import Manifest

ASKED = ("key_missing", "key_damaged")  # a new key may be made, if that is confirmed
FLAG = "Confirm a new key with --new-key."
UNKNOWN = "?"  # the key of a dataset loaded before keys were told apart
SHOWN = 5


def secret_for(into: str, root: Path, new: bool = False) -> tuple[bytes, list[Problem]]:
    """The key for a load into a dataset, and what is to be warned of. new: one may be
    made in place of one that is missing or damaged. Raises InputError."""
    told = problems(into, root, new)
    if any(one.stops for one in told):
        raise InputError(told)
    kept = identity.kept(root)
    if kept is None or (new and not _supplied() and _damaged(kept)):
        _set_aside(root)
        kept = identity.made(root)
        told += _another(into, root, kept)
    return kept, told


def problems(into: str | None, root: Path, new: bool = False) -> list[Problem]:
    """What is wrong with the key for a load into a dataset (None: a new one). new: as
    for `secret_for`."""
    place = root / identity.KEY_FILE
    try:
        kept = identity.kept(root)
    except OSError:
        return [
            Problem(
                "key_unreadable",
                f"The key of the pseudonyms ({place}) cannot be read by this account.",
                "Let whoever loaded last load again, or have the file given to this "
                "account.",
            )
        ]
    if kept is None:
        loaded = sorted(_made_with(root))
        return [] if new or not loaded else [_missing(place, loaded)]
    if what := _damaged(kept):
        return [] if new and not _supplied() else [what]
    return _another(into, root, kept)


def _damaged(kept: bytes) -> Problem | None:
    """What is told of a key that is empty or short."""
    supplied = _supplied()
    least = identity.SHORTEST if supplied else identity.MADE_LONG
    if len(kept.strip()) >= least:
        return None
    called = f"given as {identity.SETTING}" if supplied else f"in {identity.KEY_FILE}"
    return Problem(
        "key_damaged",
        f"The key of the pseudonyms {called} is "
        + (
            f"short: {len(kept)} characters where {least} are expected."
            if kept.strip()
            else "empty."
        ),
        f"Supply one of {least} characters or more."
        if supplied
        else "Put the file back from a copy of the data folder. With a new key nobody "
        "in new datasets is recognised as somebody of those already loaded.",
        flag="" if supplied else FLAG,
    )


def _supplied() -> bool:
    """Whether the key is given by the environment."""
    return bool(settings.KEY.given())


def _missing(place: Path, loaded: list[str]) -> Problem:
    return Problem(
        "key_missing",
        f"The key of the pseudonyms is missing: neither is {identity.SETTING} set nor "
        f"is there {place}, though datasets were made with one "
        f"({listed(loaded[:SHOWN])}).",
        "Put the file back from a copy, or set what was set before. With a new key "
        "nobody in new datasets is recognised as somebody of those already loaded.",
        flag=FLAG,
    )


def _another(into: str | None, root: Path, kept: bytes) -> list[Problem]:
    """What is told of a key that is another than that of a dataset, or of all."""
    made, now = _made_with(root), identity.fingerprint(kept)
    known = {name: key for name, key in made.items() if key != UNKNOWN}
    if into in known and known[into] != now:
        return [
            Problem(
                "key_changed",
                f"Dataset {into} was made with another key of the pseudonyms than is "
                "in use now, so nobody in it would be recognised in what is loaded.",
                f"Put the key back that was in use before, or load into a new dataset, "
                f"such as {into}-2.",
            )
        ]
    if known and now not in known.values() and into not in made:
        return [
            Problem(
                "key_another",
                f"The key of the pseudonyms is another than made "
                f"{listed(sorted(known)[:SHOWN])}: the same person has another "
                "pseudonym here than there.",
                "Nothing to do if that is meant; else put the key back that was in use "
                "before, and load again.",
                stops=False,
            )
        ]
    return []


def _made_with(root: Path) -> dict[str, str]:
    """Each dataset that was loaded with a key of this home, and what the key is known
    by. The sample's key is no secret and is not among them."""
    found = {}
    for name in datasets(root):
        try:
            manifest = Manifest.read(live_folder(name, root))
        except (InputError, OSError, ValueError, KeyError, TypeError):
            continue
        if not manifest.own_key:
            found[name] = manifest.key or UNKNOWN
    return found


def _set_aside(root: Path) -> None:
    """Keeps a damaged key under another name: somebody may yet want to compare it."""
    place = root / identity.KEY_FILE
    if place.exists():
        now = datetime.now(UTC)
        os.replace(place, place.with_name(f"{place.name}.damaged-{now:%Y%m%dT%H%M%S}"))
