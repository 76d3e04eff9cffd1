"""Events without a practice get that of the person's registration on the day."""

from duckdb import DuckDBPyConnection

from analytics.definitions.event_kinds import EventKind
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical.registered import PATIENTS
from analytics.store.load.canonical.tables import CanonicalTable

PRACTICE = "practice_code"
FILLED = TempTable(
    "practices_filled_{table}",
    "an event without a practice, by its row number, and the practice it is given",
    ("row", "practice"),
)


def fill(con: DuckDBPyConnection, kind: EventKind, table: CanonicalTable) -> list[str]:
    """Fill the practices in; a note if there were any."""
    if not kind.table.has(PRACTICE):
        return []
    without = f"FROM {table.name} WHERE fault = 0 AND {PRACTICE} IS NULL"
    ((empty,),) = con.execute(f"SELECT count(*) {without}").fetchall()
    listed = f"(FROM {PATIENTS.of()} WHERE fault = 0)"
    ((registrations,),) = con.execute(f"SELECT count(*) FROM {listed}").fetchall()
    if not empty or not registrations:
        return []
    filled = FILLED.make(
        con,
        f"SELECT row, arg_max(g.{PRACTICE}, "
        f"coalesce(g.registered_from, DATE '1800-01-01')) AS practice "
        f"FROM (SELECT rowid AS row, person, moment::DATE AS day {without}) e "
        f"JOIN {listed} g ON g.person = e.person "
        f"AND e.day >= coalesce(g.registered_from, DATE '1800-01-01') "
        f"AND e.day <= coalesce(g.registered_to, DATE '2999-12-31') GROUP BY row",
        table.table,
    )
    con.execute(
        f"UPDATE {table.name} SET {PRACTICE} = {filled}.practice "
        f"FROM {filled} WHERE {table.name}.rowid = {filled}.row"
    )
    ((rows,),) = con.execute(f"SELECT count(*) FROM {filled}").fetchall()
    if not rows:
        return []
    return [
        f"{rows:,} rows of {table.label} had no practice: that of the "
        "person's registration on the day was used."
    ]
