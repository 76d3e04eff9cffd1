"""Events as canonical tables: sorted by quarter, person and time, repeats marked.

Quarter comes first so that a question about a window reads the row groups of its
quarters alone. Rows that are left out are in the table too, at the end, with why.
"""

from collections.abc import Callable

from duckdb import DuckDBPyConnection

from analytics.extract.cells import checks
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
    _mark_repeats(con, staged)
    return EVENTS.of(source.table)


def repeating(staged: Staged) -> tuple[str, str]:
    """SQL: what must be the same for rows to repeat each other, and which of them is
    kept (the first by this order), as their kind says (`event_kind.Repeats`)."""
    kind = staged.kind
    numbered = bool(kind.number) and staged.source.has(kind.number)
    also = kind.repeats.with_number if numbered else kind.repeats.without
    return ", ".join(("person", "moment", *also)), kind.repeats.keep or "second"


def _mark_repeats(con: DuckDBPyConnection, staged: Staged) -> None:
    """Mark rows that repeat another of the same person at the same time."""
    table = EVENTS.of(staged.table)
    beside = (
        f"SELECT person, moment FROM (SELECT person, moment, lag(person) OVER () AS p, "
        f"lag(moment) OVER () AS a FROM {table} WHERE fault = 0) WHERE person = p AND "
        "moment = a"
    )
    ((any_,),) = con.execute(f"SELECT count(*) FROM ({beside})").fetchall()
    if not any_:
        return
    same, best = repeating(staged)
    con.execute(
        f"UPDATE {table} SET fault = {checks.REPEATED} WHERE rowid IN (SELECT row FROM "
        f"(SELECT row, row_number() OVER (PARTITION BY {same} ORDER BY {best}) AS n "
        f"FROM (SELECT rowid AS row, * FROM {table} WHERE fault = 0) SEMI JOIN "
        f"({beside}) USING (person, moment)) WHERE n > 1)"
    )
