"""A pack: figures chosen to leave the room, in order, and what is said of all of them.

Only figures that are protected for a meeting can be in one; `Chosen` refuses any other,
so no slide, sheet or page can be made of exact numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pandas as pd

from analytics import VERSION
from analytics.definitions.words import day_in_words
from analytics.extract.reading.names import one_line
from analytics.figures.figure import Figure
from analytics.store.dataset import Dataset
from analytics.store.earlier import open_version, version_with
from analytics.store.home import datasets
from analytics.store.sample import NAME as SAMPLE

PROTECTION = (
    "Small counts are hidden (*) and others rounded, by the rule in each figure’s "
    "source "
    "line. Ratios and percentages are worked out from the rounded counts. Nothing "
    "about a single person is shown."
)


@dataclass(frozen=True)
class Chosen:
    """One figure in a pack: which page it is from, the filters in words, the page's
    method note.

    method: markdown, as in `pages/words/*.md`. on_paper: whether it may be one of the
    figures of the A4 page. Raises ValueError for a figure that is not protected for a
    meeting.
    """

    figure: Figure
    page: str
    sentence: str
    method: str = ""
    on_paper: bool = True

    def __post_init__(self) -> None:
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
    it was made."""

    title: str
    data: tuple[Data, ...]
    made: datetime
    version: str = VERSION

    def __post_init__(self) -> None:
        # no file may hold control characters, which a title can be pasted with
        object.__setattr__(self, "title", one_line(self.title))

    @property
    def synthetic(self) -> bool:
        return any(data.synthetic for data in self.data)

    def made_in_words(self) -> str:
        """ "22 November 2026"."""
        return day_in_words(self.made)


@dataclass(frozen=True)
class Headline:
    """Headline numbers in boxes: (label, value, what share it is, what is normal), and
    the filters they were counted under."""

    boxes: tuple[tuple[str, ...], ...]
    sentence: str


def data_of(dataset: Dataset) -> Data:
    """The dataset in the words of a pack."""
    spans = [(kind.service, dataset.span(kind)) for kind in dataset.kinds]
    return Data(
        name=dataset.name,
        fingerprint=dataset.fingerprint,
        held="; ".join(
            f"{title} {day_in_words(span.first)} to {day_in_words(span.last)}"
            for title, span in spans
            if span.first and span.last
        ),
        loaded=day_in_words(pd.Timestamp(dataset.manifest.created)),
        synthetic=dataset.name == SAMPLE,
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
