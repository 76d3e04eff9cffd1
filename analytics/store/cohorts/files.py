"""The files of a fixed cohort: its TOML and the list of who belongs to it, believed
only as they were written."""

import csv
import hashlib
import io
import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from analytics.definitions.words import day_in_words
from analytics.errors import Problem

Members = Sequence[tuple[str, str]]  # (pseudonym, household or "")


@dataclass(frozen=True)
class Saved:
    """A fixed cohort. definition: its text. people, households: how many belonged on
    the day (households None where they were not known). key: that of the pseudonyms.
    data: fingerprint of the version that it was worked out from. seal: what the cohort
    and its list are known by."""

    name: str
    definition: str
    in_words: str
    fixed_on: date
    people: int
    households: int | None
    key: str
    data: str
    seal: str
    file: Path

    @property
    def sentence(self) -> str:
        """Whom it is of, and when it was fixed."""
        return f"People {self.in_words}, fixed on {day_in_words(self.fixed_on)}."

    def members(self) -> list[tuple[str, str]]:
        """(pseudonym, household or "") of whoever belongs to it, in order."""
        return list(members_of(self.file.with_suffix(".csv")))


def stem(name: str) -> str:
    """A name as a file's: small letters and digits, hyphens between."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


def stamp(file: Path) -> tuple[int, int]:
    """When a file was written, and its size; zeros where it is not there."""
    try:
        stat = file.stat()
    except OSError:
        return (0, 0)
    return stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=256)  # keyed on when the files were written, and their size
def read(file: Path, stamps: tuple[tuple[int, int], ...]) -> Saved | Problem:
    """A file as the cohort that was fixed, or why it is none."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        where = f": {fault}" if isinstance(fault, tomllib.TOMLDecodeError) else ""
        return _bad(file, f"The file cannot be read as TOML{where}.")
    seal = told.pop("seal", None)
    if seal is None:
        return _bad(file, "The file was written by hand: nothing was fixed by it.")
    try:
        members = members_of(file.with_suffix(".csv"))
    except (OSError, UnicodeDecodeError, ValueError):
        return _bad(file, "The list of who belongs to it is missing or unreadable.")
    if seal != sealed(told, members) or stem(str(told.get("name"))) != file.stem:
        return _bad(file, "The file or its list was changed after it was fixed.")
    return Saved(
        **{name: told[name] for name in ("name", "definition", "in_words", "fixed_on")},
        people=told["people"],
        households=told["households"] or None,
        key=told["key"],
        data=told["data"],
        seal=seal,
        file=file,
    )


def _bad(file: Path, found: str) -> Problem:
    return Problem(
        "cohort_unreadable",
        found,
        "Put it back as it was, or fix a cohort under another name, from this file if "
        "its definition is what is wanted.",
        file=file.name,
        stops=False,
        flag=f"To fix one from it: cohorts save --from {file.name} --name NAME.",
    )


def as_csv(members: Members) -> str:
    """The list as its file has it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([("pseudonym", "household"), *members])
    return out.getvalue()


def members_of(file: Path) -> tuple[tuple[str, str], ...]:
    """The list that a file holds. Raises OSError or ValueError where it is none."""
    with open(file, encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    return tuple((who, home) for who, home in rows[1:])


def sealed(told: dict[str, object], members: Members) -> str:
    """What a cohort with its list is known by."""
    whole = json.dumps(
        [told, [list(one) for one in members]], default=str, sort_keys=True
    )
    return hashlib.sha256(whole.encode()).hexdigest()
