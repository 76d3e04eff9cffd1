"""A real ODBC data source: PostgreSQL by Debian's driver. In CI a missing driver fails;
on a desk it skips."""

import ctypes.util
import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest

DRIVERS = sorted(Path("/usr/lib").glob("*/odbc/psqlodbcw.so"))


@pytest.fixture
def odbc_source(postgres, monkeypatch):
    """The name of a source on that server, set up by its setting."""
    if not (DRIVERS and ctypes.util.find_library("odbc")):
        said = (
            "ODBC is not on this machine (Debian: apt-get install unixodbc "
            "odbc-postgresql)."
        )
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)
    parts = urlsplit(postgres)
    where = f"Server={parts.hostname};Port={parts.port};Database=postgres"
    said = f"Driver={DRIVERS[0]};{where};UID={parts.username}"
    monkeypatch.setenv("FREQUENT_ATTENDERS_ODBC_WAREHOUSE", said)
    return "warehouse"
