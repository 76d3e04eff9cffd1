"""The files of one table: opened, matched to the fields, and looked at before they are
read."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.errors import InputError, Problem
from analytics.extract.cells import clock_columns, date_order, totals
from analytics.extract.directories.forms import form_of
from analytics.extract.fields.flag_columns import find_flags
from analytics.extract.fields.mapping import Part
from analytics.extract.fields.matching import Match, fields_of, match
from analytics.extract.fields.required import missing_columns
from analytics.extract.fields.times import is_date
from analytics.extract.people import ids, personal
from analytics.extract.profiles import Profile, plain
from analytics.extract.reading.files import opened
from analytics.extract.reading.folders import expand, twice
from analytics.extract.reading.headers_twice import headers_twice
from analytics.extract.reading.names import of_files
from analytics.extract.reading.opened_file import Opened
from analytics.extract.reading.samples import sample
from analytics.extract.reading.source import Source

EMPTY = {"file_empty", "file_no_rows"}


def look(
    con: DuckDBPyConnection,
    table: str,
    paths: Iterable[Path],
    profile: Profile | None,
    part: Part,
    workspace: Path,
    listed: bool = False,
) -> tuple[list[Opened], list[Match], list[Problem]]:
    """Open every file of a table and find its fields: (files, matches, problems).

    part: what a mapping says of the table. listed: a registered list is given beside
    it. No files where a problem stops: files that cannot be read, no usable columns, a
    required column missing.
    """
    good, matches, problems = open_all(con, table, paths, profile, part, workspace)
    fit = []
    for file, found in zip(good, matches, strict=True):
        faults = missing_columns(table, file, found, part, listed)
        problems += faults
        fit.append(not any(fault.stops for fault in faults))
    if any(problem.stops for problem in problems) or not any(fit):
        return [], [], problems
    return good, matches, problems


def open_all(
    con: DuckDBPyConnection,
    table: str,
    paths: Iterable[Path],
    profile: Profile | None,
    part: Part,
    workspace: Path,
) -> tuple[list[Opened], list[Match], list[Problem]]:
    """(files, their matches, problems of those that cannot be read) of a table."""
    given, problems = _expanded(table, paths)
    files = [path for path in given if path.suffix.lower() != ".geojson"]
    names = of_files(files)
    again, more = twice(files, names)
    problems += more
    asked = profile if profile and table in profile.tables else None
    good: list[Opened] = []
    empty: list[Problem] = []
    for path, name in zip(files, names, strict=True):
        if path in again:
            continue
        try:
            found = opened(con, path, name, table, workspace, part)
        except InputError as fault:
            (
                empty if {one.rule for one in fault.problems} <= EMPTY else problems
            ).extend(fault.problems)
            continue
        good += found
        problems += [one for file in found for one in file.told]
    # An empty month among others is skipped; an empty file alone is no extract.
    problems += [replace(one, stops=False) for one in empty] if good else empty
    matches = []
    for file in good:
        found_in = match(table, file.headers, asked, part.columns, part.fixed)
        if file.sheet:
            found_in = replace(found_in, why=f"sheet “{file.sheet}”: {found_in.why}")
        matches.append(found_in)
    return good, matches, problems


def _expanded(table: str, paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """The files that paths stand for; a folder that is one directory is itself."""
    whole: list[Path] = []
    others: list[Path] = []
    for path in map(Path, paths):
        (whole if path.is_dir() and form_of(table, path) else others).append(path)
    files, problems = expand(others, TABLES[table].title)
    return [*whole, *files], problems


def describe(
    con: DuckDBPyConnection,
    table: str,
    files: list[Opened],
    matches: list[Match],
    part: Part,
    workspace: Path,
) -> tuple[Source, list[str], list[Problem]]:
    """(Source with its fields, types and dates; the names of the tables with a sample
    of each file; problems)."""
    source = Source(table, files, matches, part)
    source.reasons = list(
        dict.fromkeys(
            rule.reason
            for found in matches
            for rule in found.profile.section(table).leave_out
        )
    )
    source.totals = {
        n: found for n, file in enumerate(files) if (found := totals.below(file))
    }
    source.reasons += [totals.REASON] if source.totals else []
    problems = _headers_absent(source)
    samples = [sample(con, source, number, workspace) for number in range(len(files))]
    problems += headers_twice(con, source, samples)
    problems += find_flags(con, source, samples)
    problems += personal.drop_identifiers(con, source, samples)
    problems += ids.rounded(con, source, samples)
    clock_columns.find_halves(con, source, samples)
    present = _present(source)
    for name in fields_of(table):
        if name in present:
            source.kinds[name] = _kind(source, name)
    temporal = [name for name in source.kinds if is_date(table, name)]
    problems += date_order.tell(con, source, temporal, samples)
    clock_columns.tell(con, source, samples)
    return source, samples, problems


def _present(source: Source) -> set[str]:
    """Fields and components that a header, a profile or a mapping fills, and the fields
    that a flag or a list says."""
    present = {name for found in source.matches for name in found.headers}
    present |= set(source.part.fixed)
    for found in source.matches:
        present |= set(found.profile.section(source.table).fixed)
    for one in TABLES[source.table].components:
        if one.kind in ("flag", "list") and one.name in present:
            present.add(TABLES[source.table].made_from(one.name).name)
    return present


def _headers_absent(source: Source) -> list[Problem]:
    """A warning for each header that the mapping names and no file has."""
    written = {plain(header) for file in source.files for header in file.headers}
    return [
        Problem(
            "mapping_header",
            f"The mapping says that {name} is this column, but no file "
            f"of {TABLES[source.table].title} has it.",
            "Correct the header in the mapping, or take the line out.",
            column=header,
            file=source.label,
            stops=False,
        )
        for name, header in source.part.columns.items()
        if plain(header) not in written
    ]


def _kind(source: Source, name: str) -> str:
    types = set()
    for file, found in zip(source.files, source.matches, strict=True):
        if name in found.headers:
            types.add(source.type_of(file, found.headers[name]))
    temporal = all(kind.startswith(("TIMESTAMP", "DATE")) for kind in types)
    return types.pop() if len(types) == 1 and temporal else "VARCHAR"
