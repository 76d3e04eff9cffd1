"""People, registrations, the caseload and places as stored tables, and a table without
rows for what was not given."""

from collections.abc import Iterable
from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.definitions.tables_of_people import CASELOAD, PATIENTS
from analytics.store.layout import STORED
from analytics.store.load.canonical import caseload, registered
from analytics.store.load.canonical.indicators.read import INDICATORS
from analytics.store.load.canonical.left_out.row_accounts import must_agree
from analytics.store.load.canonical.places import NAMED, PLACES
from analytics.store.load.canonical.tables import Canonical, CanonicalTable
from analytics.store.load.duckdb_types import columns
from analytics.store.load.writing import other_census, people
from analytics.store.load.writing.parquet import copy, file_of
from analytics.store.manifest import Span

REGISTRATIONS = "registrations"  # stored of the registered list
ORDERS = {
    PATIENTS.name: "person, registered_from NULLS FIRST, registered_to NULLS LAST",
    CASELOAD.name: "referred_on, person",
    "practices": "practice_code",
    "areas": "lsoa_code",
    "lookup": "code_2011, code_2021",
    "services": "name, postcode, service_id",
    "postcodes": "postcode",
    "indicators": "indicator, starts_on, months, level, place",
}
DAYS = {PATIENTS.name: "registered_from", CASELOAD.name: "referred_on"}


def write(
    con: DuckDBPyConnection, canonical: Canonical, out: Path | None
) -> list[Span]:
    """Write everything but the events; the spans of the tables given. out: None for a
    check, which only spans."""
    everybody = people.make(con, canonical)
    other_census.fill_districts(con)
    if out:
        copy(con, _ordered("people", f"(FROM {everybody})"), "people", out)
    return write_tables(con, canonical, out, ORDERS)


def write_tables(
    con: DuckDBPyConnection,
    canonical: Canonical,
    out: Path | None,
    tables: Iterable[str],
) -> list[Span]:
    """Write the tables named; the spans of those given."""
    spans = []
    temporary = {
        PATIENTS.name: registered.PATIENTS.of(),
        CASELOAD.name: caseload.CASELOAD.of(),
        "indicators": INDICATORS.of(),
    } | {table: PLACES.of(table) for table in NAMED}
    for table in tables:
        name = temporary[table]
        rows = f"(FROM {name} WHERE fault = 0 ORDER BY {ORDERS[table]})"
        if table in canonical.given:
            spans.append(_span(con, canonical.given[table]))
        if out:
            stored = REGISTRATIONS if table == PATIENTS.name else table
            written = copy(con, _ordered(stored, rows), stored, out)
            kept = spans[-1].rows if table in canonical.given else 0
            must_agree(f"the rows kept of {table} and those written", written, kept)
    return spans


def write_none(con: DuckDBPyConnection, out: Path) -> None:
    """Write a table without rows for each that the dataset does not hold."""
    for table in STORED:
        if not file_of(table, out).exists():
            copy(con, f"SELECT {columns(table, {})} WHERE false", table, out)


def _ordered(stored: str, rows: str) -> str:
    given = {column: column for column in STORED[stored]}
    return f"SELECT {columns(stored, given)} FROM {rows}"


def _span(con: DuckDBPyConnection, table: CanonicalTable) -> Span:
    """Rows kept of a table, its people and days, and the fields that it does not
    have."""
    day = DAYS.get(table.table)
    days = f"min({day}), max({day})" if day else "NULL::DATE, NULL::DATE"
    people = "count(DISTINCT person)" if day else "0"
    ((first, last, rows, number),) = con.execute(
        f"SELECT {days}, count(*), {people} FROM {table.kept}"
    ).fetchall()
    missing = tuple(
        field.name
        for field in TABLES[table.table].fields
        if not field.required and field.name not in table.had
    )
    return Span(table.table, first, last, rows, number, missing)
