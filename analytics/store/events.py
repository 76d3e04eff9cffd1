"""Appointments and attendances: scanned twice, sorted by person and time, written column by column.

The first scan finds every distinct id and coded value; the second turns rows into numbers and
sorts them. Text is never held for every row, which is what keeps large loads within memory.
"""

from dataclasses import dataclass, field

from analytics.definitions.contract import TABLES
from analytics.errors import InputError, Problem
from analytics.extract import checks, codes, values
from analytics.extract.files import as_utf8
from analytics.extract.profiles import STANDS_FOR
from analytics.extract.source import Source
from analytics.store.layout import STORED
from analytics.store.manifest import Exclusion

LONGEST_STAY = 7 * 24 * 60  # minutes
ROW_GROUP = 250_000
DICTIONARY_AT_MOST = 60_000  # distinct values of a coded column kept as numbers
TYPES = {"int8": "TINYINT", "int16": "SMALLINT", "int32": "INTEGER", "float32": "FLOAT",
         "float64": "DOUBLE", "string": "VARCHAR", "boolean": "BOOLEAN", "date": "DATE",
         "timestamp(6)": "TIMESTAMP", "array<string>": "VARCHAR[]"}


@dataclass(frozen=True)
class Shape:
    """What a kind of event is made of."""

    table: str
    time: str
    coded: tuple[str, ...]
    pair: tuple[str, str, str]
    number: str  # its own number, used to tell repeats


SHAPES = {
    "gp_appointments": Shape(
        "gp_appointments", "appointment_at", ("practice_code", "status", "role", "mode"),
        ("reason_code", "reason_term", "code_system"), "appointment_id"),
    "ae_attendances": Shape(
        "ae_attendances", "arrived_at",
        ("practice_code", "site_code", "site_name", "department_type", "attendance_category",
         "arrival_mode", "acuity", "chief_complaint", "discharge_status", "discharge_destination",
         "sex", "lsoa_code"),
        ("diagnosis_code", "diagnosis_term", "code_system"), "attendance_id"),
}


@dataclass
class Counted:
    """What became of a table's rows."""

    rows: int = 0
    by_file: dict[int, int] = field(default_factory=dict)
    exclusions: list[Exclusion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def distinct(con, source: Source, workspace) -> None:
    """First scan: table `seen_<table>` (g, v, v2, v3, n) of every distinct id, code and pair.

    A text file with bytes that are no UTF-8 is rewritten from Windows-1252 and scanned again.
    """
    shape = SHAPES[source.table]
    for _ in range(2):
        sets = [("patient_id",)] + [(name,) for name in shape.coded if source.has(name)]
        pair = [name if source.has(name) else "" for name in shape.pair]
        if any(pair[:2]):
            sets.append(tuple(f"p{n}" for n in range(3)))
        sets.append(("file_no", "left_out"))
        keys = [one[0] for one in sets]
        picked = ", ".join(f"{name or 'NULL::VARCHAR'} AS p{n}" for n, name in enumerate(pair))
        texts = ", ".join(f"{key}::VARCHAR" for key in keys)
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE seen_{source.table} AS "
            f"SELECT grouping_id({', '.join(keys)}) AS g, coalesce({texts}) AS v, "
            f"CASE WHEN grouping(file_no) = 0 THEN left_out::VARCHAR ELSE p1 END AS v2, p2 AS v3, "
            f"count(*) AS n FROM (SELECT *, {picked} FROM ({source.sql(rejects=True)})) "
            f"GROUP BY GROUPING SETS ({', '.join('(' + ', '.join(one) + ')' for one in sets)}"
            f"{'' if any(pair[:2]) else ', (p0, p1, p2)'})"
        )
        wrong = [n for n in range(len(source.files)) if _bad_letters(con, source, n)]
        if not wrong:
            break
        for number in wrong:
            source.files[number] = as_utf8(source.files[number], workspace)
    source.keys = {key: _grouping(keys, key) for key in keys}


def seen(source: Source, key: str) -> str:
    """SQL: the distinct values of a field found by the first scan, as v, v2, v3, n."""
    return f"SELECT v, v2, v3, n FROM seen_{source.table} WHERE g = {source.keys[key]}"


def _grouping(keys, key) -> int:
    return ((1 << len(keys)) - 1) ^ (1 << (len(keys) - 1 - keys.index(key)))


