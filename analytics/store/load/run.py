"""What every step of a load works with, and what it has to tell so far."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.errors import InputError, Problem
from analytics.extract.reading.names import cleaned
from analytics.extract.reading.opened_file import changed
from analytics.extract.reading.source import Source
from analytics.store.load.progress import Watch


@dataclass
class Run:
    """One load or check.

    workspace: for copies, removed at the end. out: the folder of the new version; None
    for a check. secret: the key of the hash. sources: the files opened, by table.
    problems, notes: what will be told, in the order found. accept_left_out: whether
    more than a fifth of an extract's rows may be left out.
    """

    con: DuckDBPyConnection
    workspace: Path
    out: Path | None
    secret: bytes
    watch: Watch
    accept_left_out: bool = False
    today: str = field(default_factory=lambda: date.today().isoformat())
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def stop_if_faulty(self) -> None:
        """Raises InputError with every problem so far if one of them stops."""
        if any(problem.stops for problem in self.problems):
            raise InputError(self.problems)

    def changed_files(self) -> list[Problem]:
        """A problem for each file that is no longer the one that was opened."""
        gone = {
            file.path: file.path.name
            for source in self.sources.values()
            for file in source.files
            if changed(file)
        }
        return [
            Problem(
                "file_changed",
                "The file changed or vanished while it was being read.",
                "Wait until nothing writes to it, then load again.",
                file=cleaned(name),
            )
            for name in gone.values()
        ]
