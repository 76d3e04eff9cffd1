"""Rows that are left out, each with its reason, in a file beside the dataset that can
be opened.

The file gives: file, row, reason, the person's pseudonym, and dates, codes and numbers
as found. Never an id, a birth date, free text, or a value that looks like any of these.
"""

from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import kind_of_table
from analytics.definitions.formulas import harmless, sql_harmless
from analytics.extract.cells import checks
from analytics.extract.cells.codes import WORDS
from analytics.extract.cells.values import is_missing, quoted
from analytics.extract.people.identifiers import sql_identifies
from analytics.extract.reading.rejects import rejected, unreadable
from analytics.extract.reading.source import Source
from analytics.store.layout import LEFT_OUT
from analytics.store.load.canonical.left_out.rows import NOT_SHOWN, none_of

FOLDER = LEFT_OUT
NEVER = ("id", "text", "list", "codes")  # kinds of fields
NEVER_FIELDS = ("birth_date", "coordinator", "code_system")
NUMERIC = ("timestamp", "date", "integer", "number")
# What kind of field a component is shown as.
SHOWN_AS = {"date": "date", "time": "timestamp", "minutes": "number", "age": "number"}
LONGEST = 40
MONTHS = (
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|"
    "oct(ober)?|nov(ember)?|dec(ember)?"
)
# Letters that may stand in a date, time, number or length; digits that are no date or
# number.
LETTERS = rf"(?i)\b\d*({MONTHS})\d*\b|\d\s*([ap]m|h(ours?|rs?)?|m(in(ute)?s?)?|[tz])"
LONG_DIGITS = r"\d{6}"
# What most cells look like and what identifies nobody: looked at first, as it is quick
# to tell.
USUAL_TIME = (
    r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d)?)?|\d{1,2}/\d{1,2}/\d{2,4}( "
    r"\d{1,2}:\d\d(:\d\d)?)?"
    r"|\d{1,5}(\.\d{1,4})?|\d{1,2}:\d\d(:\d\d)?"
)
USUAL_CODE = r"[A-Za-z_/& -]{1,40}|[A-Za-z]{1,3}\d{1,5}|\d{1,5}"
WRITTEN_FREELY = ("role",)  # fields that may hold a name where no list knows the word
COMPACT = r"(19|20)\d\d[01]\d[0-3]\d"
SNOMED = r"\d{6,9}|\d{11,18}"  # never ten digits, as an NHS number has


def file_of(table: str) -> str:
    """Where the rows left out of a table are, below the version's folder."""
    return f"{FOLDER}/{table}.csv"


def write(con: DuckDBPyConnection, source: Source, rows: str, out: Path) -> int:
    """Write the rows of a relation that have a fault, then lines that could not be
    split; how many.

    rows: of `left_out_rows`; "" if only such lines are left out. The file is the
    owner's alone to read.
    """
    place = out / file_of(source.table)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    shown = [
        name
        for name in source.fields
        if name not in NEVER_FIELDS and _kind(source, name) not in NEVER
    ]
    titles = _titles(source, shown)
    cells = "".join(
        f", {sql_harmless(f'({_shown(source, name)})')} AS {title}"
        for name, title in zip(shown, titles, strict=True)
    )
    names = " ".join(
        f"WHEN {n} THEN {quoted(harmless(file.name))}"
        for n, file in enumerate(source.files)
    )
    reasons = dict(enumerate(source.reasons, 1)) | checks.REASONS
    said = " ".join(
        f"WHEN {fault} THEN {quoted(harmless(reason))}"
        for fault, reason in reasons.items()
    )
    parts = [
        f'SELECT file_no AS n, CASE file_no {names} END AS "\ufefffile", row_no AS '
        '"row", '
        f'CASE fault {said} END AS "reason", pseudonym AS "person"{cells} '
        f"FROM ({rows or none_of(source)}) WHERE fault > 0"
    ]
    empty = "".join(f", NULL::VARCHAR AS {title}" for title in titles)
    for number in range(len(source.files)):
        if rejected(con, source, number)[0]:
            parts.append(
                f"SELECT {number}, CASE {number} {names} END, line, "
                f"{quoted(checks.REASONS[checks.UNREADABLE])}, "
                f"NULL::VARCHAR{empty} FROM ({unreadable(con, source, number)})"
            )
    ((written,),) = con.execute(
        f"COPY (SELECT * EXCLUDE (n) FROM ({' UNION ALL '.join(parts)}) ORDER BY n, "
        '"row") '
        f"TO {quoted(place)} (FORMAT csv, HEADER true)"
    ).fetchall()
    place.chmod(0o600)
    return int(written)


