"""The SQL that scans the files of a source: their columns under the names of the
fields, as text.

Whatever the files call them, so everything after it is the same for every kind of
file.
"""

from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import kind_of_table
from analytics.extract.cells import totals, values
from analytics.extract.cells.date_formats import serial_of_1900
from analytics.extract.fields import questions
from analytics.extract.fields.matching import Match
from analytics.extract.fields.times import is_date
from analytics.extract.profiles import Rule, plain
from analytics.extract.reading.opened_file import Opened
from analytics.extract.reading.rejects import REJECTS
from analytics.extract.reading.source import Source


def scanned(source: Source, rejects: bool = False, numbered: bool = False) -> str:
    """SELECT of all files: file_no, left_out (0: kept), the fields; row_no if
    numbered.

    rejects: lines that cannot be split are kept aside (`rejects`).
    """
    return " UNION ALL ".join(
        scanned_file(source, number, rejects, numbered)
        for number in range(len(source.files))
    )


def scanned_file(source: Source, number: int, rejects: bool, numbered: bool) -> str:
    """The same of one file."""
    file, found = source.files[number], source.matches[number]
    section = found.profile.section(source.table)
    picked = []
    for name, kind in source.kinds.items():
        column = _column(source, file, found, name, kind)
        if (number, name) in source.halves:
            half = f"CAST({file.column(source.halves[number, name])} AS VARCHAR)"
            column = f"CAST({column} AS VARCHAR) || coalesce(' ' || {half}, '')"
        if file.epoch_1904 and is_date(source.table, name):
            column = serial_of_1900(column)
        picked.append(f"{column} AS {name}")
    left = []
    for rule in section.leave_out:
        test = _rule(file, found, rule)
        if test:
            left.append(f"WHEN {test} THEN {source.reasons.index(rule.reason) + 1}")
    if number in source.totals:
        left.append(
            f"WHEN {totals.test(source.table, file, found, source.totals[number])} "
            f"THEN {source.reasons.index(totals.REASON) + 1}"
        )
    left_out = f"CASE {' '.join(left)} ELSE 0 END" if left else "0"
    scan = file.scan(REJECTS.of(source.table, file=number) if rejects else "")
    row = ""
    if numbered:
        row = ", row_no"
        count = f"row_number() OVER () + {file.skip + 1} AS row_no"
        scan = f"(SELECT *, {count} FROM {scan})"
    return (
        f"SELECT {number}::SMALLINT AS file_no, ({left_out})::TINYINT AS left_out, "
        f"{', '.join(picked)}{row} FROM {scan}{_not_blank(file)}"
    )


def _not_blank(file: Opened) -> str:
    """SQL: rows of text that hold nothing but spaces are no rows."""
    if not file.blanks:
        return ""
    said = " OR ".join(
        f"coalesce(trim({file.column(header)}, ' \t'), '') <> ''"
        for header in file.headers
    )
    return f" WHERE ({said})"


def _column(source: Source, file: Opened, found: Match, name: str, kind: str) -> str:
    section = found.profile.section(source.table)
    if len(found.lists.get(name, ())) > 1:
        column = _together(file, found.lists[name])
    elif name in found.headers:
        column = _first_filled(
            file, section.first_of.get(name, ()), found.headers[name]
        )
        if kind == "VARCHAR" and file.kind == "parquet":
            column = f"CAST({column} AS VARCHAR)"
            if source.type_of(file, found.headers[name]).endswith("[]"):
                column = f"array_to_string({file.column(found.headers[name])}, ';')"
    elif name in (given := section.fixed | source.part.fixed):
        column = f"{values.quoted(given[name])}::VARCHAR"
    else:
        column = f"NULL::{kind}"
    if source.mixed and name in found.headers:
        column = _coded(
            column, section.codes.get(name, {}) | source.part.codes.get(name, {})
        )
    column = _from_components(source, file, found, name, column)
    # Texts of events are cleaned once a distinct text, when their codes are looked up.
    events = kind_of_table(source.table) is not None
    return column if events or kind != "VARCHAR" else values.cleaned(column)


def _from_components(
    source: Source, file: Opened, found: Match, name: str, column: str
) -> str:
    """A field's column, and what flags or a list of the file say of the field."""
    if not TABLES[source.table].has(name):
        return column
    field = TABLES[source.table].field(name)
    given = name in found.headers
    if given or any(one.name in found.headers for one in field.flags):
        fixed = found.profile.section(source.table).fixed | source.part.fixed
        base = column if given or name in fixed else None
        column = questions.said(source, file, found, field, base)
    for one in field.components:
        if one.kind == "list" and one.name in found.headers:
            text = f"CAST({file.column(found.headers[one.name])} AS VARCHAR)"
            first = f"nullif(trim(split_part(ltrim({text}, ', '), ',', 1)), '')"
            column = f"coalesce({column}, {first})" if given else first
    return column


def _first_filled(file: Opened, headers: tuple[str, ...], taken: str) -> str:
    """SQL of a column, or of the first one filled where the kind of extract has several
    of it."""
    wanted = [plain(header) for header in headers]
    if plain(taken) not in wanted:
        return file.column(taken)
    there = {plain(header): header for header in file.headers}
    columns = [file.column(there[name]) for name in wanted if name in there]
    if len(columns) == 1:
        return columns[0]
    return (
        "coalesce("
        + ", ".join(
            f"nullif(trim(CAST({column} AS VARCHAR)), '')" for column in columns
        )
        + ")"
    )


def _together(file: Opened, headers: tuple[str, ...]) -> str:
    """SQL of the columns of one list as one text, parted by ;."""
    texts = ", ".join(
        f"nullif(trim(CAST({file.column(header)} AS VARCHAR)), '')"
        for header in headers
    )
    return f"nullif(concat_ws(';', {texts}), '')"


def _coded(column: str, words: dict[str, str]) -> str:
    if not words:
        return column
    cases = " ".join(
        f"WHEN {values.quoted(word)} THEN {values.quoted(value)}"
        for word, value in words.items()
    )
    return f"CASE trim({column}) {cases} ELSE {column} END"


def _rule(file: Opened, found: Match, rule: Rule) -> str:
    if rule.field:
        if rule.field not in found.headers:
            return ""
        column = f"CAST({file.column(found.headers[rule.field])} AS VARCHAR)"
    else:
        wanted = {plain(header) for header in rule.headers}
        header = next((h for h in file.headers if plain(h) in wanted), None)
        if header is None:
            return ""
        column = f"CAST({file.column(header)} AS VARCHAR)"
    if rule.missing:
        return values.is_missing(column)
    if rule.filled:
        return f"NOT {values.is_missing(column)}"
    listed = ", ".join(values.quoted(value.lower()) for value in rule.values)
    return f"regexp_replace(lower(trim({column})), '\\.0$', '') IN ({listed})"
