"""The DuckDB types of the stored columns."""

from collections.abc import Iterable, Mapping

from analytics.store.layout import STORED

TYPES = {
    "uint8": "UTINYINT",
    "int8": "TINYINT",
    "int16": "SMALLINT",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float32": "FLOAT",
    "float64": "DOUBLE",
    "string": "VARCHAR",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp(6)": "TIMESTAMP",
    "array<string>": "VARCHAR[]",
}


def columns(table: str, given: Mapping[str, str]) -> str:
    """SQL: every stored column of a table with its type; those not given are null."""
    return ", ".join(
        f"{given[name]} AS {name}"
        if kind == "string" and name in given
        else f"({given.get(name, 'NULL')})::{TYPES[kind]} AS {name}"
        for name, kind in STORED[table].items()
    )


def empty(names: Iterable[str], kinds: Mapping[str, str]) -> str:
    """SQL of a table with columns of these kinds and no rows."""
    picked = ", ".join(f"NULL::{TYPES[kinds[name]]} AS {name}" for name in names)
    return f"SELECT {picked} WHERE false"
