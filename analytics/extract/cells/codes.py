"""Coded columns: each distinct text turned once into its canonical value, then joined
to the rows."""

import re

from duckdb import DuckDBPyConnection

from analytics.definitions.canonical import Field
from analytics.definitions.contract import TABLES
from analytics.errors import Problem
from analytics.extract.cells import warnings
from analytics.extract.cells.coded import cut_codes
from analytics.extract.cells.coded.code_lists import code_list
from analytics.extract.cells.values import cleaned, is_missing, quoted
from analytics.extract.people import masks
from analytics.extract.people.identifiers import (
    sql_identifies,
    sql_speaks_of_somebody,
)
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable

AS_SLUG = ("role", "arrival_mode")
AS_CAPITALS = ("practice_code", "referred_by", "site_code", "lsoa_code")
SHOWN = 5
ENUM_AT_MOST = 60_000  # distinct values
SLUG = "trim(regexp_replace(lower({0}), '[^a-z0-9]+', '_', 'g'), '_')"
WORDS = TempTable(
    "words_{table}_{field}",
    "a distinct text of a coded column",
    ("raw", "n", "value", "strange"),
)


def slug(text: str) -> str:
    """A value as it is compared: small letters and digits parted by one underscore."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def dictionary(
    con: DuckDBPyConnection, source: Source, name: str, seen: str, naming: str = ""
) -> list[Problem]:
    """Make `WORDS` of a coded field: raw (as found), n (rows), value (canonical),
    strange (on no list). Returns warnings.

    seen: SQL of v and n. Values no list knows become null (status: unknown) where the
    field has a list of allowed values, and stay as they are elsewhere. Text that could
    identify somebody becomes null, and so does what is in table `naming` (v): texts
    with a patient's id in them.
    """
    field = TABLES[source.table].field(name)
    words = {slug(word): value for word, value in source.codes(name).items()}
    allowed = {slug(word): word for word in field.allowed}
    words = words | {key: word for key, word in allowed.items() if key not in words}
    listed = ", ".join(
        f"({quoted(key)}, {quoted(word)})" for key, word in words.items()
    )
    known = f"(VALUES {listed})" if words else "(SELECT '' , '' WHERE false)"
    otherwise = _otherwise(field)
    spoiled = cut_codes.spoiled(con, seen) if name not in AS_CAPITALS else []
    cut = cut_codes.among("raw", spoiled)
    bare = SLUG.format("regexp_replace(trim(v), '\\.0$', '')")
    into = WORDS.make(
        con,
        f"SELECT raw, n, "
        f"CASE WHEN {is_missing('v')} OR {cut} OR {is_naming('raw', naming)} THEN NULL "
        f"WHEN w.key IS NOT NULL THEN nullif(w.word, '') "
        f"ELSE {otherwise} END AS value, "
        f"NOT {is_missing('v')} AND NOT {cut} AND w.key IS NULL AS strange "
        f"FROM (SELECT v AS raw, {cleaned('v')} AS v, n FROM ({seen})) LEFT JOIN "
        f"{known} AS w(key, word) ON w.key = {bare} WHERE v IS NOT NULL",
        source.table,
        name,
    )
    problems = []
    if field.allowed:
        problems = _strange(con, source, name, into, otherwise.strip("'"))
    if spoiled:
        ((rows, total),) = con.execute(
            f"SELECT sum(n) FILTER ({cut}), sum(n) FROM {into}"
        ).fetchall()
        problems.append(cut_codes.told(source, name, int(rows), int(total)))
    if not field.allowed or naming:
        hides = is_naming("raw", naming)
        if not field.allowed:
            hides = "value IS NULL AND strange"
        ((hidden,),) = con.execute(
            f"SELECT coalesce(sum(n), 0) FROM {into} WHERE {hides}"
        ).fetchall()
        if hidden:
            problems.append(warnings.text_identifies(source, name, hidden))
    return problems


def _otherwise(field: Field) -> str:
    """SQL of what a text becomes that no list knows."""
    if field.allowed:
        return "'unknown'" if "unknown" in field.allowed else "NULL"
    kept = "trim(v)"
    if field.name in AS_SLUG:
        kept = SLUG.format("v")
    if field.name in AS_CAPITALS:
        kept = "upper(regexp_replace(trim(v), '\\.0$', ''))"
    if field.kind == "codes":
        kept = code_list("v")
    coded = field.kind in ("code", "list", "codes")
    identifies = sql_speaks_of_somebody if coded else sql_identifies
    return f"CASE WHEN {identifies('v')} THEN NULL ELSE {kept} END"


def as_enum(con: DuckDBPyConnection, table: str, column: str, always: str = "") -> str:
    """The name of a new ENUM type of a column's values, so that rows hold small
    numbers.

    always: a value that the type has in any case. VARCHAR where there are none, or too
    many.
    """
    ((values,),) = con.execute(
        f"SELECT count(DISTINCT {column}) FROM {table}"
    ).fetchall()
    if not always and not 0 < values <= ENUM_AT_MOST:
        return "VARCHAR"
    kind = enum_of(table, column)
    con.execute(
        f"CREATE TYPE {kind} AS ENUM (SELECT DISTINCT {column} FROM (SELECT {column} "
        f"FROM {table} UNION ALL SELECT nullif({quoted(always)}, '')) "
        f"WHERE {column} IS NOT NULL ORDER BY {column})"
    )
    return kind


def enum_of(table: str, column: str) -> str:
    """The name of the ENUM type that `as_enum` makes of a column's values."""
    return f"e_{table}_{column}"


def is_naming(column: str, naming: str) -> str:
    """SQL: whether a text has a patient's id in it, as table `naming` (v) lists."""
    return (
        f"coalesce({column} IN (SELECT v FROM {naming}), false)" if naming else "false"
    )


def _strange(
    con: DuckDBPyConnection, source: Source, name: str, into: str, becomes: str
) -> list[Problem]:
    ((rows, kinds),) = con.execute(
        f"SELECT coalesce(sum(n), 0), count(*) FROM {into} WHERE strange"
    ).fetchall()
    if not rows:
        return []
    ((total,),) = con.execute(f"SELECT sum(n) FROM {into}").fetchall()
    often = con.execute(
        f"SELECT trim(raw), n FROM {into} WHERE strange ORDER BY n DESC, raw "
        f"LIMIT {SHOWN}"
    ).fetchall()
    shown = [(word, n) for word, n in often if masks.may_be_shown(word, n, kinds)]
    becomes = "missing" if becomes == "NULL" else becomes
    return [warnings.unknown_values(source, name, rows, total, shown, becomes)]
