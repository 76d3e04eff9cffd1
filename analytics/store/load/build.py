"""Load extracts into a dataset: read, check, replace identities, build beside, make
live.

Two steps: files become canonical tables (`canonical/read.py`), these become the stored
tables of a dataset (`writing/write.py`); `analytics/store/README.md` follows a cell.
`load` and `check` run the same code; `check` builds nothing. The live version stays as
it is until the new one is whole and on disk.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from analytics.definitions.tables_of_places import AREAS
from analytics.errors import InputError
from analytics.extract.fields.mapping import Mapping
from analytics.extract.people import identity
from analytics.extract.reading.opened_file import sha256
from analytics.store import intact, mappings
from analytics.store.audit import log
from analytics.store.dataset import Dataset
from analytics.store.home import OWNERS_ALONE, check_name, home
from analytics.store.live import make_live
from analytics.store.load import boundaries, faults, keys, owners_alone
from analytics.store.load.canonical.opening import open_files
from analytics.store.load.canonical.read import read
from analytics.store.load.inputs import LoadInputs, checked
from analytics.store.load.progress import Progress
from analytics.store.load.queries import as_files
from analytics.store.load.reports import (
    CheckReport,
    FileReport,
    check_report,
    manifest,
)
from analytics.store.load.run import Run
from analytics.store.load.running import running
from analytics.store.load.version_folders import (
    at_start,
    building,
    flush_to_disk,
    only_load,
    remove_old,
    scratch,
)
from analytics.store.load.writing.write import write

__all__ = ["CheckReport", "FileReport", "LoadInputs", "check", "load"]


def load(
    inputs: LoadInputs,
    into: str,
    root: Path | None = None,
    progress: Progress | None = None,
    secret: bytes | None = None,
) -> Dataset:
    """Read, check and build the extracts as a new version of dataset `into`, and make
    it live.

    progress: called with a step in words and the share done (0–1). secret: the key of
    the hash, else that of the data home. Raises InputError with every problem; the live
    version stays.
    """
    root = Path(root) if root else home()
    progress = progress or _silent
    check_name(into)
    with log.refusals("load", root, dataset=into):
        return _load(inputs, into, root, progress, secret)


def _load(
    inputs: LoadInputs,
    into: str,
    root: Path,
    progress: Progress,
    secret: bytes | None,
) -> Dataset:
    folder = root / into
    mapping = checked(inputs, into, root)
    with (
        as_files(inputs, root, progress) as inputs,
        faults.of_the_machine(root),
        only_load(folder, progress),
        building(folder) as place,
    ):
        at_start(root)
        workspace, out = place / "work", place / "new"
        workspace.mkdir(mode=OWNERS_ALONE)
        out.mkdir(mode=OWNERS_ALONE)
        told = owners_alone.close(root)
        own_key = secret is not None
        if secret is None:
            secret, more = keys.secret_for(into, root, inputs.accept_new_key)
            told += more
        with running(workspace, out, secret, progress) as run:
            run.problems += told
            run.accept_left_out = inputs.accept_left_out
            shapes = _open(run, inputs, mapping)
            with ThreadPoolExecutor(1) as beside:
                hashes = beside.submit(_hashes, run, shapes)
                canonical = read(run)
                written = write(run, canonical)
            _stop_if_changed(run)
            if shapes:
                boundaries.keep(shapes, out)
        progress("Making the new version live", 0.97)
        record = manifest(
            run, canonical, written, mapping, hashes.result(), shapes, into
        )
        record = replace(
            record,
            files=intact.files_of(out),
            key=identity.fingerprint(secret),
            own_key=own_key,
        )
        record.write(out)
        flush_to_disk(out)
        version = folder / record.version
        os.replace(out, version)
        flush_to_disk(folder, below=False)
        make_live(into, record.version, root)
        mappings.keep(into, mapping, inputs.kept_by.make_place(root))
        remove_old(folder, record.version)
    progress("Loaded", 1.0)
    return Dataset(into, version, record)


def check(
    inputs: LoadInputs,
    root: Path | None = None,
    progress: Progress | None = None,
    into: str | None = None,
) -> CheckReport:
    """Read and check the extracts as `load` does, without building. Raises InputError
    likewise.

    into: the dataset they are meant for, whose kept mapping is then used.
    """
    progress = progress or _silent
    mapping = checked(inputs, into, root, alone=True)
    root = Path(root) if root else home()
    with (
        as_files(inputs, root, progress) as inputs,
        faults.of_the_machine(root),
        scratch(root) as place,
        running(place, None, b"check only", progress) as run,
    ):
        run.accept_left_out = inputs.accept_left_out
        run.problems += keys.problems(into, root, inputs.accept_new_key)
        _open(run, inputs, mapping)
        canonical = read(run)
        written = write(run, canonical)
        _stop_if_changed(run)
    progress("Checked", 1.0)
    return check_report(run, canonical, written)


def _silent(step: str, done: float) -> None:
    """No progress is told."""


def _open(run: Run, inputs: LoadInputs, mapping: Mapping) -> Path | None:
    """Open the files; the shapes of the areas, if given. Raises InputError with every
    fault."""
    open_files(run, inputs, mapping)
    shapes = boundaries.beside(inputs.paths(AREAS.name))
    if shapes:
        run.problems += boundaries.faults(shapes)
    run.stop_if_faulty()
    return shapes


def _hashes(run: Run, shapes: Path | None) -> dict[Path, str]:
    """SHA-256 of every file given."""
    given = [file.path for source in run.sources.values() for file in source.files]
    return {path: sha256(path) for path in {*given, *([shapes] if shapes else [])}}


def _stop_if_changed(run: Run) -> None:
    if gone := run.changed_files():
        raise InputError(gone)
