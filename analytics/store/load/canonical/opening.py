"""Open the files of a load, find out what their columns are, and tell every fault of
theirs at once."""

from analytics.definitions.contract import TABLES
from analytics.extract import profiles
from analytics.extract.fields.mapping import Mapping
from analytics.extract.reading.inspection import inspect
from analytics.extract.reading.names import cleaned
from analytics.store.load import faults
from analytics.store.load.inputs import LoadInputs
from analytics.store.load.run import Run


def open_files(run: Run, inputs: LoadInputs, mapping: Mapping) -> None:
    """Fill `run.sources`. Faults go to `run.problems`; nobody is stopped yet."""
    profile = profiles.named(inputs.profile) if inputs.profile else None
    run.watch.progress("Looking at the files", 0.01)
    run.notes += mapping.notes()
    for table in TABLES:
        paths = inputs.paths(table)
        if not paths:
            continue
        with faults.of_the_file(run, cleaned(paths[0].name)):
            source, problems = inspect(
                run.con,
                table,
                paths,
                profile,
                mapping.part(table),
                run.workspace,
                inputs.has_list,
            )
            run.problems += problems
            if source:
                run.sources[table] = source
