"""A small world in the tables of a real database."""

import psycopg
import pytest

from tests.support.world import World, world

TABLES = {"gp": "gp_visits", "ae": "ae_visits", "patients": "registered"}
TYPES = {"datetime64": "timestamp", "int": "bigint", "float": "double precision"}


def type_of(dtype: object) -> str:
    found = (kind for start, kind in TYPES.items() if str(dtype).startswith(start))
    return next(found, "text")


@pytest.fixture(scope="session")
def small() -> World:
    return world(12, 60)


@pytest.fixture(scope="session")
def warehouse(postgres, small) -> str:
    """Address of a database that holds the world."""
    with psycopg.connect(postgres, autocommit=True) as opened:
        for table, name in TABLES.items():
            frame = getattr(small, table)
            columns = ", ".join(
                f"{one} {type_of(dtype)}" for one, dtype in frame.dtypes.items()
            )
            opened.execute(f"DROP TABLE IF EXISTS {name}")
            opened.execute(f"CREATE TABLE {name} ({columns})")
            rows = frame.astype(object).where(frame.notna(), None)
            with opened.cursor().copy(f"COPY {name} FROM STDIN") as copied:
                for row in rows.itertuples(index=False):
                    copied.write_row(row)
    return postgres
