"""Hides one more number where the hidden ones of a table could be worked out from its
total.

A hidden count is 1 to 7 and a shown one stands for two fewer to two more, so a total
and its parts leave the hidden parts some room. Where rounding went the same way
everywhere that room can shrink to one number: of the 17 people of a group, parts of 8,
8 and 1 are shown as 10, 10 and *, which leaves 1 for the *. Then another part is hidden
besides. A total is taken as known exactly: that of the 30 who attend most is.
"""

import numpy as np
import pandas as pd

from analytics.disclosure.rounding import NEAREST, rounded

SLACK = NEAREST // 2


def give_away(values: np.ndarray, hidden: np.ndarray, most: int) -> bool:
    """Whether the exact total and the parts shown leave a hidden part (1 to `most`) a
    single value."""
    total = values.sum()
    if total <= most or not hidden.any():
        return False  # a total that is hidden itself says less than its parts
    shown = values[~hidden]
    some = shown > 0
    middle = rounded(shown, NEAREST)
    least = np.where(some, np.maximum(middle - SLACK, most + 1), 0).sum()
    greatest = np.where(some, middle + SLACK, 0).sum()
    low, high = total - greatest, total - least
    others = hidden.sum() - 1
    return bool(max(1, low - most * others) >= min(most, high - others))


def also_hidden(
    values: pd.Series, hidden: pd.Series, table: pd.DataFrame, most: int
) -> pd.Series:
    """`hidden` with what must be hidden besides, in the table and in each part of it.

    Parts are the rows that share a word in some column, such as a sex or a PCN: their
    total is had by asking for them alone. A row of nobody is hidden first, else the
    smallest.
    """
    true = values.fillna(0).to_numpy(float)
    found, known = hidden.to_numpy(bool).copy(), values.notna().to_numpy()
    for rows in _families(table):
        rows = rows[known[rows]]
        primary = found[rows] & (true[rows] >= 1) & (true[rows] <= most)
        if (found[rows] & ~primary).any() or not give_away(true[rows], primary, most):
            continue  # one hidden besides already leaves room enough
        left = rows[~found[rows]]
        if len(left):
            found[left[np.argmin(true[left])]] = True
    return pd.Series(found, index=hidden.index)


def _families(table: pd.DataFrame) -> list[np.ndarray]:
    """Positions of rows that add up to a number that can be asked for: all, and each
    part."""
    families = [np.arange(len(table))]
    for name in table.columns:
        column = table[name]
        if pd.api.types.is_numeric_dtype(column) and column.dtype != bool:
            continue
        groups = column.groupby(column, observed=True).indices.values()
        if 1 < len(groups) < len(table):
            families += [np.asarray(rows) for rows in groups if len(rows) > 1]
    return families
