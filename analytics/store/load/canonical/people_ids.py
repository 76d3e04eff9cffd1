"""Who is who over all extracts: every id found, and the person it stands for."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.errors import Problem
from analytics.extract.cells import values
from analytics.extract.people import (
    identity,
    nhs_numbers,
    nobody,
    same_ids,
    swapped_ids,
)
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable

SHORTEST = 6  # letters and digits of an id that is looked for in other columns
AT_ONCE = 5_000_000  # ids found that are given their people in one statement
CUT_AT_LEAST = 0.95  # of the long numbers, for a spreadsheet to have cut them
NUMBERED = 0.8  # share of the ids with a digit that are letters, then a number
FOUND = TempTable(
    "found_ids",
    "an id as found in one canonical table (t): its rows, whether any may be kept, and "
    "how it is compared",
    ("t", "raw", "n", "kept", "normal"),
)
PERSONS = TempTable(
    "persons",
    "a person of rows that may be kept, numbered in the order of the pseudonym",
    ("person", "pseudonym", "normal"),
)
NOBODY = TempTable(
    "ids_of_nobody",
    "an id that stands for nobody, and why (a fault)",
    ("normal", "fault"),
)
IDS = TempTable(
    "ids",
    "an id as found: its person, if any, whether it is a wrong NHS number, and why it "
    "stands for nobody (a fault; 0: it does not)",
    ("raw", "person", "wrong", "nobody"),
)
TEXTS_WITH_AN_ID = TempTable(
    "texts_with_an_id",
    "a text of another column in which an id of the extracts stands",
    ("v",),
)


NO_IDS = (
    "SELECT '' AS t, NULL::VARCHAR AS raw, 0::BIGINT AS n, false AS kept, "
    "NULL::VARCHAR AS normal WHERE false"
)


@dataclass(frozen=True)
class HasIds:
    """Where a table's ids are, before anybody is numbered.

    ids: SQL of raw, n (rows) and kept (whether any of them may be). texts: SQL, one a
    column, of the texts (v) in which an id may stand by mistake.
    """

    source: Source
    ids: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Identified:
    """What came of the ids. wrong: rows of each table whose id is no NHS number, though
    its ids are. problems: what is to be told of ids that were taken as one."""

    wrong: dict[str, int]
    problems: list[Problem]


def identify(con: DuckDBPyConnection, given: list[HasIds], secret: bytes) -> Identified:
    """Make `PERSONS` and `IDS` over all extracts, and `TEXTS_WITH_AN_ID`.

    Only people of rows that may be kept are numbered: an id that stands for nobody, or
    in left-out rows alone, is in `IDS` without a person. wrong: ten digits that are no
    NHS number, where ids are NHS numbers.
    """
    found = _found(con, given)
    of_nobody = _of_nobody(con, found)
    joined = same_ids.join(con, found)
    persons = PERSONS.make(
        con,
        "SELECT (row_number() OVER () - 1)::INTEGER AS person, pseudonym, normal "
        f"FROM (SELECT normal, {identity.pseudonym(secret, 'normal')} AS pseudonym "
        f"FROM (SELECT DISTINCT normal FROM {found} ANTI JOIN {of_nobody} "
        "USING (normal) WHERE normal IS NOT NULL AND kept) ORDER BY pseudonym)",
    )
    swapped_ids.find(con, found, persons)
    _texts_with_an_id(con, found, given)
    sources = [one.source for one in given]
    wrong, problems = nhs_numbers.wrong(con, found, of_nobody, sources)
    fails = "false"
    if wrong:
        fails = f"b.fault IS NULL AND {identity.fails_nhs_check('f.normal')}"
    _ids(con, found, f"{fails} AS wrong", len(given))
    FOUND.drop(con)
    con.execute(f"ALTER TABLE {persons} DROP normal")
    return Identified(wrong, _told(given, joined) + problems)


def _found(con: DuckDBPyConnection, given: list[HasIds]) -> str:
    """Make `FOUND`; its name. One table after another: the ids of a country are
    grouped in no more memory than the largest needs."""
    found = FOUND.make(con, NO_IDS)
    for one in given:
        con.execute(
            f"INSERT INTO {found} SELECT '{one.source.table}', *, "
            f"{values.normal_id('raw')} FROM ({one.ids}) WHERE raw IS NOT NULL"
        )
    return found


def _ids(con: DuckDBPyConnection, found: str, wrong: str, tables: int) -> None:
    """Make `IDS` of the ids found in so many tables, each of which has an id once;
    wrong: SQL of its column of that name. A part at a time, so that a country's people
    need not stand in memory at once."""
    once = "DISTINCT " if tables > 1 else ""
    ((rows,),) = con.execute(f"SELECT count(*) FROM {found}").fetchall()
    parts = 1 + rows // AT_ONCE

    def part(table: str, of: int) -> str:
        return f"(FROM {table} WHERE hash(normal) % {parts} = {of})"

    def ids(of: int) -> str:
        return (
            f"SELECT {once}f.raw, e.person, {wrong}, "
            f"coalesce(b.fault, 0)::UTINYINT AS nobody FROM {part(found, of)} f "
            f"LEFT JOIN {part(PERSONS.of(), of)} e USING (normal) "
            f"LEFT JOIN {NOBODY.of()} b USING (normal) WHERE f.normal IS NOT NULL"
        )

    made = IDS.make(con, ids(0))
    for of in range(1, parts):
        con.execute(f"INSERT INTO {made} {ids(of)}")


def _of_nobody(con: DuckDBPyConnection, found: str) -> str:
    """Make `NOBODY` of the ids found; its name."""
    digit = "regexp_matches(normal, '\\d')"
    ((numbered, of, tests, words),) = con.execute(
        f"SELECT count(*) FILTER (regexp_full_match(normal, '[A-Z]{{0,4}}\\d+')), "
        f"count(*) FILTER ({digit}), "
        f"count(*) FILTER ({nobody.numbered_test('normal')}), "
        f"count(DISTINCT normal) FILTER (NOT {digit}) "
        f"FROM (SELECT normal FROM {found} WHERE normal IS NOT NULL "
        f"LIMIT {nhs_numbers.SOME})"
    ).fetchall()
    kind = nobody.kind_of_nobody(
        "normal",
        numbered >= NUMBERED * of and words <= of,
        tests < nhs_numbers.MOSTLY * of,
    )
    each = f"SELECT DISTINCT normal FROM {found} WHERE normal IS NOT NULL"
    of_nobody = NOBODY.make(
        con,
        f"SELECT normal, ({kind})::UTINYINT AS fault FROM ({each}) WHERE {kind} > 0",
    )
    con.execute(
        f"DELETE FROM {of_nobody} WHERE normal IN (SELECT o.normal FROM {found} f "
        f"JOIN (SELECT normal, unnest({nobody.neighbours('normal')}) AS near "
        f"FROM {of_nobody} WHERE fault IN ({nobody.EMPTY}, {nobody.DUMMY})) o "
        "ON f.normal = o.near)"
    )
    cut = nobody.cut("normal")
    ((long, cuts, more),) = con.execute(
        f"SELECT count(*), count(*) FILTER ({cut}), "
        f"coalesce(sum(length(normal) - {nobody.EXACT}) FILTER ({cut}), 0) "
        f"FROM ({each}) WHERE regexp_full_match(normal, '\\d{{{nobody.EXACT + 1},}}')"
    ).fetchall()
    # Ten thousand to one that so many digits are 0 by chance.
    if long and cuts >= CUT_AT_LEAST * long and more >= 4:
        con.execute(
            f"INSERT INTO {of_nobody} SELECT normal, {nobody.CUT} FROM ({each}) "
            f"ANTI JOIN {of_nobody} USING (normal) WHERE {cut}"
        )
    return of_nobody


def _told(given: list[HasIds], joined: list[same_ids.Joined]) -> list[Problem]:
    """What is told of ids that were taken as others."""
    sources = {one.source.table: one.source for one in given}
    return [
        Problem(
            "ids_joined",
            f"{one.people:,} ids of {TABLES[one.table].title} differ from others only "
            + ("by leading zeros" if one.zeros else "by the signs between")
            + "; they were taken as the same people.",
            (
                "A spreadsheet takes leading zeros off: keep the column as text."
                if one.zeros
                else "Export both extracts with ids that are written in one way."
            )
            + " Nothing to do if they are the same people.",
            file=sources[one.table].label,
            column=sources[one.table].header("patient_id"),
            rows=one.rows,
            stops=False,
        )
        for one in joined
    ]


def _texts_with_an_id(con: DuckDBPyConnection, found: str, given: list[HasIds]) -> None:
    """Make `TEXTS_WITH_AN_ID`: rows whose columns have slipped put ids where codes and
    words belong.

    Short numbers are passed over: a code may be the same by chance.
    """
    texts = ["SELECT NULL::VARCHAR AS v WHERE false"]
    texts += [text for one in given for text in one.texts]
    TEXTS_WITH_AN_ID.make(
        con,
        f"SELECT DISTINCT w.v FROM {found} f JOIN (SELECT v, unnest(list_append("
        f"regexp_extract_all(upper(v), '[0-9A-Z]{{{SHORTEST},}}'), "
        f"{values.normal_id('v')})) AS word FROM (SELECT DISTINCT v FROM "
        f"({' UNION ALL '.join(texts)}) WHERE v IS NOT NULL)) w ON f.normal = w.word "
        f"ANTI JOIN {NOBODY.of()} b ON b.normal = w.word "
        "WHERE regexp_full_match(w.word, '\\d{9,}|.*[A-Z].*')",
    )
