"""Who is who over all extracts: every id found, and the person it stands for."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from analytics.extract.cells import values
from analytics.extract.people import identity
from analytics.extract.profiles import plain
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable

# share of a table's ids with ten digits, and of those the share passing the check
MOSTLY = 0.5
SHORTEST = 6  # letters and digits of an id that is looked for in other columns
SOME = 20_000  # ids of a table that tell of what kind they are
SAYS_SO = ("nhsnumber", "nhsno", "newnhsnumber", "nhsnum")
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
IDS = TempTable(
    "ids",
    "an id as found: its person, if any, and whether it is a wrong NHS number",
    ("raw", "person", "wrong"),
)
TEXTS_WITH_AN_ID = TempTable(
    "texts_with_an_id",
    "a text of another column in which an id of the extracts stands",
    ("v",),
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


def identify(
    con: DuckDBPyConnection, given: list[HasIds], secret: bytes
) -> dict[str, int]:
    """Make `PERSONS` and `IDS` over all extracts, and `TEXTS_WITH_AN_ID`.

    Only people of rows that may be kept are numbered: an id that stands in left-out
    rows alone is in `IDS` without a person. wrong: ten digits that are no NHS number,
    where ids are NHS numbers. Returns how many rows of each table have such an id.
    """
    ids = [f"SELECT '{one.source.table}' AS t, * FROM ({one.ids})" for one in given]
    found = FOUND.make(
        con,
        f"SELECT *, {values.normal_id('raw')} AS normal "
        f"FROM ({' UNION ALL '.join(ids)}) WHERE raw IS NOT NULL",
    )
    persons = PERSONS.make(
        con,
        "SELECT (row_number() OVER (ORDER BY pseudonym) - 1)::INTEGER AS person, "
        f"pseudonym, normal FROM (SELECT normal, "
        f"{identity.pseudonym(secret, 'normal')} AS pseudonym FROM (SELECT DISTINCT "
        f"normal FROM {found} WHERE normal IS NOT NULL AND kept))",
    )
    _texts_with_an_id(con, found, given)
    wrong = _wrong_nhs_numbers(con, found, given)
    fails = identity.fails_nhs_check("f.normal") if wrong else "false"
    once = "" if len(given) == 1 else "DISTINCT "
    IDS.make(
        con,
        f"SELECT {once}f.raw, e.person, {fails} AS wrong "
        f"FROM {found} f LEFT JOIN {persons} e USING (normal) "
        "WHERE f.normal IS NOT NULL",
    )
    FOUND.drop(con)
    con.execute(f"ALTER TABLE {persons} DROP normal")
    return wrong


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
        "WHERE regexp_full_match(w.word, '\\d{9,}|.*[A-Z].*')",
    )


def _wrong_nhs_numbers(
    con: DuckDBPyConnection, found: str, given: list[HasIds]
) -> dict[str, int]:
    """Rows of each table whose id fails the check, for tables whose ids are NHS
    numbers."""
    ten, fails = identity.ten_digits("normal"), identity.fails_nhs_check("normal")
    wrong: dict[str, int] = {}
    for one in given:
        table = one.source.table
        of_table = f"FROM {found} WHERE t = '{table}' AND normal IS NOT NULL"
        ((ids, of_ten, failing),) = con.execute(
            f"SELECT count(*), count(*) FILTER ({ten}), count(*) FILTER ({fails}) "
            f"FROM (SELECT normal {of_table} LIMIT {SOME})"
        ).fetchall()
        named = plain(one.source.header("patient_id")) in SAYS_SO
        if of_ten > MOSTLY * ids and (named or of_ten - failing > MOSTLY * of_ten):
            ((rows,),) = con.execute(
                f"SELECT coalesce(sum(n), 0)::BIGINT {of_table} AND {fails}"
            ).fetchall()
            wrong |= {table: rows} if rows else {}
    return wrong
