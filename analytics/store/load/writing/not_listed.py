"""Joins that miss: practices, small areas and people of the extracts that are on no
list, counted at each load."""

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.definitions.quality import (
    LISTED_AT_LEAST,
    NO_PRACTICE,
    NOT_JOINED_AT_MOST,
)
from analytics.definitions.tables_of_people import PATIENTS
from analytics.definitions.tables_of_places import AREAS, PRACTICES
from analytics.definitions.words import listed
from analytics.errors import Problem
from analytics.extract.cells.checks import some_of
from analytics.extract.cells.values import quoted
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical.tables import Canonical, CanonicalTable
from analytics.store.load.writing.people import PEOPLE

PRACTICE = "practice_code"
MISSED = TempTable(
    "practices_missed_{table}",
    "a practice code of an extract that the list of practices does not have",
    ("code", "n"),
)
Told = tuple[list[Problem], list[str]]


def told(con: DuckDBPyConnection, canonical: Canonical) -> Told:
    """Warnings where many miss, and notes where few do. People must have been made
    (`people.PEOPLE`)."""
    problems: list[Problem] = []
    notes: list[str] = []
    given = canonical.given
    found: list[tuple[Problem, bool]] = []
    if PRACTICES.name in given:
        of_people = [given[PATIENTS.name]] if PATIENTS.name in given else []
        for table in (*(one for _, one in canonical.events), *of_people):
            if TABLES[table.table].has(PRACTICE):
                found += _practices(con, table, given[PRACTICES.name])
    if AREAS.name in given:
        found += _areas(con, given[AREAS.name])
    if PATIENTS.name in given:
        found += _people(con, canonical)
    for one, many in found:
        problems += [one] if many else []
        notes += [] if many else [one.sentence()]
    return problems, notes


def _practices(
    con: DuckDBPyConnection, table: CanonicalTable, of: CanonicalTable
) -> list[tuple[Problem, bool]]:
    missed = MISSED.make(
        con,
        f"SELECT code, n FROM (SELECT {PRACTICE}::VARCHAR AS code, count(*) AS n FROM "
        f"{table.kept} WHERE {PRACTICE} IS NOT NULL GROUP BY 1) e ANTI JOIN {of.kept} p"
        f" ON e.code = p.{PRACTICE} WHERE code NOT IN "
        f"({', '.join(map(quoted, NO_PRACTICE))})",
        table.table,
    )
    ((codes, rows, total),) = con.execute(
        f"SELECT count(*), coalesce(sum(n), 0)::BIGINT, (SELECT count(*) FROM "
        f"{table.kept} WHERE {PRACTICE} IS NOT NULL) FROM {missed}"
    ).fetchall()
    if not rows:
        return []
    why = _why(con, missed, of)
    problem = Problem(
        "practices_not_listed",
        f"{some_of(rows, total).capitalize()} are of practices that the list of "
        f"practices ({of.label}) does not have: {codes:,} "
        f"{'code' if codes == 1 else 'codes'}. They count in the whole, but in no PCN "
        f"or place.{why}",
        "Give a list that has these practices, or put the codes right; nothing to do "
        "if they are practices of elsewhere.",
        file=table.label,
        column=table.had.get(PRACTICE, PRACTICE),
        rows=rows,
        stops=False,
    )
    return [(problem, bool(why) or rows >= NOT_JOINED_AT_MOST * total)]


def _why(con: DuckDBPyConnection, missed: str, of: CanonicalTable) -> str:
    """What seems to be wrong with most of the codes that miss; "" if nothing does."""
    tries = {
        "spaces within the code": "regexp_replace(e.code, '[^0-9A-Z]', '', 'g') = "
        f"p.{PRACTICE}",
        "something behind the code, such as the number of a branch": (
            f"length(p.{PRACTICE}) > 4 AND starts_with(e.code, p.{PRACTICE})"
        ),
        "names in the place of codes": "upper(trim(p.name)) = upper(trim(e.code))",
    }
    seem = []
    for what, same in tries.items():
        ((mostly,),) = con.execute(
            f"SELECT sum(n) FILTER (EXISTS (SELECT 1 FROM {of.kept} p WHERE {same})) > "
            f"sum(n) / 2 FROM {missed} e"
        ).fetchall()
        seem += [what] if mostly else []
    return f" Most seem to have {listed(seem)}." if seem else ""


def _areas(con: DuckDBPyConnection, of: CanonicalTable) -> list[tuple[Problem, bool]]:
    ((missed, areas, total),) = con.execute(
        "SELECT count(*) FILTER (missed), count(DISTINCT lsoa_code) FILTER (missed), "
        "count(*) FROM (SELECT lsoa_code, lsoa_code NOT IN (SELECT lsoa_code FROM "
        f"{of.kept}) AS missed FROM {PEOPLE.of()} WHERE lsoa_code IS NOT NULL)"
    ).fetchall()
    if not missed:
        return []
    problem = Problem(
        "areas_not_listed",
        f"{missed:,} of {total:,} people with a small area ({missed / total:.1%}) live "
        f"in {areas:,} that the list of areas does not have: they count in the whole, "
        "but in no neighbourhood, and their deprivation is not known unless the "
        "registered list says it.",
        "Give a list with these areas and of the same year (LSOA 2011 or 2021); "
        "nothing to do if these people live elsewhere.",
        file=of.label,
        column=of.had.get("lsoa_code", "lsoa_code"),
        stops=False,
    )
    return [(problem, missed >= NOT_JOINED_AT_MOST * total)]


def _people(
    con: DuckDBPyConnection, canonical: Canonical
) -> list[tuple[Problem, bool]]:
    found = []
    for kind, table in canonical.events:
        ((missed, total),) = con.execute(
            "SELECT count(*) FILTER (NOT listed), count(*) FROM (SELECT DISTINCT "
            f"person FROM {table.kept}) JOIN {PEOPLE.of()} USING (person)"
        ).fetchall()
        if missed:
            problem = Problem(
                "people_not_listed",
                f"{missed:,} of {total:,} people with {kind.called} "
                f"({missed / total:.1%}) are on no registered list: they count in "
                "totals, but not per head, and cannot be followed before and after.",
                "Give the list of all practices in the extract, with the same kind of "
                "id; nothing to do if these people are registered elsewhere.",
                file=table.label,
                column=table.had.get("patient_id", "patient_id"),
                stops=False,
            )
            found.append((problem, missed > (1 - LISTED_AT_LEAST) * total))
    return found
