"""The worklist on a real PostgreSQL."""

import pytest

from analytics.worklist.database import SETTING


@pytest.fixture
def postgresql(postgres, monkeypatch):
    """The worklist on that server, empty."""
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as opened:
        for table in ("decisions", "named_lists"):
            opened.execute(f"DROP TABLE IF EXISTS {table}")
            opened.execute(f"DROP FUNCTION IF EXISTS {table}_stay")
    monkeypatch.setenv(SETTING, postgres)
    return postgres
