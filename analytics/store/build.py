"""Load extracts into a dataset: read, check, replace identities, build beside, make live.

`load` and `check` run the same code; `check` builds nothing. The live version stays as it is
until the new one is whole and on disk.
"""

import hashlib
import json
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from analytics.definitions.contract import CONTRACT_VERSION, EXTRACTS, TABLES, WITH_PEOPLE
from analytics.errors import InputError, Problem
from analytics.extract import files, identity, profiles, values
from analytics.extract.source import Source, inspect
from analytics.store import events, places, registered, write
from analytics.store.dataset import Dataset
from analytics.store.home import check_name, home, make_live
from analytics.store.manifest import Exclusion, Manifest, Span
from analytics.store.manifest import Source as Given
from analytics.store.sweep import building, only_load, settle

MEMORY = os.environ.get("FREQUENT_ATTENDERS_MEMORY", "1300MB")
GIVEN = {"gp": "gp_appointments", "ae": "ae_attendances", "patients": "patients",
         "caseload": "caseload", "practices": "practices", "areas": "areas", "services": "services"}
JOIN_POORLY = 0.05  # share of the smaller extract's people seen in the other


@dataclass(frozen=True)
class LoadInputs:
    """What is to be loaded: files, folders or patterns a table; a profile; a mapping file."""

    gp: tuple[Path, ...] = ()
    ae: tuple[Path, ...] = ()
    patients: tuple[Path, ...] = ()
    caseload: tuple[Path, ...] = ()
    practices: tuple[Path, ...] = ()
    areas: tuple[Path, ...] = ()
    services: tuple[Path, ...] = ()
    profile: str | None = None
    columns: Path | None = None

    def paths(self, table: str) -> tuple[Path, ...]:
        name = next(name for name, stored in GIVEN.items() if stored == table)
        return tuple(Path(path) for path in getattr(self, name))


@dataclass(frozen=True)
class FileReport:
    """How one file was understood: profile, how sure (0–1), why, header of each field."""

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


@dataclass
class _Run:
    """The state of one load."""

    con: duckdb.DuckDBPyConnection
    workspace: Path
    out: Path | None
    secret: bytes
    progress: object
    sources: dict[str, Source] = field(default_factory=dict)
    counts: dict[str, events.Counted] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boundaries: Path | None = None


def load(inputs: LoadInputs, into: str, root: Path | None = None, progress=None,
         secret: bytes | None = None) -> Dataset:
    """Read, check and build the extracts as a new version of dataset `into`, and make it live.

    progress: called with a step in words and the share done (0–1). secret: the key of the hash,
    else that of the data home. Raises InputError with every problem; the live version stays.
    """
    root = Path(root) if root else home()
    progress = progress or (lambda step, done: None)
    folder = root / check_name(into)
    mapping = _checked(inputs)
    with only_load(folder, progress), building(folder) as place:
        workspace, out = place / "work", place / "new"
        workspace.mkdir()
        out.mkdir()
        run = _run(inputs, mapping, workspace, out, secret or identity.key(root), progress)
        progress("Making the new version live", 0.97)
        manifest = _manifest(inputs, mapping, run, into)
        manifest.write(out)
        settle(out)
        version = folder / manifest.version
        os.replace(out, version)
        settle(folder) if os.name != "nt" else None
        make_live(into, manifest.version, root)
    progress("Loaded", 1.0)
    return Dataset(into, version, manifest)


def check(inputs: LoadInputs, root: Path | None = None, progress=None) -> CheckReport:
    """Read and check the extracts as `load` does, without building. Raises InputError likewise."""
    progress = progress or (lambda step, done: None)
    mapping = _checked(inputs)
    with tempfile.TemporaryDirectory(prefix="frequent-attenders-") as place:
        run = _run(inputs, mapping, Path(place), None, b"check only", progress)
    progress("Checked", 1.0)
    return CheckReport(
        tuple(_file_reports(run)), {table: one.rows for table, one in run.counts.items()},
        tuple(run.exclusions), tuple(run.spans), tuple(run.problems), tuple(run.notes))


def _checked(inputs: LoadInputs) -> dict:
    """The mapping by hand, after the faults that can be told before any file is read."""
    problems, mapping = [], {}
    try:
        mapping = profiles.columns_by_hand(inputs.columns)
    except InputError as fault:
        problems += fault.problems
    if inputs.profile:
        try:
            profiles.named(inputs.profile)
        except InputError as fault:
            problems += fault.problems
    if not inputs.gp and not inputs.ae:
        problems.append(Problem("no_extract", "Neither a GP nor an A&E extract was given.",
                                "Give at least one of them, with --gp FILE or --ae FILE."))
    if problems:
        raise InputError(problems)
    return mapping


