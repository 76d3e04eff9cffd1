"""Small areas of the other census: their codes translated by the look-up, and what is
told where censuses or years of the index meet in one dataset."""

from typing import Any

from duckdb import DuckDBPyConnection

from analytics.definitions.tables_of_people import PATIENTS
from analytics.definitions.tables_of_places import AREAS, CENSUSES, LOOKUP
from analytics.definitions.words import counted, listed, people
from analytics.errors import Problem
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical.places import PLACES
from analytics.store.load.canonical.tables import Canonical, CanonicalTable

SAME = TempTable(
    "codes_translated",
    "a code of a small area that the areas file does not have, and the one code there "
    "that the look-up says it is",
    ("code", "now", "year"),
)
HOMES = TempTable(
    "homes",
    "a home, decile and year of the index that people have, and how many",
    ("home_said", "imd_decile", "imd_year", "n"),
)
OLD, NEW = "code_2011", "code_2021"


def translate(con: DuckDBPyConnection) -> str:
    """Make `SAME`; its name. A code that became several, or that is of several, has no
    row: nobody can say in which of them somebody lives."""
    areas = f"(SELECT lsoa_code FROM {PLACES.of(AREAS.name)} WHERE fault = 0)"
    rows = f"(FROM {PLACES.of(LOOKUP.name)} WHERE fault = 0)"
    ways = [
        f"SELECT {one} AS code, any_value({other}) AS now, {year} AS year FROM {rows} "
        f"WHERE {one} NOT IN {areas} GROUP BY {one} "
        f"HAVING count(DISTINCT {other}) = 1 AND any_value({other}) IN {areas}"
        for one, other, year in ((OLD, NEW, CENSUSES[0]), (NEW, OLD, CENSUSES[1]))
    ]
    return SAME.make(
        con,
        "SELECT code, any_value(now) AS now, any_value(year) AS year FROM "
        f"({' UNION ALL '.join(ways)}) GROUP BY code HAVING count(DISTINCT now) = 1",
    )


def fill_districts(con: DuckDBPyConnection) -> None:
    """The districts of areas that their file does not name, from the look-up."""
    rows = " UNION ALL ".join(
        f"SELECT {one} AS code, district FROM {PLACES.of(LOOKUP.name)} "
        "WHERE fault = 0 AND district IS NOT NULL"
        for one in (OLD, NEW)
    )
    con.execute(
        f"UPDATE {PLACES.of(AREAS.name)} AS a SET district = l.district FROM "
        f"(SELECT code, min(district) AS district FROM ({rows}) GROUP BY code "
        "HAVING count(DISTINCT district) = 1) l "
        "WHERE a.lsoa_code = l.code AND a.district IS NULL"
    )


def homes_of(people: str) -> str:
    """SQL of how many people have which home, decile and year of the index. people: a
    table with a row a person."""
    return (
        "SELECT home_said, imd_decile, imd_year, count(*) AS n "
        f"FROM {people} GROUP BY ALL"
    )


def told_of(
    con: DuckDBPyConnection,
    given: dict[str, CanonicalTable],
    homes: list[tuple[Any, ...]],
) -> list[Problem]:
    """The same of people who were put together elsewhere. homes: home_said, imd_decile,
    imd_year and how many people."""
    con.execute(
        HOMES.made(
            "SELECT NULL::VARCHAR AS home_said, NULL::TINYINT AS imd_decile, "
            "NULL::SMALLINT AS imd_year, NULL::BIGINT AS n WHERE false"
        )
    )
    if homes:
        con.executemany(f"INSERT INTO {HOMES.of()} VALUES (?, ?, ?, ?)", homes)
    return told(con, Canonical(given), f"FROM {HOMES.of()}")


