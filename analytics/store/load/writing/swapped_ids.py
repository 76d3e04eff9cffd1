"""How many ids differ from another only by two digits that changed places, and are of
people who are alike."""

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.errors import Problem
from analytics.extract.people.swapped_ids import SWAPPED
from analytics.store.load.canonical.registered import PATIENTS
from analytics.store.load.canonical.tables import Canonical
from analytics.store.load.writing.people import PEOPLE

TIMES_CHANCE = 20  # as many as chance gives, for it to be none


def problems(con: DuckDBPyConnection, canonical: Canonical) -> list[Problem]:
    """A warning for each table with such ids; `PEOPLE` is made.

    Alike: of the same sex, of years of birth that an age at an event may confuse, and
    of the same small area; where that is not known of both, of the same practice.
    """
    if not con.execute(f"SELECT 1 FROM {SWAPPED.of()} LIMIT 1").fetchall():
        return []
    known = (
        "SELECT person, birth_year, sex, lsoa_code, practice "
        f"FROM {PEOPLE.of()} LEFT JOIN ({_practices(canonical)}) USING (person) "
        "WHERE birth_year IS NOT NULL AND sex IN ('female', 'male')"
    )
    alike = (
        f"SELECT s.* FROM {SWAPPED.of()} s JOIN ({known}) a USING (person) "
        f"JOIN ({known}) b ON b.person = s.other "
        "WHERE a.sex = b.sex AND abs(a.birth_year - b.birth_year) <= 1 "
        "AND coalesce(a.lsoa_code = b.lsoa_code, a.practice = b.practice)"
    )
    told = con.execute(
        f"SELECT t, count(DISTINCT person), sum(n)::BIGINT FROM ({alike}) "
        "GROUP BY t ORDER BY t"
    ).fetchall()
    ((found, of),) = con.execute(
        f"SELECT (SELECT count(DISTINCT person) FROM ({alike})), "
        f"(SELECT count(DISTINCT person) FROM {SWAPPED.of()})"
    ).fetchall()
    if not found or found < TIMES_CHANCE * of * _chance(con):
        return []
    return [_told(canonical, table, people, rows) for table, people, rows in told]


def _practices(canonical: Canonical) -> str:
    """SQL of a practice of each person who is under an id that is swapped."""
    parts = [
        f"SELECT person, practice_code::VARCHAR AS practice FROM {table.kept}"
        for kind, table in canonical.events
        if kind.table.has("practice_code")
    ]
    parts.append(
        f"SELECT person, practice_code AS practice FROM {PATIENTS.of()} WHERE fault = 0"
    )
    return (
        f"SELECT person, max(practice) AS practice FROM ({' UNION ALL '.join(parts)}) "
        f"WHERE person IN (SELECT unnest([person, other]) FROM {SWAPPED.of()}) "
        "GROUP BY person"
    )


def _chance(con: DuckDBPyConnection) -> float:
    """That any two people are alike, at most: practices, where no area is known, are
    not reckoned with."""
    ((chance,),) = con.execute(
        "SELECT 3 * sum(n * n) / pow(sum(n), 2) FROM (SELECT count(*) AS n "
        f"FROM {PEOPLE.of()} WHERE birth_year IS NOT NULL "
        "GROUP BY birth_year, sex, lsoa_code)"
    ).fetchall()
    return chance or 0.0


def _told(canonical: Canonical, table: str, people: int, rows: int) -> Problem:
    ids, differ, are = (
        ("id", "differs", "is") if people == 1 else ("ids", "differ", "are")
    )
    given = canonical.given[table]
    return Problem(
        "ids_swapped",
        f"{people:,} {ids} of {TABLES[table].title} {differ} from another only by two "
        f"digits that changed places, and {are} of the same year of birth, sex and "
        "place: one person may stand under two ids.",
        "Have these ids looked at where they come from; until then they count as other "
        "people.",
        file=given.label,
        column=given.had.get("patient_id", ""),
        rows=rows,
        stops=False,
    )
