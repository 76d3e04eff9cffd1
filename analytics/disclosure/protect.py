"""Small numbers hidden, others rounded, ratios from what is left; rows of people
withheld.

The rule is that of HES and ECDS since 2018 (DOMAIN: counts of 1 to 7 are hidden, others
are rounded to the nearest 5, zero stays), applied after counting and before anything is
drawn, so hidden numbers never reach a browser, a picture or a file. Two things go
beyond it, or the hidden numbers could be worked out: totals of few people are rounded
as coarsely as the people (`rounding`), and what adds up to a total has room left for
what is hidden (`guard`). Of people whom a filter picked out, 0 to 19 are hidden:
against the whole, "nobody" would tell as much as "1".
"""

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
import pandas as pd

from analytics.definitions.words import count, month_in_words, pounds
from analytics.disclosure.guard import also_hidden
from analytics.disclosure.rounding import LEAST, rounded, steps
from analytics.measures.result import Column, Result

HIDDEN_UP_TO = 7
HIDDEN_UP_TO_WHERE_NARROWED = 19
HIDDEN = "*"


class Audience(Enum):
    """Who is looking. AGGREGATE: a meeting. PSEUDONYMISED: an analyst."""

    AGGREGATE = "aggregate"
    PSEUDONYMISED = "pseudonymised"


@dataclass(frozen=True)
class Protected:
    """What an audience may see of a result. Only `protect` makes one.

    table: as in the result, hidden cells as NaN; for a meeting without any number that
    the result does not declare. hidden: which cells were hidden (a NaN elsewhere was
    never known). withheld: why there are no rows, if so.
    """

    result: Result  # its table is the protected one
    audience: Audience
    hidden: pd.DataFrame
    withheld: str = ""

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
        return _most(self.result) + 1

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
        return self.table.empty

    def row(self, index: int = 0) -> dict:
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


def protect(result: Result, audience: Audience) -> Protected:
    """What the audience may see of the result."""
    if audience is Audience.PSEUDONYMISED:
        return Protected(
            _with_ratios(result), audience, pd.DataFrame(index=result.table.index)
        )
    if result.person_rows:
        return Protected(
            replace(result, table=result.table.iloc[0:0]),
            audience,
            result.table.iloc[0:0, 0:0],
            "Rows about single people are not shown in the meeting view.",
        )
    declared = {column.name for column in result.columns}
    undeclared = [
        name for name in result.table.select_dtypes("number") if name not in declared
    ]
    table = result.table.drop(columns=undeclared)
    hidden = _hidden(result, table)
    step: dict[str, np.ndarray] = {}
    true = {
        c.name: table[c.name].to_numpy(float, na_value=np.nan)
        for c in result.columns
        if c.kind in LEAST
    }
    for column in result.columns:
        if column.name in true:
            behind = true[column.of] if column.of else None
            step[column.name] = steps(
                column.kind, true[column.name], behind, column.nearest
            )
    for column in result.columns:
        if column.name in true:
            wide = step[column.name]
            if column.like:
                wide = np.maximum(wide, step[column.like].max(initial=0.0))
            table[column.name] = rounded(true[column.name], wide)
        elif column.nearest:
            table[column.name] = rounded(
                table[column.name].astype(float), column.nearest
            )
        if column.name in hidden:
            table[column.name] = (
                table[column.name].astype(float).mask(hidden[column.name])
            )
    return Protected(_with_ratios(replace(result, table=table)), audience, hidden)


def _most(result: Result) -> int:
    return HIDDEN_UP_TO_WHERE_NARROWED if result.narrowed else HIDDEN_UP_TO


def _hidden(result: Result, table: pd.DataFrame) -> pd.DataFrame:
    """Which cells are hidden: small counts, what their total would give away, and what
    is `of` them."""
    most, hidden = _most(result), pd.DataFrame(index=table.index)
    for column in result.columns:
        if column.kind == "count":
            values = table[column.name]
            hidden[column.name] = values.between(0 if result.narrowed else 1, most)
            if not (result.narrowed or column.of):
                hidden[column.name] = also_hidden(
                    values, hidden[column.name], table, most
                )
    for column in result.columns:
        if column.of:
            above = hidden[column.of]
            hidden[column.name] = (
                hidden[column.name] | above if column.name in hidden else above
            )
        if column.private:
            hidden[column.name] = True
    return hidden


def _with_ratios(result: Result) -> Result:
    """Ratios and percentages computed from the counts as they are now in the table."""
    table = result.table.copy()
    for column in result.columns:
        if column.kind in ("ratio", "percent") and column.numerator:
            top = table[column.numerator].astype(float)
            bottom = table[column.denominator].astype(float)
            with np.errstate(divide="ignore", invalid="ignore"):
                table[column.name] = (column.scale * top / bottom).where(bottom > 0)
    return replace(result, table=table)


def written(value, column: Column) -> str:
    """One value as people read it; a dash where it is not known (in a label,
    nothing)."""
    if column.kind == "label":
        return (
            ""
            if value is None or (isinstance(value, float) and np.isnan(value))
            else str(value)
        )
    if pd.isna(value):
        return "–"
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
