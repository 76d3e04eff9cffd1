"""Rows that something is to be said of, as they stand in the files: left out, flagged,
or with a wrong NHS number.

An extract of events is looked at again, only if there are any, and its rows are
numbered; that streams into the workspace, so memory does not grow with the rows.
"""

from collections.abc import Iterable
from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.extract.cells import checks
from analytics.extract.cells.date_formats import timestamp
from analytics.extract.cells.values import normal_id, one_file, quoted
from analytics.extract.people import identity
from analytics.extract.people.same_ids import AS_ONE
from analytics.extract.reading.rejects import rejected, unreadable
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical import event_times_sql
from analytics.store.load.canonical.people_ids import IDS
from analytics.store.load.canonical.same_event.keys import HAS_TIME
from analytics.store.load.canonical.same_event.marks import BESIDE, REPEATS
from analytics.store.load.canonical.same_event.own_numbers import OWN_NUMBERS
from analytics.store.load.canonical.staging import Staged, own_number
from analytics.store.load.canonical.whole_tables import RAW

ID = "patient_id"
NOT_SHOWN = "(not shown)"
LONG_ID = 5  # characters of an id that is looked for inside other fields
LINES_MOVED = TempTable(
    "lines_moved_{table}",
    "from which row of a file on lines that could not be split stand above, and how "
    "many",
    ("file_no", "from_row", "added"),
)


def look_again(
    con: DuckDBPyConnection, staged: Staged, today: str, secret: bytes, workspace: Path
) -> str:
    """SQL of the rows of an extract that something may be to be said of, as they stand
    in their files: left out, flagged, with a wrong id, or near another that they may be
    one event with (`same_event`)."""
    place = workspace / f"looked_{staged.table}.parquet"
    con.execute(
        f"COPY ({_looked_at_again(staged, today, secret)}) TO {quoted(place)} "
        "(FORMAT parquet)"
    )
    return f"read_parquet({one_file(place)})"


def of_events(
    con: DuckDBPyConnection, staged: Staged, looked: str, repeats: bool
) -> str:
    """SQL of the rows of an extract that something is to be said of, numbered as in
    their file. looked: of `look_again`. repeats: whether any are in `REPEATS`.

    Columns: file_no, row_no, fault, flags, wrong (its id is no NHS number), pseudonym,
    and `f_` and the name of each field, as found.
    """
    lines, row = moved(con, staged.source)
    marked, fault = "", "l.fault"
    if repeats:
        marked = (
            f"LEFT JOIN {REPEATS.of(staged.table)} a ON l.file_no = a.file_no "
            "AND l.row_no = a.row_no"
        )
        fault = "coalesce(a.fault, l.fault)"
    return (
        f"SELECT l.* REPLACE ({row} AS row_no, {fault} AS fault) FROM {looked} l "
        f"{marked} {lines}"
    )


def of_whole(source: Source, canonical: str, secret: bytes) -> str:
    """SQL of the rows left out of a table read whole, in the same columns but for flags
    and wrong. canonical: its table, with `fault`."""
    fields = _fields(source)
    person, raw, ids = "NULL::VARCHAR", "NULL::VARCHAR", ""
    if source.has(ID):
        normal, nobody = normal_id(f"s.{ID}"), ", ".join(map(str, checks.OF_IDS))
        person = identity.pseudonym(secret, f"coalesce(u.as_one, {normal})")
        person = f"CASE WHEN t.fault NOT IN ({nobody}) THEN {person} END"
        raw = f"trim(s.{ID})"
        ids = f"LEFT JOIN {AS_ONE.of()} u ON u.normal = {normal} "
    found = "".join(f", s.{name}::VARCHAR AS f_{name}" for name in fields)
    return (
        f"SELECT * EXCLUDE (raw) REPLACE ({_blanked(fields, 'true')}s.fault AS "
        f"fault) FROM (SELECT s.file_no, s.row_no, t.fault, {person} AS pseudonym, "
        f"{raw} AS raw{found} FROM {RAW.of(source.table)} s JOIN {canonical} t "
        f"ON s.file_no = t.file_no AND s.row_no = t.row_no {ids}"
        "WHERE t.fault > 0) s "
        "ORDER BY file_no, row_no"
    )


def none_of(source: Source) -> str:
    """SQL of the same columns without a row."""
    fields = "".join(f", NULL::VARCHAR AS f_{name}" for name in source.fields)
    return (
        f"SELECT 0::SMALLINT AS file_no, 0::BIGINT AS row_no, 0::UTINYINT AS fault, "
        f"NULL::VARCHAR AS pseudonym{fields} WHERE false"
    )


def _fields(source: Source) -> list[str]:
    return [name for name in source.fields if name != ID]


