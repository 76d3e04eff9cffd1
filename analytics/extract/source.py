"""One table of an extract: its files, which of their columns are which field, one SQL scan of all.

The scan gives text under the names of the fields, whatever the files call them, so everything
after it is the same for every kind of file.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from analytics.definitions.contract import TABLES, WITH_PEOPLE
from analytics.errors import InputError, Problem
from analytics.extract import identifiers, values
from analytics.extract.files import Opened, expand, opened, spread_sample
from analytics.extract.profiles import (
    PARTS, STANDS_FOR, Match, Profile, codes, match, plain, profiles,
)

SAMPLE_ROWS = 5000
TEMPORAL = ("timestamp", "date")
DATE_PARTS = ("appointment_date", "booked_date", "arrived_date", "departed_date", "birth_date")


@dataclass
class Source:
    """A table's files and how they are read."""

    table: str
    files: list[Opened]
    matches: list[Match]
    fixed: dict[str, str]
    kinds: dict[str, str]  # field -> DuckDB type that the scan gives
    styles: dict[str, values.DateStyle]
    reasons: list[str]  # why rows are left out by a profile's rules
    dropped: list[tuple[str, ...]] = field(default_factory=list)
    unused: list[tuple[str, ...]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields and parts that the scan gives, in the order of the contract."""
        return tuple(self.kinds)

    @property
    def mixed(self) -> bool:
        """Whether files of several kinds are read as one, so that each needs its own codes."""
        return len({found.profile.name for found in self.matches}) > 1

    def codes(self, name: str) -> dict[str, str]:
        """Value -> canonical value of a field, after the scan."""
        profile = profiles()["generic"] if self.mixed else self.matches[0].profile
        return codes(profile, self.table, name)

    @property
    def label(self) -> str:
        """The file's name, or how many files there are."""
        names = [file.name for file in self.files]
        return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"

    def has(self, name: str) -> bool:
        return name in self.kinds

    def header(self, name: str) -> str:
        """How the file calls a field."""
        return next((m.headers[name] for m in self.matches if name in m.headers), name)

    def sql(self, rejects: bool = False, numbered: bool = False) -> str:
        """SELECT of all files: file_no, left_out (0: kept), the fields; row_no if numbered."""
        return " UNION ALL ".join(
            _branch(self, number, rejects, numbered) for number in range(len(self.files))
        )


def inspect(con, table: str, paths, profile: Profile | None, by_hand: dict, workspace: Path):
    """Open every file of a table and find its fields.

    Returns (Source or None, problems). Problems that stop leave None: files that cannot be read,
    no usable columns, a required column missing.
    """
    files, problems = expand(paths, TABLES[table].title.lower())
    files = [path for path in files if path.suffix.lower() != ".geojson"]
    asked = profile if profile and table in profile.tables else None
    good, matches = [], []
    for path in files:
        try:
            file = opened(con, path, table, workspace)
        except InputError as fault:
            problems += fault.problems
            continue
        found = match(table, file.headers, asked, by_hand.get("columns"))
        faults = _missing_columns(table, file, found, by_hand)
        problems += faults
        if not any(fault.stops for fault in faults):
            good.append(file)
            matches.append(found)
    if any(problem.stops for problem in problems) or not good:
        return None, problems
    source = _source(con, table, good, matches, by_hand, workspace)
    return source, problems + source.problems


def _source(con, table, files, matches, by_hand, workspace) -> Source:
    fixed = dict(by_hand.get("fixed", {}))
    reasons = list(dict.fromkeys(
        rule.reason for found in matches for rule in found.profile.section(table).leave_out))
    source = Source(table, files, matches, fixed, {}, {}, reasons)
    samples = [_sample(con, file, workspace, number) for number, file in enumerate(files)]
    _drop_identifiers(con, source, samples)
    order = (*TABLES[table].names, *PARTS.get(table, ()))
    present = {name for found in source.matches for name in found.headers} | set(fixed)
    present |= {name for found in source.matches for name in found.profile.section(table).fixed}
    if "diagnosis_all" in present:
        present.add("diagnosis_code")
    if "dna_flag" in present:
        present.add("status")
    for name in order:
        if name in present:
            source.kinds[name] = _kind(con, source, name)
    for name in source.kinds:
        known = name in TABLES[table].names and TABLES[table].field(name).kind in TEMPORAL
        if known or name in DATE_PARTS:
            source.styles[name] = _style(con, source, name, samples)
    _one_order_for_all(source)
    return source


def _missing_columns(table, file, found, by_hand) -> list[Problem]:
    have = set(found.headers) | set(by_hand.get("fixed", {})) | set(
        found.profile.section(table).fixed)
    lacking = [name for name in TABLES[table].required
               if name not in have and STANDS_FOR.get(name) not in have]
    seen = ", ".join(file.headers[:12]) + (" …" if len(file.headers) > 12 else "")
    if not set(found.headers):
        return [Problem(
            "no_usable_columns",
            f"No column is recognised as one of {TABLES[table].title.lower()}. Headers found: {seen}.",
            f"Expected: {', '.join(TABLES[table].required)} (and more, see the definitions page). "
            "Rename the headers, or say which is which with --columns MAP.toml.",
            file=file.name)]
    may_lack = found.profile.section(table).may_lack
    problems = []
    for name in lacking:
        stops = name not in may_lack
        problems.append(Problem(
            "column_missing" if stops else "column_lacking",
            f"No column for {name} ({TABLES[table].field(name).meaning.lower()}). "
            f"Headers found: {seen}.",
            f'Add it, or name it in a mapping file: [{table}.columns] {name} = "your header" '
            f'(one value for every row: [{table}.fixed] {name} = "…"), given with --columns.',
            file=file.name, column=name, stops=stops))
    return problems


def _branch(source: Source, number: int, rejects: bool, numbered: bool) -> str:
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
    left_out = f"CASE {' '.join(left)} ELSE 0 END" if left else "0"
    row = f", row_number() OVER () + {file.skip + 1} AS row_no" if numbered else ""
    scan = file.scan(f"rejects_{source.table}_{number}" if rejects else "")
    return (f"SELECT {number}::SMALLINT AS file_no, ({left_out})::TINYINT AS left_out, "
            f"{', '.join(picked)}{row} FROM {scan}")


def _column(source, file, found, name, kind) -> str:
    if name in found.headers:
        column = file.column(found.headers[name])
        if kind == "VARCHAR" and file.kind == "parquet":
            column = f"CAST({column} AS VARCHAR)"
            if file_type(source, file, found.headers[name]).endswith("[]"):
                column = f"array_to_string({file.column(found.headers[name])}, ';')"
    elif name in (given := found.profile.section(source.table).fixed | source.fixed):
        column = f"{values.quoted(given[name])}::VARCHAR"
    else:
        column = f"NULL::{kind}"
    if source.mixed and name in found.headers:
        column = _coded(column, found.profile.section(source.table).codes.get(name, {}))
    if name == "status" and "dna_flag" in found.headers:
        flag = f"lower(trim(CAST({file.column(found.headers['dna_flag'])} AS VARCHAR)))"
        column = f"CASE WHEN {flag} IN ('1', 'y', 'yes', 'true') THEN 'did_not_attend' ELSE {column} END"
    if name == "diagnosis_code" and "diagnosis_all" in found.headers:
        listed = f"CAST({file.column(found.headers['diagnosis_all'])} AS VARCHAR)"
        first = f"nullif(trim(split_part({listed}, ',', 1)), '')"
        column = first if name not in found.headers else f"coalesce({column}, {first})"
    return column


def _coded(column, words) -> str:
    if not words:
        return column
    cases = " ".join(f"WHEN {values.quoted(word)} THEN {values.quoted(value)}"
                     for word, value in words.items())
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


_types: dict[tuple, str] = {}


def file_type(source: Source, file: Opened, header: str) -> str:
    """The DuckDB type of a Parquet column (VARCHAR for text files)."""
    return _types.get((str(file.scanned), header), "VARCHAR")


def _kind(con, source, name) -> str:
    types = set()
    for file, found in zip(source.files, source.matches, strict=True):
        if name in found.headers:
            types.add(file_type(source, file, found.headers[name]))
    temporal = all(kind.startswith(("TIMESTAMP", "DATE")) for kind in types)
    return types.pop() if len(types) == 1 and temporal else "VARCHAR"


def _sample(con, file: Opened, workspace: Path, number: int) -> str:
    """A temporary table of rows from all over a file; returns its name."""
    name = f"sample_{file.scanned.stem}_{number}"
    name = re.sub(r"\W", "_", name)
    if file.kind == "parquet":
        path = values.quoted(str(file.scanned))
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS "
                    f"SELECT * FROM read_parquet({path}) LIMIT {SAMPLE_ROWS}")
        described = con.execute(f"DESCRIBE SELECT * FROM read_parquet({path})").fetchall()
        for row in described:
            _types[(str(file.scanned), row[0])] = row[1]
        return name
    place = workspace / f"{name}.csv"
    place.write_text(spread_sample(file), encoding="utf-8")
    look = Opened(file.path, place, "text", file.headers, file.delimiter)
    scan = look.scan().replace("header = true", "header = false")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {scan}")
    place.unlink()
    return name


