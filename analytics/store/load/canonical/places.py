"""Practices, small areas and services as canonical tables: without people, each row
with its key."""

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.extract.cells import checks, values
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable
from analytics.store.layout import STORED
from analytics.store.load.canonical.left_out.row_accounts import (
    OF_ROWS,
    RowAccount,
    whole,
)
from analytics.store.load.canonical.whole_tables import RAW
from analytics.store.load.duckdb_types import TYPES, empty

NAMED = ("practices", "areas", "services")
MAY_REPEAT = ("name",)  # a key that two rows may share
PLACES = TempTable(
    "canonical_places_{table}",
    "a row of practices, small areas or services",
    ("<stored>", "file_no", "row_no", "fault"),
)


def make_none(con: DuckDBPyConnection, table: str) -> None:
    """Make `PLACES` without a row, where the table was not given."""
    kinds = STORED[table] | OF_ROWS
    names = (*STORED[table], "file_no", "row_no", "fault")
    PLACES.make(con, empty(names, kinds), table)


def read(con: DuckDBPyConnection, source: Source) -> RowAccount:
    """Make `PLACES` of the staged rows, typed; the first of a repeated key is kept.
    What became of the rows."""
    table = source.table
    key, raw = TABLES[table].required[0], RAW.of(table)
    picked = [
        f"TRY_CAST({_value(source, name)} AS {TYPES[kind]}) AS {name}"
        for name, kind in STORED[table].items()
    ]
    once = "1"
    if key not in MAY_REPEAT:
        once = f"row_number() OVER (PARTITION BY {key} ORDER BY file_no, row_no)"
    places = PLACES.make(
        con,
        f"SELECT *, CASE WHEN {key} IS NULL THEN {checks.NO_KEY} "
        f"WHEN {once} > 1 THEN {checks.REPEATED} ELSE 0 END::UTINYINT "
        f"AS fault FROM (SELECT {', '.join(picked)}, file_no, row_no FROM {raw})",
        table,
    )
    return whole(con, source, raw, places)


def _value(source: Source, name: str) -> str:
    field = TABLES[source.table].field(name)
    if not source.has(name):
        return "NULL"
    if field.kind in ("integer", "number"):
        return values.number(name)
    text = f"CASE WHEN {values.is_missing(name)} THEN NULL ELSE trim({name}) END"
    return f"upper({text})" if field.kind == "code" else text
