"""Queries turned into files that are read as any other."""

import re
from pathlib import Path

from analytics.extract.databases import odbc, postgresql
from analytics.extract.databases.query import POSTGRESQL, Query
from analytics.extract.databases.told import Told

WRITERS = {POSTGRESQL: (postgresql.write, ".csv"), "odbc": (odbc.write, ".parquet")}


def to_file(query: Query, folder: Path, called: str, told: Told) -> Path:
    """The file that what a query gives was streamed into, in a folder of the owner's
    alone. called: what it is of, the first word of its name. Raises InputError."""
    parsed = query.parsed()
    write, ending = WRITERS[parsed.kind]
    name = re.sub(r"\W+", "_", f"{called} of {query.shown}")
    file = folder / f"{name}{ending}"
    write(query, parsed, file, told)
    return file