def _values(con, file, found, name, sample, distinct=2000) -> list[str]:
    column = file.column(found.headers[name])
    rows = con.execute(
        f"SELECT DISTINCT trim(CAST({column} AS VARCHAR)) FROM {sample} "
        f"WHERE {column} IS NOT NULL LIMIT {distinct}").fetchall()
    return [row[0] for row in rows if row[0].lower() not in values.MISSING]


def _style(con, source, name, samples) -> values.DateStyle:
    if source.kinds[name] != "VARCHAR":
        return values.DateStyle()
    seen, ours = [], False
    for file, found, sample in zip(source.files, source.matches, samples, strict=True):
        if name in found.headers:
            seen += _values(con, file, found, name, sample)
            ours = ours or found.profile.name not in ("canonical", "generic")
    style = values.date_style(seen, proven=ours)
    if style.proven or not any(re.match(values.NUMERIC_DATE, value) for value in seen):
        return style
    first, second = _largest_parts(con, source, name)
    order, proven = values.day_or_month(first, second, True, False)
    return values.date_style(seen, order, proven)


def _largest_parts(con, source, name) -> tuple[int, int]:
    """The largest first and second number of a column's dates, over every row."""
    parts = [f"max(TRY_CAST(regexp_extract({name}, '{values.NUMERIC_DATE}', {n}) AS INTEGER))"
             for n in (1, 2)]
    try:
        row = con.execute(f"SELECT {parts[0]}, {parts[1]} FROM ({source.sql()})").fetchone()
    except duckdb.Error:
        return 0, 0
    return row[0] or 0, row[1] or 0


