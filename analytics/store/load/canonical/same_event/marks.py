"""Rows that are one event with another: which of them is kept, and the others marked.

A record that was sent again with its own number takes the place of the earlier one: by
the date on which rows were sent where there is one, else by the order of the files and
of the rows in them. That order is known only of rows as they stand in the files, so
these decide, and the sorted events follow.
"""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.cells import checks
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical import event_times_sql
from analytics.store.load.canonical.event_codes import joined
from analytics.store.load.canonical.events import EVENTS
from analytics.store.load.canonical.same_event import own_numbers
from analytics.store.load.canonical.same_event.keys import (
    HAS_TIME,
    body,
    event,
    number_key,
)
from analytics.store.load.canonical.same_event.own_numbers import OWN_NUMBERS
from analytics.store.load.canonical.staging import Staged

BESIDE = TempTable(
    "beside_{table}",
    "a person and time at which several rows stand",
    ("person", "moment"),
)
REPEATS = TempTable(
    "repeats_{table}",
    "a row of a file that is one event with another, and why it is left out: it "
    "repeats that, or was sent again",
    ("file_no", "row_no", "event", "body", "r", "fault"),
)
KEPT = TempTable(
    "kept_of_{table}",
    "an event of several rows: what the one that is kept says, and how many others "
    "repeat it",
    ("event", "body", "r", "repeated"),
)


@dataclass(frozen=True)
class Near:
    """Where rows may be one event. times: at one person and time; numbers: by their own
    number. own: whether a number is an event's. problems: what is doubtful."""

    times: bool
    numbers: bool
    own: bool
    problems: list[Problem]

    def __bool__(self) -> bool:
        return self.times or self.numbers


def near(con: DuckDBPyConnection, staged: Staged) -> Near:
    """Make `BESIDE` and `OWN_NUMBERS`: where rows of the sorted events may be one."""
    table = EVENTS.of(staged.table)
    beside = BESIDE.make(
        con,
        "SELECT DISTINCT person, moment FROM (SELECT person, moment, lag(person) OVER "
        f"() AS p, lag(moment) OVER () AS a FROM {table} WHERE fault = 0) "
        "WHERE person = p AND moment = a",
        staged.table,
    )
    ((timed,),) = con.execute(
        f"SELECT count(*) FILTER ({HAS_TIME}) FROM {beside}"
    ).fetchall()
    numbers = own_numbers.find(con, staged)
    return Near(timed > 0, numbers.own, numbers.trusted, numbers.problems)


def mark(con: DuckDBPyConnection, staged: Staged, looked: str) -> None:
    """Make `REPEATS` of rows as they stand in the files, and mark the sorted events
    accordingly. looked: SQL of these rows (`left_out.rows`)."""
    table = EVENTS.of(staged.table)
    _decide(con, staged, looked)
    some = (
        f"SELECT s.rowid AS row, s.* FROM {table} s "
        f"LEFT JOIN {BESIDE.of(staged.table)} b "
        "ON s.person = b.person AND s.moment = b.moment "
        f"LEFT JOIN (SELECT DISTINCT person, number FROM {OWN_NUMBERS.of(staged.table)}"
        ") o ON s.person = o.person AND s.number = o.number "
        "WHERE s.fault = 0 AND (b.person IS NOT NULL OR o.person IS NOT NULL)"
    )
    same = "(e.body = k.body)"
    all_same = f"({same} AND e.r IS NOT DISTINCT FROM k.r)"
    con.execute(
        f"UPDATE {table} SET fault = marked.fault FROM (SELECT row, CASE WHEN n <= 1 + "
        f"repeated THEN {checks.REPEATED} ELSE {checks.REPLACED} END AS fault FROM ("
        "SELECT e.row, k.repeated, row_number() OVER (PARTITION BY e.event ORDER BY "
        f"{all_same} DESC, {same} DESC, e.row) AS n FROM ({_told_apart(staged, some)}) "
        f"e JOIN {KEPT.of(staged.table)} k ON e.event = k.event) WHERE n > 1) marked "
        f"WHERE {table}.rowid = marked.row"
    )


