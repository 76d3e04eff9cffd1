"""A build by Spark, where the tables are: no row of a person leaves it but into the
version that is written."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ibis
import pandas as pd
from ibis.backends.pyspark.datatypes import PySparkType

from analytics import cluster, engine
from analytics.errors import InputError, Problem
from analytics.lakehouse.engines import answers, delta
from analytics.lakehouse.places import Kind, Place
from analytics.settings import DEBUG
from analytics.store.layout import Columns

NOT_THERE = ("PATH_NOT_FOUND", "TABLE_OR_VIEW_NOT_FOUND", "SCHEMA_NOT_FOUND")
NO_READER = ("DATA_SOURCE_NOT_FOUND", "ClassNotFoundException", "find data source")
NO_DELTA = ("DELTA_MISSING_DELTA_TABLE", "DELTA_TABLE_NOT_FOUND", "not a Delta table")
UNREADABLE = (
    "FAILED_READ_FILE",
    "CANNOT_READ_FILE",
    "UNABLE_TO_INFER_SCHEMA",
    "FileNotFoundException",
)
NO_TYPE = ("PARQUET_TYPE_ILLEGAL", "PARQUET_TYPE_NOT_SUPPORTED")
WENT_AWAY = "Nothing was built; the version that was live before is live still."


class OnSpark:
    """The session that questions use too, for the length of one build."""

    group = "$"

    def __init__(self) -> None:
        self.ibis = engine.on_spark()
        self.session: Any = self.ibis._session
        self._kept: list[Any] = []
        self._views: list[str] = []

    def there(self, place: Place) -> ibis.Table | None:
        """The table at a place; None where there is none."""
        try:
            found = self._read(place)
        except Exception as fault:
            if _says(fault, NOT_THERE):
                return None
            if _says(fault, NO_TYPE):
                raise InputError(_no_type(place)) from None
            if _says(fault, UNREADABLE):
                raise InputError(answers.unreadable()) from None
            raise
        return None if found is None else self._view(place.name, found)

    def _read(self, place: Place) -> Any:
        """The data frame of a place; None where there is none."""
        reader = self.session.read
        if place.kind is Kind.CATALOGUE:
            return self.session.table(place.said)
        if place.kind is Kind.ADDRESS:
            try:
                return reader.format("delta").load(place.said)
            except Exception as fault:
                if not _says(fault, (*NO_READER, *NO_DELTA)):
                    raise
                return self.session.read.parquet(place.said)
        found = place.found()
        if found is None:
            return None
        path = str(found.resolve())
        if not delta.is_delta(found):
            return reader.parquet(path)
        try:
            return reader.format("delta").load(path)
        except Exception as fault:
            if not _says(fault, NO_READER):
                raise
        files = delta.files(found.resolve())
        return self.session.read.option("basePath", path).parquet(*files)

    def keep(self, name: str, rows: ibis.Table) -> ibis.Table:
        """Rows worked out once, in the memory and on the disks of the cluster."""
        frame = self._frame(rows).persist()
        self._kept.append(frame)
        return self._view(name, frame)

    def at_hand(self, name: str, rows: ibis.Table) -> ibis.Table:
        """Kept: each question would join ids and part repeats anew."""
        return self.keep(name, rows)

    def small(self, name: str, rows: pd.DataFrame, columns: Columns) -> ibis.Table:
        """A small table of this machine, sent to every part of the cluster."""
        from pyspark.sql import functions

        found = answers.as_arrow(rows, columns).to_pylist()
        schema = PySparkType.from_ibis(ibis.schema(columns).as_struct())
        listed = [tuple(row.values()) for row in found]
        frame = self.session.createDataFrame(listed, schema).coalesce(1)
        return self._view(name, functions.broadcast(frame))

    def rows(self, asked: ibis.Table) -> list[tuple[Any, ...]]:
        """The rows of a small answer."""
        return [tuple(row) for row in self._frame(asked).collect()]

    def write(self, rows: ibis.Table, table: str, out: Path) -> None:
        """Write rows as a folder of Parquet files, sorted from file to file; as one
        file where Spark makes one."""
        place = out / f"{table}.parquet"
        frame = self._frame(rows)
        frame.write.option("compression", "zstd").parquet(str(place.resolve()))
        if not place.is_dir():
            raise InputError(_elsewhere(place))
        for beside in [*place.glob("_*"), *place.glob(".*")]:
            beside.unlink()
        parts = sorted(place.iterdir())
        if len(parts) == 1:
            aside = place.with_suffix(".part")
            parts[0].rename(aside)
            shutil.rmtree(place)
            aside.rename(place)

    def written(self, table: str, out: Path) -> ibis.Table:
        """A stored table that was written."""
        path = str((out / f"{table}.parquet").resolve())
        return self._view(f"written_{table}", self.session.read.parquet(path))

    @contextmanager
    def in_words(self) -> Iterator[None]:
        """A cluster that goes away, or rows that cannot be read, become an
        InputError."""
        with engine.spark_in_words(WENT_AWAY):
            try:
                yield
            except Exception as fault:
                if isinstance(fault, (InputError, OSError)) or cluster.gone(fault):
                    raise
                if _says(fault, UNREADABLE):
                    raise InputError(answers.unreadable()) from None
                ours = "pyspark" not in type(fault).__module__
                if ours or DEBUG.given():
                    raise
                # Spark's own words may quote a value, so they go no further.
                name = type(fault).__name__
                raise RuntimeError(f"The build stopped ({name}).") from None

    def close(self) -> None:
        """Let go of what was kept, if the cluster is still there."""
        try:
            for frame in self._kept:
                frame.unpersist()
            for name in self._views:
                self.session.catalog.dropTempView(name)
        except Exception as fault:
            if not cluster.gone(fault):
                raise

    def _frame(self, rows: ibis.Table) -> Any:
        return self.session.sql(self.ibis.compile(rows))

    def _view(self, name: str, frame: Any) -> ibis.Table:
        frame.createOrReplaceTempView(name)
        self._views.append(name)
        return self.ibis.table(name)


def _says(fault: Exception, words: tuple[str, ...]) -> bool:
    return any(word in str(fault) for word in words)


def _no_type(place: Place) -> Problem:
    return Problem(
        "column_type",
        "A column of the files has a type that Spark does not read, such as times in "
        "nanoseconds.",
        "Write times in microseconds (pandas: coerce_timestamps='us').",
        file=place.said,
    )


def _elsewhere(place: Path) -> Problem:
    return Problem(
        "written_elsewhere",
        f"Spark wrote {place.name}, but not where this machine sees it.",
        "Put the data home on storage that both see, such as a mounted volume "
        "(FREQUENT_ATTENDERS_HOME).",
    )
