"""The registered list as a canonical table: each registration, with what the list says
of the person."""

from datetime import date

from duckdb import DuckDBPyConnection

from analytics.definitions.tables_of_people import PATIENTS as TABLE
from analytics.definitions.words import counted
from analytics.errors import Problem
from analytics.extract.cells import checks, values
from analytics.extract.fields import header_years
from analytics.extract.people import identity
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable
from analytics.store.layout import PEOPLE, REGISTRATIONS
from analytics.store.load.canonical import births
from analytics.store.load.canonical.left_out.row_accounts import (
    OF_ROWS,
    RowAccount,
    whole,
)
from analytics.store.load.canonical.people_ids import IDS
from analytics.store.load.canonical.whole_tables import (
    RAW,
    coded,
    day,
    hidden_lists,
    listed,
    wrong_days,
)
from analytics.store.load.duckdb_types import empty

CODED = ("practice_code", "sex", "ethnicity", "lsoa_code", "frailty")
HOUSEHOLD_AT_MOST = 20  # people, above which it seems to be none
DAYS = ("registered_from", "registered_to", "died_on")
PATIENTS = TempTable(
    "canonical_patients",
    "a row of the registered list: one registration of one person",
    (
        "person",
        *CODED,
        *DAYS,
        "birth_year",
        "banded",
        "imd_decile",
        "imd_year",
        "conditions",
        "household",
        *OF_ROWS,
    ),
)


def make_none(con: DuckDBPyConnection) -> None:
    """Make `PATIENTS` without a row, where no list was given."""
    PATIENTS.make(
        con,
        empty(
            PATIENTS.columns, PEOPLE | REGISTRATIONS | OF_ROWS | {"banded": "boolean"}
        ),
    )


def practices(con: DuckDBPyConnection) -> list[str]:
    """The practices at which somebody is registered."""
    rows = con.execute(
        f"SELECT DISTINCT practice_code FROM {PATIENTS.of()} "
        "WHERE fault = 0 AND practice_code IS NOT NULL"
    ).fetchall()
    return [row[0] for row in rows]


def read(
    con: DuckDBPyConnection, source: Source, as_of: date, wrong: int, secret: bytes
) -> RowAccount:
    """Make `PATIENTS` of the staged list; what became of its rows.

    as_of: the day that ages and age bands are counted back from. wrong: rows whose id
    is no NHS number. secret: the key under which households are hashed.
    """
    problems, joins, picked = [], [], []
    for name in CODED:
        column, join, found = coded(con, source, name)
        picked.append(f"{column} AS {name}")
        joins.append(join)
        problems += found
    picked += [f"{day(source, name)} AS {name}" for name in DAYS]
    born, banded = births.born(source, as_of)
    decile = "NULL"
    if source.has("imd_decile"):
        decile = f"TRY_CAST({values.number('imd_decile')} AS TINYINT)"
    year = header_years.as_sql(source, TABLE.field("imd_year"), "s.file_no")
    if source.has("imd_year"):
        year = f"coalesce(try_cast({values.number('imd_year')} AS INTEGER), {year})"
    patients = PATIENTS.make(
        con,
        f"SELECT i.person, {', '.join(picked)}, ({born})::SMALLINT AS birth_year, "
        f"{banded} AS banded, "
        f"(CASE WHEN {decile} BETWEEN 1 AND 10 THEN {decile} END)::TINYINT AS "
        f"imd_decile, ({year})::SMALLINT AS imd_year, "
        f"{listed(source, 'conditions')} AS conditions, "
        f"{_household(source, secret)} AS household, s.file_no, s.row_no, i.wrong, "
        f"CASE WHEN left_out > 0 THEN left_out WHEN i.raw IS NULL THEN {checks.NO_ID} "
        f"ELSE i.nobody END::UTINYINT AS fault "
        f"FROM {RAW.of(source.table)} s LEFT JOIN {IDS.of()} i "
        f"ON s.patient_id = i.raw {' '.join(joins)}",
    )
    con.execute(
        f"UPDATE {patients} SET fault = {checks.REPEATED} WHERE rowid IN (SELECT row "
        "FROM (SELECT rowid AS row, row_number() OVER (PARTITION BY person, "
        "practice_code, registered_from, registered_to ORDER BY rowid) AS n "
        f"FROM {patients} WHERE fault = 0) WHERE n > 1)"
    )
    account = whole(con, source, RAW.of(source.table), patients, wrong)
    account.notes += _bands(con, as_of)
    problems += hidden_lists(con, source, "conditions")
    account.problems[:0] = problems
    account.problems += wrong_days(con, source, DAYS)
    account.problems += _large_households(con, source)
    problems, notes = births.told(con, source, as_of)
    account.problems += problems
    account.notes += notes
    return account


def _household(source: Source, secret: bytes) -> str:
    """SQL: the number of a row's household; what it is called in the file is not
    kept."""
    if not source.has("household_id"):
        return "NULL::BIGINT"
    return identity.household(secret, "s.household_id::VARCHAR")


def _large_households(con: DuckDBPyConnection, source: Source) -> list[Problem]:
    """A warning where more people than live together have one household's id."""
    ((homes, rows),) = con.execute(
        "SELECT count(*), coalesce(sum(rows), 0)::BIGINT FROM (SELECT count(*) AS rows "
        f"FROM {PATIENTS.of()} WHERE fault = 0 AND household IS NOT NULL "
        f"GROUP BY household HAVING count(DISTINCT person) > {HOUSEHOLD_AT_MOST})"
    ).fetchall()
    if not homes:
        return []
    return [
        Problem(
            "household_large",
            f"{counted(homes, 'household has', 'households have')} more than "
            f"{HOUSEHOLD_AT_MOST} people: care homes, or an id that stands for none.",
            "Leave the id empty where it is no household, such as a care home’s or a "
            "filler, if they should not count as one.",
            file=source.label,
            column=source.header("household_id"),
            rows=rows,
            stops=False,
        )
    ]


def _bands(con: DuckDBPyConnection, as_of: date) -> list[str]:
    """A note if some people have an age band only."""
    ((people,),) = con.execute(
        f"SELECT count(DISTINCT person) FROM {PATIENTS.of()} WHERE fault = 0 AND banded"
    ).fetchall()
    if not people:
        return []
    return [
        f"The list gives {people:,} people an age band only: their year of birth is "
        "approximate, "
        f"the middle of the band counted back from {as_of.year}, the year of the last "
        "record "
        "(five years above the start of a band without an end). Ages can be out by "
        "half a band."
    ]