def _run(inputs, mapping, workspace, out, secret, progress) -> _Run:
    con = duckdb.connect()
    try:
        con.execute(f"SET memory_limit = '{MEMORY}'")
        con.execute(f"SET temp_directory = {values.quoted(str(workspace / 'spill'))}")
        con.execute("SET enable_progress_bar = false")
        con.execute("SET TimeZone = 'Europe/London'")
        # Extracts are streamed past small tables: never the other way round.
        con.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        run = _Run(con, workspace, out, secret, progress)
        _steps(inputs, mapping, run)
        return run
    except duckdb.Error as fault:
        gone = [file.name for source in run.sources.values() for file in source.files
                if files.changed(file)]
        if gone:
            raise InputError(_changed(gone)) from None
        if os.environ.get("FREQUENT_ATTENDERS_DEBUG"):
            raise
        # The engine's own words may quote a value, so they go no further.
        raise RuntimeError(f"The load stopped ({type(fault).__name__}).") from None
    finally:
        con.close()


def _changed(names) -> list[Problem]:
    return [Problem("file_changed", "The file changed or vanished while it was being read.",
                    "Wait until nothing writes to it, then load again.", file=name)
            for name in names]


def _steps(inputs, mapping, run: _Run) -> None:
    profile = profiles.named(inputs.profile) if inputs.profile else None
    run.progress("Looking at the files", 0.01)
    for table in TABLES:
        if inputs.paths(table):
            source, problems = inspect(run.con, table, inputs.paths(table), profile,
                                       mapping.get(table, {}), run.workspace)
            run.problems += problems
            if source:
                run.sources[table] = source
    run.boundaries = places.boundaries_beside(inputs.areas)
    if run.boundaries:
        run.problems += places.check_boundaries(run.boundaries)
    _stop(run)
    with ThreadPoolExecutor(1) as beside:
        hashes = beside.submit(_hashes, run)
        _identify(run)
        _reference(run)
        _events(run)
        run.hashes = hashes.result()
    _finish(run)
    gone = [file.name for source in run.sources.values() for file in source.files
            if files.changed(file)]
    if gone:
        raise InputError(_changed(gone))


def _stop(run: _Run) -> None:
    if any(problem.stops for problem in run.problems):
        raise InputError(run.problems)


def _hashes(run: _Run) -> dict[Path, str]:
    given = [file.path for source in run.sources.values() for file in source.files]
    given += [run.boundaries] if run.boundaries else []
    return {path: files.sha256(path) for path in given}


def _identify(run: _Run) -> None:
    """Tables `everyone` (person, pseudonym) and `ids` (raw, person) over all extracts."""
    con, raw = run.con, []
    for number, (table, source) in enumerate(run.sources.items()):
        run.progress(f"Reading {source.label}", 0.05 + 0.05 * number)
        if table in EXTRACTS:
            events.distinct(con, source, run.workspace)
            raw.append(f"SELECT v FROM ({events.seen(source, 'patient_id')})")
        else:
            registered.stage(con, source)
            if table in WITH_PEOPLE:
                raw.append(f"SELECT patient_id AS v FROM raw_{table}")
    run.progress("Replacing identities by pseudonyms", 0.3)
    con.execute(
        f"CREATE TEMP TABLE known AS SELECT v AS raw, {values.normal_id('v')} AS normal "
        f"FROM (SELECT DISTINCT v FROM ({' UNION ALL '.join(raw)}) WHERE v IS NOT NULL)")
    con.execute(
        f"CREATE TEMP TABLE everyone AS SELECT (row_number() OVER (ORDER BY pseudonym) - 1)::INTEGER "
        f"AS person, pseudonym, normal FROM (SELECT normal, {identity.pseudonym(run.secret, 'normal')} "
        f"AS pseudonym FROM (SELECT DISTINCT normal FROM known WHERE normal IS NOT NULL))")
    con.execute("CREATE TEMP TABLE ids AS SELECT raw, person FROM known JOIN everyone USING (normal)")
    con.execute("DROP TABLE known")
    con.execute("ALTER TABLE everyone DROP normal")


def _reference(run: _Run) -> None:
    con = run.con
    steps = {"practices": places.reference, "areas": places.reference,
             "services": places.reference, "patients": registered.registrations,
             "caseload": registered.caseload}
    write.empty(con)
    for table, step in steps.items():
        if table in run.sources:
            run.progress(f"Checking {run.sources[table].label}", 0.33)
            _counted(run, table, lambda step=step, table=table: step(con, run.sources[table]))


