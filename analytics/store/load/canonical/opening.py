"""Open the files of a load, find out what their columns are, and tell every fault of
theirs at once."""

from analytics.definitions.contract import TABLES
from analytics.extract import profiles
from analytics.extract.fields.mapping import Mapping
from analytics.extract.people import id_columns
from analytics.extract.reading.inspection import describe, look
from analytics.extract.reading.names import cleaned
from analytics.store.load import faults
from analytics.store.load.inputs import LoadInputs
from analytics.store.load.run import Run


def open_files(run: Run, inputs: LoadInputs, mapping: Mapping) -> None:
    """Fill `run.sources`. Faults go to `run.problems`; nobody is stopped yet."""
    profile = profiles.named(inputs.profile) if inputs.profile else None
    run.watch.progress("Looking at the files", 0.01)
    run.notes += mapping.notes()
    opened: dict[str, id_columns.Files] = {}
    for table in TABLES:
        paths, part = inputs.paths(table), mapping.part(table)
        if not paths:
            continue
        with faults.of_the_file(run, cleaned(paths[0].name)):
            files, matches, problems = look(
                run.con, table, paths, profile, part, run.workspace, inputs.has_list
            )
            run.problems += problems
            if files:
                opened[table] = id_columns.Files(files, matches, part)
    chosen = id_columns.choose(run.con, opened, run.workspace)
    for table, found in opened.items():
        with faults.of_the_file(run, found.files[0].name):
            matches = chosen.get(table, found.matches)
            source, _, problems = describe(
                run.con, table, found.files, matches, found.part, run.workspace
            )
            run.sources[table] = source
            run.problems += id_columns.told(source, found.matches) + problems
