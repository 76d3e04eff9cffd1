"""Why people came, as coded: each distinct code with its words turned once into a clean
one and its diagnosis group, then joined to the rows."""

import re

import pandas as pd
from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.definitions.diagnosis_groups import NOT_RECORDED, classify
from analytics.definitions.event_kinds import Reason
from analytics.errors import Problem
from analytics.extract.cells import warnings
from analytics.extract.cells.checks import some_of
from analytics.extract.cells.coded import cut_codes
from analytics.extract.cells.codes import SLUG, as_enum, enum_of, is_naming, slug
from analytics.extract.cells.values import cleaned, is_missing, quoted
from analytics.extract.people.identifiers import (
    sql_identifies,
    sql_speaks_of_somebody,
)
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable

ICD9 = "icd9"
ICD9_CODE = "(V\\d\\d|E?\\d{3})(\\.?\\d{1,2})?"
SNOMED, CTV3 = "snomed", "ctv3"
# Which list a code is of, by what it looks like; the first that fits.
BY_SHAPE = (
    (r"\d{6,18}", SNOMED),
    (r"[A-Z]\d\d(\.?[\dX]{1,2})?", "icd10"),
    (r"\d{2,3}", "hes"),
    (r"[A-Za-z0-9.]{5}", CTV3),
)
ENOUGH = 0.05  # of the codes of a column, from which on it is no slip
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
    spoiled = cut_codes.spoiled(con, seen)
    icd9 = _looks_like_icd9(con, source, reason, seen)
    cleaned = _cleaned(source, reason, seen, naming, spoiled, icd9)
    read = READ.make(con, cleaned, source.table)
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
    ((hidden, cut, old, rows),) = con.execute(
        "SELECT coalesce(sum(n) FILTER (hidden), 0), coalesce(sum(n) FILTER "
        f"({cut_codes.among('raw_code', spoiled)}), 0), coalesce(sum(n) FILTER "
        f"(system::VARCHAR = '{ICD9}'), 0), coalesce(sum(n), 0) FROM {into}"
    ).fetchall()
    problems = []
    if hidden:
        problems.append(warnings.text_identifies(source, reason.term, hidden))
    if cut:
        problems.append(cut_codes.told(source, reason.code, int(cut), int(rows)))
    if old:
        problems.append(_old_codes(source, reason, int(old), int(rows)))
    return problems


def _looks_like_icd9(
    con: DuckDBPyConnection, source: Source, reason: Reason, seen: str
) -> bool:
    """Whether a column of codes that nothing says the list of is of ICD-9: numbers of
    three digits with decimals, of four digits, or of three and of five. No other list
    has these."""
    if source.has(reason.system) or not source.has(reason.code):
        return False
    like = ("\\d{3}\\.\\d{1,2}", "\\d{4}", "\\d{3}", "\\d{5}")
    shares = ", ".join(
        f"coalesce(sum(n) FILTER (regexp_full_match(v, '{one}')) / sum(n), 0)"
        for one in like
    )
    ((decimals, four, three, five),) = con.execute(
        f"SELECT {shares} FROM (SELECT trim(v) AS v, n FROM ({seen}) WHERE v IS NOT "
        "NULL)"
    ).fetchall()
    return bool(max(decimals, four) >= ENOUGH or min(three, five) >= ENOUGH)


def _old_codes(source: Source, reason: Reason, rows: int, total: int) -> Problem:
    return Problem(
        "codes_icd9",
        f"The codes in {some_of(rows, total)} are of ICD-9, whose numbers mean other "
        "things than those of ICD-10 and HES; they are kept, and the diagnosis group "
        "is told from the words alone.",
        "Export the diagnosis in words too, or as SNOMED CT or ICD-10.",
        file=source.label,
        column=source.header(reason.code),
        rows=rows,
        stops=False,
    )


def not_recorded(table: str) -> str:
    """SQL: the group of rows that say no reason, in the type of `grp`."""
    return f"{quoted(NOT_RECORDED)}::{enum_of(REASONS.of(table), 'grp')}"


def _cleaned(
    source: Source,
    reason: Reason,
    seen: str,
    naming: str,
    spoiled: list[str],
    icd9: bool,
) -> str:
    """SQL of each reason as found, with code, term and system made clean.

    spoiled: codes that a spreadsheet cut. icd9: the column is of ICD-9.

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
        f"{is_naming('raw_code', naming)} OR "
        f"{cut_codes.among('raw_code', spoiled)} THEN NULL "
        "ELSE regexp_replace(trim(v), '^(\\d+)\\.0$', '\\1') END"
    )
    found = (
        "SELECT (row_number() OVER () - 1)::INTEGER AS r, raw_code, raw_term, "
        f"raw_system, n, {code} AS code, "
        f"CASE WHEN {is_missing('v2')} OR {sql_identifies('v2')} OR "
        f"{is_naming('raw_term', naming)} THEN NULL ELSE trim(v2) END AS term, "
        f"coalesce({sql_identifies('v2')}, false) OR {spoken} OR "
        f"{is_naming('raw_code', naming)} OR {is_naming('raw_term', naming)} AS "
        f"hidden, CASE {SLUG.format('v3')} {cases} END AS listed, "
        f"coalesce(regexp_matches(v3, '(?i)icd.?0?9'), false) AS says_icd9 FROM "
        "(SELECT v AS raw_code, v2 AS raw_term, v3 AS raw_system, n, "
        f"{cleaned('v')} AS v, {cleaned('v2')} AS v2, {cleaned('v3')} AS v3 "
        f"FROM ({seen}))"
    )
    old = f"WHEN regexp_full_match(code, '{ICD9_CODE}') THEN '{ICD9}' " if icd9 else ""
    shapes = " ".join(
        f"WHEN regexp_full_match(code, {quoted(shape)}) THEN {quoted(system)}"
        for shape, system in BY_SHAPE
    )
    (long, _), *_ = BY_SHAPE
    return (
        "SELECT * EXCLUDE (listed, says_icd9), CASE WHEN code IS NULL THEN NULL "
        f"WHEN says_icd9 THEN '{ICD9}' {old}"
        f"WHEN regexp_full_match(code, {quoted(long)}) AND listed = '{CTV3}' THEN "
        f"'{SNOMED}' WHEN listed IS NOT NULL THEN listed {shapes} END AS system "
        f"FROM ({found})"
    )


def system_of(code: str | None, said: str) -> str | None:
    """Which list a code is of: the one that is said ("" where none is), unless it says
    CTV3 of a code that is SNOMED CT by its length; else by what it looks like."""
    if code is None:
        return None
    shaped = next((to for one, to in BY_SHAPE if re.fullmatch(one, code)), None)
    if said == CTV3 and shaped == SNOMED:
        return SNOMED
    return said or shaped