def _one_order_for_all(source: Source) -> None:
    """What one date column of a file proves holds for its others; else warn."""
    proof = {style.order for style in source.styles.values() if style.proven and style.formats}
    unproven = [name for name, style in source.styles.items() if not style.proven]
    for name in unproven:
        style = source.styles[name]
        if proof == {"month"} or (proof and style.order in proof):
            formats = style.formats
            if proof == {"month"}:
                formats = tuple(form.replace("%d", "%_").replace("%m", "%d").replace("%_", "%m")
                                for form in formats)
            source.styles[name] = values.DateStyle(
                formats, style.iso, style.zone, next(iter(proof)), True)
            continue
        source.problems.append(Problem(
            "date_order_assumed",
            "No date in this column has a day above 12, so its values do not show whether the day "
            "or the month comes first. The day was taken to come first.",
            "If the month comes first, export the dates as YYYY-MM-DD and load again.",
            file=source.label, column=source.header(name), stops=False))


def _drop_identifiers(con, source, samples) -> None:
    """List columns that could identify somebody, and take away fields whose values do."""
    for number, (file, found) in enumerate(zip(source.files, source.matches, strict=True)):
        taken = set(found.headers.values())
        spare = [header for header in file.headers if header not in taken]
        personal, headers = [], dict(found.headers)
        if source.table in WITH_PEOPLE:
            kinds = {}
            for name, header in headers.items():
                if name != "patient_id" and TABLES[source.table].names.count(name):
                    if TABLES[source.table].field(name).kind in ("code", "text", "category"):
                        kinds[name] = identifiers.kind_of(_values_of(con, file, header, samples[number]),
                                                          names=name == "coordinator")
            for name, what in kinds.items():
                if what:
                    personal.append(headers.pop(name))
                    source.problems.append(Problem(
                        "identifier_dropped", f"The values look like {what}, so the column was dropped.",
                        "Give a code that identifies nobody if this column is wanted.",
                        file=file.name, column=found.headers[name], stops=False))
            for header in spare:
                if identifiers.by_header(header) or identifiers.kind_of(
                        _values_of(con, file, header, samples[number])):
                    personal.append(header)
            source.matches[number] = Match(found.profile, found.sure, found.why, headers)
        source.dropped.append(tuple(personal))
        source.unused.append(tuple(header for header in spare if header not in personal))


def _values_of(con, file, header, sample) -> list[str]:
    column = file.column(header)
    rows = con.execute(f"SELECT trim(CAST({column} AS VARCHAR)) AS v FROM {sample} "
                       f"WHERE {column} IS NOT NULL LIMIT 500").fetchall()
    return [row[0] for row in rows if row[0]]
