"""A query of PostgreSQL streamed into a file of delimited text, by its own driver.

The server writes the text itself (COPY … TO STDOUT), so that nothing is held in memory
and every value arrives as it is written there. The session may only read.
"""

import re
from pathlib import Path

from analytics.errors import InputError
from analytics.extract.databases import faults
from analytics.extract.databases.query import Parsed, Query
from analytics.extract.databases.told import Told

READS_ONLY = "-c default_transaction_read_only=on -c datestyle=ISO -c timezone=UTC"
WAIT_SECONDS = 20  # for the server to answer at all


def write(query: Query, parsed: Parsed, file: Path, told: Told) -> None:
    """Stream what the query gives into a file. told: called with the bytes so far.
    Raises InputError where the server is not reached, refuses, does not understand the
    query, or goes away in the middle."""
    import psycopg
    from psycopg import sql

    statement = sql.SQL(
        "COPY ({}\n) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')"
    ).format(sql.SQL(parsed.sql))
    size = 0
    try:
        with (
            psycopg.connect(
                parsed.address,
                connect_timeout=WAIT_SECONDS,
                options=READS_ONLY,
                application_name="frequent attenders",
            ) as connection,
            connection.cursor() as cursor,
            file.open("wb") as out,
            cursor.copy(statement) as copied,
        ):
            for data in copied:
                out.write(data)
                size += len(data)
                told(size)
    except psycopg.Error as fault:
        state = fault.sqlstate or _state_at_the_door(str(fault))
        named = fault.diag.message_primary or ""
        at = fault.diag.statement_position
        begins = len("COPY (")
        where = int(at) - begins if at else None
        raise InputError(faults.of(query, state, named, where, size)) from None


def _state_at_the_door(said: str) -> str:
    """The SQLSTATE of a connection that the server did not make, which libpq gives in
    words alone; "" where it did not answer."""
    if re.search(r'database "[^"]*" does not exist', said):
        return "3D000"
    refused = r'role "[^"]*" does not exist|authentication failed|pg_hba|no password'
    return "28000" if re.search(refused, said) else ""
