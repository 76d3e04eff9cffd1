"""Published figures of whole footprints, each with its source."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

LIST = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class PublishedGroup:
    """What a group of people used in a year. name: on charts; of: whom, in words;
    events: how many in all, by the slug of the kind of event."""

    name: str
    of: str
    source: str
    people: int
    events: dict[str, int]

    def each(self, slug: str) -> float:
        """Events of one person in a year; NaN where none was published."""
        return self.events.get(slug, float("nan")) / self.people


@dataclass(frozen=True)
class PublishedConcentration:
    """So large a share of people takes so large a share of hospital cost."""

    people_share: float
    cost_share: float
    name: str
    source: str


@lru_cache(maxsize=1)
def published_group() -> PublishedGroup:
    """Surrey's 600."""
    return PublishedGroup(**_list()["group"])


@lru_cache(maxsize=1)
def published_concentration() -> PublishedConcentration:
    """7% of people, 46% of hospital cost."""
    return PublishedConcentration(**_list()["concentration"])


def _list() -> dict[str, Any]:
    return tomllib.loads(LIST.read_text(encoding="utf-8"))
