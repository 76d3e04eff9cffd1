"""Rows of a stored dataset, by SQL over its tables."""

import duckdb


def rows(dataset, sql: str) -> list[tuple]:
    con = duckdb.connect()
    for path in dataset.folder.glob("*.parquet"):
        con.execute(f"CREATE VIEW {path.stem} AS FROM '{path}'")
    return con.execute(sql).fetchall()
