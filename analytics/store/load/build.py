"""Load extracts into a dataset: read, check, replace identities, build beside, make
live.

`load` and `check` run the same code; `check` builds nothing. The live version stays as
it is until the new one is whole and on disk.
"""

import hashlib
import json
import os
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from analytics.definitions.contract import CONTRACT_VERSION, TABLES
from analytics.errors import InputError
from analytics.extract import disk_space
from analytics.extract.fields.mapping import Mapping
from analytics.extract.people import identity
from analytics.store import mappings
from analytics.store.dataset import Dataset
from analytics.store.home import check_name, home, make_live
from analytics.store.load.inputs import (
    GIVEN,
    CheckReport,
    FileReport,
    LoadInputs,
    checked,
)
from analytics.store.load.steps import Run, run_steps
from analytics.store.load.version_folders import (
    at_start,
    building,
    only_load,
    remove_old,
    scratch,
    settle,
)
from analytics.store.manifest import Manifest
from analytics.store.manifest import Source as Given

__all__ = ["GIVEN", "CheckReport", "FileReport", "LoadInputs", "check", "load"]


def load(
    inputs: LoadInputs,
    into: str,
    root: Path | None = None,
    progress=None,
    secret: bytes | None = None,
) -> Dataset:
    """Read, check and build the extracts as a new version of dataset `into`, and make
    it live.

    progress: called with a step in words and the share done (0–1). secret: the key of
    the hash, else that of the data home. Raises InputError with every problem; the live
    version stays.
    """
    root = Path(root) if root else home()
    progress = progress or (lambda step, done: None)
    folder = root / check_name(into)
    mapping = checked(inputs, into, root)
    with (
        _told_of_the_machine(root),
        only_load(folder, progress),
        building(folder) as place,
    ):
        at_start(root)
        workspace, out = place / "work", place / "new"
        workspace.mkdir()
        out.mkdir()
        run = run_steps(
            inputs, mapping, workspace, out, secret or identity.key(root), progress
        )
        progress("Making the new version live", 0.97)
        manifest = _manifest(inputs, mapping, run, into)
        manifest.write(out)
        settle(out)
        version = folder / manifest.version
        os.replace(out, version)
        settle(folder, below=False)
        make_live(into, manifest.version, root)
        mappings.keep(into, mapping, root)
        remove_old(folder, manifest.version)
    progress("Loaded", 1.0)
    return Dataset(into, version, manifest)


def check(
    inputs: LoadInputs, root: Path | None = None, progress=None, into: str | None = None
) -> CheckReport:
    """Read and check the extracts as `load` does, without building. Raises InputError
    likewise.

    into: the dataset they are meant for, whose kept mapping is then used.
    """
    progress = progress or (lambda step, done: None)
    mapping = checked(inputs, into, root)
    root = Path(root) if root else home()
    with _told_of_the_machine(root), scratch(root) as place:
        run = run_steps(inputs, mapping, place, None, b"check only", progress)
    progress("Checked", 1.0)
    return CheckReport(
        tuple(_file_reports(run)),
        {table: one.rows for table, one in run.counts.items()},
        tuple(run.exclusions),
        tuple(run.spans),
        tuple(run.problems),
        tuple(run.notes),
    )


@contextmanager
def _told_of_the_machine(root: Path):
    """Turn a full disk or memory into an InputError that says what to do."""
    try:
        yield
    except (OSError, MemoryError) as fault:
        told = disk_space.problem(fault, root)
        if told is None:
            raise
        raise InputError(told) from None


def _file_reports(run: Run):
    for table, source in run.sources.items():
        by_file = run.counts[table].by_file
        for number, (file, found) in enumerate(
            zip(source.files, source.matches, strict=True)
        ):
            yield FileReport(
                table,
                file.name,
                by_file.get(number, 0),
                found.profile.name,
                found.sure,
                found.why,
                found.headers,
                source.dropped[number],
                source.unused[number],
            )


def _manifest(inputs: LoadInputs, mapping: Mapping, run: Run, into: str) -> Manifest:
    given = []
    for report, file in zip(
        _file_reports(run),
        (file for source in run.sources.values() for file in source.files),
        strict=True,
    ):
        given.append(
            Given(
                report.table,
                report.file,
                run.hashes[file.path],
                file.stamp[0],
                report.rows,
                report.profile,
                report.dropped,
                report.unused,
            )
        )
    if run.boundaries:
        given.append(
            Given(
                "areas",
                run.boundaries.name,
                run.hashes[run.boundaries],
                run.boundaries.stat().st_size,
                0,
                "boundaries",
            )
        )
    told = json.dumps(
        [
            CONTRACT_VERSION,
            mapping.as_dict(),
            sorted((one.table, one.sha256, one.profile) for one in given),
        ],
        sort_keys=True,
    )
    fingerprint = hashlib.sha256(told.encode()).hexdigest()[:16]
    now = datetime.now(UTC)
    spans = sorted(run.spans, key=lambda span: list(TABLES).index(span.table))
    return Manifest(
        dataset=into,
        version=f"{now:%Y%m%dT%H%M%S%f}Z-{fingerprint[:8]}",
        created=now.isoformat(timespec="seconds"),
        contract_version=CONTRACT_VERSION,
        fingerprint=fingerprint,
        sources=tuple(given),
        exclusions=tuple(run.exclusions),
        spans=tuple(spans),
        problems=tuple(problem.as_dict() for problem in run.problems),
        boundaries=run.boundaries is not None,
        notes=tuple(run.notes),
        accounts=tuple(run.accounts),
    )
