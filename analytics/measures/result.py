"""A result with true numbers: a table, what each column is, and what it is a result
of."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.definitions.words import counted

KINDS = (
    "label",
    "day",
    "month",
    "count",
    "money",
    "hours",
    "years",
    "ratio",
    "percent",
    "number",
)


@dataclass(frozen=True)
class Column:
    """What one column of a result holds, so that it can be protected and written in
    words.

    kind: label (a name, a text, or yes and no); day; month (its first day); count (of
    people or attendances); money (pounds), hours and years (of person-time), all
    totals; ratio and percent (numerator ÷ denominator × scale, recomputed after
    protection); number (a summary or a model's output, such as a median or a rate
    ratio, with `decimals`).
    of: the count column that stands for how many people are behind this one. Where that
    is hidden, so is this, a text that rests on them included; and a total is rounded as
    coarsely as that many people make it. like: the
    column of a part of this one's people, such as the frequent attenders: this one is
    rounded no finer, or the part could be had by subtraction. nearest: a step that a
    meeting's rounding is no finer than; for a number, that it is rounded to. private:
    not for a meeting at all, such as a mean that times the people would give a count.
    gives_away: count columns that could be worked out from this one and what else is
    shown, such as the count after from a ratio and the count before: where one of them
    is hidden, so is this. limit: "lower" or "upper" for the 95% limit of a ratio or
    percent that is a proportion (Wilson), recomputed after protection as the ratio is.
    shown: False for a column that charts need and tables leave out.
    """

    name: str
    title: str
    kind: str = "label"
    numerator: str = ""
    denominator: str = ""
    scale: float = 1.0
    decimals: int = 1
    of: str = ""
    like: str = ""
    nearest: float = 0.0
    private: bool = False
    gives_away: tuple[str, ...] = ()
    limit: str = ""
    shown: bool = True

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Column kind is {self.kind!r}; it may be one of {KINDS}.")

    @property
    def digits(self) -> int | None:
        """Digits after the point with which a ratio, percent or number is shown; None
        for what is rounded to steps or is no number."""
        if self.kind == "percent":
            return self.decimals + 2
        return self.decimals if self.kind in ("ratio", "number") else None


@dataclass(frozen=True)
class NumberedNote:
    """A sentence with a number of people in it, which a meeting sees as it sees other
    counts.

    text: with {} where the number stands with its noun, "3 people". number: true.
    """

    text: str
    number: int
    one: str = "person"
    many: str = "people"

    def told(self, number: str) -> str:
        """The sentence with the number in words."""
        return self.text.format(number)

    @property
    def in_full(self) -> str:
        """With the true number: not for a meeting."""
        return self.told(counted(self.number, self.one, self.many))


@dataclass(frozen=True)
class Result:
    """True numbers, not for display: see `protect`.

    table: one row a group (or a person where `person_rows`), with at least the columns
    declared. measure, period, population: the words that travel with the numbers. rule:
    the sentence of the filters. fingerprint: of the dataset. notes: what the reader
    must know, each a sentence. numbered: those in which people are counted, which
    `protect` adds to the notes. narrowed: whether it is of a part of the dataset's
    people that somebody chose, which a meeting could subtract from the whole.
    desk_only: a column that says (boolean) which rows a meeting does not see.
    """

    name: str
    table: pd.DataFrame
    columns: tuple[Column, ...]
    measure: str
    period: str = ""
    population: str = ""
    rule: str = ""
    fingerprint: str = ""
    notes: tuple[str, ...] = ()
    numbered: tuple[NumberedNote, ...] = ()
    person_rows: bool = False
    narrowed: bool = False
    desk_only: str = ""

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def row(self, index: int = 0) -> dict[str, Any]:
        """One row of true numbers, as a dictionary."""
        return dict(self.table.iloc[index])