def rejected(con, source: Source, number: int) -> list[int]:
    """Line numbers of a file that could not be split into columns."""
    name = f"rejects_{source.table}_{number}"
    if not con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = ?",
                       [name]).fetchone()[0]:
        return []
    return [row[0] for row in con.execute(
        f"SELECT DISTINCT line FROM {name} WHERE scan_id = (SELECT max(scan_id) FROM {name}) "
        "ORDER BY 1").fetchall()]


def _bad_letters(con, source, number) -> bool:
    file = source.files[number]
    if file.kind != "text" or not rejected(con, source, number):
        return False
    found = con.execute(f"SELECT count(*) FROM rejects_{source.table}_{number} "
                        "WHERE error_type::VARCHAR LIKE '%UNICODE%' "
                        "OR error_type::VARCHAR LIKE '%ENCODING%'").fetchone()[0]
    if found:
        con.execute(f"DROP TABLE rejects_{source.table}_{number}")
        con.execute(f"DROP TABLE rejects_{source.table}_{number}_scans")
    return bool(found)


def sort(con, source: Source, practices: list[str], today: str) -> Counted:
    """Second scan: table `t_<table>`, kept rows first, by person and time; counts what was not kept.

    Needs `ids` (raw, person) and the first scan. practices: further practice codes that rows may
    be given later. Raises InputError with every problem if no row is left.
    """
    shape = SHAPES[source.table]
    counted = Counted()
    joins, picked = [], []
    for name in shape.coded:
        if not source.has(name):
            picked.append(f"NULL::VARCHAR AS {name}" if name != "practice_code" else "")
            continue
        into = f"d_{source.table}_{name}"
        counted.problems += codes.dictionary(con, source, name, seen(source, name), into)
        if name != "practice_code":
            joins.append(_coded_join(con, into, name))
            picked.append(f"{into}.code AS {name}")
    picked = [one for one in picked if one]
    joins, picked = _practice(con, source, practices, joins, picked)
    if "p0" in source.keys:
        into = f"pairs_{source.table}"
        counted.problems += codes.pairs(con, source, shape.pair, seen(source, "p0"), into)
        joins.append(_pair_join(con, source, shape, into))
        picked.append(f"{into}.r")
    else:
        picked.append("NULL::INTEGER AS r")
    number = f"hash(s.{shape.number})" if source.has(shape.number) else "NULL::UBIGINT"
    fault = _fault("i.person IS NULL", "s.moment", source, shape, today)
    con.execute("SET preserve_insertion_order = false")  # the sort makes the order
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE t_{source.table} AS SELECT * REPLACE (CASE WHEN fault = 0 "
        f"THEN person END AS person) FROM (SELECT i.person, s.moment, s.second, "
        f"{', '.join(picked)}, {_extra(source)}, {number} AS number, "
        f"({fault})::UTINYINT AS fault, ({_flags(source, shape)})::UTINYINT AS flags "
        f"FROM ({_timed(source, shape)}) s LEFT JOIN ids i ON s.patient_id = i.raw "
        f"{' '.join(joins)}) ORDER BY person NULLS LAST, moment")
    con.execute("SET preserve_insertion_order = true")
    _repeats(con, source, shape)
    _count(con, source, shape, counted, today)
    con.execute(f"DROP TABLE seen_{source.table}")
    return counted


