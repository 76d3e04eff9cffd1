"""Coded columns: each distinct value turned once into its canonical value, then joined
to the rows."""

import re

import pandas as pd

from analytics.definitions.contract import TABLES
from analytics.definitions.diagnosis_groups import NOT_RECORDED, classify
from analytics.extract.cells import checks
from analytics.extract.cells.values import is_missing, quoted
from analytics.extract.people import masks
from analytics.extract.people.identifiers import sql_identifies

AS_SLUG = ("role", "arrival_mode")
AS_CAPITALS = ("practice_code", "site_code", "lsoa_code")
SHOWN = 5
# table (v) of a load: what stands in other columns and holds an id
NAMING = "texts_with_an_id"
ENUM_AT_MOST = 60_000  # distinct values
SLUG = "trim(regexp_replace(lower({0}), '[^a-z0-9]+', '_', 'g'), '_')"


def slug(text: str) -> str:
    """A value as it is compared: small letters and digits parted by one underscore."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def dictionary(con, source, name: str, seen: str, into: str, naming: str = "") -> list:
    """Table `into` (raw, value) for a coded field, from `seen` (v, n). Returns
    warnings.

    Values no list knows become null (status: unknown) where the field has a list of
    allowed values, and stay as they are elsewhere. Text that could identify somebody
    becomes null, and so does what is in table `naming` (v): texts with a patient's id
    in them.
    """
    field = TABLES[source.table].field(name)
    words = {slug(word): value for word, value in source.codes(name).items()}
    allowed = {slug(word): word for word in field.allowed}
    words = words | {key: word for key, word in allowed.items() if key not in words}
    listed = ", ".join(
        f"({quoted(key)}, {quoted(word)})" for key, word in words.items()
    )
    known = f"(VALUES {listed})" if words else "(SELECT '' , '' WHERE false)"
    otherwise = "trim(v)"
    if field.allowed:
        otherwise = "'unknown'" if "unknown" in field.allowed else "NULL"
    elif name in AS_SLUG:
        otherwise = SLUG.format("v")
    elif name in AS_CAPITALS:
        otherwise = "upper(regexp_replace(trim(v), '\\.0$', ''))"
    elif field.kind == "text":
        otherwise = f"CASE WHEN {sql_identifies('v')} THEN NULL ELSE trim(v) END"
    bare = SLUG.format("regexp_replace(trim(v), '\\.0$', '')")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT v AS raw, n, "
        f"CASE WHEN {is_missing('v')} OR {_names('v', naming)} THEN NULL "
        f"WHEN w.key IS NOT NULL THEN nullif(w.word, '') "
        f"ELSE {otherwise} END AS value, "
        f"NOT {is_missing('v')} AND w.key IS NULL AS strange "
        f"FROM ({seen}) LEFT JOIN {known} AS w(key, word) ON w.key = {bare} WHERE v "
        "IS NOT NULL"
    )
    problems = []
    if field.allowed:
        problems = _strange(con, source, name, into, otherwise.strip("'"))
    if field.kind == "text" or naming:
        hides = (
            "value IS NULL AND strange"
            if field.kind == "text"
            else _names("raw", naming)
        )
        hidden = con.execute(
            f"SELECT coalesce(sum(n), 0) FROM {into} WHERE {hides}"
        ).fetchone()[0]
        if hidden:
            problems.append(_hidden(source, name, hidden))
    return problems


def as_enum(con, table: str, column: str, always: str = "") -> str:
    """The name of a new ENUM type of a column's values, so that rows hold small
    numbers.

    always: a value that the type has in any case. VARCHAR where there are none, or too
    many.
    """
    values = con.execute(f"SELECT count(DISTINCT {column}) FROM {table}").fetchall()[0][
        0
    ]
    if not always and not 0 < values <= ENUM_AT_MOST:
        return "VARCHAR"
    kind = f"e_{table}_{column}"
    con.execute(
        f"CREATE TYPE {kind} AS ENUM (SELECT DISTINCT {column} FROM (SELECT {column} "
        f"FROM {table} UNION ALL SELECT nullif({quoted(always)}, '')) "
        f"WHERE {column} IS NOT NULL ORDER BY {column})"
    )
    return kind


def _strange(con, source, name, into, becomes) -> list:
    rows, kinds = con.execute(
        f"SELECT coalesce(sum(n), 0), count(*) FROM {into} WHERE strange"
    ).fetchone()
    if not rows:
        return []
    total = con.execute(f"SELECT sum(n) FROM {into}").fetchone()[0]
    shown = con.execute(
        f"SELECT trim(raw), n FROM {into} WHERE strange ORDER BY n DESC, raw "
        f"LIMIT {SHOWN}"
    ).fetchall()
    shown = [(word, n) for word, n in shown if masks.may_be_shown(word, n, kinds)]
    return [
        checks.unknown_values(
            source,
            name,
            rows,
            total,
            shown,
            "missing" if becomes == "NULL" else becomes,
        )
    ]


def _names(column: str, naming: str) -> str:
    return (
        f"coalesce({column} IN (SELECT v FROM {naming}), false)" if naming else "false"
    )


def _hidden(source, name, rows):
    from analytics.errors import Problem

    return Problem(
        "text_identifies",
        "Some texts hold an e-mail address, a postcode, a telephone "
        "number, a number like an NHS number or a patient's id; these were dropped.",
        "Take identifying words out of free text at the source.",
        file=source.label,
        column=source.header(name),
        rows=rows,
        stops=False,
    )


def pairs(
    con, source, fields: tuple[str, str, str], seen: str, into: str, naming: str = ""
) -> list:
    """Table `into` (raw code, term and system; r; code, term, system, grp) of what was
    coded.

    `seen` has v, v2, v3, n. The group is definitions.diagnosis_groups' for the clean
    pair.
    """
    systems = {slug(word): value for word, value in source.codes(fields[2]).items()}
    cases = " ".join(
        f"WHEN {quoted(key)} THEN {quoted(value)}" for key, value in systems.items()
    )
    code = (
        f"CASE WHEN {is_missing('v')} OR {_names('v', naming)} THEN NULL ELSE "
        "regexp_replace(trim(v), '^(\\d+)\\.0$', '\\1') END"
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT *, (row_number() OVER () - "
        "1)::INTEGER AS r "
        f"FROM (SELECT v AS raw_code, v2 AS raw_term, v3 AS raw_system, n, {code} AS "
        f"code, CASE WHEN {is_missing('v2')} OR {sql_identifies('v2')} OR "
        f"{_names('v2', naming)} THEN NULL ELSE trim(v2) END AS term, "
        f"CASE {SLUG.format('v3')} {cases} END AS listed, "
        f"coalesce({sql_identifies('v2')}, false) OR {_names('v', naming)} OR "
        f"{_names('v2', naming)} AS hidden FROM ({seen}))"
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT * EXCLUDE (listed), CASE WHEN "
        "code IS NULL "
        "THEN NULL WHEN regexp_full_match(code, '\\d{6,18}') AND listed = 'ctv3' THEN "
        "'snomed' WHEN listed IS NOT NULL THEN listed "
        "WHEN regexp_full_match(code, '\\d{6,18}') THEN 'snomed' "
        "WHEN regexp_full_match(code, '[A-Z]\\d\\d(\\.?[\\dX]{1,2})?') THEN 'icd10' "
        "WHEN regexp_full_match(code, '\\d{2,3}') THEN 'hes' "
        f"WHEN regexp_full_match(code, '[A-Za-z0-9.]{{5}}') THEN 'ctv3' END AS system "
        f"FROM {into}"
    )
    clean = con.execute(
        f"SELECT DISTINCT code, term, system AS code_system FROM {into}"
    ).df()
    clean["grp"] = classify(clean) if len(clean) else pd.Series(dtype="str")
    clean.loc[clean["code"].isna() & clean["term"].isna(), "grp"] = NOT_RECORDED
    con.execute("SELECT 1").fetchall()  # an unread result would stand in the way
    con.register("clean", clean)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT p.*, coalesce(c.grp, "
        f"'{NOT_RECORDED}') AS grp "
        f"FROM {into} p LEFT JOIN clean c ON p.code IS NOT DISTINCT FROM c.code "
        "AND p.term IS NOT DISTINCT FROM c.term AND p.system IS NOT DISTINCT FROM "
        "c.code_system"
    )
    con.unregister("clean")
    always = {"grp": NOT_RECORDED}
    columns = ", ".join(
        f"{name}::{as_enum(con, into, name, always.get(name, ''))} AS {name}"
        for name in ("code", "term", "system", "grp")
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT * REPLACE ({columns}) FROM "
        f"{into}"
    )
    hidden = con.execute(
        f"SELECT coalesce(sum(n), 0) FROM {into} WHERE hidden"
    ).fetchone()[0]
    return [_hidden(source, fields[1], hidden)] if hidden else []
