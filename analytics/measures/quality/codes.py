"""What could not be understood: values no code list knows, diagnoses in no group,
loading's warnings."""

from typing import Any

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.contract import TABLES
from analytics.definitions.diagnosis_groups import NOT_RECORDED
from analytics.definitions.diagnosis_groups import OTHER as OTHER_GROUP
from analytics.definitions.event_kinds import kinds
from analytics.definitions.filters import Filters
from analytics.definitions.words import plain
from analytics.measures.quality.fields import counted_rows, of_places, places_only
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset

OTHER, NO_DIAGNOSIS = "Coded, but in the group “other”", "No diagnosis or reason"
OUTSIDE = "Values that no code list knows"


def codes(dataset: Dataset, filters: Filters) -> Result:
    """Rows whose diagnosis or reason says little, and values that no code list knows.

    Columns: extract (in words), what, column (the header in the file, for unknown
    values), rows, of (rows counted; of those with a code for "other"; for unknown
    values the rows read), share. Unknown values are those met on loading, in the whole
    extract, whatever the places chosen.
    """
    scope = places_only(dataset, filters)
    rows = []
    for kind in dataset.kinds_with_rule:
        if not kind.reason:
            continue
        counted = counted_rows(kind, scope)
        group, title = counted[kind.reason.group], kind.table.title
        found = engine.run(
            dataset,
            counted.agg(
                all=_.count(),
                none=(group == NOT_RECORDED).sum().fill_null(0),
                other=(group == OTHER_GROUP).sum().fill_null(0),
            ),
        ).iloc[0]
        rows.append((title, NO_DIAGNOSIS, "", found["none"], found["all"]))
        rows.append((title, OTHER, "", found["other"], found["all"] - found["none"]))
    read = rows_read(dataset)
    for problem in dataset.manifest.problems:
        if problem["rule"] == "code_unknown":
            extract = table_of(dataset, problem)
            rows.append(
                (
                    TABLES[extract].title if extract in TABLES else plain(extract),
                    OUTSIDE,
                    problem["column"],
                    problem["rows"],
                    read.get(extract, 0),
                )
            )
    frame = pd.DataFrame(rows, columns=["extract", "what", "column", "rows", "of"])
    return Result(
        name="codes",
        table=frame.assign(share=None),
        columns=(
            Column("extract", "Extract"),
            Column("what", "What"),
            Column("column", "Column"),
            Column("rows", "Rows", "count"),
            Column("of", "Of", "count"),
            Column("share", "Share", "percent", "rows", "of", decimals=1),
        ),
        measure="Rows whose codes say little",
        **of_places(filters, dataset),
    )


def warnings(dataset: Dataset, filters: Filters) -> Result:
    """The warnings of loading: what, file, column, rows; message (a text with exact
    counts, so that no meeting sees it). Counts are of rows, never values."""
    frame = pd.DataFrame(
        [
            dict(
                what=plain(problem["rule"]),
                file=problem["file"],
                column=problem["column"],
                rows=problem["rows"],
                message=problem["message"],
            )
            for problem in dataset.manifest.problems
        ],
        columns=["what", "file", "column", "rows", "message"],
    )
    return Result(
        name="warnings",
        table=frame,
        columns=(
            Column("what", "Warning"),
            Column("file", "File"),
            Column("column", "Column"),
            Column("rows", "Rows", "count"),
            Column("message", "In full", private=True, shown=False),
        ),
        measure="Warnings on loading",
        population=f"dataset {dataset.name}",
        fingerprint=dataset.fingerprint,
    )


def rows_read(dataset: Dataset) -> dict[str, int]:
    """Rows read of each table, over all its files."""
    read: dict[str, int] = {}
    for source in dataset.manifest.sources:
        read[source.table] = read.get(source.table, 0) + source.rows
    return read


def table_of(dataset: Dataset, problem: dict[str, Any]) -> str:
    """The table that a problem's file was read as; a label such as "a.csv and 2 more"
    names one."""
    files = {source.file: source.table for source in dataset.manifest.sources}
    return next(
        (table for file, table in files.items() if problem["file"].startswith(file)),
        kinds()[0].table.name,
    )
