"""What a database that does not give an extract is told as: in our words, since its own
may hold a value, an address or a secret."""

import re

from analytics.errors import Problem
from analytics.extract.databases.query import Query

# SQLSTATE (ISO 9075), PostgreSQL's and ODBC's.
UNKNOWN_NAMES = {"42P01", "42703", "42S02", "42S22", "3F000", "42704", "42883"}
REFUSED = {"28000", "28P01", "42501"}
NO_DATABASE = {"3D000", "IM002", "IM003"}
WRITES = {"25006"}
GONE = {"57"}  # shut down, or the query was ended by somebody
NAMED = re.compile(r'"([A-Za-z_][\w.$]{0,62})"')


def of(query: Query, state: str, named: str, at: int | None, size: int) -> Problem:
    """One fault of a query. state: its SQLSTATE, "" where the server did not answer.
    named: the server's words, of which a table's or column's name is taken and no more.
    at: the character of the query. size: bytes that had come."""
    if state[:2] in GONE or (size and not state):
        return Problem(
            "database_gone",
            f"The database went away after {megabytes(size)} had come.",
            "Load again once it is there. Nothing is kept of what came, and nothing "
            "that is loaded is changed.",
            file=query.shown,
        )
    if state in UNKNOWN_NAMES:
        name = NAMED.search(named)
        what = f"“{name[1]}”" if name else "a table, column or function"
        return Problem(
            "query_name_unknown",
            f"The query names {what}, which the database does not have or does not "
            "show to this user.",
            "Compare the names with those in the database, with the schema before a "
            "table’s.",
            file=query.shown,
        )
    if state in REFUSED:
        return Problem(
            "database_refused",
            "The database does not let this user in, or not at this table.",
            "Check the user in the address, the password in ~/.pgpass, PGPASSWORD or "
            "the data source, and the right to read.",
            file=query.shown,
        )
    if state in NO_DATABASE:
        return Problem(
            "database_unknown",
            "There is no database or data source of this name.",
            "Check the name at the end of the address; for ODBC, that the source is "
            "set up on this machine and its driver is installed.",
            file=query.shown,
        )
    if state in WRITES:
        return Problem(
            "query_writes",
            "The query would change the database; a load only reads.",
            "Ask with SELECT alone.",
            file=query.shown,
        )
    if state.startswith("42"):
        near = f", near its character {at}" if at and at > 0 else ""
        return Problem(
            "query_not_understood",
            f"The database does not understand the query{near}.",
            "Try it in the database’s own tool first; it must be one SELECT.",
            file=query.shown,
        )
    if size and state.startswith("08"):
        return of(query, "", named, at, size)
    if state and not state.startswith("08"):
        return Problem(
            "query_failed",
            f"The database stopped at the query (SQLSTATE {state}).",
            "Try it in the database’s own tool first, which shows at which value.",
            file=query.shown,
        )
    return Problem(
        "database_not_reached",
        "The database is not reached.",
        "Check that it runs, the host and port in the address, and that this machine "
        "may reach it.",
        file=query.shown,
    )


def megabytes(size: int) -> str:
    """ "3 MB"; "nothing" of none."""
    return f"{max(1, round(size / 1e6)):,} MB" if size else "nothing"
