"""Which column says who somebody is, where several could: the one that is filled, tells
as many people apart as is plausible, and joins the other extracts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES, with_people
from analytics.errors import Problem
from analytics.extract.cells.values import normal_id
from analytics.extract.fields.mapping import Part
from analytics.extract.fields.matching import Match
from analytics.extract.people import nobody
from analytics.extract.people.id_columns_judged import (
    CLEARLY,
    IdColumn,
    best_of,
    joins,
    why_not,
)
from analytics.extract.profiles import plain, profiles
from analytics.extract.reading.opened_file import Opened
from analytics.extract.reading.samples import sample
from analytics.extract.reading.source import Source

ID = "patient_id"
MOST = 6  # columns of a table that are looked at
_WHO = r"(patient|person|client|nhs|chi|pseudo|pseudonym|hospital|local|mrn|token|hes)"
_OF_PEOPLE = re.compile(
    rf"^(the|sk|dim|fact)?{_WHO}\w*(id|no|number|num|key|guid|nhs)$"
)
_OF_OTHERS = re.compile(
    r"practi|staff|clinic|user|appoint|attend|episode|spell|event|row|record|site|"
    r"provider|referr|doctor|gp|ward|carer|contact|code|count|serial|commission"
)


@dataclass(frozen=True)
class Files:
    """The files of a table, how they are matched, and what a mapping says of it."""

    files: list[Opened]
    matches: list[Match]
    part: Part


def choose(
    con: DuckDBPyConnection, given: dict[str, Files], workspace: Path
) -> dict[str, list[Match]]:
    """The matches of each table, with the column of the patient id that does it best,
    and which and why in `Match.people_by`.

    Looks at a sample of the files, and only where a file has several such columns. A
    mapping has the last word. Where no column is clearly better, it is the one that
    the profile names first, so that next month's extract is read alike.
    """
    could = {
        table: names
        for table in with_people()
        if table in given and (names := could_be(table, given[table]))
    }
    if not any(len(names) > 1 for names in could.values()):
        return {}
    columns = {
        table: _looked_at(con, table, given[table], names, workspace)
        for table, names in could.items()
    }
    best = best_of(columns)
    return {
        table: [
            _match(file, found, columns, table, best)
            for file, found in zip(
                given[table].files, given[table].matches, strict=True
            )
        ]
        for table in columns
        if len(columns[table]) > 1
    }


def told(source: Source, named_first: list[Match]) -> list[Problem]:
    """A warning for each way in which another column was chosen than the one that the
    profile names first. named_first: the matches before the choice."""
    changed = {
        found.people_by: first.headers[ID]
        for found, first in zip(source.matches, named_first, strict=True)
        if found.people_by and found.headers[ID] != first.headers[ID]
    }
    return [
        Problem(
            "id_column_chosen",
            f"Several columns of {TABLES[source.table].title} could say who somebody "
            f"is: {said}.",
            "If another is right, leave this column out of the file, or give a mapping "
            "that says which is the patient id.",
            file=source.label,
            column=source.header(ID),
            stops=False,
        )
        for said in changed
    ]


def could_be(table: str, given: Files) -> list[str]:
    """The columns of a table that could identify people (plain headers), those that the
    profile names first in front."""
    if ID in given.part.columns or ID in given.part.fixed:
        first = [plain(m.headers[ID]) for m in given.matches if ID in m.headers]
        return list(dict.fromkeys(first))
    known = {
        plain(alias)
        for profile in profiles().values()
        for each in with_people()
        for alias in (ID, *profile.section(each).columns.get(ID, ()))
    }
    names: dict[str, None] = {}
    for found in given.matches:
        if ID in found.headers:
            names[plain(found.headers[ID])] = None
    if not names:
        return []
    for sure in (True, False):
        for file, found in zip(given.files, given.matches, strict=True):
            used = {plain(h) for name, h in found.headers.items() if name != ID}
            for header in map(plain, file.headers):
                like = _OF_PEOPLE.search(header) and not _OF_OTHERS.search(header)
                if header not in used and (header in known if sure else like):
                    names[header] = None
    return list(names)[:MOST]


def _looked_at(
    con: DuckDBPyConnection,
    table: str,
    given: Files,
    names: Iterable[str],
    workspace: Path,
) -> dict[str, IdColumn]:
    """The ids in those columns, over samples of all files; without leading zeros, which
    one of two extracts may have lost."""
    columns: dict[str, IdColumn] = {}
    source = Source(table, given.files, given.matches, given.part)
    for number, file in enumerate(given.files):
        try:
            name = sample(con, source, number, workspace)
        except duckdb.Error:
            continue  # told by name when the file itself is looked at
        written = {plain(header): header for header in file.headers}
        for header in (one for one in names if one in written):
            column = columns.setdefault(header, IdColumn(written[header]))
            cell = f"CAST({file.column(written[header])} AS VARCHAR)"
            kind = nobody.kind_of_nobody("v", True, True)
            for text, rows in con.execute(
                f"SELECT CASE WHEN v IS NULL OR {kind} > 0 THEN NULL WHEN "
                "regexp_full_match(v, '\\d+') THEN ltrim(v, '0') ELSE v END, count(*) "
                f"FROM (SELECT {normal_id(cell)} AS v FROM {name}) GROUP BY 1"
            ).fetchall():
                column.rows += rows
                if text:
                    column.ids[text] = column.ids.get(text, 0) + rows
    return {name: columns[name] for name in names if name in columns}


def _match(
    file: Opened,
    found: Match,
    columns: dict[str, dict[str, IdColumn]],
    table: str,
    best: dict[str, str],
) -> Match:
    """A file's match with the column chosen, and why in words."""
    taken = columns[table][best[table]]
    written = {plain(header): header for header in file.headers}
    if ID not in found.headers or best[table] not in written:
        return found
    others = [
        f"not by “{one.header}” ({why_not(table, name, columns, best)})"
        for name, one in columns[table].items()
        if one is not taken and name in written
    ]
    if not others:
        return found
    share = joins(table, best[table], columns, best)
    said = (
        f"people are identified by “{taken.header}” (filled in {taken.filled:.0%} of "
        f"rows{', joins the other files' if share >= CLEARLY else ''}), "
        + ", ".join(others)
    )
    return replace(
        found,
        headers=found.headers | {ID: written[best[table]]},
        why=f"{found.why}; {said}",
        people_by=said,
    )
