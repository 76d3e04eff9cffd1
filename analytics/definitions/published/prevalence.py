"""How common long-term conditions are in England, from the reviewed list beside this
file."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from analytics.definitions.words import percent

LIST = Path(__file__).with_suffix(".toml")
AREA = "England"


@dataclass(frozen=True)
class Prevalence:
    """The share of England's registered people who have a condition.

    on_register_from: the youngest age that the register counts. of_from: the youngest
    age of those it is a share of; 0: everybody. counts: whom the register counts. year:
    of the publication. source: who reports it. Raises ValueError where the entry is
    wrong.
    """

    condition: str
    share: float
    on_register_from: int
    of_from: int
    counts: str
    year: str
    source: str
    also_called: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.share < 1:
            raise ValueError(f"{self.condition}: a share is between 0 and 1.")
        if not 0 <= self.of_from <= self.on_register_from:
            raise ValueError(
                f"{self.condition}: a register counts nobody younger than those it is "
                "a share of."
            )
        if not (self.condition and self.counts and self.year and self.source):
            raise ValueError(f"{self.condition}: of whom, when, by whom?")

    @property
    def of(self) -> str:
        """ "everybody registered", "registered people of 17 and over"."""
        if not self.of_from:
            return "everybody registered"
        return f"registered people of {self.of_from} and over"

    @property
    def in_words(self) -> str:
        """ "14.8%"."""
        return percent(self.share, 1)

    @property
    def known_as(self) -> set[str]:
        """Everything that a list may call it, without case."""
        return {name.casefold() for name in (self.condition, *self.also_called)}


@lru_cache(maxsize=1)
def prevalences() -> tuple[Prevalence, ...]:
    """Every condition, in the order of the list."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["condition"]
    return tuple(
        Prevalence(**{**row, "also_called": tuple(row.get("also_called", ()))})
        for row in rows
    )


def prevalence_of(condition: str) -> Prevalence | None:
    """What is published of a condition as a list calls it; None where nothing is."""
    name = condition.strip().casefold()
    return next((one for one in prevalences() if name in one.known_as), None)


def prevalence_table() -> pd.DataFrame:
    """Every figure to read: condition, share, of whom, year, who is counted, source."""
    return pd.DataFrame(
        [
            {
                "Condition": one.condition,
                AREA: one.in_words,
                "Of": one.of,
                "When": one.year,
                "The register counts": one.counts,
                "Source": one.source,
            }
            for one in prevalences()
        ]
    )
