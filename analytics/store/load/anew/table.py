"""A new version of a dataset that differs in one table alone: the other files are the
same ones, linked; made live as a load is. Nothing edits a version."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import ibis
import pandas as pd
import pyarrow as pa

from analytics.errors import Problem
from analytics.extract.reading.opened_file import sha256
from analytics.store import intact, retention
from analytics.store.dataset import Dataset, open_dataset
from analytics.store.home import OWNERS_ALONE, home
from analytics.store.layout import MANIFEST_FILE, STORED
from analytics.store.load import faults
from analytics.store.load.duckdb_types import columns
from analytics.store.load.new_version import put_live, stamp
from analytics.store.load.version_folders import (
    at_start,
    building,
    only_load,
)
from analytics.store.load.writing.parquet import copy, file_of, stored_rows
from analytics.store.manifest import KeptFile, Manifest, Source, Span

ROWS = "of_the_new_table"  # what the engine calls the rows that are written


@dataclass(frozen=True)
class Anew:
    """What a table becomes. rows: all of it, with the stored columns. source: where
    what is new in it comes from, for the manifest. note: a sentence that is told with
    each figure; what begins as it does is of an earlier time. problems: what is told
    besides, likewise by their file. missing: the columns that say nothing. day: the
    column of its days, "" where it has none. kept_as: the name under which the table as
    it was loaded is kept beside, "" where it is not."""

    table: str
    rows: pd.DataFrame
    source: Source
    note: str
    begins: str
    missing: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    day: str = ""
    kept_as: str = ""


def stored(file: Path) -> pd.DataFrame:
    """The rows of a stored table; days are dates, what is not known is None."""
    with duckdb.connect() as con:
        found = con.execute(stored_rows(file))
        names = [one[0] for one in found.description or ()]
        return pd.DataFrame(found.fetchall(), columns=names, dtype=object)


def make(
    name: str,
    anew: Callable[[Dataset], Anew | None],
    root: Path | None = None,
    progress: Callable[[str, float], None] = lambda step, done: None,
) -> Dataset:
    """Build a new version of the live one and make it live; the dataset as it is then.

    anew: what a table of it becomes; None leaves the dataset as it is. Asked when no
    one else can load, so that what it is given is what the new version is made of.
    Raises DamagedVersion for a version that is not whole.
    """
    root = root or home()
    folder, kept = root / name, retention.as_set()
    with faults.of_the_machine(root), only_load(folder, progress):
        at_start(root)
        dataset = open_dataset(name, root)
        intact.finish(name, dataset.folder, dataset.manifest, root)
        change = anew(dataset)
        if change is None:
            return dataset
        with building(folder) as place:
            out = place / "new"
            out.mkdir(mode=OWNERS_ALONE)
            linked = _linked(dataset, change, out)
            written = _write(change, out)
            record = _record(dataset, change, (*linked, *written))
            version = put_live(record, out, folder, root)
        retention.after_load(folder, record.version, kept)
    return Dataset(name, version, record)


def _linked(dataset: Dataset, change: Anew, out: Path) -> tuple[KeptFile, ...]:
    """Every other file of a version, and the table as loaded, in a new folder."""
    own, first = f"{change.table}.parquet", f"{change.kept_as}.parquet"
    files = {one.name: one for one in dataset.manifest.files}
    if change.kept_as and first not in files:
        files[first] = replace(files[own], name=first)
    found = []
    for name, one in files.items():
        if name in (own, MANIFEST_FILE) or intact.removed_in_time(dataset.folder, one):
            continue
        there = dataset.folder / name
        if not there.is_file():  # the table as loaded, the first time
            there = dataset.folder / own
        target = out / name
        target.parent.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)
        try:
            os.link(there, target)
        except OSError:  # a file system without links
            shutil.copy2(there, target)
        found.append(one)
    return tuple(found)


def _write(change: Anew, out: Path) -> tuple[KeptFile, ...]:
    """Write the table; what is kept of it for the manifest."""
    rows, name = change.rows, change.table
    schema = ibis.schema(STORED[name]).to_pyarrow()
    known = rows.astype(object).where(rows.notna(), None).to_dict("records")
    given = {column: column for column in STORED[name]}
    with duckdb.connect() as con:
        con.register(ROWS, pa.Table.from_pylist(known, schema=schema))
        copy(con, f"SELECT {columns(name, given)} FROM {ROWS}", name, out)
    file = file_of(name, out)
    return (KeptFile(file.name, file.stat().st_size, sha256(file)),)


def _record(dataset: Dataset, change: Anew, files: tuple[KeptFile, ...]) -> Manifest:
    """The manifest of the new version."""
    before, rows = dataset.manifest, change.rows
    made = stamp(f"{before.fingerprint} {change.source.sha256}")
    days = [day for day in rows[change.day] if day is not None] if change.day else []
    span = Span(
        change.table,
        min(days, default=None),
        max(days, default=None),
        len(rows),
        rows["person"].nunique() if "person" in rows else 0,
        change.missing,
    )
    return replace(
        before,
        version=made.version,
        created=made.created,
        fingerprint=made.fingerprint,
        sources=(
            *(one for one in before.sources if one.profile != change.source.profile),
            change.source,
        ),
        spans=(*(one for one in before.spans if one.table != change.table), span),
        notes=(
            *(one for one in before.notes if not one.startswith(change.begins)),
            change.note,
        ),
        problems=(
            *(one for one in before.problems if one["file"] != change.source.file),
            *(one.as_dict() for one in change.problems),
        ),
        files=tuple(sorted(files, key=lambda one: one.name)),
    )
