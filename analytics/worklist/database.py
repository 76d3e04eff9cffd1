"""The database that holds the decisions: SQLite in the data home, or PostgreSQL by its
address. History only grows: the database itself refuses to change or remove a row.

`FREQUENT_ATTENDERS_WORKLIST` is an address as SQLAlchemy reads them, such as
postgresql://worklist@localhost/worklist; without it, `worklist.db` in the data home,
the owner's alone.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError
from sqlalchemy.pool import NullPool

from analytics import settings
from analytics.definitions.pathway import Status
from analytics.errors import InputError, Problem
from analytics.store.home import OWNERS_ALONE, home
from analytics.worklist.decision import TAKEN_BACK

SETTING = settings.WORKLIST.name
FILE = "worklist.db"
FILE_MODE = 0o600
SQLITE, POSTGRESQL = "sqlite", "postgresql"
WAIT_SECONDS = 20  # for another who writes
ONE_AT_A_TIME = 4_031_977  # PostgreSQL's lock while the table is made: any number
WRITES = "writes"  # an option of a connection: it is for writing

METADATA = MetaData()
WORDS = ", ".join(f"'{word}'" for word in (*Status, TAKEN_BACK))
DECISIONS = Table(
    "decisions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("dataset", String(50), nullable=False),
    Column("key", String(16), nullable=False),  # which key made the pseudonyms
    Column("person", String(16), nullable=False),  # the pseudonym
    Column("nth", Integer, nullable=False),  # of the person's, from 1
    Column("status", String(20), nullable=False),
    Column("day", Date, nullable=False),  # from which it holds
    Column("owner", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("note", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("written_at", DateTime, nullable=False),  # UTC
    UniqueConstraint("dataset", "key", "person", "nth", name="one_after_another"),
    CheckConstraint("nth >= 1"),
    CheckConstraint(f"status IN ({WORDS})"),
    sqlite_autoincrement=True,
)
STAYS = "stays as it was written"
LEAST_TRIGGERS = 3  # of any whole worklist, those of earlier releases too


def _guards(table: str, said: str) -> dict[str, tuple[str, ...]]:
    return {
        SQLITE: tuple(
            f"CREATE TRIGGER {table}_no_{name} BEFORE {act} "
            f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
            for name, act in (
                ("change", f"UPDATE ON {table}"),
                ("removal", f"DELETE ON {table}"),
                # "INSERT OR REPLACE" would remove a row without a trigger of removal
                (
                    "replacing",
                    f"INSERT ON {table} WHEN EXISTS "
                    f"(SELECT 1 FROM {table} WHERE number = NEW.number)",
                ),
            )
        ),
        POSTGRESQL: (
            f"CREATE FUNCTION {table}_stay() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{said}'; END $$",
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_stay()",
            f"CREATE TRIGGER {table}_no_emptying BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_stay()",
        ),
    }


DECISION_STAYS = f"a decision {STAYS}"
IN_TURN = (
    "CREATE TRIGGER in_turn BEFORE INSERT ON decisions WHEN NEW.nth <> "
    "(SELECT coalesce(max(nth), 0) + 1 FROM decisions WHERE dataset = NEW.dataset "
    "AND key = NEW.key AND person = NEW.person) "
    f"BEGIN SELECT RAISE(ABORT, '{DECISION_STAYS}'); END"
)


@event.listens_for(DECISIONS, "after_create")
def _guard(_table: Table, connection: Connection, **_more: object) -> None:
    """Once the table is made, so is what keeps its rows as they are."""
    guard(connection, DECISIONS, DECISION_STAYS)
    if connection.dialect.name == SQLITE:
        connection.exec_driver_sql(IN_TURN)


def guard(connection: Connection, table: Table, said: str) -> None:
    """Make a database refuse to change or remove a row of a table, saying why (`said`,
    which holds STAYS)."""
    for statement in _guards(table.name, said)[connection.dialect.name]:
        connection.exec_driver_sql(statement)


def address(root: Path | None = None) -> URL:
    """Where the decisions are kept. Raises InputError for an address that is none."""
    given = settings.WORKLIST.given()
    if not given:
        return URL.create(SQLITE, database=str((root or home()) / FILE))
    try:
        url = make_url(given)
        url.get_dialect()
    except (ArgumentError, ImportError):  # also a driver that is not installed
        url = URL.create("unknown")
    in_memory = url.get_backend_name() == SQLITE and not file_of(url)
    if url.get_backend_name() not in (SQLITE, POSTGRESQL) or in_memory:
        raise InputError(
            Problem(
                "worklist_address",
                f"The address of the worklist’s database ({SETTING}) is neither of "
                "PostgreSQL nor of SQLite.",
                "Set it to one such as postgresql://user@host/name, or unset it: the "
                "worklist is then a file in the data folder.",
            )
        )
    return url


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None for a server's."""
    if url.get_backend_name() != SQLITE or url.database in (None, "", ":memory:"):
        return None
    return Path(str(url.database))


@contextmanager
def reading(url: URL, table: Table = DECISIONS) -> Iterator[Connection | None]:
    """A connection to read a table by; None where nothing was written to it yet."""
    file = file_of(url)
    if file and not file.exists():
        yield None
        return
    with _told(url), _engine(url).connect() as connection:
        there = inspect(connection).has_table(table.name)
        yield connection if there else None


@contextmanager
def writing(url: URL) -> Iterator[Connection]:
    """A connection whose one transaction is kept whole or not at all; the table is made
    where it is missing. Whoever writes in SQLite meanwhile waits."""
    if file := file_of(url):
        _only_the_owners(file)
    with (
        _told(url),
        _engine(url).connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
    ):
        if url.get_backend_name() == POSTGRESQL:
            lock = text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})")
            connection.execute(lock)
        METADATA.create_all(connection)
        yield connection


def _only_the_owners(file: Path) -> None:
    """Make the file where it is missing, its owner's alone; close one that is wider."""
    file.parent.mkdir(mode=OWNERS_ALONE, parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, FILE_MODE))
    if os.name != "nt" and file.stat().st_mode & 0o077:
        file.chmod(FILE_MODE)


@lru_cache(maxsize=8)
def _engine(url: URL) -> Engine:
    """No connection is kept: processes may fork, and files be put in place."""
    more: dict[str, Any] = {}
    if url.get_backend_name() == SQLITE:
        more = {"connect_args": {"timeout": WAIT_SECONDS}}
    made = create_engine(url, poolclass=NullPool, **more)
    if url.get_backend_name() == SQLITE:
        event.listen(made, "connect", _set_up)
        event.listen(made, "begin", _begin)
    return made


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where `_begin` says
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    how = "IMMEDIATE" if connection.get_execution_options().get(WRITES) else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {how}")


@contextmanager
def _told(url: URL) -> Iterator[None]:
    """Turn a database that cannot be reached or read into words without its own: these
    may hold an address or what was written."""
    try:
        yield
    except (DatabaseError, InterfaceError) as fault:
        file, origin = file_of(url), str(fault.orig)
        if STAYS in origin:
            raise
        where = file.name if file else f"on {url.host or 'this machine'}"
        busy = "locked" in origin
        raise InputError(
            Problem(
                "worklist_busy" if busy else "worklist_unreachable",
                f"The worklist’s database ({where}) "
                + (
                    "is being written to by somebody else for long."
                    if busy
                    else "cannot be read or written: it is damaged, or is not reached."
                ),
                "Try again in a minute."
                if busy
                else "Put it back from a copy, or ask who looks after the server. "
                "Nothing that was decided is changed.",
            )
        ) from None