def told(con: DuckDBPyConnection, staged: Staged) -> list[Problem]:
    """A warning where rows of one person on one day are alike, and neither a time nor a
    number says whether they are one event: then each counts. Not of episodes, which
    are one by their days."""
    kind, source = staged.kind, staged.source
    if kind.episodes:
        return []
    alike = ", ".join(("person", "moment", "number", *kind.repeats.without))
    ((rows,),) = con.execute(
        "SELECT coalesce(sum(n - 1), 0) FROM (SELECT count(*) AS n FROM "
        f"{EVENTS.of(staged.table)} SEMI JOIN (FROM {BESIDE.of(staged.table)} WHERE "
        f"NOT ({HAS_TIME})) USING (person, moment) WHERE fault = 0 GROUP BY {alike})"
    ).fetchall()
    if not rows:
        return []
    column = kind.number and source.has(kind.number) and source.header(kind.number)
    return [
        Problem(
            "rows_alike",
            "Rows of one person on one day are alike and have neither a time of day "
            f"nor a number of their own, so nothing says whether they repeat another "
            f"{kind.record}. Each counts.",
            f"Export the time of day, or each {kind.record}'s own number; if these "
            "rows are repeats, remove them.",
            file=source.label,
            column=column or "",
            rows=int(rows),
            stops=False,
        )
    ]


def _decide(con: DuckDBPyConnection, staged: Staged, looked: str) -> None:
    """Make `REPEATS` and `KEPT`.

    Of a number the row sent last is kept. Rows of one sending that differ in nothing
    but the reason are a row a diagnosis: there the first with a reason is kept.
    """
    source, kind = staged.source, staged.kind
    texts = ", ".join(f"f_{name}" for name in source.fields if name != "patient_id")
    coded = "".join(f", f_{name} AS {name}" for name in staged.coded)
    rows = f"SELECT * EXCLUDE ({texts}){coded} FROM {looked} WHERE near AND fault = 0"
    codes, rows = joined(con, staged, rows, True)
    plain = ("file_no", "row_no", "sent", "person", "moment", "second", "number")
    names = [*plain, *event_times_sql.parsed(source, kind)]
    columns = ", ".join([*(f"s.{name}" for name in names), *codes])
    keep = kind.repeats.keep or "second"
    of_event = "PARTITION BY event"
    decided = (
        f"SELECT *, row_number() OVER ({of_event} ORDER BY version DESC, "
        "CASE WHEN numbered THEN r IS NULL END, CASE WHEN numbered THEN place END, "
        f"{keep}, place) AS n FROM (SELECT *, CASE WHEN numbered THEN max(place) OVER "
        "(PARTITION BY event, body, file_no, sent) END AS version FROM (SELECT *, "
        f"row_number() OVER ({of_event} ORDER BY sent NULLS FIRST, file_no, row_no) "
        f"AS place FROM ({_told_apart(staged, f'SELECT {columns} FROM {rows}')}) "
        "WHERE event IS NOT NULL))"
    )
    kept = f"first_value(body) OVER ({of_event} ORDER BY n)"
    repeats = REPEATS.make(
        con,
        "SELECT file_no, row_no, event, body, r, CASE WHEN n = 1 THEN 0 WHEN "
        f"numbered AND body <> kept THEN {checks.REPLACED} ELSE {checks.REPEATED} END "
        f"AS fault FROM (SELECT *, {kept} AS kept FROM ({decided}))",
        staged.table,
    )
    KEPT.make(
        con,
        f"SELECT k.event, k.body, k.r, m.repeated FROM (FROM {repeats} WHERE fault = 0)"
        f" k JOIN (SELECT event, count(*) AS n, count(*) FILTER (fault = "
        f"{checks.REPEATED}) AS repeated FROM {repeats} GROUP BY 1) m USING (event) "
        "WHERE m.n > 1",
        staged.table,
    )
    con.execute(f"DELETE FROM {repeats} WHERE fault = 0")


def _told_apart(staged: Staged, rows: str) -> str:
    """SQL of rows with their event, what else they say, and whether they are told by
    their own number."""
    source, kind, own = staged.source, staged.kind, OWN_NUMBERS.of(staged.table)
    return (
        f"SELECT *, {event(kind, 'numbered')} AS event, {body(source, kind)} AS body "
        f"FROM (SELECT s.*, o.own_key IS NOT NULL AS numbered FROM (SELECT *, "
        f"{number_key(kind)} AS key FROM ({rows})) s LEFT JOIN (SELECT key AS own_key "
        f"FROM {own}) o ON s.key = o.own_key)"
    )
