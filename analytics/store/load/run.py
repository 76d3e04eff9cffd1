"""The state of one load, passed from step to step."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from analytics.definitions.contract import EXTRACTS
from analytics.errors import InputError, Problem
from analytics.extract.reading.source import Source
from analytics.store.load import staging
from analytics.store.load.progress import Watch
from analytics.store.load.row_accounts import Counted
from analytics.store.manifest import Account, Exclusion, Span


@dataclass
class Run:
    """The state of one load."""

    con: duckdb.DuckDBPyConnection
    workspace: Path
    out: Path | None
    secret: bytes
    watch: Watch
    sources: dict[str, Source] = field(default_factory=dict)
    staged: dict[str, staging.Staged] = field(default_factory=dict)
    wrong_ids: dict[str, int] = field(default_factory=dict)  # rows by table
    counts: dict[str, Counted] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)  # rows by table
    problems: list[Problem] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boundaries: Path | None = None
    today: str = field(default_factory=lambda: date.today().isoformat())

    @property
    def events(self) -> list[Source]:
        """The extracts given, appointments first."""
        return [self.sources[table] for table in EXTRACTS if table in self.sources]

    def shares(self, part: tuple[float, float], sizes: list[float]):
        """(begins, ends) of each extract within a part of the load, by size."""
        begins, whole = part[0], max(sum(sizes), 1)
        for size in sizes:
            ends = begins + (part[1] - part[0]) * size / whole
            yield begins, ends
            begins = ends

    def counted(self, table: str, step) -> None:
        """Run a step that counts; keep its faults so that those of other tables are
        told too."""
        try:
            counted = step()
        except InputError as fault:
            self.problems += fault.problems
            return
        self.counts[table] = counted
        self.problems += counted.problems
        self.exclusions += counted.exclusions
        self.notes += counted.notes

    def stop_if_faulty(self) -> None:
        """Raises InputError with every problem so far if one of them stops."""
        if any(problem.stops for problem in self.problems):
            raise InputError(self.problems)
