"""A build by DuckDB, on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pandas as pd

from analytics.errors import InputError, Problem
from analytics.extract import disk_space
from analytics.extract.cells.values import quoted
from analytics.lakehouse.engines import answers, delta
from analytics.lakehouse.places import Kind, Place
from analytics.settings import DEBUG
from analytics.store.layout import Columns
from analytics.store.load.running import MEMORY
from analytics.store.load.writing.parquet import copied, stored_rows

DAMAGE = (
    duckdb.IOException,
    duckdb.InvalidInputException,
    duckdb.SerializationException,
)


class OnDuckDB:
    """An in-memory DuckDB that spills to the workspace."""

    group = "\\"

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self.con = duckdb.connect()
        self.con.execute(f"SET memory_limit = '{MEMORY}'")
        self.con.execute(f"SET temp_directory = {quoted(workspace / 'spill')}")
        self.con.execute("SET TimeZone = 'UTC'")
        self.ibis = ibis.duckdb.from_connection(self.con)

    def there(self, place: Place) -> ibis.Table | None:
        """The table at a place; None where there is none."""
        if place.kind is Kind.CATALOGUE:
            raise InputError(
                Problem(
                    "catalogue_needs_spark",
                    f"{place.said} is a table of a catalogue, which DuckDB cannot ask.",
                    "Set FREQUENT_ATTENDERS_ENGINE=spark, or name a folder of Parquet "
                    "or Delta tables.",
                )
            )
        found = place.found()
        if found is None:
            return None
        if delta.is_delta(found):
            self.con.register(place.name, delta.rows(found))
            return self.ibis.table(place.name)
        self.con.execute(f"CREATE VIEW {place.name} AS {stored_rows(found)}")
        return self.ibis.table(place.name)

    def keep(self, name: str, rows: ibis.Table) -> ibis.Table:
        """Rows worked out once, as a table."""
        query = ibis.to_sql(rows, dialect="duckdb")
        self.con.execute(f"CREATE TABLE {name} AS {query}")
        return self.ibis.table(name)

    def at_hand(self, name: str, rows: ibis.Table) -> ibis.Table:
        """As they are: read from their files again each time, in little memory."""
        return rows

    def small(self, name: str, rows: pd.DataFrame, columns: Columns) -> ibis.Table:
        """A small table of this machine."""
        given = f"{name}_given"
        self.con.register(given, answers.as_arrow(rows, columns))
        self.con.execute(f"CREATE TABLE {name} AS FROM {given}")
        self.con.unregister(given)
        return self.ibis.table(name)

    def rows(self, asked: ibis.Table) -> list[tuple[Any, ...]]:
        """The rows of a small answer."""
        return self.con.execute(ibis.to_sql(asked, dialect="duckdb")).fetchall()

    def write(self, rows: ibis.Table, table: str, out: Path) -> None:
        """Write rows as one Parquet file, in their order."""
        self.con.execute(copied(ibis.to_sql(rows, dialect="duckdb"), table, out))

    def written(self, table: str, out: Path) -> ibis.Table:
        """A stored table that was written."""
        name = f"written_{table}"
        rows = stored_rows(out / f"{table}.parquet")
        self.con.execute(f"CREATE VIEW IF NOT EXISTS {name} AS {rows}")
        return self.ibis.table(name)

    @contextmanager
    def in_words(self) -> Iterator[None]:
        """A damaged file or a full disk becomes an InputError."""
        try:
            yield
        except duckdb.Error as fault:
            if full := disk_space.problem(fault, self.workspace):
                raise InputError(full) from None
            if isinstance(fault, DAMAGE):
                raise InputError(answers.unreadable()) from None
            if DEBUG.given():
                raise
            # The engine's own words may quote a value, so they go no further.
            raise RuntimeError(f"The build stopped ({type(fault).__name__}).") from None

    def close(self) -> None:
        """Let go of everything."""
        self.con.close()
