"""A kind's months as a stored table of a load from files."""

from datetime import date
from pathlib import Path

import ibis
from duckdb import DuckDBPyConnection

from analytics.definitions.event_kinds import EventKind
from analytics.extract.temp_table import TempTable
from analytics.store.layout import months as stored
from analytics.store.load.canonical.tables import Canonical
from analytics.store.load.made_of import months
from analytics.store.load.writing.of_files import OfFiles
from analytics.store.load.writing.parquet import copy

MONTHS = TempTable(
    "months_of_{table}",
    "what a person had of a kind in a month, by practice and what filters choose by",
    ("<stored>",),
)


def write(
    con: DuckDBPyConnection,
    kind: EventKind,
    canonical: Canonical,
    last: date | None,
    out: Path,
) -> None:
    """Write the months in their stored order. last: the last day of what counts."""
    files, table = OfFiles(con, canonical), kind.table.name
    made = MONTHS.make(con, files.sql(months.months(kind, files.kept(table))), table)
    added = ibis.table(stored(kind), name=made)
    copy(con, files.sql(months.in_order(kind, added, last)), kind.months, out)
    MONTHS.drop(con, table)
