"""Indicators as a canonical table: each row with its place, definition and period, or
with every reason why it cannot be kept."""

from collections.abc import Iterable, Mapping

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.cells import checks, indicator_rows, values
from analytics.extract.cells import indicator_rows as faults
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable
from analytics.store.layout import STORED
from analytics.store.load.canonical.indicators import words
from analytics.store.load.canonical.left_out.row_accounts import (
    OF_ROWS,
    RowAccount,
    whole,
)
from analytics.store.load.canonical.whole_tables import RAW
from analytics.store.load.duckdb_types import empty

TABLE = "indicators"
ALL_OF = (100, 1)  # denominators that say: the numerator is a percentage or a share
SOME = 3  # rows of an indicator in which every denominator is such
INDICATORS = TempTable(
    "canonical_indicators",
    "a count of one indicator for one place and period",
    ("<stored>", "file_no", "row_no", "wrongs", "fault"),
)
READ_WORDS = TempTable(
    "indicator_words_{field}",
    "a distinct text of a column of indicators, and what it means",
    ("raw", "<meaning>"),
)


def make_none(con: DuckDBPyConnection) -> None:
    """Make `INDICATORS` without a row, where none were given."""
    kinds = STORED[TABLE] | OF_ROWS
    names = (*STORED[TABLE], "file_no", "row_no", "fault")
    INDICATORS.make(con, empty(names, kinds))


def read(con: DuckDBPyConnection, source: Source, practices: list[str]) -> RowAccount:
    """Make `INDICATORS` of the staged rows; what became of them. practices: the codes
    of practices that the other tables name."""
    raw = RAW.of(source.table)
    _look_up(con, source, practices)
    everywhere = [
        str(number)
        for number, found in enumerate(source.matches)
        if found.profile.section(source.table).of_everywhere
    ]
    published = f"file_no IN ({', '.join(everywhere)})" if everywhere else "false"
    tests = _tests(published)
    listed = ", ".join(
        f"CASE WHEN {test} THEN {fault} END" for fault, test in tests.items()
    )
    wrongs = f"list_filter([{listed}], lambda x: x IS NOT NULL)"
    made = INDICATORS.make(
        con,
        f"SELECT * EXCLUDE (left_out, same), CASE WHEN left_out > 0 THEN left_out "
        f"WHEN len(wrongs) > 0 THEN wrongs[1] WHEN same > 1 THEN {checks.REPEATED} "
        f"ELSE 0 END::UTINYINT AS fault FROM (SELECT {', '.join(STORED[TABLE])}, "
        f"file_no, row_no, left_out, CASE WHEN left_out > 0 THEN [] ELSE {wrongs} END "
        "AS wrongs, row_number() OVER (PARTITION BY left_out, level, place, indicator, "
        "starts_on, months, numerator, denominator ORDER BY file_no, row_no) AS same "
        f"FROM ({_numbered(source, raw)}))",
    )
    account = whole(con, source, raw, made)
    account.problems += _told(con, source, made, published)
    return account


def _look_up(con: DuckDBPyConnection, source: Source, practices: list[str]) -> None:
    """Make `READ_WORDS` of each column of words."""
    codes, names = words.places(con, practices)
    by_code = {t: codes.get(t.strip().upper()) for t in _texts(con, source, "place")}
    texts = {*by_code, *_texts(con, source, "place_name")}
    by_name = {text: names.get(text.strip().casefold()) for text in texts}
    _keep(con, "place", ("level", "place"), by_code)
    _keep(con, "place_name", ("level", "place"), by_name)
    texts = {
        one for f in ("indicator", "indicator_name") for one in _texts(con, source, f)
    }
    _keep(con, "indicator", ("name",), _single(words.indicators(texts)))
    dated = words.periods(_texts(con, source, "period"))
    _keep(con, "period", ("starts_on", "months"), dated)
    targets = words.targets(_texts(con, source, "target"))
    _keep(con, "target", ("low", "high"), targets)
    sides = words.directions(_texts(con, source, "direction"))
    _keep(con, "direction", ("side",), _single(sides))


def _single(found: Mapping[str, str]) -> dict[str, tuple[str]]:
    return {text: (one,) for text, one in found.items()}


def _texts(con: DuckDBPyConnection, source: Source, field: str) -> list[str]:
    if not source.has(field):
        return []
    rows = con.execute(
        f"SELECT DISTINCT {field}::VARCHAR FROM {RAW.of(source.table)} "
        f"WHERE left_out = 0 AND NOT {values.is_missing(f'{field}::VARCHAR')}"
    ).fetchall()
    return [text for (text,) in rows]


def _keep(
    con: DuckDBPyConnection,
    field: str,
    meaning: tuple[str, ...],
    found: Mapping[str, tuple[object, ...] | None],
) -> None:
    rows = [(text, *what) for text, what in found.items() if what]
    types = {name: "VARCHAR" for name in ("raw", *meaning)}
    types |= {name: "DOUBLE" for name in ("low", "high") if name in meaning}
    none = ", ".join(f"NULL::{kind} AS {name}" for name, kind in types.items())
    made = READ_WORDS.make(con, f"SELECT {none} WHERE false", field=field)
    if rows:
        picked = ", ".join(f"unnest(?::{kind}[])" for kind in types.values())
        columns = [list(column) for column in zip(*rows, strict=True)]
        con.execute(f"INSERT INTO {made} SELECT {picked}", columns)


