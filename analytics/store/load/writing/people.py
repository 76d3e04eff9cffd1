"""The table of people: one row a person, from the registered list and, where it says
nothing, from the events."""

from duckdb import DuckDBPyConnection

from analytics.definitions.event_kinds import EventKind
from analytics.extract.temp_table import TempTable
from analytics.store.layout import PEOPLE as STORED
from analytics.store.load.canonical.people_ids import PERSONS
from analytics.store.load.canonical.places import PLACES
from analytics.store.load.canonical.registered import PATIENTS
from analytics.store.load.canonical.tables import Canonical, CanonicalTable
from analytics.store.load.writing import other_census

LATEST = "coalesce(registered_from, DATE '1800-01-01')"
AREAS = "areas"
PEOPLE = TempTable("people", "a person", (*STORED, "home_said"))


def make(con: DuckDBPyConnection, canonical: Canonical) -> str:
    """Make `PEOPLE` in the order of their numbers; its name.

    Of several registrations the newest counts; of several events the last one that says
    something. A home of the other census is the area that the look-up says (home_said:
    as it was). The deprivation of a person's area is used where the list has none.
    """
    of_list = ", ".join(
        f"arg_max({name}, {LATEST}) AS {name}"
        for name in (
            "birth_year",
            "sex",
            "ethnicity",
            "lsoa_code",
            "imd_decile",
            "imd_year",
            "frailty",
            "conditions",
            "household",
        )
    )
    return PEOPLE.make(
        con,
        f"""
        SELECT i.person, i.pseudonym, r.person IS NOT NULL AS listed,
               coalesce(r.birth_year, e.birth_year)::SMALLINT AS birth_year,
               coalesce(nullif(r.sex, 'unknown'), e.sex, r.sex, 'unknown') AS sex,
               r.ethnicity, coalesce(t.now, r.lsoa_code, e.lsoa_code) AS lsoa_code,
               coalesce(r.imd_decile, a.decile)::TINYINT AS imd_decile,
               (CASE WHEN r.imd_decile IS NULL THEN a.imd_year ELSE r.imd_year END)
               ::SMALLINT AS imd_year, r.died_on, r.frailty, r.conditions, r.household,
               coalesce(r.lsoa_code, e.lsoa_code) AS home_said
        FROM {PERSONS.of()} i
        LEFT JOIN (
            SELECT person, {of_list}, max(died_on) AS died_on
            FROM {PATIENTS.of()} WHERE fault = 0 GROUP BY person
        ) r ON r.person = i.person
        LEFT JOIN ({_of_events(canonical)}) e ON e.person = i.person
        LEFT JOIN {other_census.translate(con)} t
        ON t.code = coalesce(r.lsoa_code, e.lsoa_code)
        LEFT JOIN (
            SELECT lsoa_code AS place, any_value(imd_decile) AS decile,
                   any_value(imd_year) AS imd_year
            FROM {PLACES.of(AREAS)} WHERE fault = 0 GROUP BY 1
        ) a ON a.place = coalesce(t.now, r.lsoa_code, e.lsoa_code)
        ORDER BY i.person""",
    )


def _of_events(canonical: Canonical) -> str:
    """SQL of what the events say of each person: birth_year, sex, lsoa_code."""
    said = [
        _said(kind, table)
        for kind, table in canonical.events
        if age_field(kind) or kind.table.has("sex") or kind.table.has("lsoa_code")
    ] or [
        "SELECT NULL::INTEGER AS person, NULL::TIMESTAMP AS moment, NULL::SMALLINT AS "
        "birth_year, NULL::VARCHAR AS sex, NULL::VARCHAR AS lsoa_code WHERE false"
    ]
    return (
        "SELECT person, arg_max(birth_year, moment)::SMALLINT AS birth_year, "
        "arg_max(sex, moment) FILTER (sex <> 'unknown') AS sex, "
        "arg_max(lsoa_code, moment) AS lsoa_code "
        f"FROM ({' UNION ALL '.join(said)}) GROUP BY person"
    )


def age_field(kind: EventKind) -> str:
    """The field that holds the person's age at the event; "" where a kind has none."""
    return next((one.name for one in kind.numbers if one.unit == "years"), "")


def _said(kind: EventKind, table: CanonicalTable) -> str:
    age = age_field(kind)
    born = f"year(moment) - {age}" if age else "NULL::BIGINT"
    sex, area = (
        f"{name}::VARCHAR" if kind.table.has(name) else "NULL::VARCHAR"
        for name in ("sex", "lsoa_code")
    )
    return (
        f"SELECT person, moment, {born} AS birth_year, {sex} AS sex, "
        f"{area} AS lsoa_code FROM {table.kept}"
    )
