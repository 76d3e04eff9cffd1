"""Events as canonical tables: sorted by quarter, person and time.

Quarter comes first so that a question about a window reads the row groups of its
quarters alone. Rows that are left out are in the table too, at the end, with why.
"""

from collections.abc import Callable

from duckdb import DuckDBPyConnection

from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical import event_times_sql
from analytics.store.load.canonical.event_codes import joined
from analytics.store.load.canonical.people_ids import IDS
from analytics.store.load.canonical.staging import Staged

# Two bytes: the sort costs no more. A row of the year 9999, left out, has none.
QUARTER = "TRY_CAST(year(moment) * 4 + quarter(moment) AS SMALLINT)"
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


def sort(
    con: DuckDBPyConnection, staged: Staged, run_watched: Callable[[str], object]
) -> str:
    """Make `EVENTS` of a staged extract, by quarter, person and time; its name.

    run_watched: runs one statement and tells how far it is.
    """
    source, kind, parts = staged.source, staged.kind, []
    fault = event_times_sql.with_id("s.fault")
    parsed = [f"s.{name}" for name in event_times_sql.parsed(source, kind)]
    for odd in (False, True)[: 1 + staged.odd]:
        codes, rows = joined(con, staged, staged.rows(odd), odd)
        columns = [
            "i.person",
            "s.moment",
            "s.second",
            *codes,
            *parsed,
            "s.number",
            f"({fault})::UTINYINT AS fault",
            "s.flags",
        ]
        parts.append(
            f"SELECT {', '.join(columns)} "
            f"FROM {rows} LEFT JOIN {IDS.of()} i ON s.raw = i.raw"
        )
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
    return EVENTS.of(source.table)
