"""What a dataset holds: rows kept and left out, and how far each extract reaches."""

from datetime import date

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.contract import TABLES
from analytics.definitions.event_kinds import kinds
from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words
from analytics.measures.counting.scope import usually_counted
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset, table
from analytics.store.earlier import readable


def by_month(dataset: Dataset, filters: Filters) -> Result:
    """What is counted in each calendar month of each extract, whatever the filters.

    Columns: extract (in words), month (first day), counted; complete_to (a day in
    words: to when all of them are) and warnings (of loading) are the same in each row.
    """
    parts = []
    for kind in dataset.kinds:
        rows = usually_counted(table(kind.months), kind)
        monthly = rows.group_by("month").agg(counted=_[kind.months_count].sum())
        found = engine.run(dataset, monthly.order_by("month"))
        parts.append(found.assign(extract=kind.table.title))
    frame = pd.concat(parts, ignore_index=True)
    frame["month"] = pd.to_datetime(frame["month"])
    frame = frame.assign(
        complete_to=day_in_words(dataset.default_as_at),
        warnings=len(dataset.manifest.problems),
    )
    return _result(
        dataset,
        "coverage",
        frame,
        (
            Column("extract", "Extract"),
            Column("month", "Month"),
            Column("counted", "Counted", "count"),
            Column("complete_to", "Complete to", shown=False),
            Column("warnings", "Warnings", "number", decimals=0, shown=False),
        ),
        "Rows counted each month",
    )


def rows(dataset: Dataset, _filters: Filters | None = None) -> Result:
    """What is counted in each table: rows, people, first and last day, columns that the
    extract lacked."""
    frame = pd.DataFrame(
        [
            dict(
                table=TABLES[span.table].title if span.table in TABLES else span.table,
                rows=span.rows,
                people=span.people,
                first=_day(span.first),
                last=_day(span.last),
                missing=", ".join(name.replace("_", " ") for name in span.missing)
                or "none",
            )
            for span in dataset.manifest.spans
            if span.rows
        ]
    )
    return _result(
        dataset,
        "rows",
        frame,
        (
            Column("table", "Table"),
            Column("rows", "Counted", "count"),
            Column("people", "People", "count"),
            Column("first", "From"),
            Column("last", "To"),
            Column("missing", "Optional columns missing"),
        ),
        "What is loaded",
    )


def left_out(dataset: Dataset, _filters: Filters | None = None) -> Result:
    """Rows left out on loading: table, reason, rows, before, after."""
    frame = pd.DataFrame(
        [
            dict(
                table=TABLES[e.table].title if e.table in TABLES else e.table,
                reason=e.reason,
                rows=e.rows,
                before=e.before,
                after=e.after,
            )
            for e in dataset.manifest.exclusions
        ],
        columns=["table", "reason", "rows", "before", "after"],
    )
    return _result(
        dataset,
        "left_out",
        frame,
        (
            Column("table", "Table"),
            Column("reason", "Why"),
            Column("before", "Rows before", "count"),
            Column("rows", "Left out", "count"),
            Column("after", "Rows after", "count"),
        ),
        "Rows left out on loading",
    )


def accounts(dataset: Dataset, _filters: Filters | None = None) -> Result:
    """Rows in = rows kept + rows left out, of each table: table, read, kept,
    left_out."""
    frame = pd.DataFrame(
        [
            dict(
                table=TABLES[a.table].title if a.table in TABLES else a.table,
                read=a.rows,
                kept=a.kept,
                left_out=a.left_out,
            )
            for a in dataset.manifest.accounts
        ],
        columns=["table", "read", "kept", "left_out"],
    )
    return _result(
        dataset,
        "accounts",
        frame,
        (
            Column("table", "Table"),
            Column("read", "Rows read", "count"),
            Column("kept", "Rows kept", "count"),
            Column("left_out", "Left out", "count"),
        ),
        "Rows read, kept and left out",
    )


def sources(dataset: Dataset, _filters: Filters | None = None) -> Result:
    """The files a dataset was made of: file, table, profile, rows, columns dropped and
    unused."""
    frame = pd.DataFrame(
        [
            dict(
                file=s.file,
                table=TABLES[s.table].title if s.table in TABLES else s.table,
                profile=s.profile,
                rows=s.rows,
                dropped=", ".join(s.dropped_columns) or "none",
                unused=", ".join(s.unused_columns) or "none",
                people_by=s.people_by,
            )
            for s in dataset.manifest.sources
        ],
        columns=["file", "table", "profile", "rows", "dropped", "unused", "people_by"],
    )
    return _result(
        dataset,
        "sources",
        frame,
        (
            Column("file", "File"),
            Column("table", "Read as"),
            Column("profile", "Recognised as"),
            Column("rows", "Rows", "count"),
            Column("dropped", "Dropped: could identify"),
            Column("unused", "Not used"),
            Column("people_by", "Of several columns"),
        ),
        "Files read",
    )


def kept_versions(dataset: Dataset, _filters: Filters, kept: tuple[str, ...]) -> Result:
    """The versions of the dataset that are kept, as given: loaded (when), the rows of
    each extract, data (the start of the fingerprint), live."""
    manifests = readable(dataset.name, dataset.folder.parent.parent)
    counted = {
        kind.table.name: f"{kind.service} rows"
        for kind in kinds()
        if kind.has_rule or any(one.rows(kind.table.name) for one in manifests.values())
    }
    frame = pd.DataFrame(
        [
            {
                "loaded": manifests[version].created[:16].replace("T", " "),
                **{name: manifests[version].rows(name) for name in counted},
                "data": manifests[version].fingerprint[:8],
                "live": "yes" if version == dataset.folder.name else "",
            }
            for version in kept
            if version in manifests
        ],
        columns=["loaded", *counted, "data", "live"],
    )
    return _result(
        dataset,
        "versions",
        frame,
        (
            Column("loaded", "Loaded"),
            *(Column(name, title, "count") for name, title in counted.items()),
            Column("data", "Data"),
            Column("live", "Live"),
        ),
        "Versions that are kept",
    )


def _result(
    dataset: Dataset,
    name: str,
    frame: pd.DataFrame,
    columns: tuple[Column, ...],
    measure: str,
) -> Result:
    return Result(
        name=name,
        table=frame,
        columns=columns,
        measure=measure,
        population=f"dataset {dataset.name}",
        fingerprint=dataset.fingerprint,
        notes=dataset.manifest.notes_of_figures,
    )


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%d/%m/%Y}"
