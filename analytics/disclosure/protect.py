"""Small numbers hidden, others rounded, ratios from what is left; rows of people
withheld.

The rule is that of HES and ECDS since 2018 (DOMAIN: counts of 1 to 7 are hidden, others
are rounded to the nearest 5, zero stays), applied after counting and before anything is
drawn, so hidden numbers never reach a browser, a picture or a file. Two things go
beyond it, or the hidden numbers could be worked out: totals of few people are rounded
as coarsely as the people (`rounding`), and what adds up to a total has room left for
what is hidden (`guard`). Of people whom a filter picked out, 0 to 19 are hidden:
against the whole, "nobody" would tell as much as "1". And no number is finer than it
is shown (`rounding.as_shown`): a ratio to sixteen digits would tell both its counts.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.definitions.words import counted
from analytics.disclosure.guard import also_hidden
from analytics.disclosure.protected import (
    BY_PROTECT,
    Audience,
    Protected,
    hidden_up_to,
)
from analytics.disclosure.rounding import LEAST, NEAREST, as_shown, rounded, steps
from analytics.measures.result import Column, NumberedNote, Result
from analytics.methods.proportion import wilson

WITHHELD = "Rows about single people are not shown in the meeting view."


def protect(result: Result, audience: Audience) -> Protected:
    """What the audience may see of the result.

    PSEUDONYMISED: every number as it is. AGGREGATE: see this module's own words.
    """
    if audience is Audience.PSEUDONYMISED:
        nothing = pd.DataFrame(index=result.table.index)
        told = _with_notes(_with_ratios(result), audience)
        return Protected(told, audience, nothing, by=BY_PROTECT)
    if result.person_rows:
        empty = replace(result, table=result.table.iloc[0:0])
        nothing = empty.table.iloc[:, 0:0]
        return Protected(empty, audience, nothing, WITHHELD, by=BY_PROTECT)
    if result.desk_only:
        seen = result.table[~result.table[result.desk_only].astype(bool)]
        result = replace(result, table=seen.reset_index(drop=True))
    declared = {column.name for column in result.columns}
    undeclared = [
        name for name in result.table.select_dtypes("number") if name not in declared
    ]
    table = result.table.drop(columns=undeclared)
    hidden = _hidden(result, table)
    table = _rounded(result.columns, table)
    for name in hidden:
        table[name] = _without(table[name], hidden[name])
    shown = _with_ratios(replace(result, table=table))
    told = _with_notes(_as_shown(shown), audience)
    return Protected(told, audience, hidden, by=BY_PROTECT)


def _with_notes(result: Result, audience: Audience) -> Result:
    """The numbered notes among the others, with numbers as the audience sees counts."""
    said = tuple(_note(one, result, audience) for one in result.numbered)
    return replace(result, notes=(*result.notes, *said), numbered=())


def _note(one: NumberedNote, result: Result, audience: Audience) -> str:
    if audience is Audience.PSEUDONYMISED:
        return one.in_full
    most = hidden_up_to(result)
    if one.number <= most and (one.number or result.narrowed):
        return one.told(f"fewer than {counted(most + 1, one.one, one.many)}")
    near = NEAREST * round(one.number / NEAREST)
    return one.told(counted(near, one.one, one.many))


def _rounded(columns: tuple[Column, ...], table: pd.DataFrame) -> pd.DataFrame:
    """Totals to steps as coarse as the people behind them; other numbers to their own
    step, where they have one."""
    table = table.copy()
    true = {
        c.name: table[c.name].to_numpy(float, na_value=np.nan)
        for c in columns
        if c.kind in LEAST
    }
    step = {
        c.name: steps(c.kind, true[c.name], true[c.of] if c.of else None, c.nearest)
        for c in columns
        if c.name in true
    }
    for column in columns:
        if column.name in true:
            wide = step[column.name]
            if column.like:
                wide = np.maximum(wide, step[column.like].max(initial=0.0))
            table[column.name] = rounded(true[column.name], wide)
        elif column.nearest:
            table[column.name] = rounded(
                table[column.name].astype(float), column.nearest
            )
    return table


def _hidden(result: Result, table: pd.DataFrame) -> pd.DataFrame:
    """Which cells are hidden: small counts, what their total would give away, and what
    is `of` them."""
    most, hidden = hidden_up_to(result), pd.DataFrame(index=table.index)
    counts = [column for column in result.columns if column.kind == "count"]
    for column in counts:
        values = table[column.name]
        hidden[column.name] = values.between(0 if result.narrowed else 1, most)
    for guarded in ([c for c in counts if not c.of], [c for c in counts if c.of]):
        for column in () if result.narrowed else guarded:
            hidden[column.name] = also_hidden(
                table[column.name], hidden[column.name], table, most
            )
        _hide_with(result.columns, hidden)
    return hidden


def _hide_with(columns: tuple[Column, ...], hidden: pd.DataFrame) -> None:
    """Hides what is `of` hidden people, what gives a hidden count away, and what is
    private."""
    for column in columns:
        for name in filter(None, (column.of, *column.gives_away)):
            above = hidden[name]
            hidden[column.name] = (
                hidden[column.name] | above if column.name in hidden else above
            )
        if column.private:
            hidden[column.name] = True


def _without(values: pd.Series, hidden: pd.Series) -> pd.Series:
    """A column without its hidden cells: numbers become NaN, texts None."""
    if pd.api.types.is_numeric_dtype(values) or values.isna().all():
        return values.astype(float).mask(hidden)
    return values.astype(object).where(~hidden, None)


def _with_ratios(result: Result) -> Result:
    """Ratios, percentages and their limits computed from the counts as they are now in
    the table."""
    table = result.table.copy()
    for column in result.columns:
        if column.kind in ("ratio", "percent") and column.numerator:
            top = table[column.numerator].astype(float)
            bottom = table[column.denominator].astype(float)
            with np.errstate(divide="ignore", invalid="ignore"):
                share = (top / bottom).where(bottom > 0)
            if column.limit:
                share = wilson(top, bottom)[0 if column.limit == "lower" else 1]
            table[column.name] = column.scale * share
    return replace(result, table=table)


def _as_shown(result: Result) -> Result:
    """Ratios, percentages and models' numbers with one digit more than is shown."""
    table = result.table.copy()
    for column in result.columns:
        values = table[column.name]
        if column.digits is not None and not pd.api.types.is_integer_dtype(values):
            table[column.name] = as_shown(values.astype(float), column.digits + 1)
    return replace(result, table=table)
