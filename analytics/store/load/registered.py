"""The registered list and the caseload: small beside the events, so read once and held
as tables."""

from datetime import date

from analytics.definitions.contract import TABLES
from analytics.errors import Problem
from analytics.extract.cells import checks, codes, values
from analytics.extract.reading.source import Source
from analytics.store.load.row_accounts import Counted, stop_if_faulty, whole

WORDED = (
    "practice_code",
    "sex",
    "ethnicity",
    "lsoa_code",
    "conditions",
    "coordinator",
    "services",
    "outcome",
)
BAND = r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})"


def stage(con, source: Source) -> None:
    """Table `raw_<table>`: the rows as text under canonical names, with file_no and
    row_no."""
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE raw_{source.table} AS "
        f"{source.sql(rejects=True, numbered=True)}"
    )


def day(source: Source, name: str) -> str:
    """SQL: a date field of a staged table; null where it is missing or no date."""
    if not source.has(name):
        return "NULL::DATE"
    return f"({values.timestamp(name, source.kinds[name], source.styles[name])})::DATE"


def coded(con, source: Source, name: str) -> tuple[str, str, list]:
    """SQL of a coded field, the join it needs, and warnings about values that no list
    knows."""
    if not source.has(name):
        return "NULL::VARCHAR", "", []
    into = f"d_{source.table}_{name}"
    seen = f"SELECT {name} AS v, count(*) AS n FROM raw_{source.table} GROUP BY 1"
    problems = codes.dictionary(con, source, name, seen, into, codes.NAMING)
    return f"{into}.value", f"LEFT JOIN {into} ON s.{name} = {into}.raw", problems


def listed(source: Source, name: str) -> str:
    """SQL: a field that lists things parted by ; or | as a list without empty parts."""
    if not source.has(name):
        return "NULL::VARCHAR[]"
    parts = (
        f"regexp_split_to_array(regexp_replace({name}, '^\\[|\\]$', '', 'g'), "
        "'\\s*[;|]\\s*')"
    )
    return (
        f"CASE WHEN {values.is_missing(name)} OR {name} IN (SELECT v FROM "
        f"{codes.NAMING}) THEN NULL ELSE "
        f"list_filter(list_transform({parts}, lambda x: trim(x)), lambda x: x <> '') "
        "END"
    )


def may_be_kept(source: Source) -> str:
    """SQL: whether a row of the staged table is kept if it has an id (and repeats no
    other)."""
    if source.table == "caseload":
        return f"left_out = 0 AND {day(source, 'referred_on')} IS NOT NULL"
    return "left_out = 0"


def registrations(con, source: Source, as_of: date, wrong: int) -> Counted:
    """Table `registered`: each registration with what the list says of the person.

    as_of: the day that ages and age bands are counted back from. wrong: rows whose id
    is no NHS number.
    """
    problems, joins, picked = [], [], []
    for name in ("practice_code", "sex", "ethnicity", "lsoa_code"):
        column, join, found = coded(con, source, name)
        picked.append(f"{column} AS {name}")
        joins.append(join)
        problems += found
    born, banded = _birth_year(source, as_of.year)
    decile = (
        f"TRY_CAST({values.number('imd_decile')} AS TINYINT)"
        if source.has("imd_decile")
        else "NULL"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE registered AS SELECT i.person, "
        f"{', '.join(picked)}, {day(source, 'registered_from')} AS registered_from, "
        f"{day(source, 'registered_to')} AS registered_to, {day(source, 'died_on')} "
        f"AS died_on, ({born})::SMALLINT AS birth_year, {banded} AS banded, "
        f"(CASE WHEN {decile} BETWEEN 1 AND 10 THEN {decile} END)::TINYINT AS "
        "imd_decile, "
        f"{listed(source, 'conditions')} AS conditions, s.file_no, s.row_no, i.wrong, "
        f"CASE WHEN left_out > 0 THEN left_out WHEN i.raw IS NULL THEN {checks.NO_ID} "
        f"ELSE 0 END::UTINYINT AS fault "
        f"FROM raw_patients s LEFT JOIN ids i ON s.patient_id = i.raw {' '.join(joins)}"
    )
    con.execute(
        f"UPDATE registered SET fault = {checks.REPEATED} WHERE rowid IN (SELECT row "
        "FROM ("
        "SELECT rowid AS row, row_number() OVER (PARTITION BY person, practice_code, "
        "registered_from, registered_to ORDER BY rowid) AS n FROM registered WHERE "
        "fault = 0) WHERE n > 1)"
    )
    counted = whole(con, source, "registered", wrong)
    counted.notes += _bands(con, as_of)
    counted.problems[:0] = problems
    counted.problems += _wrong_days(
        con, source, ("registered_from", "registered_to", "died_on")
    )
    stop_if_faulty(counted)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE registrations AS SELECT person, practice_code, "
        "registered_from, registered_to FROM registered WHERE fault = 0 "
        "ORDER BY person, registered_from NULLS FIRST, registered_to NULLS LAST"
    )
    return counted


