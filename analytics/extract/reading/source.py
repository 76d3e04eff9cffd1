"""One table of an extract: its files, which of their columns are which field, one SQL
scan of all.

The scan gives text under the names of the fields, whatever the files call them, so
everything after it is the same for every kind of file.
"""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from analytics.definitions.contract import TABLES
from analytics.errors import InputError, Problem
from analytics.extract.cells import dates, totals, values
from analytics.extract.fields.mapping import Part, fields_of, is_date
from analytics.extract.fields.required import missing_columns
from analytics.extract.people import ids, personal
from analytics.extract.profiles import Match, Profile, codes, match, plain, profiles
from analytics.extract.reading.files import Opened, opened, spread_sample
from analytics.extract.reading.folders import expand
from analytics.extract.reading.scan import branch

SAMPLE_ROWS = 5000


@dataclass
class Source:
    """A table's files and how they are read."""

    table: str
    files: list[Opened]
    matches: list[Match]
    part: Part  # what a mapping says
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

    totals: dict[int, tuple] = field(
        default_factory=dict
    )  # file -> headers with a total below
    unclear: dict[str, str] = field(
        default_factory=dict
    )  # date field -> header: order not known
    types: dict[tuple, str] = field(
        default_factory=dict
    )  # (file, header) -> DuckDB type

    def type_of(self, file: Opened, header: str) -> str:
        """The DuckDB type of a Parquet column (VARCHAR for text files)."""
        return self.types.get((str(file.scanned), header), "VARCHAR")

    @property
    def mixed(self) -> bool:
        """Whether files of several kinds are read as one, so that each needs its own
        codes."""
        return len({found.profile.name for found in self.matches}) > 1

    def codes(self, name: str) -> dict[str, str]:
        """Value -> canonical value of a field, after the scan."""
        profile = profiles()["generic"] if self.mixed else self.matches[0].profile
        return codes(profile, self.table, name) | self.part.codes.get(name, {})

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

    def knows(self, header: str) -> bool:
        """Whether the kind of extract has such a column, though nothing needs it."""
        return any(
            plain(header) in found.profile.section(self.table).needless
            for found in self.matches
        )

    def sql(self, rejects: bool = False, numbered: bool = False) -> str:
        """SELECT of all files: file_no, left_out (0: kept), the fields; row_no if
        numbered."""
        return " UNION ALL ".join(
            branch(self, number, rejects, numbered) for number in range(len(self.files))
        )


def inspect(
    con,
    table: str,
    paths,
    profile: Profile | None,
    part: Part,
    workspace: Path,
    listed: bool = False,
):
    """Open every file of a table and find its fields.

    part: what a mapping says of the table. listed: a registered list is given beside
    it. Returns (Source or None, problems). Problems that stop leave None: files that
    cannot be read, no usable columns, a required column missing.
    """
    good, matches, problems = open_all(con, table, paths, profile, part, workspace)
    fit = []
    for file, found in zip(good, matches, strict=True):
        faults = missing_columns(table, file, found, part, listed)
        problems += faults
        fit.append(not any(fault.stops for fault in faults))
    if any(problem.stops for problem in problems) or not any(fit):
        return None, problems
    source, _ = describe(con, table, good, matches, part, workspace)
    return source, problems + source.problems


def open_all(
    con, table: str, paths, profile: Profile | None, part: Part, workspace: Path
):
    """(files, their matches, problems of those that cannot be read) of a table."""
    files, problems = expand(paths, TABLES[table].title)
    asked = profile if profile and table in profile.tables else None
    good, matches = [], []
    for path in files:
        if path.suffix.lower() == ".geojson":
            continue
        try:
            file = opened(con, path, table, workspace, part)
        except InputError as fault:
            problems += fault.problems
            continue
        good.append(file)
        found = match(table, file.headers, asked, part.columns, part.fixed)
        if file.sheet:
            found = replace(found, why=f"sheet “{file.sheet}”: {found.why}")
        matches.append(found)
    return good, matches, problems


def describe(con, table: str, files, matches, part: Part, workspace: Path):
    """(Source, the names of temporary tables with a sample of each file): fields,
    types, dates."""
    reasons = list(
        dict.fromkeys(
            rule.reason
            for found in matches
            for rule in found.profile.section(table).leave_out
        )
    )
    source = Source(table, files, matches, part, {}, {}, reasons)
    source.totals = {
        n: found for n, file in enumerate(files) if (found := totals.below(file))
    }
    source.reasons += [totals.REASON] if source.totals else []
    source.problems += _headers_absent(source)
    samples = [
        _sample(con, source, file, workspace, number)
        for number, file in enumerate(files)
    ]
    personal.drop_identifiers(con, source, samples)
    source.problems += ids.rounded(con, source, samples)
    present = {name for found in source.matches for name in found.headers} | set(
        part.fixed
    )
    present |= {
        name for found in source.matches for name in found.profile.section(table).fixed
    }
    if "diagnosis_all" in present:
        present.add("diagnosis_code")
    if "dna_flag" in present:
        present.add("status")
    for name in fields_of(table):
        if name in present:
            source.kinds[name] = _kind(source, name)
    temporal = [name for name in source.kinds if is_date(table, name)]
    source.styles |= dates.styles(con, source, temporal, samples)
    return source, samples


def _headers_absent(source) -> list[Problem]:
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


def _sample(con, source: Source, file: Opened, workspace: Path, number: int) -> str:
    """A temporary table of rows from all over a file; returns its name."""
    name = f"sample_{file.scanned.stem}_{number}"
    name = re.sub(r"\W", "_", name)
    if file.kind == "parquet":
        path = values.quoted(str(file.scanned))
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS "
            f"SELECT * FROM read_parquet({path}) LIMIT {SAMPLE_ROWS}"
        )
        described = con.execute(
            f"DESCRIBE SELECT * FROM read_parquet({path})"
        ).fetchall()
        for row in described:
            source.types[(str(file.scanned), row[0])] = row[1]
        return name
    place = workspace / f"{name}.csv"
    place.write_text(spread_sample(file), encoding="utf-8")
    look = Opened(file.path, place, "text", file.headers, file.delimiter)
    scan = look.scan().replace("header = true", "header = false")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {scan}")
    place.unlink()
    return name