def _counted(run: _Run, table: str, step) -> None:
    """Run a step that counts; keep its faults so that those of other tables are told with them."""
    try:
        counted = step()
    except InputError as fault:
        run.problems += fault.problems
        return
    run.counts[table] = counted
    run.problems += counted.problems
    run.exclusions += counted.exclusions


def _events(run: _Run) -> None:
    con, today = run.con, date.today().isoformat()
    practices = [row[0] for row in con.execute(
        "SELECT DISTINCT practice_code FROM registrations WHERE practice_code IS NOT NULL"
    ).fetchall()]
    at = {"gp_appointments": (0.4, 0.65), "ae_attendances": (0.8, 0.88)}
    for table in EXTRACTS:
        source = run.sources.get(table)
        if source is None:
            continue
        run.progress(f"Sorting {TABLES[table].title} by person and time", at[table][0])
        _counted(run, table, lambda: events.sort(con, source, practices, today))
        if table not in run.counts or any(problem.stops for problem in run.problems):
            continue
        filled = events.fill_practice(con, source)
        if filled:
            run.notes.append(f"{filled:,} rows of {source.label} had no practice: that of the "
                             "person's registration on the day was used.")
        if table == "gp_appointments" and not source.has("status"):
            run.notes.append("No status in the GP extract: every row counts as attended.")
        run.progress(f"Writing {TABLES[table].title}", at[table][1])
        run.spans.append(write.event_table(con, source, run.out))
    _stop(run)


def _finish(run: _Run) -> None:
    con = run.con
    run.progress("Writing people and places", 0.93)
    registered.people(con, "areas" in run.sources)
    if set(EXTRACTS) <= set(run.sources):
        run.problems += _joins(con)
    run.spans += write.small_tables(con, run.sources, run.out)
    if run.out and run.boundaries:
        places.copy_boundaries(run.boundaries, run.out)


def _joins(con) -> list[Problem]:
    gp, ae, both = con.execute(
        "SELECT (SELECT count(*) FROM gp_people), (SELECT count(*) FROM ae_people), "
        "(SELECT count(*) FROM gp_people SEMI JOIN ae_people USING (person))").fetchone()
    if both == 0:
        return [Problem(
            "ids_do_not_join", "No person of the GP extract appears in the A&E extract; "
            "both-service figures will be empty.",
            "Check that both carry the same kind of id (both NHS numbers, or both made by the same "
            "pseudonymisation).", column="patient_id", stops=False)]
    share = both / max(1, min(gp, ae))
    if share < JOIN_POORLY:
        return [Problem(
            "ids_join_poorly", f"Only {both:,} people are in both extracts ({gp:,} in the GP "
            f"extract, {ae:,} in the A&E extract).",
            "Check that both carry the same kind of id and cover the same people.",
            column="patient_id", stops=False)]
    return []


def _file_reports(run: _Run):
    for table, source in run.sources.items():
        by_file = run.counts[table].by_file
        for number, (file, found) in enumerate(zip(source.files, source.matches, strict=True)):
            yield FileReport(table, file.name, by_file.get(number, 0), found.profile.name,
                             found.sure, found.why, found.headers, source.dropped[number],
                             source.unused[number])


def _manifest(inputs: LoadInputs, mapping: dict, run: _Run, into: str) -> Manifest:
    given = []
    for report, file in zip(_file_reports(run), (
            file for source in run.sources.values() for file in source.files), strict=True):
        given.append(Given(report.table, report.file, run.hashes[file.path], file.stamp[0],
                           report.rows, report.profile, report.dropped, report.unused))
    if run.boundaries:
        given.append(Given("areas", run.boundaries.name, run.hashes[run.boundaries],
                           run.boundaries.stat().st_size, 0, "boundaries"))
    told = json.dumps([CONTRACT_VERSION, mapping,
                       sorted((one.table, one.sha256, one.profile) for one in given)], sort_keys=True)
    fingerprint = hashlib.sha256(told.encode()).hexdigest()[:16]
    now = datetime.now(UTC)
    spans = sorted(run.spans, key=lambda span: list(TABLES).index(span.table))
    return Manifest(
        dataset=into, version=f"{now:%Y%m%dT%H%M%S%f}Z-{fingerprint[:8]}",
        created=now.isoformat(timespec="seconds"), contract_version=CONTRACT_VERSION,
        fingerprint=fingerprint, sources=tuple(given), exclusions=tuple(run.exclusions),
        spans=tuple(spans), problems=tuple(problem.as_dict() for problem in run.problems),
        boundaries=run.boundaries is not None, notes=tuple(run.notes))
