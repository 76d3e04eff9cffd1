"""Small numbers hidden, others rounded, ratios from what is left; rows of people withheld.

The rule is that of HES and ECDS since 2018 (DOMAIN: counts of 1 to 7 are hidden, others are
rounded to the nearest 5, zero stays), applied after counting and before anything is drawn,
so hidden numbers never reach a browser, a picture or a file.
"""

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
import pandas as pd

from analytics.definitions.words import count, pounds
from analytics.measures.result import Column, Result

HIDDEN_UP_TO = 7
NEAREST = 5
POUNDS_TO = 100  # totals are rounded as well, or they would give the counts away
HOURS_TO = 10
HIDDEN = "*"
HIDDEN_IN_WORDS = "hidden: fewer than 8"


class Audience(Enum):
    """Who is looking. AGGREGATE: a meeting. PSEUDONYMISED: an analyst."""

    AGGREGATE = "aggregate"
    PSEUDONYMISED = "pseudonymised"


@dataclass(frozen=True)
class Protected:
    """What an audience may see of a result. Only `protect` makes one.

    table: as in the result, hidden cells as NaN. withheld: why there are no rows, if so.
    """

    result: Result  # its table is the protected one
    audience: Audience
    withheld: str = ""

    @property
    def table(self) -> pd.DataFrame:
        return self.result.table

    @property
    def aggregate(self) -> bool:
        return self.audience is Audience.AGGREGATE

    @property
    def empty(self) -> bool:
        return self.table.empty

    def row(self, index: int = 0) -> dict:
        return self.result.row(index)

    def in_words(self) -> pd.DataFrame:
        """The table as people read it: titles for names, formatted numbers, `*` for hidden."""
        return pd.DataFrame({
            column.title: [written(value, column) for value in self.table[column.name]]
            for column in self.result.columns
        })


def protect(result: Result, audience: Audience) -> Protected:
    """What the audience may see of the result."""
    if audience is Audience.PSEUDONYMISED:
        return Protected(_with_ratios(result), audience)
    if result.person_rows:
        return Protected(
            replace(result, table=result.table.iloc[0:0]), audience,
            "Rows about single people are not shown in the meeting view.",
        )
    table = result.table.copy()
    hidden = {}
    for column in result.columns:
        if column.kind == "count":
            hidden[column.name] = (table[column.name] > 0) & (table[column.name] <= HIDDEN_UP_TO)
    for column in result.columns:
        values = table[column.name]
        mask = hidden.get(column.name, pd.Series(False, index=table.index))
        if column.of:
            mask = mask | hidden[column.of]
        if column.kind == "count":
            values = NEAREST * (values.astype(float) / NEAREST).round()
        elif column.kind == "money":
            values = POUNDS_TO * (values.astype(float) / POUNDS_TO).round()
        elif column.kind == "hours":
            values = HOURS_TO * (values.astype(float) / HOURS_TO).round()
        if column.kind not in ("label", "ratio", "percent"):
            table[column.name] = values.astype(float).mask(mask)
    return Protected(_with_ratios(replace(result, table=table)), audience)


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
    """One value as people read it; `*` where it is hidden or, in a label, nothing where unknown."""
    if column.kind == "label":
        return "" if value is None or (isinstance(value, float) and np.isnan(value)) else str(value)
    if pd.isna(value):
        return HIDDEN if column.kind == "count" else "–"
    if column.kind == "count":
        return count(value)
    if column.kind == "money":
        return pounds(value)
    if column.kind == "hours":
        return f"{value:,.0f}"
    if column.kind == "percent":
        return f"{100 * value:.{column.decimals}f}%"
    return f"{value:,.{column.decimals}f}"
