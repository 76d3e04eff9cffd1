"""Practices, small areas and postcodes as canonical tables: without people, each row
with its key. Services are read by `services`."""

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.definitions.words import counted, listed
from analytics.errors import Problem
from analytics.extract.cells import checks, values
from analytics.extract.fields import header_years
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

# Services come after the postcodes, which they need.
NAMED = ("practices", "areas", "lookup", "postcodes", "services")
PLACES = TempTable(
    "canonical_places_{table}",
    "a row of practices, small areas, postcodes or services",
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
    key, raw = TABLES[table].key, RAW.of(table)
    picked = [
        f"TRY_CAST({value(source, name)} AS {TYPES[kind]}) AS {name}"
        for name, kind in STORED[table].items()
    ]
    same = ", ".join(key)
    once = f"row_number() OVER (PARTITION BY {same} ORDER BY file_no, row_no)"
    none = " OR ".join(f"{one} IS NULL" for one in key)
    places = PLACES.make(
        con,
        f"SELECT *, CASE WHEN {none} THEN {checks.NO_KEY} "
        f"WHEN {once} > 1 THEN {checks.REPEATED} ELSE 0 END::UTINYINT "
        f"AS fault FROM (SELECT {', '.join(picked)}, file_no, row_no FROM {raw})",
        table,
    )
    account = whole(con, source, raw, places)
    if len(key) == 1:
        account.problems += _rows_that_differ(con, source, key[0], places)
    return account


def _rows_that_differ(
    con: DuckDBPyConnection, source: Source, key: str, places: str
) -> list[Problem]:
    """What is told where rows of one key say different things of it."""
    table = TABLES[source.table]
    told = [
        one.name for one in table.fields if source.has(one.name) and one.name != key
    ]
    if not told:
        return []
    first = ", ".join(
        f"{name} IS DISTINCT FROM first_value({name}) OVER same AS {name}"
        for name in told
    )
    counts = ", ".join(f"count_if({name})" for name in told)
    rows, codes, examples, *differ = con.execute(
        f"SELECT count(*), count(DISTINCT {key}), min(row_no, 3), {counts} FROM "
        f"(SELECT {key}, row_no, {first} FROM {places} WHERE {key} IS NOT NULL "
        f"WINDOW same AS (PARTITION BY {key} ORDER BY file_no, row_no)) "
        f"WHERE {' OR '.join(told)}"
    ).fetchall()[0]
    if not rows:
        return []
    columns = [source.header(n) for n, many in zip(told, differ, strict=True) if many]
    return [
        Problem(
            "rows_differ",
            f"{counted(codes, 'code')} {'stands' if codes == 1 else 'stand'} in "
            f"several rows that do not say the same ({listed(columns)}); the first row "
            "of each was taken.",
            "Keep the row that is right today, and load again.",
            file=source.label,
            column=source.header(key),
            rows=rows,
            examples=tuple(examples),
            stops=False,
        )
    ]


def value(source: Source, name: str) -> str:
    """SQL: a field of a staged table of places; null where it says nothing."""
    field = TABLES[source.table].field(name)
    if field.told_by:
        said = header_years.as_sql(source, field)
        own = f"try_cast({values.number(name)} AS INTEGER)"
        return f"coalesce({own}, {said})" if source.has(name) else said
    if not source.has(name):
        return "NULL"
    if field.kind in ("integer", "number"):
        return values.number(name)
    text = f"CASE WHEN {values.is_missing(name)} THEN NULL ELSE trim({name}) END"
    return f"upper({text})" if field.kind == "code" else text
