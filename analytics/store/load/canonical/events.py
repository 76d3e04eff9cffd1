"""Events as canonical tables: with their people, sorted by quarter, person and time.

Quarter comes first so that a question about a window reads the row groups of its
quarters alone. Rows that are left out are in the table too, at the end, with why.
People are found first: what does that for a country, and what sorts its events, need
not stand in memory together.
"""

from collections.abc import Callable

from duckdb import DuckDBPyConnection

from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical import event_times_sql
from analytics.store.load.canonical.event_codes import joined
from analytics.store.load.canonical.people_ids import IDS
from analytics.store.load.canonical.staging import STAGED, Staged

# Two bytes: the sort costs no more. A row of the year 9999, left out, has none.
QUARTER = "TRY_CAST(year(moment) * 4 + quarter(moment) AS SMALLINT)"
IDENTIFIED = TempTable(
    "identified_{table}",
    "a row of an extract of events with its person instead of its id (null: nobody's), "
    "and why it is left out",
    ("person", *(name for name in STAGED.columns if name != "raw")),
)
EVENTS = TempTable(
    "canonical_events_{table}",
    "an event: its person (null where it is left out), its times, its codes, r (its "
    "reason in `reasons_{table}`) and why it is left out",
    (
        "person",
        "moment",
        "second",
        "<codes>",
        "r",
        "<parsed>",
        "number",
        "fault",
        "flags",
    ),
)


def give_people(
    con: DuckDBPyConnection, staged: Staged, run_watched: Callable[[str], object]
) -> None:
    """Make `IDENTIFIED` of `STAGED`, which goes.

    run_watched: runs one statement and tells how far it is.
    """
    fault = event_times_sql.with_id("s.fault", "i.raw IS NULL")
    con.execute("SET preserve_insertion_order = false")  # the sort makes the order
    run_watched(
        IDENTIFIED.made(
            f"SELECT i.person, s.* EXCLUDE (raw) REPLACE (({fault})::UTINYINT AS fault)"
            f" FROM {staged.name} s LEFT JOIN {IDS.of()} i ON s.raw = i.raw",
            staged.table,
        )
    )
    con.execute("SET preserve_insertion_order = true")
    STAGED.drop(con, staged.table)


def sort(
    con: DuckDBPyConnection, staged: Staged, run_watched: Callable[[str], object]
) -> str:
    """Make `EVENTS` of `IDENTIFIED`, which goes, by quarter, person and time; its name.

    run_watched: runs one statement and tells how far it is.
    """
    source, kind, parts = staged.source, staged.kind, []
    parsed = [f"s.{name}" for name in event_times_sql.parsed(source, kind)]
    for odd in (False, True)[: 1 + staged.odd]:
        found = staged.rows(odd, IDENTIFIED.of(source.table))
        codes, rows = joined(con, staged, found, odd)
        columns = [
            "s.person",
            "s.moment",
            "s.second",
            *codes,
            *parsed,
            "s.number",
            "s.fault",
            "s.flags",
        ]
        parts.append(f"SELECT {', '.join(columns)} FROM {rows}")
    con.execute("SET preserve_insertion_order = false")  # the sort makes the order
    run_watched(
        EVENTS.made(
            "SELECT * REPLACE (CASE WHEN fault = 0 THEN person END AS person) "
            f"FROM ({' UNION ALL '.join(parts)}) "
            f"ORDER BY {QUARTER}, person NULLS LAST, moment",
            source.table,
        )
    )
    con.execute("SET preserve_insertion_order = true")
    IDENTIFIED.drop(con, source.table)
    return EVENTS.of(source.table)
