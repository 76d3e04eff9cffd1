"""What of each extract the filters leave when nobody changes them, for who checks a
file before it is loaded."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filter import Several
from analytics.definitions.filters import Filters
from analytics.definitions.words import counted, plain
from analytics.definitions.words import listed as in_a_row
from analytics.extract.cells.values import quoted
from analytics.store.dataset import default_end
from analytics.store.load.canonical.tables import CanonicalTable
from analytics.store.load.writing.events import counts
from analytics.store.manifest import Span


def usually_counted(
    con: DuckDBPyConnection,
    events: Sequence[tuple[EventKind, CanonicalTable]],
    spans: dict[str, Span],
) -> list[str]:
    """A sentence for each extract: how many of its rows count when the dashboard opens,
    and which do not: those outside the window, and by what their status or category
    is."""
    days = [(span.first, span.last) for span in spans.values()]
    window = Filters(as_at=default_end([(a, b) for a, b in days if a and b]))
    return [_sentence(con, kind, table, window) for kind, table in events]


def _sentence(
    con: DuckDBPyConnection, kind: EventKind, table: CanonicalTable, window: Filters
) -> str:
    start, end = quoted(str(window.start)), quoted(str(window.end))
    rule = kind.counted
    known = rule is not None and rule.field in table.had
    value = f"{rule.field}::VARCHAR" if rule and known else "NULL"
    rows = con.execute(
        f"SELECT moment >= {start}::TIMESTAMP AND moment < {end}::TIMESTAMP, "
        f"{counts(kind, table.had)}, {value}, count(*) "
        f"FROM {table.kept} GROUP BY ALL ORDER BY 4 DESC, 3"
    ).fetchall()
    every = sum(number for *_, number in rows)
    outside = sum(number for inside, *_, number in rows if not inside)
    used = sum(number for inside, counted, _, number in rows if inside and counted)
    said = [f"{outside:,} outside these months"] if outside else []
    said += [
        f"{number:,} {_called(kind, value)}"
        for inside, counted, value, number in rows
        if inside and not counted
    ]
    first = (
        f"{kind.table.title}: of {counted(every, 'row')} {used:,} count when the "
        f"dashboard opens, in {window.period()}"
    )
    return f"{first}. Not counted: {in_a_row(said)}." if said else f"{first}."


def _called(kind: EventKind, value: str | None) -> str:
    """A status or category in words: "planned follow-up", "did not attend"."""
    if value is None or value == "unknown":
        return "with a status that is not known"
    for one in kind.filters:
        titles = one.control.titles if isinstance(one.control, Several) else {}
        if kind.counted and one.column == kind.counted.field and value in titles:
            return f"“{titles[value]}”"
    return f"“{plain(value)}”"
