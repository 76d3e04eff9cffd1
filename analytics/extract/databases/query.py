"""A query of a database, given where a file may be: whose it is, and what is asked.

`postgresql://user@host/name?query=SELECT …` is read by PostgreSQL's own driver;
`odbc://NAME?query=SELECT …` by ODBC, from a data source that is set up under that name
or whose connection string is in `FREQUENT_ATTENDERS_ODBC_NAME`: SQL Server, Snowflake
and Databricks by their drivers. `?table=schema.name` asks for all of a table or view;
`?file=query.sql` for what a file says. What comes before in an address (`sslmode=…`) is
the driver's.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, unquote_plus, urlsplit

from analytics.errors import InputError, Problem

POSTGRESQL, ODBC = "postgresql", "odbc"
ASKS = re.compile(r"[?&](query|table|file)=", re.DOTALL)
ADDRESS = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]+://")
NAME = re.compile(r"^[A-Za-z_][\w$]*(\.[A-Za-z_][\w$]*){0,2}$")
EXPECTED = (
    "Give postgresql://user@host/name?query=SELECT … or odbc://NAME?query=SELECT …, in "
    "quotation marks; ?table=schema.name and ?file=query.sql do too."
)


@dataclass(frozen=True)
class Query:
    """An address as it was given, with its query."""

    given: str

    @property
    def shown(self) -> str:
        """Whose it is, in words that hold neither a secret nor the query."""
        parts = urlsplit(ASKS.split(self.given)[0])
        host = parts.hostname or "this machine"
        kind = parts.scheme.lower()
        name = unquote(parts.path.strip("/"))
        return f"{kind} {host}{f' {name}' if name else ''}"

    def parsed(self) -> "Parsed":
        """What to connect to and what to ask. Raises InputError where the address is
        none, holds a password, or asks for nothing."""
        found = ASKS.search(self.given)
        before = self.given[: found.start()] if found else self.given
        try:
            parts = urlsplit(before)
            password = parts.password or re.search(r"[?&]password=", before)
        except ValueError:
            raise InputError(_fault("is none that can be read", self)) from None
        if parts.scheme.lower() not in (POSTGRESQL, ODBC):
            raise InputError(_fault("is of neither PostgreSQL nor ODBC", self))
        if password:
            raise InputError(
                Problem(
                    "password_in_address",
                    "The address of the database holds a password, which everybody on "
                    "this machine can see while the command runs.",
                    "Leave it out and put it into ~/.pgpass or PGPASSWORD; for ODBC, "
                    "into the data source or FREQUENT_ATTENDERS_ODBC_NAME.",
                    file=self.shown,
                )
            )
        if not found or not parts.hostname:
            missing = "has no query" if parts.hostname else "names no host"
            raise InputError(_fault(missing, self))
        return Parsed(parts.scheme.lower(), before, _sql(found, self))


@dataclass(frozen=True)
class Parsed:
    """kind: POSTGRESQL or ODBC; address: without the query; sql: what is asked."""

    kind: str
    address: str
    sql: str

    @property
    def source(self) -> str:
        """The name of an ODBC data source, as it was written."""
        return urlsplit(self.address).netloc.rpartition("@")[2]


def place(text: str) -> Path | Query:
    """A file, folder or pattern as given; a query where it is an address."""
    return Query(text) if ADDRESS.match(text) else Path(text)


def _sql(found: re.Match[str], query: Query) -> str:
    said = query.given[found.end() :]
    if not re.search(r"\s", said):  # written as addresses are
        said = unquote_plus(said)
    what = found[1]
    if what == "file":
        try:
            said = Path(said).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise InputError(
                _fault("names a file with the query that cannot be read", query)
            ) from None
    if what == "table":
        if not NAME.match(said):
            raise InputError(_fault("names no table or view", query))
        said = f"SELECT * FROM {said}"
    said = said.strip().rstrip(";").strip()
    if not said:
        raise InputError(_fault("has no query", query))
    return said


def _fault(what: str, query: Query) -> Problem:
    return Problem(
        "database_address",
        f"The address of the database {what}.",
        EXPECTED,
        file=query.shown,
    )