def _titles(source: Source, shown: list[str]) -> list[str]:
    """SQL names of the columns: the file's headers, but for one that two share."""
    headers = [source.header(name) for name in shown]
    titles = [
        header if headers.count(header) == 1 else name
        for header, name in zip(headers, shown, strict=True)
    ]
    return ['"' + harmless(title).replace('"', '""') + '"' for title in titles]


def _kind(source: Source, name: str) -> str:
    """The kind of a field, or what a component is shown as."""
    table = TABLES[source.table]
    if table.has(name):
        return table.field(name).kind
    component = table.component(name)
    return SHOWN_AS.get(component.kind, "code") if component else "code"


def _shown(source: Source, name: str) -> str:
    """SQL of a field as found, or `(not shown)` where it may say who somebody is."""
    column, kind = f"f_{name}", _kind(source, name)
    bare = f"trim({column})"
    if not source.is_text(name):
        return column
    if _listed(source, name):
        # Where words are listed, another word is shown nowhere: in a slipped row it may
        # be a name.
        return (
            f"CASE WHEN {column} IS NULL OR {column} IN (SELECT raw FROM "
            f"{WORDS.of(source.table, name)} "
            f"WHERE NOT strange) THEN {column} ELSE {quoted(NOT_SHOWN)} END"
        )
    if kind in NUMERIC:
        letters = f"regexp_replace({bare}, '{LETTERS}', '', 'g')"
        safe = (
            f"NOT regexp_matches({letters}, '[^0-9\\s/.:,+£%TZ-]') AND "
            f"NOT regexp_matches(regexp_replace({bare}, '{COMPACT}', ''), "
            f"'{LONG_DIGITS}')"
        )
    else:
        safe = (
            f"NOT regexp_matches({bare}, '{LONG_DIGITS}') "
            f"OR regexp_full_match({bare}, '[A-Z]\\d{{8}}')"
        )
        if _of_reason(source, name):
            safe += f" OR regexp_full_match({bare}, '{SNOMED}')"
    usual = USUAL_TIME if kind in NUMERIC else USUAL_CODE
    return (
        f"CASE WHEN regexp_full_match({column}, '{usual}') THEN {column} "
        f"WHEN {column} IS NULL OR {is_missing(column)} THEN {column} "
        f"WHEN length({bare}) <= {LONGEST} AND ({safe}) AND NOT {sql_identifies(bare)} "
        f"AND NOT {sql_identifies(f'upper({bare})')} "
        f"THEN {column} ELSE {quoted(NOT_SHOWN)} END"
    )


def _listed(source: Source, name: str) -> bool:
    """Whether a field holds words of a list."""
    table = TABLES[source.table]
    allowed = table.has(name) and table.field(name).allowed
    return name in WRITTEN_FREELY or bool(allowed)


def _of_reason(source: Source, name: str) -> bool:
    """Whether a field says why the person came, so that long numbers may be codes."""
    kind = kind_of_table(source.table)
    if kind is None or kind.reason is None:
        return False
    code = kind.table.field(kind.reason.code)
    return name in (code.name, *(one.name for one in code.every_component))
