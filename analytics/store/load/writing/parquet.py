"""Stored tables as Parquet files, in the order of their rows."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.extract.cells.values import one_file, quoted

ROW_GROUP = 250_000


def file_of(table: str, folder: Path) -> Path:
    """The file of a stored table in a version's folder."""
    return folder / f"{table}.parquet"


def stored_rows(place: Path) -> str:
    """SQL of the rows of a stored table: of one file, or of a folder of files, as Spark
    writes them."""
    if not place.is_dir():
        return f"FROM read_parquet({one_file(place)})"
    every = f"{one_file(place)[:-1]}/**/*.parquet'"
    return f"FROM read_parquet({every}, union_by_name = true)"


def copied(query: str, table: str, folder: Path) -> str:
    """SQL that writes a query as a stored table, and gives how many rows."""
    return (
        f"COPY ({query}) TO {quoted(file_of(table, folder))} (FORMAT parquet, "
        "PARQUET_VERSION v2, "
        f"COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROW_GROUP})"
    )


def copy(con: DuckDBPyConnection, query: str, table: str, folder: Path) -> int:
    """Write a query as a stored table; how many rows."""
    ((rows,),) = con.execute(copied(query, table, folder)).fetchall()
    return int(rows)
