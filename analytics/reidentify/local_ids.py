"""A practice's own ids of people known by pseudonym: read from its own extract as a
load reads it, and hashed by the key. No id is told anywhere."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from analytics.definitions.contract import TABLES, with_people
from analytics.errors import InputError, Problem
from analytics.extract.cells.values import normal_id
from analytics.extract.fields.mapping import Mapping
from analytics.extract.fields.matching import Match
from analytics.extract.people import id_columns, identity
from analytics.extract.people.id_columns import ID, Files
from analytics.extract.profiles import Profile, plain
from analytics.extract.reading.inspection import describe, look
from analytics.extract.reading.names import cleaned
from analytics.store.load.canonical import people_ids, whole_tables
from analytics.store.load.run import Run
from analytics.store.load.running import running

PRACTICE = "practice_code"
NHS_LONG = 10  # digits of an id to which a spreadsheet's lost zeros are given back


@dataclass(frozen=True)
class Found:
    """Pairs of pseudonym and id as the extract writes it, in order; and how many rows
    the practice has there."""

    pairs: tuple[tuple[str, str], ...]
    practice_rows: int

    @property
    def people(self) -> set[str]:
        return {pseudonym for pseudonym, _ in self.pairs}


def find(
    extract: Path,
    practice: str,
    pseudonyms: Sequence[str],
    secret: bytes,
    workspace: Path,
    mapping: Mapping,
    profile: Profile | None = None,
) -> Found:
    """The ids of these people in the rows of one practice.

    extract: a file or folder of appointments, of attendances or of registrations, with
    the practice of each row. Of several columns that could say who somebody is, the one
    that finds most. Raises InputError for a file that cannot be read as one.
    """
    best = Found((), 0)
    with running(workspace, None, secret, lambda step, done: None) as run:
        table, files = _opened(run, extract, mapping, profile)
        for matches in _ways(table, files):
            found = _in(
                run, table, replace(files, matches=matches), practice, pseudonyms
            )
            if len(found.people) > len(best.people) or not best.practice_rows:
                best = found
            if len(best.people) == len(pseudonyms):
                break
    return best


def _opened(
    run: Run, extract: Path, mapping: Mapping, profile: Profile | None
) -> tuple[str, Files]:
    """The table that a file is surest to be, of those whose rows name a practice."""
    fits: list[tuple[float, str, Files]] = []
    told: list[Problem] = []
    for table in with_people():
        if not TABLES[table].has(PRACTICE):
            continue
        part = mapping.part(table)
        with suppress(InputError):
            files, matches, problems = look(
                run.con, table, [extract], profile, part, run.workspace, True
            )
            told += [one for one in problems if one.stops]
            known = [
                name in found.headers or name in part.fixed
                for found in matches
                for name in (ID, PRACTICE)
            ]
            if files and all(known):
                sure = min(found.sure for found in matches)
                fits.append((sure, table, Files(files, matches, part)))
    if not fits:
        unread = {one for one in told if one.rule.startswith("file_")}
        raise InputError(
            unread
            or Problem(
                "extract_unknown",
                "The file is not known as an extract with a patient id and the "
                "practice of each row.",
                "Give the practice’s own extract of appointments or its registered "
                "list, or a mapping that says which column is which.",
                file=cleaned(extract.name),
            )
        )
    _, table, files_of = max(fits, key=lambda fit: fit[0])
    return table, files_of


def _ways(table: str, files: Files) -> Iterator[list[Match]]:
    """The matches as found, then with each other column that could say who somebody
    is."""
    yield files.matches
    written = [
        {plain(header): header for header in file.headers} for file in files.files
    ]
    for name in id_columns.could_be(table, files)[1:]:
        if all(name in headers for headers in written):
            yield [
                replace(found, headers=found.headers | {ID: headers[name]})
                for found, headers in zip(files.matches, written, strict=True)
            ]


def _in(
    run: Run, table: str, files: Files, practice: str, pseudonyms: Sequence[str]
) -> Found:
    con = run.con
    source, _, problems = describe(
        con, table, files.files, files.matches, files.part, run.workspace
    )
    if stops := [one for one in problems if one.stops]:
        raise InputError(stops)
    whole_tables.stage(con, source)
    people_ids.identify(con, [whole_tables.has_ids(source)], run.secret)
    code, join, _ = whole_tables.coded(con, source, PRACTICE)
    mine = (
        f"SELECT DISTINCT s.patient_id AS raw, i.person FROM "
        f"{whole_tables.RAW.of(table)} s JOIN {people_ids.IDS.of()} i "
        f"ON s.patient_id = i.raw {join} "
        f"WHERE i.person IS NOT NULL AND upper(trim({code})) = upper(trim(?))"
    )
    ((rows,),) = con.execute(
        f"SELECT count(*) FROM {whole_tables.RAW.of(table)} s {join} "
        f"WHERE upper(trim({code})) = upper(trim(?))",
        [practice],
    ).fetchall()
    known = people_ids.PERSONS.of()
    forms = (
        "SELECT raw, unnest(list_distinct([ltrim(normal, '0'), "
        "regexp_replace(normal, '[^0-9A-Z]', '', 'g'), CASE WHEN "
        f"regexp_full_match(normal, '\\d{{1,{NHS_LONG - 1}}}') "
        f"THEN lpad(normal, {NHS_LONG}, '0') ELSE normal END])) AS form "
        f"FROM (SELECT raw, {normal_id('raw')} AS normal FROM ({mine}))"
    )
    hashed = identity.pseudonym(run.secret, "form")
    pairs = con.execute(
        f"SELECT DISTINCT pseudonym, trim(raw::VARCHAR) FROM ("
        f"SELECT p.pseudonym, m.raw FROM ({mine}) m JOIN {known} p USING (person) "
        f"UNION ALL SELECT {hashed}, raw FROM ({forms}) WHERE form <> '') "
        "WHERE pseudonym IN (SELECT unnest(?)) ORDER BY ALL",
        [practice, practice, list(pseudonyms)],
    ).fetchall()
    return Found(tuple((str(a), str(b)) for a, b in pairs), int(rows))
