"""A load or check under way: an engine of its own, and faults in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from analytics import settings
from analytics.extract.cells.values import quoted
from analytics.store.load import faults
from analytics.store.load.progress import Progress, Watch
from analytics.store.load.run import Run

MEMORY = "1200MB"


@contextmanager
def running(
    workspace: Path, out: Path | None, secret: bytes, progress: Progress
) -> Iterator[Run]:
    """A load or check, with an engine of its own that spills to the workspace."""
    con = duckdb.connect()
    memory = settings.MEMORY.given() or MEMORY
    run = Run(con, workspace, out, secret, Watch(con, progress))
    try:
        with faults.of_the_engine(run):
            con.execute(f"SET memory_limit = {quoted(memory)}")
            con.execute(f"SET temp_directory = {quoted(workspace / 'spill')}")
            # keeps count; nothing is printed
            con.execute("SET enable_progress_bar = true")
            con.execute("SET enable_progress_bar_print = false")
            con.execute("SET TimeZone = 'Europe/London'")
            # Extracts are streamed past small tables: never the other way round.
            con.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
            yield run
    finally:
        con.close()