def told(con: DuckDBPyConnection, canonical: Canonical, homes: str) -> list[Problem]:
    """What a reader must know where censuses and years of the index meet. homes: SQL of
    how many people (n) have which `home_said` (the area as the files had it),
    `imd_decile` and `imd_year`."""
    found = []
    if LOOKUP.name in canonical.given:
        found += _translated(con, canonical, homes)
    if AREAS.name in canonical.given:
        found += _several(con, canonical)
    found += _indices(con, canonical, homes)
    return found


def _translated(
    con: DuckDBPyConnection, canonical: Canonical, homes: str
) -> list[Problem]:
    label, found = canonical.given[LOOKUP.name].label, []
    for year, number in con.execute(
        f"SELECT year, sum(n)::BIGINT FROM ({homes}) JOIN {SAME.of()} "
        "ON code = home_said GROUP BY year ORDER BY year"
    ).fetchall():
        found.append(
            _told(
                "boundaries_translated",
                f"{people(number)} with a small area whose code is of {year} and not "
                "in the areas file: the look-up says which area there it is.",
                "Nothing to do.",
                label,
            )
        )
    ((number,),) = con.execute(
        f"SELECT coalesce(sum(n), 0)::BIGINT FROM ({homes}) WHERE home_said IN "
        f"(SELECT {OLD} FROM "
        f"{PLACES.of(LOOKUP.name)} UNION SELECT {NEW} FROM {PLACES.of(LOOKUP.name)}) "
        f"AND home_said NOT IN (SELECT code FROM {SAME.of()}) AND home_said NOT IN "
        f"(SELECT lsoa_code FROM {PLACES.of(AREAS.name)} WHERE fault = 0)"
    ).fetchall()
    if number and AREAS.name in canonical.given:
        found.append(
            _told(
                "boundaries_parted",
                f"{people(number)} with a small area of the other census that is no "
                "one area of the areas file (it was parted or merged, or became one "
                "of elsewhere): they count in the whole, but in no place.",
                "Give their areas by the codes of the areas file, where the system "
                "that exports them has these.",
                label,
            )
        )
    return found


def _several(con: DuckDBPyConnection, canonical: Canonical) -> list[Problem]:
    """Where the areas themselves are of two censuses, or their indices of two years."""
    table, found = canonical.given[AREAS.name], []
    for field, rule, what, remedy in (
        (
            "boundary_year",
            "boundaries_mixed",
            "Small areas of more than one census",
            "Keep those of one; where they cover the same ground, whoever lives there "
            "counts in one of them alone.",
        ),
        (
            "imd_year",
            "imd_mixed",
            "Deprivation deciles of more than one year of the index",
            "Keep those of one year: a decile of one is not the same as of another.",
        ),
    ):
        rows = con.execute(
            f"SELECT {field}, count(*) FROM {table.kept} WHERE {field} IS NOT NULL "
            f"GROUP BY {field} ORDER BY {field}"
        ).fetchall()
        if len(rows) > 1:
            said = listed(f"{counted(n, 'area')} of {year}" for year, n in rows)
            found.append(_told(rule, f"{what}: {said}.", remedy, table.label))
    return found


def _indices(
    con: DuckDBPyConnection, canonical: Canonical, homes: str
) -> list[Problem]:
    """Where some people's decile is of one year and others' of another, as when the
    list says some and the areas file the rest."""
    rows = con.execute(
        f"SELECT imd_year, sum(n)::BIGINT FROM ({homes}) "
        "WHERE imd_decile IS NOT NULL AND imd_year IS NOT NULL "
        "GROUP BY imd_year ORDER BY imd_year"
    ).fetchall()
    if len(rows) < 2 or PATIENTS.name not in canonical.given:
        return []
    said = listed(f"of {year} for {people(n)}" for year, n in rows)
    return [
        _told(
            "imd_of_people_mixed",
            f"The deprivation decile is {said}: fifths mix two indices.",
            "Give everybody's decile of one year.",
            canonical.given[PATIENTS.name].label,
        )
    ]


def _told(rule: str, found: str, remedy: str, file: str) -> Problem:
    return Problem(rule, found, remedy, file=file, stops=False)