def _looked_at_again(staged: Staged, today: str, secret: bytes) -> str:
    """SQL of the rows of the files that are left out, flagged, near a repeat or wrong,
    with what tells repeats apart."""
    source, kind = staged.source, staged.kind
    normal = normal_id(f"s.{ID}")
    fault = event_times_sql.fault(source, kind, today)
    fault = event_times_sql.with_id(f"({fault})", f"{normal} IS NULL")
    parsed = event_times_sql.parsed(source, kind).items()
    columns = [
        "s.file_no",
        "s.row_no",
        f"({fault})::UTINYINT AS fault",
        f"({event_times_sql.flags(source, kind)})::UTINYINT AS flags",
        "coalesce(i.wrong, false) AS wrong",
        "i.person",
        "n.person IS NOT NULL OR m.person IS NOT NULL AS near",
        f"trim(s.{ID}) AS raw",
        "CASE WHEN coalesce(i.nobody, 0) = 0 "
        f"THEN coalesce(u.as_one, {normal}) END AS pseudonym",
        "s.moment",
        "s.second",
        "s.own AS number",
        f"{_sent(source)} AS sent",
        *(f"{value} AS {name}" for name, value in parsed),
        *(f"s.{name}::VARCHAR AS f_{name}" for name in _fields(source)),
    ]
    rows = event_times_sql.timed(source, kind, numbered=True)
    return (
        "SELECT * EXCLUDE (raw) REPLACE "
        f"({_blanked(_fields(source), 'fault > 0 OR near')}"
        f"CASE WHEN fault > 0 OR near THEN {identity.pseudonym(secret, 'pseudonym')} "
        f"END AS pseudonym) FROM (SELECT {', '.join(columns)} FROM (SELECT *, "
        f"{own_number(source, kind)} AS own FROM ({rows}) s) s "
        f"LEFT JOIN ({_ids_of_concern(staged)}) i ON s.{ID} = i.raw "
        f"LEFT JOIN {AS_ONE.of()} u ON u.normal = {normal} "
        f"LEFT JOIN (FROM {BESIDE.of(staged.table)} WHERE {HAS_TIME}) n "
        "ON i.person = n.person AND s.moment = n.moment LEFT JOIN (SELECT DISTINCT "
        f"person, number FROM {OWN_NUMBERS.of(staged.table)}) m "
        "ON i.person = m.person AND s.own = m.number) s "
        "WHERE fault > 0 OR flags > 0 OR near OR wrong"
    )


def _ids_of_concern(staged: Staged) -> str:
    """SQL of the few ids that say more of a row than that it has one. Rows are streamed
    past these: the ids of a country would not stand in memory."""
    return (
        f"FROM {IDS.of()} WHERE wrong OR nobody > 0 OR person IN (SELECT person FROM "
        f"{BESIDE.of(staged.table)} WHERE {HAS_TIME} UNION SELECT person FROM "
        f"{OWN_NUMBERS.of(staged.table)})"
    )


def _sent(source: Source) -> str:
    """SQL of when a row was sent; null where the extract does not say so."""
    if not source.has(checks.SENT):
        return "NULL::TIMESTAMP"
    kind, style = source.kinds[checks.SENT], source.styles[checks.SENT]
    return f"({timestamp(f's.{checks.SENT}', kind, style)})::TIMESTAMP"


def moved(con: DuckDBPyConnection, source: Source) -> tuple[str, str]:
    """SQL of a join of rows (alias l), and of the row number counting the lines above
    that could not be split."""
    parts = []
    for number in range(len(source.files)):
        if rejected(con, source, number)[0]:
            parts.append(
                f"SELECT {number}::SMALLINT AS file_no, line - k AS from_row, k + 1 "
                "AS added FROM ("
                f"SELECT line, row_number() OVER (ORDER BY line) - 1 AS k "
                f"FROM ({unreadable(con, source, number)}))"
            )
    if not parts:
        return "", "l.row_no"
    moved = LINES_MOVED.make(
        con,
        "SELECT file_no, from_row, max(added) "
        f"AS added FROM ({' UNION ALL '.join(parts)}) GROUP BY ALL",
        source.table,
    )
    return (
        f"ASOF LEFT JOIN {moved} m ON l.file_no = m.file_no AND l.row_no >= m.from_row",
        "l.row_no + coalesce(m.added, 0)",
    )


def _blanked(fields: Iterable[str], wanted: str) -> str:
    """SQL of `REPLACE` over rows (alias s): fields are empty where they are not wanted,
    and not shown where they hold the row's own id."""
    same = (
        f"coalesce(s.f_{{0}} = s.raw OR (length(s.raw) >= {LONG_ID} AND "
        "contains(s.f_{0}, s.raw)), false)"
    )
    return "".join(
        f"CASE WHEN NOT ({wanted}) THEN NULL WHEN {same.format(name)} THEN "
        f"{quoted(NOT_SHOWN)} ELSE s.f_{name} END AS f_{name}, "
        for name in fields
    )
