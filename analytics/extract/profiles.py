"""Profiles: what the columns and codes of a known kind of extract are called. One TOML
file each.

A profile file has a title, the tables it is for, `dates` ("day first") if its system
always writes them so, and, per table: `columns` (field = header names), `first_of`
(field = headers of which the first that is filled counts), `known` headers that mark
the kind, `codes` (field: value = canonical value, "" for not known), `patterns` (field
= what a whole value looks like, for suggestions), `fixed` (field = value for every
row), `leave_out` rules, and `may_lack` required fields. Case, spaces and punctuation in
headers never matter. Adding a profile is adding a file.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from analytics.definitions.contract import TABLES
from analytics.errors import InputError, Problem

FOLDER = Path(__file__).parent / "profiles"
FALLBACKS = ("canonical", "generic")
SNOMED_DIGITS = 6  # the shortest SNOMED CT code
SURE = 0.5  # share of headers known from which a profile's habits are relied on

# Columns that are not fields themselves but that fields are made of.
PARTS = {
    "gp_appointments": (
        "appointment_date",
        "appointment_time",
        "booked_date",
        "booked_time",
        "dna_flag",
    ),
    "ae_attendances": (
        "arrived_date",
        "arrived_time",
        "departed_date",
        "departed_time",
        "departed_minutes",
        "diagnosis_all",
    ),
    "patients": ("birth_date", "age"),
}
STANDS_FOR = {"appointment_at": "appointment_date", "arrived_at": "arrived_date"}


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


@dataclass(frozen=True)
class Section:
    """One profile's view of one table."""

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    first_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    known: tuple[str, ...] = ()
    patterns: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    leave_out: tuple[Rule, ...] = ()
    may_lack: tuple[str, ...] = ()

    @property
    def needless(self) -> set[str]:
        """Plain headers that this kind of extract has, but that fill no field."""
        rules = (header for rule in self.leave_out for header in rule.headers)
        return {plain(header) for header in (*self.known, *rules)}


@dataclass(frozen=True)
class Profile:
    """One kind of extract: how it names and codes things, table by table."""

    name: str
    title: str
    tables: tuple[str, ...]
    sections: dict[str, Section]
    dates: str = (
        ""  # "day first" or "month first" where the system always writes them so
    )

    def section(self, table: str) -> Section:
        return self.sections.get(table) or Section()


@dataclass(frozen=True)
class Match:
    """Which profile fits a file, how sure (0–1), why, and which header is which
    field."""

    profile: Profile
    sure: float
    why: str
    headers: dict[str, str]  # field or part -> header as written in the file
    asked: bool = False  # named by the user, so not detected

    @property
    def dates(self) -> str:
        """The order of dates that this kind of extract always has, if it surely is of
        that kind."""
        return self.profile.dates if self.asked or self.sure >= SURE else ""


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
    """The value map of a field: the profile's own words first, then the general ones.

    SNOMED CT codes mean the same wherever they stand, so those of any profile count as
    general.
    """
    found = {}
    for each in profiles().values():
        words = each.section(table).codes.get(field_name, {})
        found |= {
            word: value
            for word, value in words.items()
            if each.name == "generic" or (word.isdigit() and len(word) >= SNOMED_DIGITS)
        }
    return found | profile.section(table).codes.get(field_name, {})


def match(
    table: str, headers, profile: Profile | None = None, by_hand=None, fixed=()
) -> Match:
    """Which profile fits these headers of a table best and which header is which field.

    profile: asked for by name, so not detected. by_hand: field -> header, which beats
    any alias. fixed: fields that have one value for every row, so no header.
    """
    by_hand = {name: "" for name in fixed} | (by_hand or {})
    if profile is not None:
        return _fit(table, headers, profile, by_hand, "asked for")
    fits = [
        _fit(table, headers, each, by_hand)
        for each in profiles().values()
        if table in each.tables
    ]
    return max(fits, key=lambda fit: (fit.sure, fit.profile.name == "canonical"))


def recognised(table: str, headers) -> int:
    """How many of these headers any profile knows for the table."""
    known = set()
    for profile in profiles().values():
        if table in profile.tables:
            known |= _own(table, profile)
    return len({plain(header) for header in headers} & known)


def _own(table: str, profile: Profile) -> set[str]:
    section = profile.section(table)
    names = {plain(alias) for aliases in section.columns.values() for alias in aliases}
    names |= {
        plain(header) for headers in section.first_of.values() for header in headers
    }
    names |= section.needless
    if profile.name == "canonical":
        names |= {plain(name) for name in TABLES[table].names}
    return names


def _fit(table, headers, profile, by_hand, why="") -> Match:
    written = {}
    for header in headers:
        written.setdefault(plain(header), header)
    own = _own(table, profile)
    hits = [header for key, header in written.items() if key in own]
    sure = len(hits) / max(1, len(written))
    asked = bool(why)
    if not why:
        some = ", ".join(hits[:3]) or "none"
        why = f"{len(hits)} of {len(written)} headers are its names ({some})"
        said = sum(
            1 for header in by_hand.values() if header and plain(header) in written
        )
        why += f", {said} as the mapping says" if said else ""
    return Match(
        profile, round(sure, 2), why, _fields(table, written, profile, by_hand), asked
    )


def _fields(table, written, profile, by_hand) -> dict[str, str]:
    """field -> header, taking the profile's own names, then canonical, then general
    ones."""
    found, used = {}, set()
    names = (*TABLES[table].names, *PARTS.get(table, ()))
    for name, header in by_hand.items():
        if not header:
            names = tuple(other for other in names if other != name)
        elif name in names and plain(header) in written:
            found[name] = written[plain(header)]
            used.add(plain(header))
    for layer in dict.fromkeys((profile.name, *FALLBACKS)):
        section = profiles()[layer].section(table)
        for name in names:
            if name in found:
                continue
            aliases = (*section.first_of.get(name, ()), *section.columns.get(name, ()))
            if layer == "canonical":
                aliases = (name, *aliases)
            for alias in aliases:
                key = plain(alias)
                if key in written and key not in used:
                    found[name] = written[key]
                    used.add(key)
                    break
    return found


def _read(path: Path) -> Profile:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    sections = {}
    for table in raw["tables"]:
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
                )
                for rule in part.get("leave_out", ())
            ),
            may_lack=tuple(part.get("may_lack", ())),
        )
    return Profile(
        path.stem, raw["title"], tuple(raw["tables"]), sections, raw.get("dates", "")
    )
