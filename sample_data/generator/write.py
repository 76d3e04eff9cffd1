"""Columns to Parquet: dictionary-coded text, sorted rows, zstd, no pandas on the way.

A column is a numpy array, or ``Words(codes, vocabulary)`` for text with few values (a
code of -1 is empty). Files hold plain text and naive timestamps: the dictionary is only
how Parquet stores them, so every reader sees strings.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 700_000
PLAIN = ("arrived_at", "departed_at")  # to the minute: too many values for a dictionary
MISSING_MINUTE = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Words:
    """Text by number: ``vocabulary[codes[i]]`` is the text of row i; -1 is empty."""

    codes: np.ndarray
    vocabulary: object  # sequence of str, or an Arrow string array

    def take(self, rows: np.ndarray) -> Words:
        return Words(self.codes[rows], self.vocabulary)


@dataclass(frozen=True)
class Minutes:
    """Times as minutes since 1 January 1970 (local, naive); MISSING_MINUTE is empty."""

    values: np.ndarray

    def take(self, rows: np.ndarray) -> Minutes:
        return Minutes(self.values[rows])


@dataclass(frozen=True)
class Days:
    """Dates as days since 1 January 1970; ``empty`` marks rows without one."""

    values: np.ndarray
    empty: np.ndarray | None = None

    def take(self, rows: np.ndarray) -> Days:
        return Days(self.values[rows], None if self.empty is None else self.empty[rows])


def arrow(column) -> pa.Array:
    """The Arrow array of a column."""
    if isinstance(column, Words):
        codes = np.asarray(column.codes)
        kind = np.int16 if len(column.vocabulary) < 30_000 else np.int32
        index = pa.array(
            codes.astype(kind), mask=codes < 0 if (codes < 0).any() else None
        )
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


def table(columns: dict) -> pa.Table:
    return pa.table({name: arrow(column) for name, column in columns.items()})


def write(columns: dict, path: Path, level: int = 9) -> int:
    """Write one Parquet file and return its number of rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = table(columns)
    unfinished = path.with_name(path.name + ".part")  # readers never see half a file
    pq.write_table(
        data, unfinished, compression="zstd", compression_level=level, store_schema=False,
        row_group_size=ROW_GROUP, dictionary_pagesize_limit=1 << 24, data_page_size=1 << 22,
        use_dictionary=[name for name in data.column_names if name not in PLAIN],
    )  # fmt: skip
    unfinished.replace(path)
    return len(data)


def take(columns: dict, rows: np.ndarray) -> dict:
    """The same columns, only ``rows``, in that order."""
    return {name: c.take(rows) if hasattr(c, "values") or hasattr(c, "codes") else c[rows]
            for name, c in columns.items()}  # fmt: skip
