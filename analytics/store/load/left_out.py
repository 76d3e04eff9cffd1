"""Rows that are left out, each with its reason, in a file beside the dataset that can
be opened.

An extract is looked at again, only if anything is to be said of its rows, and they are
numbered; that streams into the workspace, so memory does not grow with the rows. The
file gives: file, row, reason, the person's pseudonym, and dates, codes and numbers as
found. Never an id, a birth date, free text, or a value that looks like any of these.
"""

from pathlib import Path

from analytics.definitions.contract import TABLES
from analytics.definitions.formulas import harmless, sql_harmless
from analytics.extract.cells import checks, values
from analytics.extract.people import identity
from analytics.extract.people.identifiers import sql_identifies
from analytics.extract.reading.source import Source
from analytics.store.load import event_times_sql, events, staging
from analytics.store.load.shapes import SHAPES

FOLDER = "left_out"
NOT_SHOWN = "(not shown)"
NEVER = ("id", "text", "list")  # kinds of fields
NEVER_FIELDS = ("birth_date", "coordinator", "code_system")
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
COMPACT = r"(19|20)\d\d[01]\d[0-3]\d"


def relation(
    con, source: Source, staged, today: str, secret: bytes, workspace: Path
) -> str:
    """SQL of the rows of an extract that something is to be said of, numbered as in
    their file.

    Columns: file_no, row_no, fault, flags, wrong (its id is no NHS number), pseudonym,
    and `f_` and the name of each field, as found. Needs `ids` and `t_<table>`.
    """
    shape, table = SHAPES[source.table], source.table
    place = values.quoted(str(workspace / f"looked_{table}.parquet"))
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE near AS SELECT DISTINCT person, moment "
        f"FROM t_{table} WHERE fault = {checks.REPEATED}"
    )
    normal = values.normal_id("s.patient_id")
    fault = event_times_sql.with_id(
        f"({event_times_sql.fault('s.moment', source, shape, today)})",
        f"{normal} IS NULL",
    )
    found = "".join(
        f", s.{name}::VARCHAR AS f_{name}"
        for name in source.fields
        if name != "patient_id"
    )
    con.execute(
        "COPY (SELECT * EXCLUDE (raw) REPLACE "
        f"({_blanked(source.fields, 's', 'fault > 0 OR near')}"
        f"CASE WHEN fault > 0 OR near THEN {identity.pseudonym(secret, 'pseudonym')} "
        "END AS pseudonym)"
        f" FROM (SELECT s.file_no, s.row_no, ({fault})::UTINYINT AS fault, "
        f"({event_times_sql.flags(source, shape)})::UTINYINT AS flags, "
        "coalesce(i.wrong, false) AS wrong, "
        f"i.person, n.person IS NOT NULL AS near, trim(s.patient_id) AS raw, {normal} "
        f"AS pseudonym, s.moment, s.second, {staging.number(source)} AS number, "
        f"{event_times_sql.further(source)}{found} "
        f"FROM ({event_times_sql.timed(source, shape, numbered=True)}) s LEFT JOIN "
        "ids i ON s.patient_id = i.raw "
        f"LEFT JOIN near n ON i.person = n.person AND s.moment = n.moment) s "
        f"WHERE fault > 0 OR flags > 0 OR near OR wrong) TO {place} (FORMAT parquet)"
    )
    _again(con, source, staged, f"read_parquet({place})")
    moved, row = _moved(con, source)
    return (
        f"SELECT l.* REPLACE ({row} AS row_no, CASE WHEN a.row_no IS NULL THEN l.fault "
        f"ELSE {checks.REPEATED} END AS fault) FROM read_parquet({place}) l LEFT JOIN "
        f"again a ON l.file_no = a.file_no AND l.row_no = a.row_no {moved}"
    )


def staged_relation(source: Source, staged: str, secret: bytes) -> str:
    """SQL of the same for a table read whole: its rows with the `fault` of table
    `staged`."""
    person = "NULL::VARCHAR"
    if source.has("patient_id"):
        person = identity.pseudonym(secret, values.normal_id("s.patient_id"))
    fields = [name for name in source.fields if name != "patient_id"]
    found = "".join(f", s.{name}::VARCHAR AS f_{name}" for name in fields)
    raw = "trim(s.patient_id)" if source.has("patient_id") else "NULL::VARCHAR"
    return (
        f"SELECT * EXCLUDE (raw) REPLACE ({_blanked(fields, 's', 'true')}s.fault AS "
        "fault) FROM ("
        f"SELECT s.file_no, s.row_no, t.fault, {person} AS pseudonym, {raw} AS "
        f"raw{found} "
        f"FROM raw_{source.table} s JOIN {staged} t ON s.file_no = t.file_no "
        f"AND s.row_no = t.row_no WHERE t.fault > 0) s ORDER BY file_no, row_no"
    )