def _numbered(source: Source, raw: str) -> str:
    """SQL of the rows with what their words mean, and the numbers as doubles."""

    def text(name: str) -> str:
        if not source.has(name):
            return "NULL::VARCHAR"
        column = f"r.{name}::VARCHAR"
        return f"CASE WHEN NOT {values.is_missing(column)} THEN {column} END"

    of = {f: READ_WORDS.of(field=f) for f in ("place_name", "indicator")}
    rows = (
        f"SELECT r.file_no, r.row_no, r.left_out, {text('place')} AS place_text, "
        f"{text('target')} AS target_text, {text('direction')} AS direction_text, "
        f"{text('numerator')} AS num_text, {text('denominator')} AS denom_text, "
        "coalesce(p.level, n.level, m.level) AS level, "
        "coalesce(p.place, n.place, m.place) AS place, "
        "coalesce(i.name, j.name) AS indicator, t.starts_on::DATE AS starts_on, "
        "t.months::SMALLINT AS months, g.low AS target_low, g.high AS target_high, "
        f"d.side AS direction FROM {raw} r "
        f"LEFT JOIN {READ_WORDS.of(field='place')} p ON p.raw = {text('place')} "
        f"LEFT JOIN {of['place_name']} n ON n.raw = {text('place')} "
        f"LEFT JOIN {of['place_name']} m ON m.raw = {text('place_name')} "
        f"LEFT JOIN {of['indicator']} i ON i.raw = {text('indicator')} "
        f"LEFT JOIN {of['indicator']} j ON j.raw = {text('indicator_name')} "
        f"LEFT JOIN {READ_WORDS.of(field='period')} t ON t.raw = {text('period')} "
        f"LEFT JOIN {READ_WORDS.of(field='target')} g ON g.raw = {text('target')} "
        f"LEFT JOIN {READ_WORDS.of(field='direction')} d "
        f"ON d.raw = {text('direction')}"
    )
    numbers = (
        f"SELECT *, {values.number('num_text')} AS numerator, "
        f"{values.number('denom_text')} AS denominator FROM ({rows})"
    )
    every = ", ".join(map(str, ALL_OF))
    return (
        f"SELECT *, bool_and(denominator IN ({every})) OVER of_one AND "
        f"count(denominator) OVER of_one >= {SOME} AS of_hundred, "
        "count(*) OVER here > 1 AND (min(numerator) OVER here <> max(numerator) OVER "
        "here OR min(denominator) OVER here <> max(denominator) OVER here) AS twice "
        f"FROM ({numbers}) WINDOW of_one AS (PARTITION BY left_out, indicator), "
        "here AS (PARTITION BY left_out, level, place, indicator, starts_on, months)"
    )


def _tests(published: str) -> dict[int, str]:
    """SQL of each fault of a row, in the order in which they leave it out.

    published: SQL, whether it is of a publication about everywhere.
    """
    both = "numerator IS NOT NULL AND denominator IS NOT NULL"
    unread = (
        "(num_text IS NOT NULL AND NOT contains(num_text, '%') AND (numerator IS NULL "
        "OR numerator < 0 OR NOT isfinite(numerator))) OR (denom_text IS NOT NULL AND "
        "NOT contains(denom_text, '%') AND (denominator IS NULL OR denominator < 0 OR "
        "NOT isfinite(denominator)))"
    )
    percent = (
        "contains(coalesce(num_text, ''), '%') OR contains(coalesce(denom_text, ''), "
        "'%') OR numerator <> floor(numerator) OR denominator <> floor(denominator) "
        "OR coalesce(of_hundred, false)"
    )
    known = "level IS NOT NULL AND indicator IS NOT NULL AND starts_on IS NOT NULL"
    return {
        checks.NO_KEY: "place_text IS NULL AND level IS NULL",
        faults.OF_ELSEWHERE: f"level IS NULL AND {published}",
        faults.OTHER_INDICATOR: f"indicator IS NULL AND {published}",
        faults.PLACE: f"place_text IS NOT NULL AND level IS NULL AND NOT {published}",
        faults.INDICATOR: f"indicator IS NULL AND NOT {published}",
        faults.PERIOD: "starts_on IS NULL",
        faults.NO_COUNT: "num_text IS NULL OR denom_text IS NULL",
        faults.NO_NUMBER: unread,
        faults.PERCENTAGE: percent,
        faults.ABOVE: f"{both} AND numerator > denominator",
        faults.TARGET: "target_text IS NOT NULL AND target_low IS NULL",
        faults.DIRECTION: "direction_text IS NOT NULL AND direction IS NULL",
        faults.TWICE: f"twice AND {known}",
    }


def _told(
    con: DuckDBPyConnection, source: Source, made: str, published: str
) -> list[Problem]:
    """A problem for each fault, with every row that has it, also beside others. Of rows
    that are not of us nothing else is told."""
    usual = ", ".join(map(str, indicator_rows.AS_USUAL))
    ((left,),) = con.execute(f"SELECT count(*) FROM {made} WHERE fault = 0").fetchall()
    found = con.execute(
        "SELECT wrong, count(*), min(row_no, 3), bool_or(by_hand) FROM (SELECT "
        f"unnest(wrongs) AS wrong, row_no, fault, NOT {published} AS by_hand "
        f"FROM {made}) WHERE wrong <> {checks.NO_KEY} AND (fault NOT IN ({usual}) "
        "OR wrong = fault) GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return [
        indicator_rows.told(source, fault, rows, tuple(examples), left, by_hand)
        for fault, rows, examples, by_hand in found
    ]


def practices_of(con: DuckDBPyConnection, kept: Iterable[str]) -> list[str]:
    """The practice codes that canonical tables name. kept: SQL of their rows."""
    codes: set[str] = set()
    for rows in kept:
        found = con.execute(
            f"SELECT DISTINCT practice_code::VARCHAR FROM {rows} "
            "WHERE practice_code IS NOT NULL"
        ).fetchall()
        codes |= {code.upper() for (code,) in found}
    return sorted(codes)
