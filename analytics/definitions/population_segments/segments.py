"""The eight segments of Bridges to Health and the two stories of one system, from the
reviewed table beside this file.

A person is in the highest segment of which one way fits. A way looks at one thing: what
the registered list says, what was coded in hospital stays, what somebody was seen for,
a frailty score, or an age. What no extract says is not known: it is not "healthy".
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from analytics.definitions.avoidable.coded import checked
from analytics.definitions.canonical import FRAILTIES
from analytics.definitions.diagnosis_groups import GROUP_TITLES

TABLE = Path(__file__).with_name("bridges_to_health.toml")
NOT_KNOWN = "unknown"
NOT_KNOWN_TITLE = "Not known"
LISTED, STAYS, SEEN, AGE = "listed", "stays", "seen", "age"
CATEGORY, HOSPITAL_FRAILTY, INDEX = "category", "hospital_frailty", "index"
SORTS = (LISTED, STAYS, SEEN, AGE, CATEGORY, HOSPITAL_FRAILTY, INDEX)


@dataclass(frozen=True)
class Way:
    """One way to be of a segment.

    number: its own, among all. by: what it looks at (SORTS). says: it, in words. words:
    of conditions on the list, as `diagnosis_groups` writes them; any: whatever
    condition. codes: starts of ICD-10 codes; first: of the first diagnosis alone;
    emergency: of emergency stays alone; methods: of admission. groups: of diagnosis.
    categories: of frailty. days: how far back from the last day; 0: as far as the data
    go. least: the score from which (of the hospital) or above which (of the index) it
    fits. age_from, age_to: years, both within.
    """

    number: int
    by: str
    says: str
    words: tuple[str, ...] = ()
    any: bool = False
    codes: tuple[str, ...] = ()
    first: bool = False
    emergency: bool = False
    methods: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    days: int = 0
    least: float = 0.0
    age_from: int | None = None
    age_to: int | None = None

    def __post_init__(self) -> None:
        if self.by not in SORTS:
            raise ValueError(f"{self.says}: a way looks at one of {SORTS}.")
        checked(self.codes)
        if strange := set(self.categories) - set(FRAILTIES):
            raise ValueError(f"{self.says}: no frailty {sorted(strange)}.")
        if strange := set(self.groups) - GROUP_TITLES.keys():
            raise ValueError(f"{self.says}: no diagnosis group {sorted(strange)}.")


@dataclass(frozen=True)
class Segment:
    """slug, title; published: what the paper calls it; ways: any of which is enough;
    unseen: what these data do not show."""

    slug: str
    title: str
    published: str
    unseen: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Story:
    """One of the two stories: who is meant (its ways, and those of some segments) and
    of which ages it is told."""

    slug: str
    title: str
    source: str
    whose: str
    ways: tuple[Way, ...]
    age_from: int | None
    age_to: int | None


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The reviewed table, as read."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def segments() -> tuple[Segment, ...]:
    """The segments, the highest first; the last has no way and is who is left. Raises
    ValueError where the table is wrong."""
    found, number = [], 0
    for row in table()["segment"]:
        ways = _ways(row, number)
        number += len(ways)
        found.append(
            Segment(
                row["slug"], row["title"], row["published"], row["unseen"], tuple(ways)
            )
        )
    return tuple(found)


@lru_cache(maxsize=1)
def stories() -> tuple[Story, ...]:
    """The stories, the younger first. Raises ValueError where the table is wrong."""
    by_slug = {one.slug: one for one in segments()}
    number = sum(len(one.ways) for one in segments())
    found = []
    for row in table()["story"]:
        own = _ways(row, number)
        number += len(own)
        theirs = [way for slug in row.get("segments", ()) for way in by_slug[slug].ways]
        found.append(
            Story(
                row["slug"],
                row["title"],
                row["source"],
                row["whose"],
                (*own, *theirs),
                row.get("age_from"),
                row.get("age_to"),
            )
        )
    return tuple(found)


def ways() -> tuple[Way, ...]:
    """Every way, each once, by its number."""
    every = [way for one in segments() for way in one.ways]
    every += [way for one in stories() for way in one.ways]
    return tuple(sorted(dict.fromkeys(every), key=lambda way: way.number))


def _ways(row: dict[str, Any], number: int) -> list[Way]:
    """The ways of a row of the table, numbered from there on."""
    found = []
    for place, way in enumerate(row.get("way", ())):
        told: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in way.items()
        }
        found.append(Way(number + place, **told))
    return found


SEGMENT_TITLES = {one.slug: one.title for one in segments()} | {
    NOT_KNOWN: NOT_KNOWN_TITLE
}