def _birth_year(source: Source, this_year: int) -> tuple[str, str]:
    """SQL: year of birth, from itself, a birth date, an age, or the middle of an age
    band; SQL of whether it came from a band."""
    tries = []
    if source.has("birth_year"):
        tries.append(f"TRY_CAST({values.number('birth_year')} AS SMALLINT)")
    if source.has("birth_date"):
        tries.append(f"year({day(source, 'birth_date')})")
    if source.has("age"):
        tries.append(f"{this_year} - {values.age('age')}")
    exact = f"coalesce({', '.join([*tries, 'NULL'])})"
    if source.has("age_band"):
        low, high = (
            f"TRY_CAST(regexp_extract(age_band, '{BAND}', {n}) AS INTEGER)"
            for n in (1, 2)
        )
        above = (
            "TRY_CAST(regexp_extract(age_band, '(\\d{2,3})\\s*(\\+|and over|plus)', 1) "
            "AS INTEGER) + 5"
        )
        tries.append(f"{this_year} - coalesce(({low} + {high}) // 2, {above})")
    if not tries:
        return "NULL", "false"
    born = f"coalesce({', '.join([*tries, 'NULL'])})"
    whole = f"CASE WHEN {born} BETWEEN 1880 AND 2100 THEN {born} END"
    return whole, f"({whole} IS NOT NULL AND {exact} IS NULL)" if source.has(
        "age_band"
    ) else "false"


def _bands(con, as_of: date) -> list[str]:
    rows = con.execute(
        "SELECT count(DISTINCT person) FROM registered WHERE fault = 0 AND banded"
    ).fetchall()[0][0]
    if not rows:
        return []
    return [
        f"The list gives {rows:,} people an age band only: their year of birth is "
        "approximate, "
        f"the middle of the band counted back from {as_of.year}, the year of the last "
        "record "
        "(five years above the start of a band without an end). Ages can be out by "
        "half a band."
    ]


def caseload(con, source: Source, wrong: int) -> Counted:
    """Table `cases`: each person taken on."""
    outcome, join, problems = coded(con, source, "outcome")
    worker, join_worker, found = coded(con, source, "coordinator")
    picked = day(source, "referred_on")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE cases AS SELECT i.person, {picked} AS "
        "referred_on, "
        f"{day(source, 'started_on')} AS started_on, {day(source, 'ended_on')} AS "
        f"ended_on, {worker} AS coordinator, {listed(source, 'services')} AS services, "
        f"{outcome} AS outcome, s.file_no, s.row_no, i.wrong, "
        f"CASE WHEN left_out > 0 THEN left_out WHEN i.raw IS NULL THEN {checks.NO_ID} "
        f"WHEN {picked} IS NULL THEN CASE WHEN {_empty(source, 'referred_on')} "
        f"THEN {checks.NO_TIME} ELSE {checks.BAD_TIME} END ELSE 0 END::UTINYINT AS "
        f"fault FROM raw_caseload s LEFT JOIN ids i ON s.patient_id = i.raw {join} "
        f"{join_worker}"
    )
    con.execute(
        f"UPDATE cases SET fault = {checks.REPEATED} WHERE rowid IN (SELECT row FROM ("
        "SELECT rowid AS row, row_number() OVER (PARTITION BY person, referred_on "
        "ORDER BY rowid) AS n FROM cases WHERE fault = 0) WHERE n > 1)"
    )
    counted = whole(con, source, "cases", wrong)
    counted.problems[:0] = problems + found
    counted.problems += _wrong_days(con, source, ("started_on", "ended_on"))
    stop_if_faulty(counted)
    return counted


def _empty(source: Source, name: str) -> str:
    return "true" if source.kinds.get(name) != "VARCHAR" else values.is_missing(name)


def _wrong_days(con, source, names) -> list[Problem]:
    problems = []
    for name in names:
        if not source.has(name) or source.kinds[name] != "VARCHAR":
            continue
        rows, examples = con.execute(
            f"SELECT count(*), min(row_no, 3) FROM raw_{source.table} "
            f"WHERE NOT {values.is_missing(name)} AND {day(source, name)} IS NULL"
        ).fetchone()
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


def people(con, with_areas: bool) -> None:
    """Table `people`: one row a person, from the list and, where it says nothing, from
    A&E."""
    known = (
        con.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'areas'"
        ).fetchone()[0]
        and with_areas
    )
    area = (
        "LEFT JOIN (SELECT lsoa_code AS place, any_value(imd_decile) AS decile FROM "
        "areas GROUP BY 1) a ON a.place = coalesce(r.lsoa_code, e.lsoa_code)"
        if known
        else ""
    )
    decile = "coalesce(r.imd_decile, a.decile)" if known else "r.imd_decile"
    latest = "coalesce(registered_from, DATE '1800-01-01')"
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE people AS
        SELECT i.person, i.pseudonym, r.person IS NOT NULL AS listed,
               coalesce(r.birth_year, e.birth_year)::SMALLINT AS birth_year,
               coalesce(nullif(r.sex, 'unknown'), e.sex, r.sex, 'unknown') AS sex,
               r.ethnicity, coalesce(r.lsoa_code, e.lsoa_code) AS lsoa_code,
               {decile}::TINYINT AS imd_decile, r.died_on, r.conditions
        FROM everyone i
        LEFT JOIN (
            SELECT person, arg_max(birth_year, {latest}) AS birth_year,
                   arg_max(sex, {latest}) AS sex,
                   arg_max(ethnicity, {latest}) AS ethnicity,
                   arg_max(lsoa_code, {latest}) AS lsoa_code,
                   arg_max(imd_decile, {latest}) AS imd_decile,
                   max(died_on) AS died_on, arg_max(conditions, {latest}) AS conditions
            FROM registered WHERE fault = 0 GROUP BY person
        ) r ON r.person = i.person
        LEFT JOIN ae_people e ON e.person = i.person {area}
        ORDER BY i.person""")


def titles(table: str) -> str:
    """A table's title in small letters, for messages."""
    return TABLES[table].title.lower()
