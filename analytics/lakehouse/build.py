"""Build a dataset from canonical tables that lie in a lakehouse, by the engine that
FREQUENT_ATTENDERS_ENGINE names.

The same story as a load's second step: rows are kept or left out and counted, ids
become persons, events are sorted, months added up, people put together, joins that miss
told. The rows stay in the engine; what comes here are counts, lists of codes and the
small tables. The live version stays as it is until the new one is whole.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from analytics import engine as engines
from analytics.extract.people import identity
from analytics.lakehouse.engines.engine import Engine
from analytics.lakehouse.engines.on_duckdb import OnDuckDB
from analytics.lakehouse.inputs import LakehouseInputs
from analytics.lakehouse.made import make
from analytics.lakehouse.record import manifest
from analytics.lakehouse.taken import look, take
from analytics.store import intact, retention
from analytics.store.audit import log
from analytics.store.dataset import Dataset
from analytics.store.home import check_name, home
from analytics.store.load import keys
from analytics.store.load.new_version import begun, put_live
from analytics.store.load.progress import Progress
from analytics.store.load.run import Run
from analytics.store.load.running import running
from analytics.store.manifest import Manifest


def build(
    inputs: LakehouseInputs,
    into: str,
    root: Path | None = None,
    progress: Progress = lambda step, done: None,
) -> Dataset:
    """Build the tables as a new version of dataset `into`, and make it live. Raises
    InputError with every problem, and where the cluster goes away; the live version
    stays."""
    root = Path(root) if root else home()
    check_name(into)
    with log.refusals("build", root, dataset=into):
        return _build(inputs, into, root, progress)


def _build(
    inputs: LakehouseInputs, into: str, root: Path, progress: Progress
) -> Dataset:
    folder, kept = root / into, retention.as_set()
    with begun(folder, root, progress) as new:
        secret, more = keys.secret_for(into, root, inputs.accept_new_key)
        with running(new.workspace, new.out, secret, progress) as run:
            run.problems += new.told + more
            record = _with_engine(run, inputs, into)
        progress("Making the new version live", 0.97)
        record = replace(
            record,
            files=intact.files_of(new.out),
            key="" if inputs.are_pseudonyms else identity.fingerprint(secret),
        )
        version = put_live(record, new.out, folder, root)
        retention.after_load(folder, record.version, kept)
    progress("Built", 1.0)
    return Dataset(into, version, record)


def _with_engine(run: Run, inputs: LakehouseInputs, into: str) -> Manifest:
    """Build with the engine that is set; the record of it."""
    engine = _engine(run.workspace)
    try:
        with engine.in_words():
            run.watch.progress("Looking at the tables", 0.02)
            taken = take(engine, inputs)
            today = date.fromisoformat(run.today)
            told, seen = look(engine, taken, inputs, today, run.watch.progress)
            run.problems += told
            run.stop_if_faulty()
            spans, kept = make(run, engine, taken, seen, inputs.are_pseudonyms)
            return manifest(run, taken, spans, kept, into)
    finally:
        engine.close()


def _engine(workspace: Path) -> Engine:
    if engines.chosen() == "duckdb":
        return OnDuckDB(workspace)
    from analytics.lakehouse.engines.on_spark import OnSpark

    return OnSpark()
