"""The steps of a load, from files to Parquet in a folder that nobody reads yet."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from analytics.definitions.contract import EXTRACTS, TABLES, WITH_PEOPLE
from analytics.errors import InputError, Problem
from analytics.extract import files, identity, profiles, values
from analytics.extract.source import Source, inspect
from analytics.store import events, places, registered, write
from analytics.store.counting import Counted
from analytics.store.manifest import Exclusion, Span

MEMORY = os.environ.get("FREQUENT_ATTENDERS_MEMORY", "1300MB")
JOIN_POORLY = 0.05  # share of the smaller extract's people seen in the other


@dataclass
class Run:
    """The state of one load."""

    con: duckdb.DuckDBPyConnection
    workspace: Path
    out: Path | None
    secret: bytes
    progress: object
    sources: dict[str, Source] = field(default_factory=dict)
    counts: dict[str, Counted] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    boundaries: Path | None = None


def run_steps(inputs, mapping, workspace, out, secret, progress) -> Run:
    """Run every step of a load or a check (out: None). Raises InputError with every problem."""
    con = duckdb.connect()
    try:
        con.execute(f"SET memory_limit = '{MEMORY}'")
        con.execute(f"SET temp_directory = {values.quoted(str(workspace / 'spill'))}")
        con.execute("SET enable_progress_bar = false")
        con.execute("SET TimeZone = 'Europe/London'")
        # Extracts are streamed past small tables: never the other way round.
        con.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        run = Run(con, workspace, out, secret, progress)
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


def _steps(inputs, mapping, run: Run) -> None:
    profile = profiles.named(inputs.profile) if inputs.profile else None
    run.progress("Looking at the files", 0.01)
    run.notes += mapping.notes()
    for table in TABLES:
        if inputs.paths(table):
            source, problems = inspect(run.con, table, inputs.paths(table), profile,
                                       mapping.part(table), run.workspace, bool(inputs.patients))
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


def _stop(run: Run) -> None:
    if any(problem.stops for problem in run.problems):
        raise InputError(run.problems)


def _hashes(run: Run) -> dict[Path, str]:
    given = [file.path for source in run.sources.values() for file in source.files]
    given += [run.boundaries] if run.boundaries else []
    return {path: files.sha256(path) for path in given}


def _identify(run: Run) -> None:
    """Tables `everyone` (person, pseudonym) and `ids` (raw, person) over all extracts."""
    con, raw = run.con, []
    for number, (table, source) in enumerate(run.sources.items()):
        run.progress(f"Reading {source.label}", 0.05 + 0.05 * number)
        if table in EXTRACTS:
            events.distinct(con, source, run.workspace)
            raw.append(f"SELECT v FROM ({source.seen( 'patient_id')})")
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


def _reference(run: Run) -> None:
    con = run.con
    steps = {"practices": places.reference, "areas": places.reference,
             "services": places.reference, "patients": registered.registrations,
             "caseload": registered.caseload}
    write.empty(con)
    for table, step in steps.items():
        if table in run.sources:
            run.progress(f"Checking {run.sources[table].label}", 0.33)
            _counted(run, table, lambda step=step, table=table: step(con, run.sources[table]))


def _counted(run: Run, table: str, step) -> None:
    """Run a step that counts; keep its faults so that those of other tables are told with them."""
    try:
        counted = step()
    except InputError as fault:
        run.problems += fault.problems
        return
    run.counts[table] = counted
    run.problems += counted.problems
    run.exclusions += counted.exclusions


def _events(run: Run) -> None:
    con, today = run.con, date.today().isoformat()
    practices = [row[0] for row in con.execute(
        "SELECT DISTINCT practice_code FROM registrations WHERE practice_code IS NOT NULL"
    ).fetchall()]
    both = set(EXTRACTS) <= set(run.sources)
    at = {"gp_appointments": (0.4, 0.65), "ae_attendances": (0.8, 0.88)}
    for table in EXTRACTS:
        source = run.sources.get(table)
        if source is None:
            continue
        run.progress(f"Sorting {TABLES[table].title} by person and time", at[table][0])
        _counted(run, table, lambda source=source: events.sort(con, source, practices, today))
        if table not in run.counts or any(problem.stops for problem in run.problems):
            continue
        filled = events.fill_practice(con, source)
        if filled:
            run.notes.append(f"{filled:,} rows of {source.label} had no practice: that of the "
                             "person's registration on the day was used.")
        if table == "gp_appointments" and not source.has("status"):
            run.notes.append("No status in the GP extract: every row counts as attended.")
        run.progress(f"Writing {TABLES[table].title}", at[table][1])
        run.spans.append(write.event_table(con, source, run.out, both))
        if run.spans[-1].rows == 0:
            run.problems.append(_nothing_counted(source))
    _stop(run)


def _nothing_counted(source: Source) -> Problem:
    title = TABLES[source.table].title
    if source.table == "gp_appointments":
        return Problem("nothing_counted", f"No row of {title} has a status that means attended.",
                       "Check the status column; say what its words mean in a mapping; or leave the "
                       "column out, then every row counts.", file=source.label,
                       column=source.header("status"))
    return Problem("nothing_counted", f"Every row of {title} is a planned follow-up (category 4).",
                   "Export unplanned attendances (categories 1 to 3) too.", file=source.label,
                   column=source.header("attendance_category"))


def _finish(run: Run) -> None:
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
