"""What an audience may see of a result, as a type: only `protect` can make one."""

from dataclasses import InitVar, dataclass
from enum import Enum
from typing import Any

import numpy as np
import pandas as pd

from analytics.definitions.words import count, month_in_words, pounds
from analytics.measures.result import Column, Result

HIDDEN_UP_TO = 7
HIDDEN_UP_TO_WHERE_NARROWED = 19
HIDDEN = "*"
BY_PROTECT = object()  # what only `protect` hands over


class Audience(Enum):
    """Who is looking. AGGREGATE: a meeting. PSEUDONYMISED: an analyst."""

    AGGREGATE = "aggregate"
    PSEUDONYMISED = "pseudonymised"


@dataclass(frozen=True)
class Protected:
    """What an audience may see of a result. Only `protect` makes one.

    table: as in the result, hidden cells as NaN (texts as None); for a meeting without
    any number that the result does not declare, and none finer than it is shown.
    hidden: which cells were hidden (a NaN elsewhere was never known). withheld: why
    there are no rows, if so. Raises TypeError where anything else makes one.
    """

    result: Result  # its table is the protected one
    audience: Audience
    hidden: pd.DataFrame
    withheld: str = ""
    by: InitVar[object] = None

    def __post_init__(self, by: object) -> None:
        if by is not BY_PROTECT:
            raise TypeError("Only analytics.disclosure.protect makes a Protected.")

    @property
    def table(self) -> pd.DataFrame:
        return self.result.table

    @property
    def aggregate(self) -> bool:
        return self.audience is Audience.AGGREGATE

    @property
    def fewer_than(self) -> int:
        """Counts below this are hidden: 8, or 20 where a filter picked the people
        out."""
        return hidden_up_to(self.result) + 1

    @property
    def few_in_words(self) -> str:
        """What stands in a sentence for a hidden number: "fewer than 20"."""
        return f"fewer than {self.fewer_than}"

    @property
    def hidden_in_words(self) -> str:
        return f"hidden: {self.few_in_words}"

    def too_few(self, what: str, who: str = "frequent attenders") -> str:
        """Why nothing of `what` can be shown, and what to do about it: a sentence."""
        said = f"Too few {who} to show {what}"
        if not self.aggregate:
            return said
        if self.result.narrowed:
            return (
                f"{said} in a meeting, where {self.few_in_words} are hidden: ask of "
                "more people, such as a larger place"
            )
        return f"{said} in a meeting, where {self.few_in_words} are hidden"

    @property
    def rule_in_words(self) -> str:
        """What was done to the numbers, a sentence; none for an audience that sees them
        all."""
        if not self.aggregate:
            return ""
        low = 0 if self.result.narrowed else 1
        return (
            f"Counts of {low} to {self.fewer_than - 1} are hidden (*), others rounded "
            "to the nearest 5, totals as coarsely as the people behind them."
        )

    @property
    def empty(self) -> bool:
        return bool(self.table.empty)

    def row(self, index: int = 0) -> dict[str, Any]:
        return self.result.row(index)

    def in_words(self) -> pd.DataFrame:
        """The table as people read it: titles for names, formatted numbers, `*` for
        hidden."""
        none = pd.Series(False, index=self.table.index)
        return pd.DataFrame(
            {
                column.title: [
                    HIDDEN if hidden else written(value, column)
                    for value, hidden in zip(
                        self.table[column.name],
                        self.hidden.get(column.name, none),
                        strict=True,
                    )
                ]
                for column in self.result.columns
                if column.shown
            }
        )


def hidden_up_to(result: Result) -> int:
    """The largest count of a result that a meeting does not see."""
    return HIDDEN_UP_TO_WHERE_NARROWED if result.narrowed else HIDDEN_UP_TO


def written(value: Any, column: Column) -> str:
    """One value as people read it; a dash where it is not known (in a label,
    nothing)."""
    if column.kind == "label":
        if isinstance(value, bool | np.bool_):
            return "yes" if value else "no"
        return (
            ""
            if value is None or (isinstance(value, float) and np.isnan(value))
            else str(value)
        )
    if pd.isna(value):
        return "–"
    if column.kind == "day":
        return f"{value:%d/%m/%Y}"
    if column.kind == "month":
        return month_in_words(value)
    if column.kind == "count":
        return count(value)
    if column.kind == "money":
        return pounds(value)
    if column.kind == "hours":
        return f"{value:,.0f}"
    if column.kind == "years":
        return f"{value:,.1f}"
    if column.kind == "percent":
        return f"{100 * value:.{column.decimals}f}%"
    return f"{value:,.{column.decimals}f}"
