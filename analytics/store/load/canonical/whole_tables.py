"""Tables that are read whole: the registered list, the caseload and places, small
beside the events."""

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.errors import Problem
from analytics.extract.cells import codes, values, warnings
from analytics.extract.cells.date_formats import timestamp
from analytics.extract.people.identifiers import sql_identifies
from analytics.extract.reading.rejects import keep_lines, with_padding
from analytics.extract.reading.scan import scanned
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical.people_ids import TEXTS_WITH_AN_ID, HasIds

WORDED = ("code", "category", "text", "list")  # kinds of fields
RAW = TempTable(
    "raw_{table}",
    "a row of a table that is read whole, as found, under the names of the fields",
    ("file_no", "left_out", "<fields>", "row_no"),
)


def stage(con: DuckDBPyConnection, source: Source) -> None:
    """Read the files into `RAW`: once, or twice where lines have too few cells."""
    for _ in range(2):
        RAW.make(con, scanned(source, rejects=True, numbered=True), source.table)
        again = False
        for number in range(len(source.files)):
            if filled := with_padding(con, source, number):
                source.files[number], again = filled, True
        if not again:
            break
    keep_lines(con, source, RAW.of(source.table))


def has_ids(source: Source) -> HasIds:
    """Where the ids of a staged table of people are.

    A row may be kept if no rule leaves it out and it has the dates that it needs.
    """
    raw = RAW.of(source.table)
    needed = [
        f"{day(source, one.name)} IS NOT NULL"
        for one in TABLES[source.table].fields
        if one.required and one.kind == "date"
    ]
    kept = " AND ".join(["left_out = 0", *needed])
    return HasIds(
        source,
        f"SELECT patient_id AS raw, count(*) AS n, bool_or({kept}) AS kept "
        f"FROM {raw} GROUP BY patient_id",
        tuple(
            f"SELECT {one.name}::VARCHAR AS v FROM {raw}"
            for one in TABLES[source.table].fields
            if one.kind in WORDED and source.has(one.name)
        ),
    )


def day(source: Source, name: str) -> str:
    """SQL: a date field of a staged table; null where it is missing or no date."""
    if not source.has(name):
        return "NULL::DATE"
    return f"({timestamp(name, source.kinds[name], source.styles[name])})::DATE"


def coded(
    con: DuckDBPyConnection, source: Source, name: str
) -> tuple[str, str, list[Problem]]:
    """SQL of a coded field, the join it needs (rows as s), and warnings about values
    that no list knows."""
    if not source.has(name):
        return "NULL::VARCHAR", "", []
    raw, words = RAW.of(source.table), codes.WORDS.of(source.table, name)
    seen = f"SELECT {name} AS v, count(*) AS n FROM {raw} GROUP BY 1"
    problems = codes.dictionary(con, source, name, seen, TEXTS_WITH_AN_ID.of())
    return f"{words}.value", f"LEFT JOIN {words} ON s.{name} = {words}.raw", problems


def listed(source: Source, name: str) -> str:
    """SQL: a field that lists things parted by ; or | as a list without empty parts;
    null where a text could identify somebody."""
    if not source.has(name):
        return "NULL::VARCHAR[]"
    hidden = f"{name} IN ({_identifying(source, name)})"
    return (
        f"CASE WHEN {values.is_missing(name)} OR {hidden} THEN NULL "
        f"ELSE {values.listed(name)} END"
    )


def hidden_lists(con: DuckDBPyConnection, source: Source, name: str) -> list[Problem]:
    """A warning where texts of a field that lists things could identify somebody."""
    if not source.has(name):
        return []
    ((rows,),) = con.execute(
        f"SELECT count(*) FROM {RAW.of(source.table)} "
        f"WHERE {name} IN ({_identifying(source, name)})"
    ).fetchall()
    return [warnings.text_identifies(source, name, rows)] if rows else []


def _identifying(source: Source, name: str) -> str:
    """SQL: the distinct texts of a field that could identify somebody."""
    distinct = f"SELECT DISTINCT {name} AS v FROM {RAW.of(source.table)}"
    return (
        f"SELECT v FROM ({distinct}) WHERE {sql_identifies('v')} "
        f"UNION ALL SELECT v FROM {TEXTS_WITH_AN_ID.of()}"
    )


def wrong_days(
    con: DuckDBPyConnection, source: Source, names: tuple[str, ...]
) -> list[Problem]:
    """A warning for each date field with text that is no date."""
    problems = []
    for name in names:
        if not source.is_text(name):
            continue
        ((rows, examples),) = con.execute(
            f"SELECT count(*), min(row_no, 3) FROM {RAW.of(source.table)} "
            f"WHERE NOT {values.is_missing(name)} AND {day(source, name)} IS NULL"
        ).fetchall()
        if rows:
            problems.append(
                Problem(
                    "date_unreadable",
                    "Some dates cannot be read; taken as missing.",
                    "Dates are expected as 31/12/2024 or 2024-12-31.",
                    file=source.label,
                    column=source.header(name),
                    rows=rows,
                    examples=tuple(examples),
                    stops=False,
                )
            )
    return problems
