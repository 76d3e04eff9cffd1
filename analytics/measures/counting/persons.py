"""Persons as tables: some of them, and what else is known of the same ones."""

from collections.abc import Iterable

import ibis
import numpy as np
import pandas as pd


def among(persons: Iterable[int]) -> ibis.Table:
    """person: of some persons. A list of thousands within a query would take seconds to
    read; a table does not."""
    found = np.fromiter(persons, dtype="int32")
    return ibis.memtable(pd.DataFrame({"person": found}))


def beside(known: ibis.Table, more: ibis.Table) -> ibis.Table:
    """The rows of persons, with what another table knows of the same ones (its columns
    null where it knows nothing)."""
    more = more.rename(of_person="person")
    return known.left_join(more, known.person == more.of_person).drop("of_person")


def as_numbers(rows: ibis.Table) -> ibis.Table:
    """Rows of persons (person, numbers, truth values, words) for pandas: numbers as
    float32, which is exact up to 16 million, NaN where there is none; words "" there.
    Sums and numbers with nulls would come one Python object each."""
    told = {
        name: _told(rows[name])
        for name, kind in rows.schema().items()
        if name != "person" and not kind.is_boolean()
    }
    return rows.mutate(**told)


def _told(column: ibis.Value) -> ibis.Value:
    if column.type().is_numeric():
        return column.cast("float32").fill_null(ibis.literal(np.nan, type="float32"))
    return column.fill_null("")
