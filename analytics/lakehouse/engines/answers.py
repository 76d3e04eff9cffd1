"""What both engines share: small tables handed over, and words for what cannot be
read."""

import ibis
import pandas as pd
import pyarrow as pa

from analytics.errors import Problem
from analytics.store.layout import Columns


def as_arrow(rows: pd.DataFrame, columns: Columns) -> pa.Table:
    """A frame with columns of these Ibis types; what is not known is null."""
    schema = ibis.schema(columns).to_pyarrow()
    known = rows[list(columns)].astype(object)
    known = known.where(rows[list(columns)].notna(), None)
    return pa.Table.from_pylist(known.to_dict("records"), schema=schema)


def unreadable() -> Problem:
    """What is told where rows cannot be read, without a value of theirs."""
    return Problem(
        "lakehouse_unreadable",
        "The rows of a table cannot be read: a file breaks off, is damaged, or was "
        "replaced while it was read.",
        "Let whatever writes the tables end, and build again; write them anew if they "
        "are damaged.",
    )
