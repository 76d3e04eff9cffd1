"""The registered list and the caseload: small beside the events, so read once and held as tables."""

from analytics.definitions.contract import TABLES
from analytics.errors import InputError, Problem
from analytics.extract import checks, codes, values
from analytics.extract.source import Source
from analytics.store.counting import Counted, rejected
from analytics.store.manifest import Exclusion

BAND = r"(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})"


def stage(con, source: Source) -> None:
    """Table `raw_<table>`: the rows as text under canonical names, with file_no and row_no."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE raw_{source.table} AS "
                f"{source.sql(rejects=True, numbered=True)}")


def day(source: Source, name: str) -> str:
    """SQL: a date field of a staged table; null where it is missing or no date."""
    if not source.has(name):
        return "NULL::DATE"
    return f"({values.timestamp(name, source.kinds[name], source.styles[name])})::DATE"


def coded(con, source: Source, name: str) -> tuple[str, str, list]:
    """SQL of a coded field, the join it needs, and warnings about values that no list knows."""
    if not source.has(name):
        return "NULL::VARCHAR", "", []
    into = f"d_{source.table}_{name}"
    seen = f"SELECT {name} AS v, count(*) AS n FROM raw_{source.table} GROUP BY 1"
    problems = codes.dictionary(con, source, name, seen, into)
    return f"{into}.value", f"LEFT JOIN {into} ON s.{name} = {into}.raw", problems


def listed(source: Source, name: str) -> str:
    """SQL: a field that lists things parted by ; or | as a list without empty parts."""
    if not source.has(name):
        return "NULL::VARCHAR[]"
    parts = f"regexp_split_to_array(regexp_replace({name}, '^\\[|\\]$', '', 'g'), '\\s*[;|]\\s*')"
    return (f"CASE WHEN {values.is_missing(name)} THEN NULL ELSE "
            f"list_filter(list_transform({parts}, lambda x: trim(x)), lambda x: x <> '') END")


def registrations(con, source: Source) -> Counted:
    """Table `registered`: each registration with what the list says of the person."""
    problems, joins, picked = [], [], []
    for name in ("practice_code", "sex", "ethnicity", "lsoa_code"):
        column, join, found = coded(con, source, name)
        picked.append(f"{column} AS {name}")
        joins.append(join)
        problems += found
    born = _birth_year(source)
    decile = f"TRY_CAST({values.number('imd_decile')} AS TINYINT)" if source.has("imd_decile") else "NULL"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE registered AS SELECT i.person, {', '.join(picked)}, "
        f"{day(source, 'registered_from')} AS registered_from, "
        f"{day(source, 'registered_to')} AS registered_to, {day(source, 'died_on')} AS died_on, "
        f"({born})::SMALLINT AS birth_year, "
        f"(CASE WHEN {decile} BETWEEN 1 AND 10 THEN {decile} END)::TINYINT AS imd_decile, "
        f"{listed(source, 'conditions')} AS conditions, s.row_no, "
        f"CASE WHEN left_out > 0 THEN left_out WHEN i.person IS NULL THEN {checks.NO_ID} "
        f"ELSE 0 END::UTINYINT AS fault "
        f"FROM raw_patients s LEFT JOIN ids i ON s.patient_id = i.raw {' '.join(joins)}")
    con.execute(
        f"UPDATE registered SET fault = {checks.REPEATED} WHERE rowid IN (SELECT row FROM ("
        "SELECT rowid AS row, row_number() OVER (PARTITION BY person, practice_code, "
        "registered_from, registered_to ORDER BY rowid) AS n FROM registered WHERE fault = 0) "
        "WHERE n > 1)")
    counted = count(con, source, "registered")
    counted.problems[:0] = problems
    counted.problems += _wrong_days(con, source, ("registered_from", "registered_to", "died_on"))
    stop_if_faulty(counted)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE registrations AS SELECT person, practice_code, "
        "registered_from, registered_to FROM registered WHERE fault = 0 "
        "ORDER BY person, registered_from NULLS FIRST, registered_to NULLS LAST")
    return counted


def _birth_year(source: Source) -> str:
    """SQL: year of birth, from itself, a birth date, an age now, or the middle of an age band."""
    tries = []
    if source.has("birth_year"):
        tries.append(f"TRY_CAST({values.number('birth_year')} AS SMALLINT)")
    if source.has("birth_date"):
        tries.append(f"year({day(source, 'birth_date')})")
    if source.has("age"):
        tries.append(f"year(current_date) - {values.age('age')}")
    if source.has("age_band"):
        low, high = (f"TRY_CAST(regexp_extract(age_band, '{BAND}', {n}) AS INTEGER)" for n in (1, 2))
        above = "TRY_CAST(regexp_extract(age_band, '(\\d{2,3})\\s*(\\+|and over|plus)', 1) AS INTEGER) + 5"
        tries.append(f"year(current_date) - coalesce(({low} + {high}) // 2, {above})")
    if not tries:
        return "NULL"
    born = f"coalesce({', '.join(tries)})"
    return f"CASE WHEN {born} BETWEEN 1880 AND 2100 THEN {born} END"


def caseload(con, source: Source) -> Counted:
    """Table `cases`: each person taken on."""
    outcome, join, problems = coded(con, source, "outcome")
    worker, join_worker, found = coded(con, source, "coordinator")
    picked = day(source, "referred_on")
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE cases AS SELECT i.person, {picked} AS referred_on, "
        f"{day(source, 'started_on')} AS started_on, {day(source, 'ended_on')} AS ended_on, "
        f"{worker} AS coordinator, {listed(source, 'services')} AS services, {outcome} AS outcome, "
        f"s.row_no, CASE WHEN left_out > 0 THEN left_out WHEN i.person IS NULL THEN {checks.NO_ID} "
        f"WHEN {picked} IS NULL THEN CASE WHEN {_empty(source, 'referred_on')} "
        f"THEN {checks.NO_TIME} ELSE {checks.BAD_TIME} END ELSE 0 END::UTINYINT AS fault "
        f"FROM raw_caseload s LEFT JOIN ids i ON s.patient_id = i.raw {join} {join_worker}")
    con.execute(
        f"UPDATE cases SET fault = {checks.REPEATED} WHERE rowid IN (SELECT row FROM ("
        "SELECT rowid AS row, row_number() OVER (PARTITION BY person, referred_on ORDER BY rowid) "
        "AS n FROM cases WHERE fault = 0) WHERE n > 1)")
    counted = count(con, source, "cases")
    counted.problems[:0] = problems + found
    counted.problems += _wrong_days(con, source, ("started_on", "ended_on"))
    stop_if_faulty(counted)
    return counted


def _empty(source: Source, name: str) -> str:
    return "true" if source.kinds.get(name) != "VARCHAR" else values.is_missing(name)


def count(con, source: Source, staged: str) -> Counted:
    """Rows, exclusions and problems of a staged table with `fault` and `row_no`."""
    counted = Counted()
    counted.by_file = dict(con.execute(
        f"SELECT file_no, count(*) FROM raw_{source.table} GROUP BY 1").fetchall())
    faults = dict(con.execute(
        f"SELECT fault, count(*) FROM {staged} WHERE fault > 0 GROUP BY 1").fetchall())
    examples = dict(con.execute(
        f"SELECT fault, min(row_no, 3) FROM {staged} WHERE fault > 0 GROUP BY 1").fetchall())
    for number in range(len(source.files)):
        lines = rejected(con, source, number)
        if lines:
            faults[checks.UNREADABLE] = faults.get(checks.UNREADABLE, 0) + len(lines)
            counted.by_file[number] = counted.by_file.get(number, 0) + len(lines)
            examples.setdefault(checks.UNREADABLE, lines[:3])
    counted.rows = left = sum(counted.by_file.values())
    for fault in [n for n in sorted(faults) if n < 100] + [n for n in checks.ORDER if n in faults]:
        reason = source.reasons[fault - 1] if fault < 100 else checks.REASONS[fault]
        counted.exclusions.append(
            Exclusion(source.table, reason, faults[fault], left, left - faults[fault]))
        problem = checks.excluded(source, fault, faults[fault], left, tuple(examples.get(fault, ())))
        if problem:
            counted.problems.append(problem)
        left -= faults[fault]
    return counted


def _wrong_days(con, source, names) -> list[Problem]:
    problems = []
    for name in names:
        if not source.has(name) or source.kinds[name] != "VARCHAR":
            continue
        rows, examples = con.execute(
            f"SELECT count(*), min(row_no, 3) FROM raw_{source.table} "
            f"WHERE NOT {values.is_missing(name)} AND {day(source, name)} IS NULL").fetchone()
        if rows:
            problems.append(Problem(
                "date_unreadable", "Some dates cannot be read; taken as missing.",
                "Dates are expected as 31/12/2024 or 2024-12-31.", file=source.label,
                column=source.header(name), rows=rows, examples=tuple(examples), stops=False))
    return problems


def stop_if_faulty(counted: Counted) -> None:
    """Raises InputError with every problem if one of them stops."""
    if any(problem.stops for problem in counted.problems):
        raise InputError(counted.problems)


def people(con, with_areas: bool) -> None:
    """Table `people`: one row a person, from the list and, where it says nothing, from A&E."""
    known = con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'areas'"
                        ).fetchone()[0] and with_areas
    area = "LEFT JOIN (SELECT lsoa_code AS place, any_value(imd_decile) AS decile FROM areas " \
           "GROUP BY 1) a ON a.place = coalesce(r.lsoa_code, e.lsoa_code)" if known else ""
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
        LEFT JOIN (SELECT person, arg_max(birth_year, {latest}) AS birth_year,
                          arg_max(sex, {latest}) AS sex, arg_max(ethnicity, {latest}) AS ethnicity,
                          arg_max(lsoa_code, {latest}) AS lsoa_code,
                          arg_max(imd_decile, {latest}) AS imd_decile, max(died_on) AS died_on,
                          arg_max(conditions, {latest}) AS conditions
                   FROM registered WHERE fault = 0 GROUP BY person) r ON r.person = i.person
        LEFT JOIN ae_people e ON e.person = i.person {area}
        ORDER BY i.person""")


def titles(table: str) -> str:
    """A table's title in small letters, for messages."""
    return TABLES[table].title.lower()
