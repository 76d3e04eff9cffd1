"""Whether the numbers of an extract are each event's own, and which of them stand in
several rows: records sent again, with another time or status, or repeated.

A number of several people is nobody's; so is a column that counts from 1 each month, or
that gives a person, or a course of treatment, one number.
"""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.cells.values import quoted
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical.events import EVENTS
from analytics.store.load.canonical.same_event.keys import has_number, number_key
from analytics.store.load.canonical.staging import Staged

DUMMIES = 2  # numbers of several people that say nothing against the others
FEW = 3  # numbers or people from which on it is no accident
MOSTLY = 0.5  # of the people with several events, with one number throughout
MANY = 0.2  # of the rows, at another time than a later row of their number
REPEATED_NUMBERS = TempTable(
    "repeated_numbers_{table}",
    "a number that stands in several rows of an extract: whether of several people, at "
    "several times, and on several days that count; rows",
    ("key", "shared", "moved", "apart", "n", "moments"),
)
OWN_NUMBERS = TempTable(
    "own_numbers_{table}",
    "a number of one event that stands in several rows",
    ("person", "number", "key"),
)


@dataclass(frozen=True)
class Numbers:
    """own: whether there are any in `OWN_NUMBERS`; trusted: whether the numbers are
    those of events; problems: what is doubtful."""

    own: bool
    trusted: bool
    problems: list[Problem]


def find(con: DuckDBPyConnection, staged: Staged) -> Numbers:
    """Make `OWN_NUMBERS`; whether there are any, and what is to be said."""
    kind, table = staged.kind, staged.table
    none = "NULL::INTEGER AS person, NULL::UBIGINT AS number, NULL::UBIGINT AS key"
    if not has_number(staged.source, kind):
        OWN_NUMBERS.make(con, f"SELECT {none} WHERE false", table)
        return Numbers(False, False, [])
    rows = f"(FROM {EVENTS.of(table)} WHERE fault = 0 AND number IS NOT NULL)"
    key = number_key(kind)
    repeated = REPEATED_NUMBERS.make(
        con,
        "SELECT key, min(person) <> max(person) AS shared, "
        "min(moment) <> max(moment) AS moved, coalesce(min(day) <> max(day), false) AS "
        "apart, count(*) AS n, count(DISTINCT moment) AS moments FROM (SELECT key, "
        f"person, moment, CASE WHEN {_counts(staged)} THEN moment::DATE END AS day "
        f"FROM (SELECT *, {key} AS key FROM {rows}) SEMI JOIN (SELECT {key} AS key "
        f"FROM {rows} GROUP BY 1 HAVING count(*) > 1) USING (key)) GROUP BY key",
        table,
    )
    ((shared, of_one, apart, sent_before, of_several),) = con.execute(
        "SELECT count(*) FILTER (shared), count(*) FILTER (NOT shared), "
        "count(*) FILTER (NOT shared AND apart), "
        "coalesce(sum(moments - 1) FILTER (NOT shared), 0), "
        f"coalesce(sum(n) FILTER (shared), 0) FROM {repeated}"
    ).fetchall()
    if not shared and not of_one:
        OWN_NUMBERS.make(con, f"SELECT {none} WHERE false", table)
        return Numbers(False, True, [])
    ((all_rows,),) = con.execute(f"SELECT count(*) FROM {rows}").fetchall()
    begins_again = shared > DUMMIES and shared > of_one
    of_people = apart >= FEW and (
        sent_before > MANY * all_rows or _one_throughout(con, rows, key)
    )
    trusted = not (begins_again or of_people)
    problems = []
    if shared or not trusted:
        problems.append(_not_own(staged, of_people, int(of_several)))
    OWN_NUMBERS.make(
        con,
        f"SELECT DISTINCT person, number, key FROM (SELECT *, {key} AS key FROM {rows})"
        f" SEMI JOIN (FROM {repeated} WHERE {str(trusted).lower()} AND NOT shared) "
        "USING (key)",
        table,
    )
    return Numbers(trusted and of_one > 0, trusted, problems)


def _one_throughout(con: DuckDBPyConnection, rows: str, key: str) -> bool:
    """Whether most people with events on several days have one number throughout."""
    ((one, people),) = con.execute(
        "SELECT count(*) FILTER (one), count(*) FROM (SELECT min(key) = max(key) AS "
        f"one FROM (SELECT person, moment, {key} AS key FROM {rows}) GROUP BY person "
        "HAVING min(moment)::DATE <> max(moment)::DATE)"
    ).fetchall()
    return bool(people >= FEW and one > MOSTLY * people)


def _counts(staged: Staged) -> str:
    """SQL: whether a row counts, so far as its kind says."""
    rule = staged.kind.counted
    if rule is None or not staged.source.has(rule.field):
        return "true"
    wanted = ", ".join(map(quoted, rule.values))
    empty = "true" if rule.empty else "false"
    return f"coalesce({rule.field}::VARCHAR IN ({wanted}), {empty})"


def _not_own(staged: Staged, of_people: bool, rows: int) -> Problem:
    kind, source = staged.kind, staged.source
    found = (
        f"Some numbers stand in rows of several people, so they are not one "
        f"{kind.record}'s own."
    )
    if of_people:
        found = (
            f"Most people have one number on many days, so it is not each "
            f"{kind.record}'s own."
        )
    return Problem(
        "number_not_own",
        f"{found} Such rows are taken as the same {kind.record} only where they are of "
        "one person at one time of day.",
        f"Export the number that each {kind.record} has of its own, or leave the "
        "column out.",
        file=source.label,
        column=source.header(kind.number),
        rows=rows,
        stops=False,
    )
