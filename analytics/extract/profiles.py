"""Profiles: what the columns and codes of a known kind of extract are called. One TOML
file each.

A profile file has a title, the tables it is for (every one, if none is named), `dates`
("day first") if its system always writes them so, and, per table: `columns` (field =
header names), `first_of` (field = headers of which the first that is filled counts),
`all_of` (field = headers whose values are one list, in order; # stands for 1 to 24),
`known` headers that mark the kind, `codes` (field: value = canonical value, "" for not
known), `patterns` (field = what a whole value looks like, for suggestions), `fixed`
(field = value for every row), `leave_out` rules, `may_lack` required fields, and
`of_everywhere` where it is a publication of which only some rows are of us. Case,
spaces and punctuation in headers never matter. Adding a profile is adding a file.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from analytics.definitions.contract import TABLES
from analytics.errors import InputError, Problem

FOLDER = Path(__file__).parent / "profiles"
CANONICAL, GENERIC = "canonical", "generic"
FALLBACKS = (CANONICAL, GENERIC)
SNOMED_DIGITS = 6  # the shortest SNOMED CT code
NUMBERED = 24  # columns of one list, at most: secondary diagnoses of a SUS extract


@lru_cache(maxsize=8192)  # each header is compared with each name of each profile
def plain(header: str) -> str:
    """A header without case, spaces and punctuation, as it is compared."""
    return re.sub(r"[^a-z0-9£]+", "", str(header).casefold())


@dataclass(frozen=True)
class Rule:
    """Rows that a kind of extract has but that are no attendance, and why."""

    reason: str
    headers: tuple[str, ...] = ()
    field: str = ""
    values: tuple[str, ...] = ()
    missing: bool = False
    filled: bool = False


@dataclass(frozen=True)
class Section:
    """One profile's view of one table."""

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    first_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    all_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    patterns: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    leave_out: tuple[Rule, ...] = ()
    may_lack: tuple[str, ...] = ()
    of_everywhere: bool = False

    @property
    def needless(self) -> set[str]:
        """Plain headers that this kind of extract has, but that fill no field."""
        rules = (header for rule in self.leave_out for header in rule.headers)
        return {plain(header) for header in (*self.known, *rules)}


@dataclass(frozen=True)
class Profile:
    """One kind of extract: how it names and codes things, table by table.

    only: the tables it is for; none for every one. dates: "day first" or "month first"
    where the system always writes them so.
    """

    name: str
    title: str
    only: tuple[str, ...]
    sections: dict[str, Section]
    dates: str = ""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it is for."""
        return self.only or tuple(TABLES)

    def section(self, table: str) -> Section:
        return self.sections.get(table) or Section()


@lru_cache(maxsize=1)
def profiles() -> dict[str, Profile]:
    """Every profile there is a file for, by name."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.toml"))}


def named(name: str) -> Profile:
    """The profile of that name; raises InputError naming those there are."""
    if name not in profiles():
        raise InputError(
            Problem(
                rule="profile_unknown",
                found=f"There is no profile called {name!r}.",
                remedy=(
                    f"Choose one of: {', '.join(profiles())}; or leave it out to "
                    "have it detected."
                ),
            )
        )
    return profiles()[name]


def codes(profile: Profile, table: str, field_name: str) -> dict[str, str]:
    """The value map of a field: the profile's own words first, then the general ones,
    then those that the field knows itself.

    SNOMED CT codes mean the same wherever they stand, so those of any profile count as
    general.
    """
    at = TABLES[table]
    found = dict(at.field(field_name).words) if at.has(field_name) else {}
    for each in profiles().values():
        words = each.section(table).codes.get(field_name, {})
        found |= {
            word: value
            for word, value in words.items()
            if each.name == GENERIC or (word.isdigit() and len(word) >= SNOMED_DIGITS)
        }
    return found | profile.section(table).codes.get(field_name, {})


def _read(path: Path) -> Profile:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    only = tuple(raw.get("tables", ()))
    sections = {}
    for table in only or [name for name, part in raw.items() if isinstance(part, dict)]:
        part = raw.get(table, {})
        sections[table] = Section(
            columns={
                name: tuple(aliases)
                for name, aliases in part.get("columns", {}).items()
            },
            first_of={
                name: tuple(headers)
                for name, headers in part.get("first_of", {}).items()
            },
            all_of={
                name: _numbered(headers)
                for name, headers in part.get("all_of", {}).items()
            },
            patterns=dict(part.get("patterns", {})),
            known=tuple(part.get("known", {}).get("headers", ())),
            codes={
                name: {str(k): str(v) for k, v in words.items()}
                for name, words in part.get("codes", {}).items()
            },
            fixed={name: str(value) for name, value in part.get("fixed", {}).items()},
            leave_out=tuple(
                Rule(
                    rule["reason"],
                    tuple(rule.get("headers", ())),
                    rule.get("field", ""),
                    tuple(str(v) for v in rule.get("values", ())),
                    rule.get("missing", False),
                    rule.get("filled", False),
                )
                for rule in part.get("leave_out", ())
            ),
            may_lack=tuple(part.get("may_lack", ())),
            of_everywhere=part.get("of_everywhere", False),
        )
    return Profile(path.stem, raw["title"], only, sections, raw.get("dates", ""))


def _numbered(headers: list[str]) -> tuple[str, ...]:
    """Headers with # replaced by each number, once as 1 and once as 01."""
    found: list[str] = []
    for header in headers:
        if "#" not in header:
            found.append(header)
            continue
        for number in range(1, NUMBERED + 1):
            found += [
                header.replace("#", text) for text in (f"{number}", f"{number:02}")
            ]
    return tuple(dict.fromkeys(found))
