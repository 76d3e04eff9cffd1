"""A figure: the finding, the chart, the same numbers as a table, and where they come
from; and the other things that can be shown of a protected result."""

from dataclasses import dataclass

import pandas as pd

from analytics.definitions.words import plain
from analytics.disclosure import Protected
from analytics.disclosure.meeting import may_pick


@dataclass(frozen=True)
class Pick:
    """What a click on a mark of a figure means: a filter, or a choice of the page.

    field: of the chart's data, whose value says what was clicked. choices: for each
    value, the filters it stands for, {"diagnosis_groups": ("mental_health",)}; none for
    a choice of the page. what: the thing clicked, in words. control: the title of the
    control that does the same. chooses: what of the page is chosen ("plan"), "" for a
    filter; then: what happens, as "Click a …" goes on.
    """

    field: str
    choices: dict[str, dict]
    what: str
    control: str
    chooses: str = ""
    then: str = ""

    @property
    def names(self) -> set[str]:
        """The filters that a click can set."""
        return {name for choice in self.choices.values() for name in choice}


@dataclass(frozen=True)
class Grid:
    """A long table to search, sort and choose from.

    frame: a column for each title; numbers as numbers, days as dates, a course as a
    list. holds: of each title what its column holds: text, number, rate (one decimal),
    day, day in words, course (bars) or line.
    missing: what stands where there is nothing. rows: what each row is of, where one
    can be chosen; picks: what that is, in words ("person"). file: what the file has,
    where the screen shows the first rows alone.
    """

    frame: pd.DataFrame
    holds: dict[str, str]
    missing: str = "not known"
    rows: tuple[str, ...] = ()
    picks: str = ""
    file: pd.DataFrame | None = None


@dataclass(frozen=True)
class Shown:
    """What a screen, a slide or a file may show: made of a protected result, or not at
    all. Raises TypeError where it is of anything else."""

    protected: Protected

    def __post_init__(self) -> None:
        if not isinstance(self.protected, Protected):
            raise TypeError(
                f"A {type(self).__name__} is made of a Protected, not of a "
                f"{type(self.protected).__name__}."
            )


@dataclass(frozen=True)
class Figure(Shown):
    """What a page, a slide or a file shows of one protected result.

    name: file-safe, unique on its page. title: the finding, built from the data.
    subtitle: the measure, population and period. chart: an Altair chart or a pydeck
    Deck, None where only the table or a message is shown. alt: one sentence for those
    who cannot see it. table: the numbers, written as people read them. source: rule,
    fingerprint and protection. note: what to beware of. grid: the same numbers where
    they are many.
    """

    name: str
    title: str
    subtitle: str
    chart: object
    alt: str
    table: pd.DataFrame
    source: str
    note: str = ""
    pick: Pick | None = None
    grid: Grid | None = None

    @property
    def is_map(self) -> bool:
        return type(self.chart).__name__ == "Deck"

    @property
    def aggregate(self) -> bool:
        """Whether it is protected for a meeting, so that it may leave the room."""
        return self.protected.aggregate

    @property
    def withheld(self) -> bool:
        """Whether its rows are about single people and were kept back."""
        return bool(self.protected.withheld)

    @property
    def fingerprint(self) -> str:
        """Of the data."""
        return self.protected.result.fingerprint


@dataclass(frozen=True)
class Said(Shown):
    """A sentence or paragraph about the figure before it. lead: what it is about, for
    emphasis."""

    text: str
    lead: str = ""


@dataclass(frozen=True)
class Notes(Shown):
    """What an analyst must know, a sentence each. heading: under which they are folded
    away; without one they stand beneath the figure."""

    sentences: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True)
class Answer(Shown):
    """A director's question answered in one line.

    about: the question in a word or two. text: the finding, at most 25 words. page: the
    stem of the page that shows why. chart: a small Altair chart without axes, or None;
    alt: one sentence for those who cannot see it. told: whether the data answer it.
    """

    about: str
    text: str
    page: str
    chart: object = None
    alt: str = ""
    told: bool = True


@dataclass(frozen=True)
class Boxes(Shown):
    """Headline numbers in one row: (label, value, what share it is). beside: what is
    normal, a sentence."""

    title: str
    numbers: tuple[tuple[str, str, str], ...]
    beside: str = ""


@dataclass(frozen=True)
class Card:
    """A short text with a title; its lines are markdown. said: (what about, text) that
    may hold words of a file, drawn as they stand."""

    title: str
    lines: tuple[str, ...]
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Cards(Shown):
    """Short texts, several in a row."""

    title: str
    cards: tuple[Card, ...]


def figure(
    protected: Protected,
    title: str,
    chart,
    alt: str,
    note: str = "",
    subtitle: str = "",
    table: pd.DataFrame | None = None,
    pick: Pick | None = None,
    grid: Grid | None = None,
) -> Figure:
    """A Figure of a protected result, with its subtitle, table and source line filled
    in."""
    result = protected.result
    parts = [result.measure, result.population, result.period]
    if protected.withheld:
        title, chart, alt = protected.withheld, None, protected.withheld
    return Figure(
        protected,
        name=result.name,
        title=title,
        subtitle=subtitle or plain(", ".join(part for part in parts if part)) + ".",
        chart=chart,
        alt=alt,
        table=protected.in_words() if table is None else table,
        source=source(protected),
        note=" ".join(part for part in (note, *result.notes) if part),
        pick=pick if pick and _may_be_asked(pick, protected) else None,
        grid=None if protected.withheld else grid,
    )


def _may_be_asked(pick: Pick, protected: Protected) -> bool:
    """Whether a click may filter: a meeting asks by place only."""
    return bool(pick.choices) and (not protected.aggregate or may_pick(pick.names))


def source(protected: Protected) -> str:
    """The line beneath a figure: the rule in words, the data's fingerprint, the
    protection."""
    result = protected.result
    parts = []
    if result.rule:
        parts.append(f"Rule: {result.rule}")
    if result.fingerprint:
        parts.append(f"Data {result.fingerprint[:8]}.")
    if protected.aggregate:
        parts.append(protected.rule_in_words)
    return " ".join(parts)


def nothing(protected: Protected, title: str, note: str = "") -> Figure:
    """A figure for when there is nothing to draw: it says why."""
    return figure(protected, title, None, title, note=note)
