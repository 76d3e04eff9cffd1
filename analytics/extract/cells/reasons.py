"""Why people came, as coded: each distinct code with its words turned once into a clean
one and its diagnosis group, then joined to the rows."""

import pandas as pd
from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.definitions.diagnosis_groups import NOT_RECORDED, classify
from analytics.definitions.event_kinds import Reason
from analytics.errors import Problem
from analytics.extract.cells import warnings
from analytics.extract.cells.codes import SLUG, as_enum, enum_of, is_naming, slug
from analytics.extract.cells.values import cleaned, is_missing, quoted
from analytics.extract.people.identifiers import (
    sql_identifies,
    sql_speaks_of_somebody,
)
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable

FOUND = ("r", "raw_code", "raw_term", "raw_system", "n", "code", "term", "hidden")
READ = TempTable(
    "reasons_read_{table}",
    "a distinct reason as found, made clean; before its group is known",
    (*FOUND, "system"),
)
GROUPS = TempTable(
    "reason_groups_{table}",
    "a distinct clean reason with its diagnosis group (a pandas frame)",
    ("code", "term", "code_system", "grp"),
)
REASONS = TempTable(
    "reasons_{table}",
    "a distinct reason as found, made clean, with its diagnosis group",
    (*FOUND, "system", "grp"),
)


def reasons(
    con: DuckDBPyConnection, source: Source, reason: Reason, seen: str, naming: str = ""
) -> list[Problem]:
    """Make `REASONS` of a source: raw_code, raw_term, raw_system (as found); r (its
    number); code, term, system, grp. Returns warnings.

    seen: SQL of v, v2, v3 (code, term, system) and n. naming: as for
    `codes.dictionary`. The group is definitions.diagnosis_groups' for the clean reason.
    """
    read = READ.make(con, _cleaned(source, reason, seen, naming), source.table)
    clean = con.execute(
        f"SELECT DISTINCT code, term, system AS code_system FROM {read}"
    ).df()
    clean["grp"] = classify(clean) if len(clean) else pd.Series(dtype="str")
    clean.loc[clean["code"].isna() & clean["term"].isna(), "grp"] = NOT_RECORDED
    con.execute("SELECT 1").fetchall()  # an unread result would stand in the way
    groups = GROUPS.of(source.table)
    con.register(groups, clean)
    into = REASONS.make(
        con,
        f"SELECT p.*, coalesce(c.grp, {quoted(NOT_RECORDED)}) AS grp "
        f"FROM {read} p LEFT JOIN {groups} c ON p.code IS NOT DISTINCT FROM c.code "
        "AND p.term IS NOT DISTINCT FROM c.term AND p.system IS NOT DISTINCT FROM "
        "c.code_system",
        source.table,
    )
    con.unregister(groups)
    READ.drop(con, source.table)
    always = {"grp": NOT_RECORDED}
    columns = ", ".join(
        f"{name}::{as_enum(con, into, name, always.get(name, ''))} AS {name}"
        for name in ("code", "term", "system", "grp")
    )
    REASONS.make(con, f"SELECT * REPLACE ({columns}) FROM {into}", source.table)
    ((hidden,),) = con.execute(
        f"SELECT coalesce(sum(n), 0) FROM {into} WHERE hidden"
    ).fetchall()
    return [warnings.text_identifies(source, reason.term, hidden)] if hidden else []


def not_recorded(table: str) -> str:
    """SQL: the group of rows that say no reason, in the type of `grp`."""
    return f"{quoted(NOT_RECORDED)}::{enum_of(REASONS.of(table), 'grp')}"


def _cleaned(source: Source, reason: Reason, seen: str, naming: str) -> str:
    """SQL of each reason as found, with code, term and system made clean.

    Where the extract does not say of which list a code is, or says CTV3 of one that is
    SNOMED CT by its length, it is told by what the code looks like.
    """
    systems = {slug(word): value for word, value in source.codes(reason.system).items()}
    known = TABLES[source.table].field(reason.system).allowed
    cases = " ".join(
        f"WHEN {quoted(key)} THEN {quoted(value)}"
        for key, value in (systems or {word: word for word in known}).items()
    )
    spoken = f"coalesce({sql_speaks_of_somebody('v')}, false)"
    code = (
        f"CASE WHEN {is_missing('v')} OR {spoken} OR "
        f"{is_naming('raw_code', naming)} THEN NULL "
        "ELSE regexp_replace(trim(v), '^(\\d+)\\.0$', '\\1') END"
    )
    found = (
        "SELECT (row_number() OVER () - 1)::INTEGER AS r, raw_code, raw_term, "
        f"raw_system, n, {code} AS code, "
        f"CASE WHEN {is_missing('v2')} OR {sql_identifies('v2')} OR "
        f"{is_naming('raw_term', naming)} THEN NULL ELSE trim(v2) END AS term, "
        f"coalesce({sql_identifies('v2')}, false) OR {spoken} OR "
        f"{is_naming('raw_code', naming)} OR {is_naming('raw_term', naming)} AS "
        f"hidden, CASE {SLUG.format('v3')} {cases} END AS listed FROM (SELECT v AS "
        f"raw_code, v2 AS raw_term, v3 AS raw_system, n, {cleaned('v')} AS v, "
        f"{cleaned('v2')} AS v2, {cleaned('v3')} AS v3 FROM ({seen}))"
    )
    return (
        "SELECT * EXCLUDE (listed), CASE WHEN code IS NULL THEN NULL "
        "WHEN regexp_full_match(code, '\\d{6,18}') AND listed = 'ctv3' THEN 'snomed' "
        "WHEN listed IS NOT NULL THEN listed "
        "WHEN regexp_full_match(code, '\\d{6,18}') THEN 'snomed' "
        "WHEN regexp_full_match(code, '[A-Z]\\d\\d(\\.?[\\dX]{1,2})?') THEN 'icd10' "
        "WHEN regexp_full_match(code, '\\d{2,3}') THEN 'hes' "
        "WHEN regexp_full_match(code, '[A-Za-z0-9.]{5}') THEN 'ctv3' END AS system "
        f"FROM ({found})"
    )
