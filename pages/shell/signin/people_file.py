"""The roles that a small file gives: `roles.toml` in the data home, for a provider that
knows of none.

    [[person]]
    id = "kim@example.nhs.uk"      # their e-mail address, or the provider's `sub`
    role = "practice"
    practice = "F81001"            # of the role practice alone
    team = "North"                 # or several: ["North", "South"]
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analytics.errors import InputError, Problem
from analytics.store.home import home
from pages.shell.signin.roles import Role

FILE = "roles.toml"
LONGEST = 60  # characters of the name of a team
KEYS = {"id", "role", "practice", "team"}


@dataclass(frozen=True)
class Given:
    """What is given to somebody: a role, the code of a practice, or "", and the names
    of teams."""

    role: Role
    practice: str = ""
    teams: tuple[str, ...] = ()


def given_to(ids: frozenset[str]) -> tuple[Given, ...]:
    """What the file gives somebody known by any of some ids, whatever their case.

    Raises InputError with every fault of the file: entries are told by their number,
    since an id says who somebody is.
    """
    known = {one.casefold() for one in ids}
    return tuple(given for who, given in _read(home() / FILE) if who in known)


def _read(path: Path) -> list[tuple[str, Given]]:
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("person", [])
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as fault:
        raise InputError(
            Problem(
                rule="roles_file",
                file=FILE,
                found="It cannot be read as TOML.",
                remedy="Write it as docs/sign_in.md shows. Nobody gets in until then.",
            )
        ) from fault
    found, faults = [], []
    for number, entry in enumerate(entries if isinstance(entries, list) else [{}], 1):
        if wrong := _wrong(entry):
            faults.append(_fault(number, wrong))
        else:
            practice = str(entry.get("practice", "")).strip().upper()
            given = Given(Role(entry["role"]), practice, _teams(entry))
            found.append((str(entry["id"]).strip().casefold(), given))
    if faults:
        raise InputError(faults)
    return found


def _wrong(entry: Mapping[str, Any]) -> str:
    """What is wrong with an entry; "" where nothing is."""
    if not isinstance(entry, Mapping) or not str(entry.get("id", "")).strip():
        return "has no id"
    if entry.get("role") not in list(Role):
        return f"has no role that there is: {', '.join(Role)}"
    if set(entry) - KEYS:
        return f"has a key that is none of {', '.join(sorted(KEYS))}"
    if not all(map(fits_a_team, _teams(entry))):
        return f"has a team whose name is not one of 1 to {LONGEST} characters"
    of_practice = entry["role"] == Role.PRACTICE
    if of_practice != bool(str(entry.get("practice", "")).strip()):
        return "has the role practice without a practice, or a practice without it"
    return ""


def fits_a_team(name: str) -> bool:
    """Whether a team may be called so."""
    return 0 < len(name.strip()) <= LONGEST and name.isprintable()


def _teams(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of teams in an entry: one text, or a list of them."""
    said = entry.get("team", ())
    return tuple(map(str, said if isinstance(said, list) else [said] if said else ()))


def _fault(number: int, wrong: str) -> Problem:
    return Problem(
        rule="roles_file",
        file=FILE,
        found=f"Entry {number} {wrong}.",
        remedy="Mend it: docs/sign_in.md shows each key. Nobody gets in until then.",
    )
