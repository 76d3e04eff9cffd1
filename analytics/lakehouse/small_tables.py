"""The small tables of a lakehouse (places, services, indicators and the caseload):
taken to this machine and read as files are, with all their checks.

Of the caseload, people's numbers come, never their ids.
"""

from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from analytics.definitions.contract import TABLES
from analytics.definitions.tables_of_people import CASELOAD
from analytics.extract.fields.mapping import Mapping
from analytics.lakehouse.columns.shape import LISTED, PARTED_BY
from analytics.lakehouse.engines.engine import Engine
from analytics.store.load.canonical import caseload
from analytics.store.load.canonical.opening import open_files
from analytics.store.load.canonical.people_ids import IDS
from analytics.store.load.canonical.read import read
from analytics.store.load.canonical.tables import Canonical
from analytics.store.load.inputs import LoadInputs
from analytics.store.load.run import Run

BEFORE, FIRST = "P", 10_000_000  # a person's number, as a text like an id
MOST = 2_000_000  # rows; a table that is larger is none of these


def numbered(rows: ibis.Table, ids: ibis.Table) -> ibis.Table:
    """Rows of the caseload with a text of the person's number in the place of the id;
    null where the id stands for nobody."""
    of = ids.select(whose=ids.raw, number=ids.person)
    found = rows.left_join(of, rows.raw == of.whose)
    number = BEFORE + (found.number.cast("int64") + FIRST).cast("string")
    return found.mutate(patient_id=number).drop("raw", "fault", "whose", "number")


def take(run: Run, engine: Engine, tables: dict[str, ibis.Table]) -> Canonical:
    """Canonical tables of the small ones, in the run's DuckDB. tables: their shaped
    rows by name. Raises InputError with every problem of theirs."""
    given: dict[str, Any] = {}
    for table, rows in tables.items():
        place = run.workspace / f"{table}.parquet"
        names, made = rows.columns, _as_text(table, rows)
        found = engine.rows(made.limit(MOST))
        columns = list(zip(*found, strict=True)) or [()] * len(names)
        arrays = dict(zip(names, map(_array, columns), strict=True))
        pq.write_table(pa.table(arrays), place)
        given[table] = (place,)
    open_files(run, LoadInputs(**given), Mapping())
    run.stop_if_faulty()
    canonical = read(run)
    if CASELOAD.name in canonical.given:
        name = caseload.CASELOAD.of()
        caseload.CASELOAD.make(
            run.con,
            "SELECT c.* REPLACE ((substr(i.raw, 2)::INTEGER - "
            f"{FIRST})::INTEGER AS person) FROM {name} c "
            f"LEFT JOIN {IDS.of()} i ON c.person = i.person",
        )
    return canonical


def _as_text(table: str, rows: ibis.Table) -> ibis.Table:
    """Lists as one text, as files have them."""
    lists = {
        one.name: rows[one.name].join(PARTED_BY)
        for one in TABLES[table].fields
        if one.kind in LISTED and one.name in rows.columns
    }
    return rows.mutate(**lists).select(*rows.columns) if lists else rows


def _array(column: tuple[Any, ...]) -> Any:
    found = pa.array(list(column))
    return found.cast(pa.string()) if pa.types.is_null(found.type) else found
