"""What plans and strategies say of places, from the reviewed list beside this file."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analytics.definitions.words import count, percent

LIST = Path(__file__).with_suffix(".toml")
PEOPLE, PCNS, OVER_75, CORE20 = "people", "pcns", "over_75", "core20"
GROWTH, LIFE = "growth", "life"
COUNTED = {  # what is counted here beside a figure, as people read it
    PEOPLE: "People",
    PCNS: "Primary Care Networks",
    OVER_75: "People over 75",
    CORE20: "People in the most deprived fifth of areas (Core20)",
    GROWTH: "Growth of the population",
    LIFE: "Life expectancy",
}


@dataclass(frozen=True)
class Board:
    """An integrated care board: what else it is called, and its places by name."""

    name: str
    places: tuple[str, ...]
    also_called: tuple[str, ...] = ()

    def holds(self, place: str, icb: str) -> bool:
        """Whether a place of that name, in the board of that name, is its own. A name
        of another board settles it; where there is none, the place's name does."""
        if icb:
            return icb in (self.name, *self.also_called)
        return place in self.places


@dataclass(frozen=True)
class Told:
    """One figure of a plan. of: one of COUNTED. place, board: of which place (alliance)
    or board; of one of them. value: a number or a share, or said: its words. years: of
    a projection, from and to. unlike: why it cannot be held against the data. seen:
    read in the source itself. Raises ValueError where the list is wrong."""

    of: str
    source: str
    place: str = ""
    board: str = ""
    value: float | None = None
    said: str = ""
    years: tuple[int, ...] = ()
    unlike: str = ""
    seen: bool = True

    def __post_init__(self) -> None:
        named = f"Figure {self.of!r} of {self.place or self.board!r}"
        if self.of not in COUNTED or not self.source:
            raise ValueError(f"{named}: of what, by whom?")
        if bool(self.place) == bool(self.board):
            raise ValueError(f"{named}: of a place or of a board?")
        if self.value is None and not self.said:
            raise ValueError(f"{named} says nothing.")
        if self.years and not (len(self.years) == 2 and self.years[0] < self.years[1]):
            raise ValueError(f"{named}: years are from and to.")
        if self.of == GROWTH and not (self.years or self.unlike):
            raise ValueError(f"{named}: a projection has years, or says they lack.")

    @property
    def title(self) -> str:
        """ "People, Thurrock"."""
        return f"{COUNTED[self.of]}, {self.place or self.board}"

    @property
    def in_words(self) -> str:
        """ "about 176,000", "11%", or what was said."""
        if self.said or self.value is None:
            return self.said
        if self.of == GROWTH:
            years = f", {self.years[0]} to {self.years[1]}" if self.years else ""
            return f"{percent(self.value, 2)} more people{years}"
        if self.value < 1:
            return percent(self.value)
        about = "about " if self.of == PEOPLE else ""
        return about + count(self.value)

    @property
    def a_year(self) -> float | None:
        """Growth a year of a projection with years."""
        if self.value is None or not self.years:
            return None
        whole: float = (1 + self.value) ** (1 / (self.years[1] - self.years[0]))
        return whole - 1

    @property
    def whose(self) -> str:
        """The source, and whether others report it."""
        return self.source + ("" if self.seen else " (as reported by others)")


@lru_cache(maxsize=1)
def boards() -> dict[str, Board]:
    """The boards by name. Raises ValueError where a figure names another."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["board"]
    lists = ("places", "also_called")
    made = [
        Board(row["name"], **{name: tuple(row.get(name, ())) for name in lists})
        for row in rows
    ]
    known = {one.name: one for one in made}
    if lost := {one.board for one in told() if one.board} - set(known):
        raise ValueError(f"No board is called {', '.join(sorted(lost))}.")
    return known


@lru_cache(maxsize=1)
def told() -> tuple[Told, ...]:
    """Every figure, in the order of the list."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["figure"]
    return tuple(Told(**row | {"years": tuple(row.get("years", ()))}) for row in rows)