def write(con, source: Source, rows: str, out: Path) -> int:
    """Write the rows of a relation that have a fault, then lines that could not be
    split; how many.

    The file is the owner's alone to read.
    """
    folder = out / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    place = folder / f"{source.table}.csv"
    shown = [
        name
        for name in source.fields
        if name not in NEVER_FIELDS and _kind(source, name) not in NEVER
    ]
    headers = [source.header(name) for name in shown]
    titles = [
        header if headers.count(header) == 1 else name
        for header, name in zip(headers, shown, strict=True)
    ]
    titles = ['"' + harmless(title).replace('"', '""') + '"' for title in titles]
    cells = "".join(
        f", {sql_harmless(f'({_shown(source, name)})')} AS {title}"
        for name, title in zip(shown, titles, strict=True)
    )
    names = " ".join(
        f"WHEN {n} THEN {values.quoted(harmless(file.name))}"
        for n, file in enumerate(source.files)
    )
    reasons = dict(enumerate(source.reasons, 1)) | checks.REASONS
    said = " ".join(
        f"WHEN {fault} THEN {values.quoted(harmless(reason))}"
        for fault, reason in reasons.items()
    )
    parts = [
        f'SELECT file_no AS n, CASE file_no {names} END AS "\ufefffile", row_no AS '
        '"row", '
        f'CASE fault {said} END AS "reason", pseudonym AS "person"{cells} '
        f"FROM ({rows}) WHERE fault > 0"
    ]
    empty = "".join(f", NULL::VARCHAR AS {title}" for title in titles)
    for number in range(len(source.files)):
        if staging.rejected(con, source, number)[0]:
            parts.append(
                f"SELECT {number}, CASE {number} {names} END, line, "
                f"{values.quoted(checks.REASONS[checks.UNREADABLE])}, "
                f"NULL::VARCHAR{empty} FROM ({staging.unreadable(con, source, number)})"
            )
    written = con.execute(
        f"COPY (SELECT * EXCLUDE (n) FROM ({' UNION ALL '.join(parts)}) ORDER BY n, "
        '"row") '
        f"TO {values.quoted(str(place))} (FORMAT csv, HEADER true)"
    ).fetchall()[0][0]
    place.chmod(0o600)
    return written


def _again(con, source, staged, looked: str) -> None:
    """Table `again` (file_no, row_no): the rows that repeat another, by the rule of
    `events`."""
    same, best = events.repeating(source)
    texts = ", ".join(f"f_{name} AS {name}" for name in staged.coded)
    near = (
        "SELECT * EXCLUDE "
        f"({', '.join(f'f_{n}' for n in source.fields if n != 'patient_id')})"
        f"{', ' + texts if texts else ''} FROM {looked} WHERE near AND fault = 0"
    )
    picked, rows = events.joined(con, source, staged, near, True)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE again AS SELECT file_no, row_no FROM (SELECT "
        "file_no, row_no, "
        f"row_number() OVER (PARTITION BY person, moment, {same} ORDER BY {best}, "
        "file_no, row_no) "
        "AS n FROM (SELECT s.file_no, s.row_no, s.person, s.moment, s.second, "
        "s.number, "
        f"{event_times_sql.kept_numbers(source)}, {picked} FROM {rows})) WHERE n > 1"
    )


def _moved(con, source) -> tuple[str, str]:
    """SQL of a join and of the row number counting the lines above that could not be
    split."""
    parts = []
    for number in range(len(source.files)):
        if staging.rejected(con, source, number)[0]:
            parts.append(
                f"SELECT {number}::SMALLINT AS file_no, line - k AS from_row, k + 1 "
                "AS added FROM ("
                f"SELECT line, row_number() OVER (ORDER BY line) - 1 AS k "
                f"FROM ({staging.unreadable(con, source, number)}))"
            )
    if not parts:
        return "", "l.row_no"
    con.execute(
        "CREATE OR REPLACE TEMP TABLE moved AS SELECT file_no, from_row, max(added) "
        f"AS added FROM ({' UNION ALL '.join(parts)}) GROUP BY ALL"
    )
    return (
        "ASOF LEFT JOIN moved m ON l.file_no = m.file_no AND l.row_no >= m.from_row",
        "l.row_no + coalesce(m.added, 0)",
    )


def _blanked(fields, alias: str, wanted: str) -> str:
    """SQL of `REPLACE`: fields are empty where they are not wanted, or hold the row's
    own id."""
    same = (
        f"coalesce({alias}.f_{{0}} = {alias}.raw OR (length({alias}.raw) >= 5 AND "
        f"contains({alias}.f_{{0}}, {alias}.raw)), false)"
    )
    return "".join(
        f"CASE WHEN NOT ({wanted}) THEN NULL WHEN {same.format(name)} THEN "
        f"{values.quoted(NOT_SHOWN)} ELSE {alias}.f_{name} END AS f_{name}, "
        for name in fields
        if name != "patient_id"
    )


def _kind(source: Source, name: str) -> str:
    if name in TABLES[source.table].names:
        return TABLES[source.table].field(name).kind
    if name.endswith(("_date", "_time", "_at")):
        return "timestamp"
    return "number" if name in ("age", "departed_minutes") else "code"


def _shown(source: Source, name: str) -> str:
    """SQL of a field as found, or `(not shown)` where it may say who somebody is."""
    column, kind = f"f_{name}", _kind(source, name)
    bare = f"trim({column})"
    if source.kinds[name] != "VARCHAR":
        return column
    if name == "role" or (
        kind == "category" and TABLES[source.table].field(name).allowed
    ):
        # Where words are listed, another word is shown nowhere: in a slipped row it may
        # be a name.
        return (
            f"CASE WHEN {column} IS NULL OR {column} IN (SELECT raw FROM "
            f"d_{source.table}_{name} "
            f"WHERE NOT strange) THEN {column} ELSE {values.quoted(NOT_SHOWN)} END"
        )
    if kind in ("timestamp", "date", "integer", "number"):
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
        if name.startswith(("reason_", "diagnosis_")):
            safe += f" OR regexp_full_match({bare}, '\\d{{6,9}}|\\d{{11,18}}')"
    usual = USUAL_CODE if kind in ("code", "category") else USUAL_TIME
    return (
        f"CASE WHEN regexp_full_match({column}, '{usual}') THEN {column} "
        f"WHEN {column} IS NULL OR {values.is_missing(column)} THEN {column} "
        f"WHEN length({bare}) <= {LONGEST} AND ({safe}) AND NOT "
        f"{sql_identifies(f'upper({bare})')} "
        f"THEN {column} ELSE {values.quoted(NOT_SHOWN)} END"
    )
