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


def make(con: DuckDBPyConnection, kind: EventKind, canonical: Canonical) -> None:
    """Make `MONTHS` of the events, which are not asked for them again."""
    files, table = OfFiles(con, canonical), kind.table.name
    MONTHS.make(con, files.sql(months.months(kind, files.kept(table))), table)


def write(
    con: DuckDBPyConnection,
    kind: EventKind,
    canonical: Canonical,
    last: date | None,
    out: Path,
) -> None:
    """Write `MONTHS` in its stored order; it goes. last: the last day of what
    counts."""
    table = kind.table.name
    made = ibis.table(stored(kind), name=MONTHS.of(table))
    query = OfFiles(con, canonical).sql(months.in_order(kind, made, last))
    copy(con, query, kind.months, out)
    MONTHS.drop(con, table)
