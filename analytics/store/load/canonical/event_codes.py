"""Coded columns of events: each text looked up once, and joined to the rows."""

from collections.abc import Iterable

from duckdb import DuckDBPyConnection

from analytics.definitions.event_kinds import EventKind, Reason
from analytics.errors import Problem
from analytics.extract.cells import codes, reasons, values
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical.people_ids import TEXTS_WITH_AN_ID
from analytics.store.load.canonical.staging import Staged, coded_fields

PRACTICE = "practice_code"
CODES = TempTable(
    "codes_{table}_{field}",
    "a distinct text of a coded column of events, with the code that it stands for",
    ("raw", "code"),
)


def look_up(
    con: DuckDBPyConnection, staged: Staged, practices: list[str]
) -> list[Problem]:
    """Make `CODES` of every coded field, and `reasons.REASONS`; warnings.

    practices: further practice codes that rows may be given later.
    """
    source, kind, problems = staged.source, staged.kind, []
    naming = TEXTS_WITH_AN_ID.of()
    for name in coded_fields(kind):
        if source.has(name):
            seen = staged.seen(name)
            problems += codes.dictionary(con, source, name, seen, naming)
            if name != PRACTICE:
                words = codes.WORDS.of(source.table, name)
                _typed(con, source, name, codes.as_enum(con, words, "value"))
    if kind.table.has(PRACTICE):
        _practices(con, source, practices)
    if kind.reason and has_reason(kind, source.fields):
        three = (name if source.has(name) else "" for name in kind.reason.fields)
        problems += reasons.reasons(
            con, source, kind.reason, staged.seen(*three), naming
        )
    return problems


def has_reason(kind: EventKind, had: Iterable[str]) -> bool:
    """Whether rows say what they were for, as a code or in words. had: the fields that
    the files have."""
    reason = kind.reason
    return reason is not None and bool({reason.code, reason.term} & set(had))


def joined(
    con: DuckDBPyConnection, staged: Staged, rows: str, as_text: bool
) -> tuple[list[str], str]:
    """SQL: the coded columns of rows (alias s) and the number of their reason, r; and
    the rows with the joins that these need.

    as_text: the rows hold their codes as text; else as the ENUMs of the stage.
    """
    source, kind = staged.source, staged.kind
    enums = {} if as_text else staged.enums
    joins, picked = [], []
    for name in coded_fields(kind):
        if source.has(name):
            table = CODES.of(source.table, name)
            key = _key("raw", enums.get(name))
            joins.append(
                f"LEFT JOIN (SELECT {key} AS key, code FROM {table}) d_{name} "
                f"ON s.{name} = d_{name}.key"
            )
            picked.append(f"d_{name}.code AS {name}")
        else:
            type_ = _practice_type(source) if name == PRACTICE else "VARCHAR"
            picked.append(f"NULL::{type_} AS {name}")
    if kind.reason and has_reason(kind, source.fields):
        joins.append(_reason_join(con, source, kind.reason, enums))
        picked.append("p.r")
    else:
        picked.append("NULL::INTEGER AS r")
    return picked, f"({rows}) s {' '.join(joins)}"


def _practice_type(source: Source) -> str:
    """The ENUM type of the practices that rows of a source have or may be given."""
    return f"e_practice_{source.table}"


def _practices(con: DuckDBPyConnection, source: Source, practices: list[str]) -> None:
    known = "SELECT unnest($1::VARCHAR[]) AS value"
    if source.has(PRACTICE):
        known += f" UNION SELECT value FROM {codes.WORDS.of(source.table, PRACTICE)}"
    found = con.execute(
        f"SELECT DISTINCT value FROM ({known}) WHERE value IS NOT NULL ORDER BY 1",
        [practices],
    ).fetchall()
    every = [row[0] for row in found] or [""]
    con.execute(
        f"CREATE TYPE {_practice_type(source)} AS ENUM "
        f"({', '.join(map(values.quoted, every))})"
    )
    if source.has(PRACTICE):
        _typed(con, source, PRACTICE, _practice_type(source))


def _typed(con: DuckDBPyConnection, source: Source, name: str, type_: str) -> None:
    """Make `CODES` of the words of a field, in a type that costs rows little."""
    words = codes.WORDS.of(source.table, name)
    query = f"SELECT raw, value::{type_} AS code FROM {words}"
    CODES.make(con, query, source.table, name)


def _key(raw: str, enum: str | None) -> str:
    return f"TRY_CAST({raw} AS {enum})" if enum else raw


def _reason_join(
    con: DuckDBPyConnection, source: Source, reason: Reason, enums: dict[str, str]
) -> str:
    """The join that finds a row's reason; on the code alone where that says it all
    (much cheaper)."""
    table = reasons.REASONS.of(source.table)
    ((rows, by_code, uncoded, empty),) = con.execute(
        "SELECT count(*), count(DISTINCT raw_code), count(*) FILTER (raw_code IS "
        "NULL AND "
        f"raw_term IS NOT NULL), count(*) FILTER (raw_code IS NULL) FROM {table}"
    ).fetchall()
    if source.has(reason.code) and not uncoded and rows - empty == by_code:
        return (
            f"LEFT JOIN (SELECT r, {_key('raw_code', enums.get(reason.code))} AS k "
            f"FROM {table} WHERE raw_code IS NOT NULL) p ON s.{reason.code} = p.k"
        )
    found = zip(reason.fields, ("raw_code", "raw_term", "raw_system"), strict=True)
    given = {name: raw for name, raw in found if source.has(name)}
    # A reason whose text is in no ENUM is of odd rows alone: it must not be taken for
    # an empty one.
    fits = " AND ".join(
        f"({raw} IS NULL OR {_key(raw, enums.get(name))} IS NOT NULL)"
        for name, raw in given.items()
    )
    keys = ", ".join(
        f"{_key(raw, enums.get(name))} AS k_{raw}" for name, raw in given.items()
    )
    on = " AND ".join(
        f"s.{name} IS NOT DISTINCT FROM p.k_{raw}" for name, raw in given.items()
    )
    return f"LEFT JOIN (SELECT r, {keys} FROM {table} WHERE {fits}) p ON {on}"
