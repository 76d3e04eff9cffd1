"""A pack: figures chosen to leave the room, in order, and what is said of all of them.

Only figures that are protected for a meeting can be in one; `Chosen` refuses any other,
so no slide, sheet or page can be made of exact numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from analytics import VERSION
from analytics.definitions.words import day_in_words, listed
from analytics.errors import InputError, Problem
from analytics.exhibits.story import MESSAGES
from analytics.extract.people.identifiers import identifies
from analytics.extract.reading.names import one_line
from analytics.figures.figure import Figure
from analytics.store.dataset import Dataset
from analytics.store.earlier import open_version, version_with
from analytics.store.home import datasets
from analytics.store.shipped import SHIPPED

PROTECTION = (
    "Small counts are hidden (*) and others rounded, by the rule in each figure’s "
    "source "
    "line. Ratios and percentages are worked out from the rounded counts. Nothing "
    "about a single person is shown."
)

NAME, LONGEST_PLACE = "frequent_attenders", 60  # of a file; characters of it
NAMED = 2  # places that a title names
LONGEST = 300  # characters of a message or a comment


def own_words(text: str, what: str) -> str:
    """Somebody's own words on one line, as they may leave the room. Raises InputError
    where they are too long, or hold what looks like a name, an address, a birth date
    or a number of somebody."""
    said = " ".join(one_line(text).split())
    if len(said) > LONGEST:
        raise InputError(
            Problem(
                rule="own_words",
                found=f"A {what} has {len(said)} characters.",
                remedy=f"Say it in {LONGEST} or fewer.",
            )
        )
    if identifies(said):
        raise InputError(
            Problem(
                rule="own_words",
                found=f"A {what} holds what looks like a person’s name, address, birth "
                "date or number.",
                remedy="Say it without: nothing in a pack is about one person.",
            )
        )
    return said


@dataclass(frozen=True)
class Chosen:
    """One figure in a pack: which page it is from, the filters in words, the page's
    method note.

    method: markdown, as in `pages/words/*.md`. on_paper: whether it may be one of the
    figures of the A4 page. exhibit: its name. sums_up: the A4 page takes it before
    others. place, period: of whom, in words. comment: one's own words on it. Raises
    ValueError for a figure that is not protected for a meeting, InputError for a
    comment that names somebody.
    """

    figure: Figure
    page: str
    sentence: str
    method: str = ""
    on_paper: bool = True
    exhibit: str = ""
    sums_up: bool = False
    place: str = ""
    period: str = ""
    comment: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "comment", own_words(self.comment, "comment"))
        if not self.figure.aggregate:
            raise ValueError(
                f"Figure {self.figure.name!r} is not protected for a meeting."
            )
        if self.figure.withheld:
            raise ValueError(f"Figure {self.figure.name!r} is about single people.")


@dataclass(frozen=True)
class Data:
    """A dataset as a pack names it: held says which extracts with their first and last
    days."""

    name: str
    fingerprint: str
    held: str
    loaded: str
    synthetic: bool


@dataclass(frozen=True)
class About:
    """What is said of the whole pack: its title, the data behind it, when and by what
    it was made; of which place and period, and what should be kept of it (at most
    three sentences; those that somebody wrote have passed `own_words`)."""

    title: str
    data: tuple[Data, ...]
    made: datetime
    version: str = VERSION
    place: str = ""
    period: str = ""
    messages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # no file may hold control characters, which a title can be pasted with
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "place", one_line(self.place))
        said = tuple(filter(None, map(one_line, self.messages)))
        object.__setattr__(self, "messages", said[:MESSAGES])

    def of_whom(self) -> str:
        """ "Central Basildon · the 12 months to 31 August 2024"."""
        place = self.place[:1].upper() + self.place[1:]
        return " · ".join(filter(None, (place, self.period)))

    def file_name(self, suffix: str) -> str:
        """ "frequent_attenders_central_basildon_2026-11-26.pptx"."""
        place = re.sub(r"[^a-z0-9]+", "_", self.place.casefold()).strip("_")
        parts = (NAME, place[:LONGEST_PLACE].strip("_"), f"{self.made:%Y-%m-%d}")
        return "_".join(filter(None, parts)) + suffix

    @property
    def synthetic(self) -> bool:
        return any(data.synthetic for data in self.data)

    def made_in_words(self) -> str:
        """ "22 November 2026"."""
        return day_in_words(self.made)


def of_whom(figures: Sequence[Chosen]) -> dict[str, str]:
    """The place and the period of all of the figures, as `About` takes them; where they
    are of several, that they are."""
    places, periods = (
        list(dict.fromkeys(filter(None, (getattr(one, name) for one in figures))))
        for name in ("place", "period")
    )
    return {
        "place": listed(places) if len(places) <= NAMED else "several places",
        "period": listed(periods) if len(periods) <= 1 else "several periods",
    }


@dataclass(frozen=True)
class Headline:
    """Headline numbers in boxes: (label, value, what share it is, what is normal), and
    the filters they were counted under."""

    boxes: tuple[tuple[str, ...], ...]
    sentence: str


def data_of(dataset: Dataset) -> Data:
    """The dataset in the words of a pack."""
    spans = [(kind.service, dataset.span(kind)) for kind in dataset.kinds_with_rule]
    return Data(
        name=dataset.name,
        fingerprint=dataset.fingerprint,
        held="; ".join(
            f"{title} {day_in_words(span.first)} to {day_in_words(span.last)}"
            for title, span in spans
            if span.first and span.last
        ),
        loaded=day_in_words(pd.Timestamp(dataset.manifest.created)),
        synthetic=dataset.name in SHIPPED,
    )


def data_behind(
    figures: Sequence[Chosen], root: Path | None = None
) -> tuple[Data, ...]:
    """The datasets that the figures are of, found by their fingerprints.

    One that is no longer on this machine is named by its fingerprint alone.
    """
    found = []
    for stamp in dict.fromkeys(one.figure.fingerprint for one in figures):
        if stamp:
            there = ((name, version_with(name, stamp, root)) for name in datasets(root))
            where = next(((name, version) for name, version in there if version), None)
            found.append(
                data_of(open_version(*where, root))
                if where
                else Data("a version that is no longer loaded", stamp, "", "", False)
            )
    return tuple(found)
