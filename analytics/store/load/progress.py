"""Long statements, run while somebody is told how far they are and how long it may
still take."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, TimeoutError
from typing import Any

from duckdb import DuckDBPyConnection

from analytics.extract.reading.source import Source

HEAD = 1 << 20  # bytes of a text file that tell how long its rows are
EVERY = 0.5  # seconds between two reports
EARLY = 0.05  # share of a load before which no time left is told
Progress = Callable[[str, float], None]  # a step in words, the share done (0-1)


class Watch:
    """Reports of one load: `progress(step in words, share done)`, with rows and time
    left."""

    def __init__(self, con: DuckDBPyConnection, progress: Progress) -> None:
        self.con, self.progress, self.began = con, progress, time.monotonic()

    def between(
        self, step: str, begins: float, ends: float, rows: int
    ) -> Callable[[str], Any]:
        """What runs one statement as a step of the load, as `run` does."""
        return lambda statement: self.run(statement, step, begins, ends, rows)

    def run(
        self, statement: str, step: str, begins: float, ends: float, rows: int = 0
    ) -> Any:
        """Run a statement; give the first value of its answer. rows: about how many it
        goes through.

        The share done goes from `begins` to `ends`. The statement is interrupted if a
        report raises (the page that asked was left).
        """
        self.progress(step, begins)
        with ThreadPoolExecutor(1) as beside:
            running = beside.submit(lambda: self.con.execute(statement).fetchall())
            while True:
                try:
                    answer = running.result(timeout=EVERY)
                    return answer[0][0] if answer else None
                except TimeoutError:
                    if running.done():
                        raise
                    try:
                        self._report(step, begins, ends, rows)
                    except BaseException:
                        self.con.interrupt()
                        raise

    def _report(self, step: str, begins: float, ends: float, rows: int) -> None:
        share = min(max(self.con.query_progress(), 0.0), 100.0) / 100
        done = begins + share * (ends - begins)
        said = (
            [f"{int(share * rows):,} of about {rows:,} rows"] if rows and share else []
        )
        if done > EARLY:
            said.append(
                "about "
                f"{_length((time.monotonic() - self.began) * (1 - done) / done)} "
                "left"
            )
        self.progress(step + (f": {', '.join(said)}" if said else ""), done)


def shares(
    part: tuple[float, float], sizes: list[int]
) -> Iterator[tuple[float, float]]:
    """(begins, ends) of each of several steps within a part of a load, by size."""
    begins, whole = part[0], max(sum(sizes), 1)
    for size in sizes:
        ends = begins + (part[1] - part[0]) * size / whole
        yield begins, ends
        begins = ends


def about_rows(con: DuckDBPyConnection, source: Source) -> int:
    """About how many rows the files of a source have; 0 where only reading them would
    tell."""
    rows = 0
    for file in source.files:
        if file.kind == "parquet":
            rows += con.execute(f"SELECT count(*) FROM {file.scan()}").fetchall()[0][0]
        elif file.scanned.suffix == ".gz":
            return 0
        else:
            with open(file.scanned, "rb") as text:
                head = text.read(HEAD)
            rows += round(
                head.count(b"\n") * file.scanned.stat().st_size / max(1, len(head))
            )
    return rows


def _length(seconds: float) -> str:
    if seconds < 90:
        return f"{max(5, round(seconds / 5) * 5)} seconds"
    return f"{round(seconds / 60)} minutes"
