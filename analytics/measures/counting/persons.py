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
