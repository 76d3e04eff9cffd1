"""The year of birth of a row of the registered list, and what is told of it."""

from datetime import date

from duckdb import DuckDBPyConnection

from analytics.errors import Problem
from analytics.extract.cells import values
from analytics.extract.reading.source import Source
from analytics.store.load.canonical.whole_tables import RAW, day

BAND = r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})"
YEAR = r"(?:^|\D)((?:18|19|20)\d\d)(?:\D|$)"  # the year, where the rest is no date
SERIAL = r"^\s*\d{4}(\.\d+)?\s*$"  # a day before May 1927, counted from 1900
OLDEST = 110  # years


def born(source: Source, as_of: date) -> tuple[str, str]:
    """SQL: year of birth, from itself, a birth date, an age, or the middle of an age
    band; SQL of whether it came from a band.

    Null where nobody born then could be in the data: over 110 years before as_of (the
    day of the last record), or in a year after it.
    """
    tries = [_likely(one, as_of) for one in _said(source, as_of).values()]
    if source.has("age"):
        tries.append(f"{as_of.year} - {values.age('age')}")
    exact = f"coalesce({', '.join([*tries, 'NULL'])})"
    if not source.has("age_band"):
        return exact, "false"
    low, high = (
        f"TRY_CAST(regexp_extract(age_band, '{BAND}', {n}) AS INTEGER)" for n in (1, 2)
    )
    above = (
        "TRY_CAST(regexp_extract(age_band, '(\\d{2,3})\\s*(\\+|and over|plus)', 1) "
        "AS INTEGER) + 5"
    )
    middle = f"{as_of.year} - coalesce(({low} + {high}) // 2, {above})"
    found = f"coalesce({exact}, {_likely(middle, as_of)})"
    return found, f"({found} IS NOT NULL AND {exact} IS NULL)"


def told(
    con: DuckDBPyConnection, source: Source, as_of: date
) -> tuple[list[Problem], list[str]]:
    """Warnings about births that cannot be read or cannot be, and a note about years of
    two digits."""
    problems, notes = [], []
    for name, year in _said(source, as_of).items():
        short = f"({_short(name)}) AND {year} IS NOT NULL"
        ((unread, first, unlikely, which, digits, moved),) = con.execute(
            "SELECT count(*) FILTER (bad), min(row_no, 3) FILTER (bad), "
            "count(*) FILTER (odd), min(row_no, 3) FILTER (odd), "
            "count(*) FILTER (short), count(*) FILTER (short AND y < "
            f"{as_of.year - 99}) FROM (SELECT row_no, y, short, y IS NULL AS bad, "
            f"y IS NOT NULL AND {_likely('y', as_of)} IS NULL AS odd "
            f"FROM (SELECT row_no, {year} AS y, {short} AS short "
            f"FROM {RAW.of(source.table)} WHERE left_out = 0 AND NOT "
            f"coalesce({values.is_missing(f'{name}::VARCHAR')}, true)))"
        ).fetchall()
        column = source.header(name)
        if unread:
            problems.append(
                Problem(
                    "birth_unreadable",
                    "Some births cannot be read; taken as not known.",
                    "Dates are expected as 31/12/1954 or 1954-12-31, or a year alone.",
                    file=source.label,
                    column=column,
                    rows=unread,
                    examples=tuple(first),
                    stops=False,
                )
            )
        if unlikely:
            problems.append(
                Problem(
                    "birth_unlikely",
                    "Some births are after the year of the last record "
                    f"({as_of.year}), or more than {OLDEST} years before it; the age "
                    "of these people is taken as not known.",
                    "Correct them in the source system: 01/01/1900 and the like often "
                    "stand for a birth that is not known.",
                    file=source.label,
                    column=column,
                    rows=unlikely,
                    examples=tuple(which),
                    stops=False,
                )
            )
        if digits:
            notes.append(
                f"{source.label}, column {column}: {digits:,} births have a year of "
                "two digits. One that would be after the last record was taken as a "
                f"hundred years earlier: so it was with {moved:,} of them before "
                f"{as_of.year - 99}, such as {(as_of.year + 7) % 100:02d} as "
                f"{as_of.year - 93}."
            )
    return problems, notes


def _said(source: Source, as_of: date) -> dict[str, str]:
    """column -> SQL of the year of birth as it is said there, likely or not."""
    said = {}
    if source.has("birth_year"):
        number = values.number("birth_year")
        said["birth_year"] = (
            f"TRY_CAST(CASE WHEN {number} BETWEEN 0 AND 99 THEN "
            f"{_earlier(f'2000 + {number}', as_of)} ELSE {number} END AS SMALLINT)"
        )
    if source.has("birth_date"):
        stamp, text = f"year({day(source, 'birth_date')})", "birth_date::VARCHAR"
        alone = f"TRY_CAST(regexp_extract({text}, '{YEAR}', 1) AS INTEGER)"
        serial = (
            f"CASE WHEN regexp_matches({text}, '{SERIAL}') THEN year(DATE "
            f"'1899-12-30' + TRY_CAST(TRY_CAST({text} AS DOUBLE) AS INTEGER)) END"
        )
        said["birth_date"] = (
            f"coalesce(CASE WHEN {_short('birth_date')} THEN {_earlier(stamp, as_of)} "
            f"ELSE {stamp} END, {alone}, {serial})"
        )
    return said


def _short(name: str) -> str:
    """SQL: whether a birth has no year of four digits."""
    return f"NOT coalesce(regexp_matches({name}::VARCHAR, '\\d{{4}}'), true)"


def _earlier(year: str, as_of: date) -> str:
    """SQL: a year of two digits; a hundred years earlier if it is after the last
    record."""
    return f"CASE WHEN {year} > {as_of.year} THEN {year} - 100 ELSE {year} END"


def _likely(year: str, as_of: date) -> str:
    """SQL: a year of birth, null where nobody in the data could be born then."""
    first = as_of.year - OLDEST
    return f"CASE WHEN {year} BETWEEN {first} AND {as_of.year} THEN {year} END"
