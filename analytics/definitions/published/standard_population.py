"""The standard population that rates are standardised to, from the file beside this
one."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LIST = Path(__file__).with_suffix(".toml")
SEXES, FIFTHS = ("female", "male"), ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Standard:
    """A standard population. people: by the youngest age of each band of five years;
    the last is open. split: how it is shared out further. source: who published it."""

    name: str
    split: str
    source: str
    people: dict[int, int]

    def share(self, low: int, high: int | None = None) -> float:
        """The share of it aged low to high (None: and over); low begins one of its
        bands, high ends one.

        Raises ValueError where they cut a band in two.
        """
        starts = set(self.people) | {None if high is None else high + 1}
        ends = high is None or high + 1 in self.people
        if low not in starts or not ends:
            raise ValueError(f"{self.name} has no band from {low} to {high}.")
        inside = [
            n for age, n in self.people.items() if age >= low and age < (high or 999)
        ]
        return sum(inside) / sum(self.people.values())

    @property
    def in_words(self) -> str:
        """ "European Standard Population 2013, split equally …"."""
        return f"{self.name}, split {self.split}"


@lru_cache(maxsize=1)
def standard() -> Standard:
    """The standard population in use."""
    told = tomllib.loads(LIST.read_text(encoding="utf-8"))
    people = {int(age): n for age, n in told.pop("people").items()}
    return Standard(**told, people=people)
