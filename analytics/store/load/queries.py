"""Queries of databases among what is given to a load: streamed into files first, which
are gone again at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analytics.definitions.contract import FLAGS, TABLES
from analytics.errors import InputError, Problem
from analytics.extract.databases.faults import megabytes
from analytics.extract.databases.fetch import to_file
from analytics.extract.databases.query import Query
from analytics.store.home import home
from analytics.store.load import faults
from analytics.store.load.inputs import LoadInputs
from analytics.store.load.progress import Progress
from analytics.store.load.version_folders import scratch


@contextmanager
def as_files(
    inputs: LoadInputs, root: Path | None = None, progress: Progress | None = None
) -> Iterator[LoadInputs]:
    """The same with a file in the place of each query, in a folder of the data home
    that is the owner's alone and is removed at the end whatever happens. Raises
    InputError with the fault of every query that gives nothing."""
    if not inputs.queries:
        yield inputs
        return
    root = Path(root) if root else home()
    with faults.of_the_machine(root), scratch(root) as place:
        yield inputs.with_given(_fetched(inputs, place, progress))


def _fetched(
    inputs: LoadInputs, place: Path, progress: Progress | None
) -> dict[str, tuple[Path | Query, ...]]:
    problems: list[Problem] = []
    found: dict[str, tuple[Path | Query, ...]] = {}
    for flag, given in inputs.given.items():
        paths: list[Path | Query] = []
        for number, one in enumerate(given):
            if not isinstance(one, Query):
                paths.append(one)
                continue
            folder = place / f"{flag}_{number}"
            folder.mkdir(mode=0o700)
            step = f"Reading {TABLES[FLAGS[flag]].title} from {one.shown}"

            def told(size: int, step: str = step) -> None:
                if progress:
                    progress(f"{step}: {megabytes(size)}", 0.0)

            try:
                paths.append(to_file(one, folder, flag, told))
            except InputError as fault:
                problems += fault.problems
        found[flag] = tuple(paths)
    if problems:
        raise InputError(problems)
    return found
