"""What is given to a load, and what checking it says."""

from dataclasses import dataclass
from pathlib import Path

from analytics.errors import InputError, Problem
from analytics.extract import profiles
from analytics.extract.fields import mapping
from analytics.extract.fields.mapping import Mapping
from analytics.store import mappings
from analytics.store.manifest import Exclusion, Span

GIVEN = {
    "gp": "gp_appointments",
    "ae": "ae_attendances",
    "patients": "patients",
    "caseload": "caseload",
    "practices": "practices",
    "areas": "areas",
    "services": "services",
}


@dataclass(frozen=True)
class LoadInputs:
    """What is to be loaded: files, folders or patterns a table; a profile; a mapping
    file.

    dates: "day first" or "month first", for every date column that does not show its
    order.
    """

    gp: tuple[Path, ...] = ()
    ae: tuple[Path, ...] = ()
    patients: tuple[Path, ...] = ()
    caseload: tuple[Path, ...] = ()
    practices: tuple[Path, ...] = ()
    areas: tuple[Path, ...] = ()
    services: tuple[Path, ...] = ()
    profile: str | None = None
    columns: Path | None = None
    dates: str | None = None

    def paths(self, table: str) -> tuple[Path, ...]:
        name = next(name for name, stored in GIVEN.items() if stored == table)
        return tuple(Path(path) for path in getattr(self, name))


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


@dataclass(frozen=True)
class CheckReport:
    """What a load would do: files, rows kept and left out, spans, warnings."""

    files: tuple[FileReport, ...]
    rows: dict[str, int]  # rows in, by table
    exclusions: tuple[Exclusion, ...]
    spans: tuple[Span, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def checked(
    inputs: LoadInputs, into: str | None = None, root: Path | None = None
) -> Mapping:
    """The mapping to read with, after the faults that can be told before any file is
    read.

    It is the file given, or else the one kept for the dataset `into`; `dates` is said
    over it.
    """
    problems, found = [], Mapping()
    try:
        found = (
            mapping.read(inputs.columns)
            if inputs.columns
            else mappings.kept(into, root)
        )
        if inputs.dates:
            found = mapping.parse(f'dates = "{inputs.dates}"', "--dates").over(found)
    except InputError as fault:
        problems += fault.problems
    if inputs.profile:
        try:
            profiles.named(inputs.profile)
        except InputError as fault:
            problems += fault.problems
    if not inputs.gp and not inputs.ae:
        problems.append(
            Problem(
                "no_extract",
                "Neither a GP nor an A&E extract was given.",
                "Give at least one of them, with --gp FILE or --ae FILE.",
            )
        )
    if problems:
        raise InputError(problems)
    return found
