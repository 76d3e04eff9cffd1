"""Which profile fits a file, and which of its headers is which field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analytics.definitions.contract import TABLES
from analytics.extract.profiles import (
    CANONICAL,
    FALLBACKS,
    Profile,
    plain,
    profiles,
)

SURE = 0.5  # share of headers known from which a profile's habits are relied on


@dataclass(frozen=True)
class Match:
    """Which profile fits a file, how sure (0–1), why, and which header is which field.

    people_by: where several columns could identify people, which does and why, in words
    (`people.id_columns`). lists: the headers of a field whose values stand in several
    columns, in order.
    """

    profile: Profile
    sure: float
    why: str
    headers: dict[str, str]  # field or component -> header as written in the file
    asked: bool = False  # named by the user, so not detected
    people_by: str = ""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def taken(self) -> set[str]:
        """The headers that fill a field."""
        several = {header for headers in self.lists.values() for header in headers}
        return several | set(self.headers.values())

    @property
    def dates(self) -> str:
        """The order of dates that this kind of extract always has, if it surely is of
        that kind."""
        return self.profile.dates if self.asked or self.sure >= SURE else ""


def fields_of(table: str) -> tuple[str, ...]:
    """What a header of a table may be: its fields, and what some are made of."""
    known = TABLES[table]
    return (*known.names, *(one.name for one in known.components))


def match(
    table: str,
    headers: Iterable[str],
    profile: Profile | None = None,
    by_hand: Mapping[str, str] | None = None,
    fixed: Iterable[str] = (),
) -> Match:
    """Which profile fits these headers of a table best and which header is which field.

    profile: asked for by name, so not detected. by_hand: field -> header, which beats
    any alias. fixed: fields that have one value for every row, so no header.
    """
    said = {name: "" for name in fixed} | dict(by_hand or {})
    if profile is not None:
        return _fit(table, headers, profile, said, "asked for")
    fits = [
        _fit(table, headers, each, said)
        for each in profiles().values()
        if table in each.tables
    ]
    return max(fits, key=lambda fit: (fit.sure, fit.profile.name == CANONICAL))


def recognised(table: str, headers: Iterable[str]) -> int:
    """How many of these headers any profile knows for the table."""
    known: set[str] = set()
    for profile in profiles().values():
        if table in profile.tables:
            known |= _own(table, profile)
    return len({plain(header) for header in headers} & known)


def _own(table: str, profile: Profile) -> set[str]:
    section = profile.section(table)
    names = {plain(alias) for aliases in section.columns.values() for alias in aliases}
    names |= {
        plain(header)
        for several in (section.first_of, section.all_of)
        for headers in several.values()
        for header in headers
    }
    names |= section.needless
    if profile.name == CANONICAL:
        names |= {plain(name) for name in TABLES[table].names}
    return names


def _fit(
    table: str,
    headers: Iterable[str],
    profile: Profile,
    by_hand: dict[str, str],
    why: str = "",
) -> Match:
    written: dict[str, str] = {}
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
    found = _fields(table, written, profile, by_hand)
    lists = _lists(table, written, profile, found)
    return Match(profile, round(sure, 2), why, found, asked, lists=lists)


def _fields(
    table: str, written: dict[str, str], profile: Profile, by_hand: dict[str, str]
) -> dict[str, str]:
    """field -> header, taking the profile's own names, then canonical, then general
    ones."""
    found: dict[str, str] = {}
    used: set[str] = set()
    names = fields_of(table)
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
            aliases = (
                *section.first_of.get(name, ()),
                *section.all_of.get(name, ()),
                *section.columns.get(name, ()),
            )
            if layer == CANONICAL:
                aliases = (name, *aliases)
            for alias in aliases:
                key = plain(alias)
                if key in written and key not in used:
                    found[name] = written[key]
                    used.add(key)
                    break
    return found


def _lists(
    table: str, written: dict[str, str], profile: Profile, found: dict[str, str]
) -> dict[str, tuple[str, ...]]:
    """field -> its headers in order, where these are the columns of one list."""
    lists = {}
    for layer in dict.fromkeys((profile.name, *FALLBACKS)):
        for name, headers in profiles()[layer].section(table).all_of.items():
            keys = [plain(header) for header in headers]
            if name in lists or plain(found.get(name, "")) not in keys:
                continue
            others = {header for field, header in found.items() if field != name}
            there = dict.fromkeys(written[key] for key in keys if key in written)
            lists[name] = tuple(one for one in there if one not in others)
    return lists