def _coded_join(con, into, name) -> str:
    """Give a dictionary a column `code` of an ENUM type, so that rows hold small numbers."""
    distinct_values = con.execute(f"SELECT count(DISTINCT value) FROM {into}").fetchone()[0]
    kind = "VARCHAR"
    if 0 < distinct_values <= DICTIONARY_AT_MOST:
        kind = f"e_{into}"
        con.execute(f"CREATE TYPE {kind} AS ENUM (SELECT DISTINCT value FROM {into} "
                    "WHERE value IS NOT NULL ORDER BY value)")
    con.execute(f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT raw, value::{kind} AS code FROM {into}")
    return f"LEFT JOIN {into} ON s.{name} = {into}.raw"


def _pair_join(con, source, shape, into) -> str:
    """The join that finds a row's pair; on the code alone where that says it all (much cheaper)."""
    rows, by_code, uncoded = con.execute(
        f"SELECT count(*), count(DISTINCT raw_code), count(*) FILTER (raw_code IS NULL AND "
        f"raw_term IS NOT NULL) FROM {into}").fetchall()[0]
    empty = con.execute(f"SELECT count(*) FROM {into} WHERE raw_code IS NULL").fetchall()[0][0]
    if source.has(shape.pair[0]) and not uncoded and rows - empty == by_code:
        return f"LEFT JOIN {into} ON s.{shape.pair[0]} = {into}.raw_code"
    return f"LEFT JOIN {into} ON " + " AND ".join(
        f"s.{name} IS NOT DISTINCT FROM {into}.raw_{what}" if source.has(name)
        else f"{into}.raw_{what} IS NULL"
        for name, what in zip(shape.pair, ("code", "term", "system"), strict=True))


def _practice(con, source, practices, joins, picked):
    into, kind = f"d_{source.table}_practice_code", f"e_practice_{source.table}"
    known = "SELECT unnest($1::VARCHAR[]) AS value"
    if source.has("practice_code"):
        known += f" UNION SELECT value FROM {into}"
    everything = [row[0] for row in con.execute(
        f"SELECT DISTINCT value FROM ({known}) WHERE value IS NOT NULL ORDER BY 1",
        [practices]).fetchall()] or [""]
    con.execute(f"CREATE TYPE {kind} AS ENUM ({', '.join(map(values.quoted, everything))})")
    if not source.has("practice_code"):
        return joins, [f"NULL::{kind} AS practice_code", *picked]
    con.execute(f"CREATE OR REPLACE TEMP TABLE {into} AS SELECT raw, value::{kind} AS code FROM {into}")
    return ([f"LEFT JOIN {into} ON s.practice_code = {into}.raw", *joins],
            [f"{into}.code AS practice_code", *picked])


def _timed(source: Source, shape: Shape, numbered: bool = False) -> str:
    """The scan with `at` and `second` as timestamps and `clock`: false if the time was unknown."""
    at, clock = _moment(source, shape.time)
    if shape.table == "gp_appointments":
        second = _moment(source, "booked_at")[0]
    else:
        second = _departure(source)
    numbers = "".join(f", {how(name)} AS n_{name}" for name, how in _numbers(source).items())
    inner = (f"SELECT *, {at} AS moment, {clock} AS clock{numbers} "
             f"FROM ({source.sql(numbered=numbered)})")
    return f"SELECT *, {second} AS second FROM ({inner})"


def _moment(source: Source, name: str) -> tuple[str, str]:
    """SQL of a timestamp made of one column or of a date and a time column; SQL of whether timed."""
    day, clock = name.rsplit("_", 1)[0] + "_date", name.rsplit("_", 1)[0] + "_time"
    picked = next((one for one in (name, day) if source.has(one)), None)
    if picked is None:
        return "NULL::TIMESTAMP", "true"
    stamp = values.timestamp(picked, source.kinds[picked], source.styles[picked])
    if not source.has(clock):
        return stamp, "true"
    minutes = values.minute_of_day(clock)
    whole = f"({stamp})"
    return (f"CASE WHEN {whole} = date_trunc('day', {whole}) "
            f"THEN {whole} + to_minutes(coalesce({minutes}, 0)) ELSE {whole} END",
            f"({minutes} IS NOT NULL OR {whole} <> date_trunc('day', {whole}))")


def _departure(source: Source) -> str:
    tries = []
    if source.has("departed_at") or source.has("departed_date"):
        tries.append(_moment(source, "departed_at")[0])
    if source.has("departed_minutes"):
        stay = values.minutes("departed_minutes")
        tries.append(f"moment + to_seconds(CASE WHEN {stay} BETWEEN 0 AND {LONGEST_STAY} "
                     f"THEN {stay} * 60 END)")
    if source.has("departed_time") and not source.has("departed_date"):
        left = (f"date_trunc('day', moment) + to_minutes({values.minute_of_day('departed_time')})")
        tries.append(f"CASE WHEN {left} < moment THEN {left} + INTERVAL 1 DAY ELSE {left} END")
    if source.has("departed_time") and source.has("departed_date"):
        tries[0] = (f"CASE WHEN {values.minute_of_day('departed_time')} IS NOT NULL "
                    f"THEN {tries[0]} END")
    return f"coalesce({', '.join(tries)})::TIMESTAMP" if tries else "NULL::TIMESTAMP"


def _fault(no_id: str, at: str, source, shape, today) -> str:
    name = shape.time if source.has(shape.time) else STANDS_FOR[shape.time]
    empty = "true" if source.kinds[name] != "VARCHAR" else values.is_missing(f"s.{name}")
    return (f"CASE WHEN s.left_out > 0 THEN s.left_out WHEN {no_id} THEN {checks.NO_ID} "
            f"WHEN {at} IS NULL THEN CASE WHEN {empty} THEN {checks.NO_TIME} "
            f"ELSE {checks.BAD_TIME} END "
            f"WHEN {at} < TIMESTAMP '{checks.FIRST_YEAR}-01-01' THEN {checks.TOO_OLD} "
            f"WHEN {at} >= TIMESTAMP '{today}' + INTERVAL 2 DAY THEN {checks.FUTURE} ELSE 0 END")


def _flags(source: Source, shape: Shape) -> str:
    """SQL of the sum of flags. CASE in CASE: only rows that failed are looked at again."""
    bits = [f"CASE WHEN s.clock THEN 0 ELSE {checks.NO_CLOCK} END"]
    failed = {f"n_{name}": (name, checks.BAD_NUMBER) for name in _numbers(source)}
    second = "booked_at" if shape.table == "gp_appointments" else "departed_at"
    if source.has(second) and source.kinds[second] == "VARCHAR":
        failed["second"] = (second, checks.BAD_SECOND)
    for parsed, (name, flag) in failed.items():
        bits.append(f"CASE WHEN s.{parsed} IS NULL THEN CASE WHEN {values.is_missing(f's.{name}')} "
                    f"THEN 0 ELSE {flag} END ELSE 0 END")
    if shape.table == "ae_attendances":
        bits.append(f"CASE WHEN s.second < s.moment OR s.second > s.moment + "
                    f"INTERVAL {LONGEST_STAY} MINUTE THEN {checks.LEFT_EARLY} ELSE 0 END")
    return " | ".join(f"({bit})" for bit in bits)


def _numbers(source: Source) -> dict:
    parse = {"duration_minutes": values.minutes, "cost_gbp": values.number,
             "age_at_arrival": values.age}
    return {name: how for name, how in parse.items() if source.has(name)}


def _extra(source: Source) -> str:
    found = {name: f"s.n_{name}" for name in _numbers(source)}
    if source.table == "gp_appointments":
        return f"({found.get('duration_minutes', 'NULL')})::FLOAT AS duration_minutes"
    stay = "date_diff('second', s.moment, s.second) / 60.0"
    return (f"(CASE WHEN {stay} BETWEEN 0 AND {LONGEST_STAY} THEN {stay} END)::FLOAT AS minutes, "
            f"({found.get('cost_gbp', 'NULL')})::DOUBLE AS cost_gbp, "
            f"({found.get('age_at_arrival', 'NULL')})::SMALLINT AS age_at_arrival")


def _repeats(con, source, shape) -> None:
    """Mark rows that repeat another of the same person at the same time.

    With a number of their own, rows repeat if that is the same too; without, GP rows repeat if
    everything is the same and A&E rows if the site is. Kept is what was attended, or came first.
    """
    t = f"t_{source.table}"
    near = con.execute(
        f"SELECT count(*) FROM (SELECT person, moment, lag(person) OVER () AS p, lag(moment) OVER () AS a "
        f"FROM {t} WHERE fault = 0) WHERE person = p AND moment = a").fetchone()[0]
    if not near:
        return
    if shape.table == "gp_appointments":
        same = "practice_code, number"
        if not source.has(shape.number):
            same = "practice_code, status, role, mode, r, duration_minutes, second"
        best = ("CASE WHEN status::VARCHAR = 'attended' THEN 0 ELSE 1 END, role::VARCHAR, "
                "mode::VARCHAR, duration_minutes DESC, second, r")
    else:
        same = "number" if source.has(shape.number) else "site_code"
        best = "second IS NULL, second DESC, cost_gbp DESC, r"
    con.execute(
        f"UPDATE {t} SET fault = {checks.REPEATED} WHERE rowid IN (SELECT row FROM ("
        f"SELECT row, row_number() OVER (PARTITION BY person, moment, {same} ORDER BY {best}) AS n "
        f"FROM (SELECT rowid AS row, * FROM {t} WHERE fault = 0) SEMI JOIN "
        f"(SELECT person, moment FROM (SELECT person, moment, lag(person) OVER () AS p, "
        f"lag(moment) OVER () AS a FROM {t} WHERE fault = 0) WHERE person = p AND moment = a) "
        f"USING (person, moment)) WHERE n > 1)")


def _count(con, source, shape, counted, today) -> None:
    files = con.execute(f"SELECT v::INTEGER, sum(n) FROM ({seen(source, 'file_no')}) GROUP BY 1")
    counted.by_file = {number: int(rows) for number, rows in files.fetchall()}
    unreadable = 0
    for number in range(len(source.files)):
        lines = rejected(con, source, number)
        unreadable += len(lines)
        counted.by_file[number] = counted.by_file.get(number, 0) + len(lines)
        if lines:
            counted.problems.append(checks.excluded(
                source, checks.UNREADABLE, len(lines), counted.by_file[number], tuple(lines[:3])))
    counted.rows = sum(counted.by_file.values())
    faults = dict(con.execute(
        f"SELECT fault, count(*) FROM t_{source.table} WHERE fault > 0 GROUP BY 1").fetchall())
    if unreadable:
        faults[checks.UNREADABLE] = unreadable
    flags = dict(con.execute(
        f"SELECT flags, count(*) FROM t_{source.table} WHERE fault = 0 AND flags > 0 "
        "GROUP BY 1").fetchall())
    rows_of = _examples(con, source, shape, today) if (set(faults) - {
        checks.REPEATED, checks.UNREADABLE}) & set(checks.ORDER) or flags else {}
    left = counted.rows
    for fault in [n for n in sorted(faults) if n < 100] + [n for n in checks.ORDER if n in faults]:
        reason = source.reasons[fault - 1] if fault < 100 else checks.REASONS[fault]
        counted.exclusions.append(
            Exclusion(source.table, reason, faults[fault], left, left - faults[fault]))
        if fault != checks.UNREADABLE:
            considered = left
            problem = checks.excluded(source, fault, faults[fault], considered,
                                      rows_of.get(("fault", fault), ()))
            if problem and fault >= 100:
                counted.problems.append(problem)
        left -= faults[fault]
    for bit in (checks.LEFT_EARLY, checks.BAD_SECOND, checks.NO_CLOCK, checks.BAD_NUMBER):
        rows = sum(n for flag, n in flags.items() if flag & bit)
        if rows:
            counted.problems.append(
                checks.flagged(source, bit, rows, left, rows_of.get(("flag", bit), ())))
    if left == 0 and not any(problem.stops for problem in counted.problems):
        counted.problems.append(Problem(
            "no_rows_left", f"No row of {TABLES[source.table].title.lower()} is left: every one was "
            "left out for a reason above.", "Put the rows right, or give another file.",
            file=source.label))
    if any(problem.stops for problem in counted.problems):
        raise InputError(counted.problems)


def _examples(con, source, shape, today) -> dict:
    """Up to three row numbers of each fault and flag, by one more scan (only if there are any)."""
    fault = _fault(values.is_missing("s.patient_id"), "s.moment", source, shape, today)
    scan = (f"SELECT s.row_no, ({fault})::UTINYINT AS fault, "
            f"({_flags(source, shape)})::UTINYINT AS flags FROM ({_timed(source, shape, True)}) s")
    found = {}
    for row in con.execute(
            f"SELECT fault, flags, min(row_no, 3) FROM ({scan}) WHERE fault > 0 OR flags > 0 "
            "GROUP BY 1, 2").fetchall():
        if row[0]:
            found.setdefault(("fault", row[0]), []).extend(row[2])
        for bit in (1, 2, 4, 8):
            if not row[0] and row[1] & bit:
                found.setdefault(("flag", bit), []).extend(row[2])
    return {key: tuple(sorted(rows)[:3]) for key, rows in found.items()}


def fill_practice(con, source: Source) -> int:
    """Give rows without a practice that of the person's registration on the day; how many."""
    t = f"t_{source.table}"
    empty = con.execute(
        f"SELECT count(*) FROM {t} WHERE fault = 0 AND practice_code IS NULL").fetchone()[0]
    if not empty or not con.execute("SELECT count(*) FROM registrations").fetchone()[0]:
        return 0
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE fills AS SELECT row, "
        f"arg_max(g.practice_code, coalesce(g.registered_from, DATE '1800-01-01')) AS practice "
        f"FROM (SELECT rowid AS row, person, moment::DATE AS day FROM {t} "
        f"WHERE fault = 0 AND practice_code IS NULL) e JOIN registrations g ON g.person = e.person "
        f"AND e.day >= coalesce(g.registered_from, DATE '1800-01-01') "
        f"AND e.day <= coalesce(g.registered_to, DATE '2999-12-31') GROUP BY row")
    con.execute(f"UPDATE {t} SET practice_code = fills.practice::e_practice_{source.table} "
                f"FROM fills WHERE {t}.rowid = fills.row")
    return con.execute("SELECT count(*) FROM fills").fetchone()[0]


def columns(table: str, given: dict[str, str]) -> str:
    """SQL: every stored column of a table with its type; those not given are null."""
    return ", ".join(
        f"{given[name]} AS {name}" if kind == "string" and name in given
        else f"({given.get(name, 'NULL')})::{TYPES[kind]} AS {name}"
        for name, kind in STORED[table].items())
