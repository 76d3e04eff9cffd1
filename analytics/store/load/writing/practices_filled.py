"""Events without a practice get that of the person's registration on the day."""

import ibis
from duckdb import DuckDBPyConnection

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.tables_of_people import PATIENTS
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical.tables import Canonical, CanonicalTable
from analytics.store.load.made_of.practices import PRACTICE, practices_of_the_day
from analytics.store.load.writing import events
from analytics.store.load.writing.of_files import OfFiles

LACKING = TempTable(
    "practices_lacking_{table}",
    "a person and day with an event without a practice",
    ("person", "day"),
)
FILLED = TempTable(
    "practices_filled_{table}",
    "a person and day with an event without a practice, and the practice it is given",
    ("person", "day", "practice"),
)


def fill(
    con: DuckDBPyConnection,
    canonical: Canonical,
    kind: EventKind,
    table: CanonicalTable,
) -> list[str]:
    """Fill the practices in; a note if there were any."""
    if not kind.table.has(PRACTICE) or PATIENTS.name not in canonical.given:
        return []
    without = f"{table.name} WHERE fault = 0 AND {PRACTICE} IS NULL"
    lacking = LACKING.make(
        con, f"SELECT DISTINCT person, moment::DATE AS day FROM {without}", table.table
    )
    ((some,),) = con.execute(f"SELECT count(*) FROM {lacking}").fetchall()
    if not some:
        return []
    files = OfFiles(con, canonical)
    given = practices_of_the_day(
        ibis.table({"person": "int32", "day": "date"}, name=lacking),
        files.kept(PATIENTS.name),
    )
    filled = FILLED.make(con, files.sql(given), table.table)
    ((rows,),) = con.execute(
        f"UPDATE {table.name} SET {PRACTICE} = f.practice FROM {filled} f "
        f"WHERE {table.name}.fault = 0 AND {table.name}.{PRACTICE} IS NULL AND "
        f"{table.name}.person = f.person AND {table.name}.moment::DATE = f.day"
    ).fetchall()
    return events.practices_filled(rows, table)
