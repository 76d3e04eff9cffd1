"""What plans are drawn upon: areas with their people, and what parts the map."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from analytics.geography.neighbours import Neighbours


@dataclass(frozen=True)
class Line:
    """What parts the map and need not be crossed. key: the column of the areas file
    that says on which side an area lies. called: in words."""

    key: str
    called: str


DISTRICT = "district"
LINES = (
    Line(DISTRICT, "districts"),
    Line("side", "rivers and other lines"),
)


@dataclass(frozen=True)
class Ground:
    """Areas side by side, and who lives there. Arrays are in the order of `side.codes`.

    people: residents. decile: of deprivation, 1 the most deprived; NaN where unknown.
    lists: areas × practices, registered people; no columns where none are known. today:
    the neighbourhood of each area now, "" where it has none. notes: for the reader.
    regions: by what parts the map (`Line.key`), the region of each area, "" where
    unknown.
    """

    side: Neighbours
    people: np.ndarray
    decile: np.ndarray
    lists: np.ndarray
    today: tuple[str, ...]
    notes: tuple[str, ...] = ()
    regions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        return self.side.codes

    @property
    def main_practice(self) -> np.ndarray:
        """The practice most of each area's people are registered with; -1 without
        lists."""
        if not self.lists.shape[1]:
            return np.full(len(self.codes), -1)
        found = np.argmax(self.lists, axis=1)
        return np.where(self.lists.sum(axis=1) > 0, found, -1)


def with_notes(ground: Ground, *notes: str) -> Ground:
    """The same ground with more to tell the reader."""
    return replace(ground, notes=(*ground.notes, *notes))
