"""Stored tables as Parquet files, in the order of their rows."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.extract.cells.values import quoted

ROW_GROUP = 250_000


def file_of(table: str, folder: Path) -> Path:
    """The file of a stored table in a version's folder."""
    return folder / f"{table}.parquet"


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
