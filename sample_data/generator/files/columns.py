"""Columns on their way to a file, without a Python object for each cell.

A column is a numpy array, or one of the kinds below. Files hold plain text and naive
times: the numbers behind text are only how it is kept until then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pyarrow as pa

MISSING_MINUTE = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Words:
    """Text by number: `vocabulary[codes[i]]` is the text of row i; -1 is empty."""

    codes: np.ndarray
    vocabulary: Sequence[str] | pa.Array

    def take(self, rows: np.ndarray) -> Self:
        """Only these rows, in this order."""
        return type(self)(self.codes[rows], self.vocabulary)


@dataclass(frozen=True)
class Minutes:
    """Times as minutes since 1 January 1970 (local, naive); MISSING_MINUTE is empty."""

    values: np.ndarray

    def take(self, rows: np.ndarray) -> Self:
        """Only these rows, in this order."""
        return type(self)(self.values[rows])


@dataclass(frozen=True)
class Days:
    """Dates as days since 1 January 1970; `empty` marks rows without one."""

    values: np.ndarray
    empty: np.ndarray | None = None

    def take(self, rows: np.ndarray) -> Self:
        """Only these rows, in this order."""
        empty = None if self.empty is None else self.empty[rows]
        return type(self)(self.values[rows], empty)


Columns = dict[str, np.ndarray | Words | Minutes | Days]


def take(columns: Columns, rows: np.ndarray) -> Columns:
    """The same columns, only these rows, in this order."""
    return {name: column.take(rows) for name, column in columns.items()}


def arrow(column: np.ndarray | Words | Minutes | Days) -> pa.Array:
    """The Arrow array of a column."""
    if isinstance(column, Words):
        codes = np.asarray(column.codes)
        kind = np.int16 if len(column.vocabulary) < 30_000 else np.int32
        empty = codes < 0
        index = pa.array(codes.astype(kind), mask=empty if empty.any() else None)
        words = column.vocabulary
        if not isinstance(words, pa.Array):
            words = pa.array(list(words), pa.string())
        return pa.DictionaryArray.from_arrays(index, words)
    if isinstance(column, Minutes):
        empty = column.values == MISSING_MINUTE
        values = np.where(empty, 0, column.values) * 60_000
        return pa.array(values, pa.timestamp("ms"), mask=empty if empty.any() else None)
    if isinstance(column, Days):
        days = np.asarray(column.values).astype(np.int32)
        return pa.array(days, pa.int32(), mask=column.empty).cast(pa.date32())
    return pa.array(column)
