"""A new version of a dataset that differs in its caseload alone, from what the team's
own file had."""

from collections.abc import Collection

import duckdb
import pandas as pd

from analytics.errors import Problem
from analytics.store.dataset import Dataset
from analytics.store.load.anew.table import Anew, make, stored
from analytics.store.load.writing.parquet import file_of, stored_rows
from analytics.store.manifest import Source

__all__ = ["OF_FILE", "TABLE", "Anew", "anew", "make", "of_file", "persons", "stored"]

TABLE = "caseload"
OF_FILE = "caseload_as_loaded"  # the caseload of the team's own file, kept beside


def anew(
    dataset: Dataset,
    rows: pd.DataFrame,
    added: int,
    source: Source,
    note: str,
    begins: str,
    problems: Collection[Problem] = (),
) -> Anew:
    """What the caseload becomes. rows: all of it; added: how many of them no file
    has."""
    missing = dataset.manifest.span(TABLE).missing
    if not dataset.manifest.rows(TABLE) or added == len(rows):
        missing = tuple(name for name in rows if rows[name].isna().all())
    return Anew(
        TABLE,
        rows,
        source,
        note,
        begins,
        missing,
        tuple(problems),
        day="referred_on",
        kept_as=OF_FILE,
    )


def of_file(dataset: Dataset) -> pd.DataFrame:
    """The stored caseload as the team's own file had it, whatever was added since."""
    kept = file_of(OF_FILE, dataset.folder)
    return stored(kept if kept.is_file() else file_of(TABLE, dataset.folder))


def persons(dataset: Dataset, among: Collection[str] | None = None) -> dict[str, int]:
    """pseudonym -> person, of the people of a dataset; among: of these alone."""
    people = stored_rows(file_of("people", dataset.folder))
    wanted, given = "", []
    if among is not None:
        wanted, given = " WHERE pseudonym IN (SELECT unnest(?))", [sorted(among)]
    with duckdb.connect() as con:
        rows = con.execute(f"SELECT pseudonym, person {people}{wanted}", given)
        return dict(rows.fetchall())
