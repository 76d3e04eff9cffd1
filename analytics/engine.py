"""Runs an Ibis expression over a dataset: DuckDB by default, Spark by one setting.

`FREQUENT_ATTENDERS_ENGINE` is `duckdb` (embedded) or `spark` (local, or Spark Connect
through SPARK_REMOTE). Expressions are built on `analytics.store.dataset.table`, which
is bound to no engine, so the same measure runs on each.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

import duckdb
import ibis
import pandas as pd
from ibis.backends.sql.datatypes import DuckDBType, PySparkType, SqlglotType

from analytics import cluster, settings
from analytics.errors import InputError, Problem
from analytics.kept_answers import KeptAnswers
from analytics.kept_tables import KeptTables, in_full, is_keeping
from analytics.prepared import NOTHING, Given, filled
from analytics.prepared import rows as prepared
from analytics.store.dataset import Dataset
from analytics.store.layout import STORED
from analytics.store.load.writing.parquet import stored_rows

ENGINES = ("duckdb", "spark")
ON_SPARK = ("spark",)
UNANSWERED = "The question was not answered; nothing is changed."
OPEN_AT_ONCE = 6  # datasets whose catalogue is kept
KEEPS_UP_TO = 5_000_000  # people of a dataset whose tables fit into memory

Key = tuple[Any, ...]
Types = type[SqlglotType]
Opened = tuple[duckdb.DuckDBPyConnection, KeptTables, KeptAnswers]
_lock = threading.Lock()
_catalogues: OrderedDict[Key, Any] = OrderedDict()
_one_on_spark = threading.Lock()
_views_on_spark: list[Key] = []  # whose views the session has; at most one


def chosen() -> str:
    """The engine that the setting names; raises InputError for one we do not know."""
    engine = settings.ENGINE.given() or ENGINES[0]
    if engine not in ENGINES:
        raise InputError(
            Problem(
                "engine_unknown",
                f"FREQUENT_ATTENDERS_ENGINE is {engine!r}, which is no engine.",
                f"Set it to {' or '.join(ENGINES)}, or leave it out.",
            )
        )
    return engine


def run(
    dataset: Dataset,
    expression: ibis.Table,
    engine: str | None = None,
    given: Given = NOTHING,
) -> pd.DataFrame:
    """The rows of an expression over a dataset's tables, as a pandas frame. given: what
    stands for tables of the expression that are not there (`analytics.prepared`).

    Safe to call from several threads at once: each call has a cursor of its own. On
    Spark, whose session has one set of views, calls wait for each other.
    """
    if (engine or chosen()) == "spark":
        with _one_on_spark, spark_in_words(UNANSWERED):
            return _spark(dataset).to_pandas(in_full(filled(expression, given)))
    con, tables, answers = _duckdb(dataset)
    if not (is_keeping() and _people(dataset) <= KEEPS_UP_TO):
        return _rows(con, in_full(filled(expression, given)))
    if given:
        with tables.there_for(expression, *given.values()):
            return _rows(con, expression, given)
    if (known := answers.known(expression)) is not None:
        return known
    with tables.there_for(expression):
        return answers.keep(expression, _rows(con, expression))


def number(dataset: Dataset, counted: ibis.Table) -> int:
    """The one whole number that an expression gives; 0 where it gives none."""
    found = run(dataset, counted).iloc[0, 0]
    return 0 if pd.isna(found) else int(found)


def _people(dataset: Dataset) -> int:
    return max((span.people for span in dataset.manifest.spans), default=0)


def _rows(
    con: duckdb.DuckDBPyConnection, expression: ibis.Table, given: Given = NOTHING
) -> pd.DataFrame:
    cursor = con.cursor()
    try:
        if given:
            return prepared(cursor, expression, given)
        return ibis.duckdb.from_connection(cursor).to_pandas(expression)
    finally:
        cursor.close()


def _duckdb(dataset: Dataset) -> Opened:
    """An in-memory DuckDB whose views are the dataset's Parquet files, the tables kept
    in it, and answers that it gave."""

    def connect() -> Opened:
        con = duckdb.connect()
        con.execute("SET parquet_metadata_cache = true")
        for name in STORED:
            file = dataset.folder / f"{name}.parquet"
            if file.exists():
                rows = stored_rows(file)
                there = con.sql(rows).columns
                rows = f"SELECT *{_lacking(name, there)} {rows}"
            else:
                rows = _none(name)
            con.execute(f"CREATE VIEW {name} AS {rows}")
        return con, KeptTables(con), KeptAnswers()

    opened: Opened = _kept(("duckdb", str(dataset.folder), tuple(STORED)), connect)
    return opened


def _lacking(name: str, there: Collection[str], types: Types = DuckDBType) -> str:
    """SQL of the columns that a version does not know yet, null, after others."""
    return "".join(
        f", CAST(NULL AS {types.to_string(kind)}) AS {column}"
        for column, kind in ibis.schema(STORED[name]).items()
        if column not in there
    )


def _none(name: str, types: Types = DuckDBType) -> str:
    """SQL of a table without rows: of a kind of event that a version does not know."""
    columns = (
        f"CAST(NULL AS {types.to_string(kind)}) AS {column}"
        for column, kind in ibis.schema(STORED[name]).items()
    )
    return f"SELECT {', '.join(columns)} WHERE 1 = 0"


def on_spark() -> Any:
    """The Spark session as Ibis sees it; the same one for every question."""
    return _kept(ON_SPARK, lambda: ibis.pyspark.connect(cluster.session()))


@contextmanager
def spark_in_words(doing: str) -> Iterator[None]:
    """A cluster that goes away is told, and the next question begins with a new
    session. doing: as for `cluster.in_words`."""
    try:
        with cluster.in_words(doing):
            yield
    except InputError as fault:
        if any(one.rule == cluster.GONE for one in fault.problems):
            forget_spark()
        raise


def forget_spark() -> None:
    """Let the next question connect anew."""
    _views_on_spark.clear()
    with _lock:
        _catalogues.pop(ON_SPARK, None)


def _spark(dataset: Dataset) -> Any:
    """A Spark session whose temporary views are the dataset's Parquet files."""
    con = on_spark()
    views = (id(con), str(dataset.folder), tuple(STORED))
    if _views_on_spark == [views]:
        return con
    _views_on_spark.clear()
    for name in STORED:
        file = dataset.folder / f"{name}.parquet"
        if file.exists():
            there = con.read_parquet(str(file), table_name=name)
            if lacking := _lacking(name, there.columns, PySparkType):
                con.read_parquet(str(file), table_name=f"{name}_then")
                con.raw_sql(
                    f"CREATE OR REPLACE TEMPORARY VIEW {name} AS "
                    f"SELECT *{lacking} FROM {name}_then"
                )
        else:
            con.raw_sql(
                f"CREATE OR REPLACE TEMPORARY VIEW {name} AS {_none(name, PySparkType)}"
            )
    _views_on_spark.append(views)
    return con


def _kept(key: Key, connect: Callable[[], Any]) -> Any:
    with _lock:
        if key not in _catalogues:
            _catalogues[key] = connect()
        _catalogues.move_to_end(key)
        while len(_catalogues) > OPEN_AT_ONCE:
            _catalogues.popitem(last=False)
        return _catalogues[key]
