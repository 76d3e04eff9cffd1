"""The SQL that scans one file of a source: its columns under the names of the fields,
as text."""

from analytics.extract.cells import totals, values
from analytics.extract.profiles import plain


def branch(source, number: int, rejects: bool, numbered: bool) -> str:
    """SELECT of one file: file_no, left_out (0: kept), the fields, and row_no if
    numbered."""
    file, found = source.files[number], source.matches[number]
    section = found.profile.section(source.table)
    picked = []
    for name, kind in source.kinds.items():
        picked.append(f"{_column(source, file, found, name, kind)} AS {name}")
    left = []
    for rule in section.leave_out:
        test = _rule(file, found, rule)
        if test:
            left.append(f"WHEN {test} THEN {source.reasons.index(rule.reason) + 1}")
    if number in source.totals:
        left.append(
            f"WHEN {totals.test(source, file, found, source.totals[number])} "
            f"THEN {source.reasons.index(totals.REASON) + 1}"
        )
    left_out = f"CASE {' '.join(left)} ELSE 0 END" if left else "0"
    row = f", row_number() OVER () + {file.skip + 1} AS row_no" if numbered else ""
    scan = file.scan(f"rejects_{source.table}_{number}" if rejects else "")
    return (
        f"SELECT {number}::SMALLINT AS file_no, ({left_out})::TINYINT AS left_out, "
        f"{', '.join(picked)}{row} FROM {scan}"
    )


def _column(source, file, found, name, kind) -> str:
    section = found.profile.section(source.table)
    if name in found.headers:
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
    if name == "status" and "dna_flag" in found.headers:
        flag = f"lower(trim(CAST({file.column(found.headers['dna_flag'])} AS VARCHAR)))"
        column = (
            f"CASE WHEN {flag} IN ('1', 'y', 'yes', 'true') THEN "
            f"'did_not_attend' ELSE {column} END"
        )
    if name == "diagnosis_code" and "diagnosis_all" in found.headers:
        listed = f"CAST({file.column(found.headers['diagnosis_all'])} AS VARCHAR)"
        first = f"nullif(trim(split_part(ltrim({listed}, ', '), ',', 1)), '')"
        column = first if name not in found.headers else f"coalesce({column}, {first})"
    return column


def _first_filled(file, headers, taken) -> str:
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


def _coded(column, words) -> str:
    if not words:
        return column
    cases = " ".join(
        f"WHEN {values.quoted(word)} THEN {values.quoted(value)}"
        for word, value in words.items()
    )
    return f"CASE trim({column}) {cases} ELSE {column} END"


def _rule(file, found, rule) -> str:
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
    listed = ", ".join(values.quoted(value.lower()) for value in rule.values)
    return f"regexp_replace(lower(trim({column})), '\\.0$', '') IN ({listed})"
