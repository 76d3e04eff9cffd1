"""What plans and strategies say of places, from the reviewed list beside this file."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analytics.definitions.words import count, percent

LIST = Path(__file__).with_suffix(".toml")
COUNTED = {  # what is counted here beside a figure, as people read it
    "people": "People",
    "pcns": "Primary Care Networks",
    "over_75": "People over 75",
    "core20": "People in the most deprived fifth of areas (Core20)",
}


@dataclass(frozen=True)
class Told:
    """One figure of a plan. of: one of COUNTED. place: of which place (alliance); "" of
    everywhere. value: a number or a share, or said: its words. seen: read in the source
    itself. Raises ValueError where the list is wrong."""

    of: str
    source: str
    place: str = ""
    value: float | None = None
    said: str = ""
    seen: bool = True

    def __post_init__(self) -> None:
        if self.of not in COUNTED or not self.source:
            raise ValueError(f"Figure {self.of!r} of {self.place!r}: of what, by whom?")
        if self.value is None and not self.said:
            raise ValueError(f"Figure {self.of!r} of {self.place!r} says nothing.")

    @property
    def title(self) -> str:
        """ "People, Thurrock"."""
        return f"{COUNTED[self.of]}, {self.place}" if self.place else COUNTED[self.of]

    @property
    def in_words(self) -> str:
        """ "about 176,000", "11%", or what was said."""
        if self.said or self.value is None:
            return self.said
        if self.value < 1:
            return percent(self.value)
        about = "about " if self.of == "people" else ""
        return about + count(self.value)

    @property
    def whose(self) -> str:
        """The source, and whether others report it."""
        return self.source + ("" if self.seen else " (as reported by others)")


@lru_cache(maxsize=1)
def told() -> tuple[Told, ...]:
    """Every figure, in the order of the list."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["figure"]
    return tuple(Told(**row) for row in rows)
