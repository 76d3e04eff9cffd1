"""What a fault of the machine, of the engine or of a file becomes: words that say what
to do, and never a value."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from analytics import settings
from analytics.errors import InputError, Problem
from analytics.extract import disk_space
from analytics.store.load.run import Run

DAMAGE = (
    duckdb.IOException,
    duckdb.InvalidInputException,
    duckdb.SerializationException,
    duckdb.ConversionException,
)  # what reading a damaged file raises


@contextmanager
def of_the_machine(root: Path) -> Iterator[None]:
    """Turn a full disk or memory into an InputError that says what to do."""
    try:
        yield
    except (OSError, MemoryError) as fault:
        told = disk_space.problem(fault, root)
        if told is None:
            raise
        raise InputError(told) from None


@contextmanager
def of_the_engine(run: Run) -> Iterator[None]:
    """Turn a fault of the engine into an InputError if a file changed under it or there
    is no room, else into a RuntimeError without its words."""
    try:
        yield
    except duckdb.Error as fault:
        full = disk_space.problem(fault, run.workspace)
        if told := run.changed_files() or ([full] if full else []):
            raise InputError(told) from None
        if settings.DEBUG.given():
            raise
        # The engine's own words may quote a value, so they go no further.
        raise RuntimeError(f"The load stopped ({type(fault).__name__}).") from None


@contextmanager
def of_the_file(run: Run, name: str) -> Iterator[None]:
    """Keep a fault of a file that is read within the block, so that those of the others
    are told too."""
    try:
        yield
    except DAMAGE as fault:
        ours = settings.DEBUG.given() or run.changed_files()
        if ours or disk_space.problem(fault, run.workspace):
            raise
        run.problems.append(
            Problem(
                "file_broken",
                "The rows of the file cannot be read: it breaks off, is damaged, or a "
                "column that is needed holds lists or records.",
                "Export or copy it again.",
                file=name,
            )
        )
