"""Load extracts into a dataset: read, check, replace identities, build beside, make
live.

Two steps: files become canonical tables (`canonical/read.py`), these become the stored
tables of a dataset (`writing/write.py`); `analytics/store/README.md` follows a cell.
`load` and `check` run the same code; `check` builds nothing. The live version stays as
it is until the new one is whole and on disk.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from analytics.definitions.tables_of_places import AREAS
from analytics.errors import InputError, Problem
from analytics.extract.fields.mapping import Mapping
from analytics.extract.people import identity
from analytics.extract.reading.opened_file import sha256
from analytics.store import intact, mappings, retention
from analytics.store.audit import log
from analytics.store.dataset import Dataset, open_dataset
from analytics.store.home import LIVE_FILE, check_name, home
from analytics.store.load import boundaries, faults, keys
from analytics.store.load.canonical.opening import open_files
from analytics.store.load.canonical.read import read
from analytics.store.load.inputs import LoadInputs, checked
from analytics.store.load.new_version import begun, put_live
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
    scratch,
)
from analytics.store.load.writing.write import write

__all__ = ["CheckReport", "FileReport", "HeldBack", "LoadInputs", "check", "load"]

Doubts = Callable[[Dataset, Dataset], Sequence[str]]  # (the new one, the live one)


class HeldBack(InputError):
    """A version that was loaded whole and not made live, for the doubts named."""

    def __init__(self, dataset: Dataset, doubts: Sequence[str]) -> None:
        self.dataset, self.doubts = dataset, tuple(doubts)
        version = dataset.folder.name
        super().__init__(
            Problem(
                "load_held_back",
                f"What was loaded into {dataset.name} is not live, since it differs "
                f"from the version that is by more than is usual: {' '.join(doubts)}",
                "Look into it; then make it live on Extracts, or load again.",
                flag=f"`python -m analytics versions --data {dataset.name} --make-live "
                f"{version}` makes it live.",
            )
        )


def load(
    inputs: LoadInputs,
    into: str,
    root: Path | None = None,
    progress: Progress | None = None,
    secret: bytes | None = None,
    doubts: Doubts | None = None,
) -> Dataset:
    """Read, check and build the extracts as a new version of dataset `into`, and make
    it live.

    progress: called with a step in words and the share done (0–1). secret: the key of
    the hash, else that of the data home. doubts: asked about the new version beside the
    live one; where it has any, that one stays live and HeldBack is raised. Raises
    InputError with every problem; the live version stays.
    """
    root = Path(root) if root else home()
    progress = progress or _silent
    check_name(into)
    with log.refusals("load", root, dataset=into):
        return _load(inputs, into, root, progress, secret, doubts)


def _load(
    inputs: LoadInputs,
    into: str,
    root: Path,
    progress: Progress,
    secret: bytes | None,
    doubts: Doubts | None,
) -> Dataset:
    folder, kept = root / into, retention.as_set()
    mapping = checked(inputs, into, root)
    with (
        as_files(inputs, root, progress) as inputs,
        begun(folder, root, progress) as new,
    ):
        told = list(new.told)
        own_key = secret is not None
        if secret is None:
            secret, more = keys.secret_for(into, root, inputs.accept_new_key)
            told += more
        with running(new.workspace, new.out, secret, progress) as run:
            run.problems += told
            run.accept_left_out = inputs.accept_left_out
            shapes = _open(run, inputs, mapping)
            with ThreadPoolExecutor(1) as beside:
                hashes = beside.submit(_hashes, run, shapes)
                canonical = read(run)
                written = write(run, canonical)
            _stop_if_changed(run)
            if shapes:
                boundaries.keep(shapes, new.out)
        progress("Making the new version live", 0.97)
        record = manifest(
            run, canonical, written, mapping, hashes.result(), shapes, into
        )
        record = replace(
            record,
            files=intact.files_of(new.out),
            key=identity.fingerprint(secret),
            own_key=own_key,
        )
        made = Dataset(into, folder / record.version, record)

        def compared() -> None:
            if doubts and (folder / LIVE_FILE).is_file():
                progress("Comparing it with the live version", 0.98)
                if found := doubts(made, open_dataset(into, root)):
                    raise HeldBack(made, found)

        put_live(record, new.out, folder, root, compared)
        mappings.keep(into, mapping, inputs.kept_by.make_place(root))
        retention.after_load(folder, record.version, kept)
    progress("Loaded", 1.0)
    return made


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
