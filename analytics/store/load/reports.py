"""What a load or a check tells: how each file was understood, and the record kept with
a dataset."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analytics.definitions.contract import CONTRACT_VERSION, TABLES
from analytics.errors import Problem
from analytics.extract.fields.mapping import Mapping
from analytics.extract.reading.names import cleaned
from analytics.extract.reading.opened_file import Opened
from analytics.store.load.canonical.left_out.file import file_of
from analytics.store.load.canonical.tables import Canonical
from analytics.store.load.new_version import stamp
from analytics.store.load.run import Run
from analytics.store.load.writing.write import Written
from analytics.store.manifest import Account, Exclusion, Manifest, Source, Span


@dataclass(frozen=True)
class FileReport:
    """How one file was understood: profile, how sure (0–1), why, header of each
    field."""

    table: str
    file: str
    rows: int
    profile: str
    sure: float
    why: str
    headers: dict[str, str]
    dropped: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    people_by: str = ""


@dataclass(frozen=True)
class CheckReport:
    """What a load would do: files, rows in by table, rows left out, spans, warnings;
    usually_counted: what of each extract counts when nobody changes a filter."""

    files: tuple[FileReport, ...]
    rows: dict[str, int]
    exclusions: tuple[Exclusion, ...]
    spans: tuple[Span, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    usually_counted: tuple[str, ...] = ()


def check_report(run: Run, canonical: Canonical, written: Written) -> CheckReport:
    """What a check found."""
    return CheckReport(
        tuple(report for report, _ in _files(run, canonical)),
        {table: given.account.rows for table, given in canonical.given.items()},
        _exclusions(canonical),
        tuple(written.spans),
        tuple(run.problems),
        tuple(run.notes),
        written.usually_counted,
    )


def manifest(
    run: Run,
    canonical: Canonical,
    written: Written,
    mapping: Mapping,
    hashes: dict[Path, str],
    boundaries: Path | None,
    into: str,
) -> Manifest:
    """The record of a load into dataset `into`.

    hashes: SHA-256 of each file. The fingerprint is made of these, of the profiles and
    of what the mapping says: equal ones mean equal contents.
    """
    given = [
        Source(
            report.table,
            report.file,
            hashes[file.path],
            file.stamp[0],
            report.rows,
            report.profile,
            report.dropped,
            report.unused,
            report.people_by,
        )
        for report, file in _files(run, canonical)
    ]
    if boundaries:
        size = boundaries.stat().st_size
        sha256 = hashes[boundaries]
        given.append(
            Source("areas", cleaned(boundaries.name), sha256, size, 0, "boundaries")
        )
    told = json.dumps(
        [
            CONTRACT_VERSION,
            mapping.as_dict(),
            sorted((one.table, one.sha256, one.profile) for one in given),
        ],
        sort_keys=True,
    )
    made, order = stamp(told), list(TABLES)
    return Manifest(
        dataset=into,
        version=made.version,
        created=made.created,
        contract_version=CONTRACT_VERSION,
        fingerprint=made.fingerprint,
        sources=tuple(given),
        exclusions=_exclusions(canonical),
        spans=tuple(sorted(written.spans, key=lambda span: order.index(span.table))),
        problems=tuple(problem.as_dict() for problem in run.problems),
        boundaries=boundaries is not None,
        notes=tuple(run.notes),
        accounts=tuple(_accounts(canonical, written)),
    )


def _files(run: Run, canonical: Canonical) -> Iterator[tuple[FileReport, Opened]]:
    """Every file with how it was understood."""
    for table, source in run.sources.items():
        by_file = canonical.given[table].account.by_file
        for number, (file, found) in enumerate(
            zip(source.files, source.matches, strict=True)
        ):
            report = FileReport(
                table,
                file.name,
                by_file.get(number, 0),
                found.profile.name,
                found.sure,
                found.why,
                found.headers,
                source.dropped[number],
                source.unused[number],
                found.people_by,
            )
            yield report, file


def _exclusions(canonical: Canonical) -> tuple[Exclusion, ...]:
    return tuple(
        one for given in canonical.given.values() for one in given.account.exclusions
    )


def _accounts(canonical: Canonical, written: Written) -> Iterator[Account]:
    """Rows in, kept and left out of each table, and where those left out are."""
    for table, given in canonical.given.items():
        left_out = given.account.left_out
        file = file_of(table) if left_out else ""
        rows, kept = given.account.rows, written.kept[table]
        yield Account(table, rows, kept, left_out, file)
