"""A new version of a dataset that differs in its caseload alone: the other files are
the same ones, linked; made live as a load is. Nothing edits a version."""

import hashlib
import os
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import ibis
import pandas as pd
import pyarrow as pa

from analytics.errors import Problem
from analytics.extract.cells.values import one_file
from analytics.extract.reading.opened_file import sha256
from analytics.store import intact
from analytics.store.dataset import Dataset, open_dataset
from analytics.store.home import OWNERS_ALONE, home, make_live
from analytics.store.layout import MANIFEST_FILE, STORED
from analytics.store.load import faults
from analytics.store.load.duckdb_types import columns
from analytics.store.load.version_folders import (
    at_start,
    building,
    flush_to_disk,
    only_load,
    remove_old,
)
from analytics.store.load.writing.parquet import copy, file_of
from analytics.store.manifest import KeptFile, Manifest, Source, Span

TABLE = "caseload"
OF_FILE = "caseload_as_loaded"  # the caseload of the team's own file, kept beside
ROWS = "of_the_new_caseload"  # what the engine calls the rows that are written


@dataclass(frozen=True)
class Anew:
    """What a caseload becomes. rows: all of it, with the stored columns. added: how
    many of them no file has. source: where these are from, for the manifest. note: a
    sentence that is told with each figure; what begins as it does is of an earlier
    time. problems: what is told besides, likewise by their rules."""

    rows: pd.DataFrame
    added: int
    source: Source
    note: str
    begins: str
    problems: tuple[Problem, ...] = ()


def of_file(dataset: Dataset) -> pd.DataFrame:
    """The stored caseload as the team's own file had it, whatever was added since."""
    kept = file_of(OF_FILE, dataset.folder)
    return stored(kept if kept.is_file() else file_of(TABLE, dataset.folder))


def stored(file: Path) -> pd.DataFrame:
    """The rows of a stored caseload; days are dates, what is not known is None."""
    with duckdb.connect() as con:
        found = con.execute(f"FROM read_parquet({one_file(file)})")
        names = [one[0] for one in found.description or ()]
        return pd.DataFrame(found.fetchall(), columns=names, dtype=object)


def persons(dataset: Dataset, among: Collection[str] | None = None) -> dict[str, int]:
    """pseudonym -> person, of the people of a dataset; among: of these alone."""
    people = f"FROM read_parquet({one_file(file_of('people', dataset.folder))})"
    wanted, given = "", []
    if among is not None:
        wanted, given = " WHERE pseudonym IN (SELECT unnest(?))", [sorted(among)]
    with duckdb.connect() as con:
        rows = con.execute(f"SELECT pseudonym, person {people}{wanted}", given)
        return dict(rows.fetchall())


def make(
    name: str,
    anew: Callable[[Dataset], Anew | None],
    root: Path | None = None,
    progress: Callable[[str, float], None] = lambda step, done: None,
) -> Dataset:
    """Build a new version of the live one and make it live; the dataset as it is then.

    anew: what its caseload becomes; None leaves the dataset as it is. Asked once nobody
    else can load, so that what it is given is what the new version is made of. Raises
    DamagedVersion for a version that is not whole.
    """
    root = root or home()
    folder = root / name
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
            linked = _linked(dataset, out)
            written = _write(change.rows, out)
            record = _record(dataset, change, (*linked, *written))
            record.write(out)
            flush_to_disk(out)
            version = folder / record.version
            os.replace(out, version)
            flush_to_disk(folder, below=False)
        make_live(name, record.version, root)
        remove_old(folder, record.version)
    return Dataset(name, version, record)


def _linked(dataset: Dataset, out: Path) -> tuple[KeptFile, ...]:
    """Every other file of a version, and its caseload as loaded, in a new folder."""
    own, first = f"{TABLE}.parquet", f"{OF_FILE}.parquet"
    files = {one.name: one for one in dataset.manifest.files}
    if first not in files:
        files[first] = replace(files[own], name=first)
    found = []
    for name, one in files.items():
        if name in (own, MANIFEST_FILE):
            continue
        there = dataset.folder / name
        if not there.is_file():  # the caseload, the first time
            there = dataset.folder / own
        target = out / name
        target.parent.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)
        try:
            os.link(there, target)
        except OSError:  # a file system without links
            shutil.copy2(there, target)
        found.append(one)
    return tuple(found)


def _write(rows: pd.DataFrame, out: Path) -> tuple[KeptFile, ...]:
    """Write the caseload; what is kept of it for the manifest."""
    schema = ibis.schema(STORED[TABLE]).to_pyarrow()
    known = rows.astype(object).where(rows.notna(), None).to_dict("records")
    given = {name: name for name in STORED[TABLE]}
    with duckdb.connect() as con:
        con.register(ROWS, pa.Table.from_pylist(known, schema=schema))
        copy(con, f"SELECT {columns(TABLE, given)} FROM {ROWS}", TABLE, out)
    file = file_of(TABLE, out)
    return (KeptFile(file.name, file.stat().st_size, sha256(file)),)


def _record(dataset: Dataset, change: Anew, files: tuple[KeptFile, ...]) -> Manifest:
    """The manifest of the new version."""
    before, rows, now = dataset.manifest, change.rows, datetime.now(UTC)
    told = f"{before.fingerprint} {change.source.sha256}"
    fingerprint = hashlib.sha256(told.encode()).hexdigest()[:16]
    loaded = before.span(TABLE)
    days = [day for day in rows["referred_on"] if day is not None]
    missing = loaded.missing
    if not before.rows(TABLE) or change.added == len(rows):
        missing = tuple(name for name in rows if rows[name].isna().all())
    span = Span(
        TABLE,
        min(days, default=None),
        max(days, default=None),
        len(rows),
        rows["person"].nunique(),
        missing,
    )
    return replace(
        before,
        version=f"{now:%Y%m%dT%H%M%S%f}Z-{fingerprint[:8]}",
        created=now.isoformat(timespec="seconds"),
        fingerprint=fingerprint,
        sources=(
            *(one for one in before.sources if one.profile != change.source.profile),
            change.source,
        ),
        spans=(*(one for one in before.spans if one.table != TABLE), span),
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
