"""The steps of a load, from files to Parquet in a folder that nobody reads yet."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb

from analytics.definitions.contract import EXTRACTS, TABLES
from analytics.errors import InputError, Problem
from analytics.extract import disk_space, profiles
from analytics.extract.cells import values
from analytics.extract.reading import files
from analytics.extract.reading.source import inspect
from analytics.store.load import (
    event_steps,
    left_out,
    people_ids,
    places,
    registered,
    row_accounts,
    staging,
    write,
)
from analytics.store.load.progress import Watch, about_rows
from analytics.store.load.run import Run
from analytics.store.manifest import Account

MEMORY = os.environ.get("FREQUENT_ATTENDERS_MEMORY", "1200MB")
DAMAGE = (
    duckdb.IOException,
    duckdb.InvalidInputException,
    duckdb.SerializationException,
    duckdb.ConversionException,
)  # what reading a damaged file raises
STAGED_AT = (0.03, 0.45)  # of a load, the share from and to which files are read


def run_steps(inputs, mapping, workspace, out, secret, progress) -> Run:
    """Run every step of a load or a check (out: None). Raises InputError with every
    problem."""
    con = duckdb.connect()
    run = Run(con, workspace, out, secret, Watch(con, progress))
    try:
        con.execute(f"SET memory_limit = '{MEMORY}'")
        con.execute(f"SET temp_directory = {values.quoted(str(workspace / 'spill'))}")
        con.execute("SET enable_progress_bar = true")  # keeps count; nothing is printed
        con.execute("SET enable_progress_bar_print = false")
        con.execute("SET TimeZone = 'Europe/London'")
        # Extracts are streamed past small tables: never the other way round.
        con.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        _steps(inputs, mapping, run)
        return run
    except duckdb.Error as fault:
        told = _changed(run) or [disk_space.problem(fault, workspace)]
        if told[0]:
            raise InputError(told) from None
        if os.environ.get("FREQUENT_ATTENDERS_DEBUG"):
            raise
        # The engine's own words may quote a value, so they go no further.
        raise RuntimeError(f"The load stopped ({type(fault).__name__}).") from None
    finally:
        con.close()


def _changed(run: Run) -> list[Problem]:
    """A problem for each file that is no longer the one that was opened."""
    return [
        Problem(
            "file_changed",
            "The file changed or vanished while it was being read.",
            "Wait until nothing writes to it, then load again.",
            file=file.name,
        )
        for source in run.sources.values()
        for file in source.files
        if files.changed(file)
    ]


def _steps(inputs, mapping, run: Run) -> None:
    profile = profiles.named(inputs.profile) if inputs.profile else None
    run.watch.progress("Looking at the files", 0.01)
    run.notes += mapping.notes()
    for table in TABLES:
        if inputs.paths(table):
            _read(
                run,
                inputs.paths(table)[0].name,
                lambda table=table: _inspect(inputs, mapping, run, table, profile),
            )
    run.boundaries = places.boundaries_beside(inputs.areas)
    if run.boundaries:
        run.problems += places.check_boundaries(run.boundaries)
    run.stop_if_faulty()
    with ThreadPoolExecutor(1) as beside:
        hashes = beside.submit(_hashes, run)
        _stage(run)
        _identify(run)
        _reference(run)
        event_steps.write_events(run)
        run.hashes = hashes.result()
    _finish(run)
    if gone := _changed(run):
        raise InputError(gone)


def _inspect(inputs, mapping, run: Run, table: str, profile) -> None:
    source, problems = inspect(
        run.con,
        table,
        inputs.paths(table),
        profile,
        mapping.part(table),
        run.workspace,
        bool(inputs.patients),
    )
    run.problems += problems
    if source:
        run.sources[table] = source


def _hashes(run: Run) -> dict[Path, str]:
    given = [file.path for source in run.sources.values() for file in source.files]
    given += [run.boundaries] if run.boundaries else []
    return {path: files.sha256(path) for path in given}


def _stage(run: Run) -> None:
    """Read every file once: tables `staged_…` of the extracts, `raw_…` of the
    others."""
    sizes = [sum(file.stamp[0] for file in source.files) for source in run.events]
    for source, (begins, ends) in zip(
        run.events, run.shares(STAGED_AT, sizes), strict=True
    ):
        rows = about_rows(run.con, source)
        _read(
            run,
            source.label,
            lambda source=source, begins=begins, ends=ends, rows=rows: (
                run.staged.update(
                    {
                        source.table: staging.stage(
                            run.con,
                            source,
                            run.workspace,
                            run.today,
                            lambda statement: run.watch.run(
                                statement, f"Reading {source.label}", begins, ends, rows
                            ),
                        )
                    }
                )
            ),
        )
    for table, source in run.sources.items():
        if table not in EXTRACTS:
            _read(
                run,
                source.label,
                lambda source=source: registered.stage(run.con, source),
            )
    run.stop_if_faulty()


def _read(run: Run, name: str, step) -> None:
    """Run a step that reads a file; keep a fault of the file, so that all are told at
    once."""
    try:
        step()
    except DAMAGE as fault:
        debugged = os.environ.get("FREQUENT_ATTENDERS_DEBUG")
        if debugged or _changed(run) or disk_space.problem(fault, run.workspace):
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


def _identify(run: Run) -> None:
    run.watch.progress("Replacing identities by pseudonyms", STAGED_AT[1])
    run.wrong_ids = people_ids.identify(run.con, run.sources, run.staged, run.secret)


def _reference(run: Run) -> None:
    con, wrong = run.con, run.wrong_ids
    steps = {
        "practices": places.reference,
        "areas": places.reference,
        "services": places.reference,
        "patients": lambda con, source: registered.registrations(
            con, source, _last_day(run), wrong.get("patients", 0)
        ),
        "caseload": lambda con, source: registered.caseload(
            con, source, wrong.get("caseload", 0)
        ),
    }
    tables = {"patients": "registered", "caseload": "cases"}
    write.empty(con)
    for table, step in steps.items():
        if table in run.sources:
            source = run.sources[table]
            run.watch.progress(f"Checking {source.label}", 0.5)
            run.counted(table, lambda step=step, source=source: step(con, source))
            counted = run.counts.get(table)
            if run.out and counted and counted.left_out:
                staged = tables.get(table, f"staged_{table}")
                rows = left_out.staged_relation(source, staged, run.secret)
                row_accounts.must_agree(
                    f"the file of rows left out of {table}",
                    left_out.write(con, source, rows, run.out),
                    counted.left_out,
                )


def _last_day(run: Run) -> date:
    """The day of the newest record of the extracts."""
    days = [
        run.con.execute(
            f"SELECT max(moment)::DATE FROM {staged.name} WHERE fault = 0"
        ).fetchall()[0][0]
        for staged in run.staged.values()
    ]
    return max((day for day in days if day), default=date.today())


def _finish(run: Run) -> None:
    con = run.con
    run.watch.progress("Writing people and places", 0.94)
    registered.people(con, "areas" in run.sources)
    if set(EXTRACTS) <= set(run.sources):
        run.problems += event_steps.joins(con)
    spans, kept = write.small_tables(con, run.sources, run.out)
    run.spans += spans
    run.kept |= kept
    for table, counted in run.counts.items():
        row_accounts.must_agree(
            f"rows in of {table}, and kept and left out",
            counted.rows,
            run.kept[table] + counted.left_out,
        )
        file = f"{left_out.FOLDER}/{table}.csv" if run.out and counted.left_out else ""
        run.accounts.append(
            Account(table, counted.rows, run.kept[table], counted.left_out, file)
        )
    if run.out and run.boundaries:
        places.copy_boundaries(run.boundaries, run.out)
