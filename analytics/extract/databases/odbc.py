"""A query of an ODBC data source streamed into a Parquet file (arrow-odbc), a batch at
a time: SQL Server, Snowflake, Databricks and others by their drivers."""

import re
from pathlib import Path

from analytics import settings
from analytics.errors import InputError, Problem
from analytics.extract.databases import faults
from analytics.extract.databases.query import Parsed, Query
from analytics.extract.databases.told import Told

BATCH_BYTES = 64 * 1024 * 1024
LONGEST_TEXT = 4096  # of a column that the source gives no length of
WAIT_SECONDS = 20
STATE = re.compile(r"State: ?([0-9A-Z]{5})")


def connection_string(parsed: Parsed) -> str:
    """That of the setting named after the source, else the source's by its name."""
    name = parsed.source
    given = settings.odbc(re.sub(r"\W", "_", name).upper())
    return given or f"DSN={name};"


def write(query: Query, parsed: Parsed, file: Path, told: Told) -> None:
    """Stream what the query gives into a file. told: called with the bytes so far.
    Raises InputError where there is no ODBC on this machine, the source is not reached,
    refuses, does not understand the query, or goes away in the middle."""
    try:
        import arrow_odbc
    except ImportError:
        raise InputError(
            Problem(
                "no_odbc",
                "ODBC is not on this machine, or arrow-odbc is not installed.",
                "Install unixODBC (Debian: apt-get install unixodbc) and the source’s "
                "driver, and pip install -r requirements.txt.",
                file=query.shown,
            )
        ) from None
    import pyarrow.parquet as pq

    size = 0
    try:
        batches = arrow_odbc.read_arrow_batches_from_odbc(
            parsed.sql,
            connection_string(parsed),
            max_bytes_per_batch=BATCH_BYTES,
            max_text_size=LONGEST_TEXT,
            login_timeout_sec=WAIT_SECONDS,
        )
        with pq.ParquetWriter(file, batches.schema) as out:
            for batch in batches:
                out.write_batch(batch)
                size += batch.nbytes
                told(size)
    except arrow_odbc.Error as fault:
        state = STATE.search(str(fault))
        raise InputError(
            faults.of(query, state[1] if state else "", "", None, size)
        ) from None
