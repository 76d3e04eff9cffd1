"""Columns that could identify somebody: never read, and listed so that the user
knows."""

from dataclasses import replace

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES, with_people
from analytics.definitions.event_kinds import kind_of_table
from analytics.errors import Problem
from analytics.extract.fields.matching import Match
from analytics.extract.people import identifiers
from analytics.extract.reading.opened_file import Opened
from analytics.extract.reading.source import Source

LOOKED_AT = 500  # values of a column
WORDED = ("code", "text", "category")  # kinds of fields


def drop_identifiers(
    con: DuckDBPyConnection, source: Source, samples: list[str]
) -> list[Problem]:
    """List columns that could identify somebody in `source.dropped`, all other columns
    that fill no field in `source.unused`, and take away fields whose values could;
    warnings about these."""
    problems = []
    about_people = source.table in with_people()
    for number, (file, found) in enumerate(
        zip(source.files, source.matches, strict=True)
    ):
        taken = found.taken
        spare = [header for header in file.headers if header not in taken]
        personal: list[str] = []
        if about_people:
            fields = _fields_that_identify(
                con, source.table, file, found, samples[number]
            )
            for name, what in fields.items():
                personal.append(found.headers[name])
                problems.append(_dropped(file, found.headers[name], what))
            headers = {
                name: header
                for name, header in found.headers.items()
                if name not in fields
            }
            source.matches[number] = replace(found, headers=headers)
            personal += [
                header
                for header in spare
                if identifiers.by_header(header)
                or identifiers.kind_of(_values_of(con, file, header, samples[number]))
            ]
        source.dropped.append(tuple(personal))
        source.unused.append(
            tuple(header for header in spare if header not in personal)
        )
    return problems


def _fields_that_identify(
    con: DuckDBPyConnection, table: str, file: Opened, found: Match, sample: str
) -> dict[str, str]:
    """field -> what its values look like, of the fields whose values name people."""
    kind, looks = kind_of_table(table), {}
    coded = kind.reason.code if kind and kind.reason else ""
    for name, header in found.headers.items():
        if TABLES[table].has(name) and TABLES[table].field(name).kind in WORDED:
            looks[name] = identifiers.kind_of(
                _values_of(con, file, header, sample),
                names=name == "coordinator",
                codes=name == coded,
            )
    return {name: what for name, what in looks.items() if what}


def _dropped(file: Opened, header: str, what: str) -> Problem:
    return Problem(
        "identifier_dropped",
        f"The values look like {what}, so the column was dropped.",
        "Give a code that identifies nobody if this column is wanted.",
        file=file.name,
        column=header,
        stops=False,
    )


def _values_of(
    con: DuckDBPyConnection, file: Opened, header: str, sample: str
) -> list[str]:
    column = file.column(header)
    rows = con.execute(
        f"SELECT trim(CAST({column} AS VARCHAR)) AS v FROM {sample} "
        f"WHERE {column} IS NOT NULL LIMIT {LOOKED_AT}"
    ).fetchall()
    return [row[0] for row in rows if row[0]]
