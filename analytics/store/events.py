"""Appointments and attendances: scanned twice, and sorted by quarter, person and time.

The first scan finds every distinct id and coded value; the second turns rows into numbers and
sorts them. Text is never held for every row, which is what keeps large loads within memory.
Quarter comes first so that a question about a window reads the row groups of its quarters alone.
"""

from analytics.extract import checks, codes, values
from analytics.extract.files import as_utf8
from analytics.extract.source import Source
from analytics.store import counting, moments
from analytics.store.shapes import SHAPES

QUARTER = "(year(moment) * 4 + quarter(moment))::SMALLINT"  # two bytes: the sort costs no more


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
        several = len(source.files) > 1 or bool(source.reasons)
        if several:
            sets.append(("file_no", "left_out"))
        keys = [one[0] for one in sets]
        picked = ", ".join(f"{name or 'NULL::VARCHAR'} AS p{n}" for n, name in enumerate(pair))
        texts = ", ".join(f"{key}::VARCHAR" for key in keys)
        second, third = ("p1", "p2") if any(pair[:2]) else ("NULL::VARCHAR", "NULL::VARCHAR")
        if several:
            second = f"CASE WHEN grouping(file_no) = 0 THEN left_out::VARCHAR ELSE {second} END"
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE seen_{source.table} AS "
            f"SELECT grouping_id({', '.join(keys)}) AS g, coalesce({texts}) AS v, "
            f"{second} AS v2, {third} AS v3, "
            f"count(*) AS n FROM (SELECT *, {picked} FROM ({source.sql(rejects=True)})) "
            f"GROUP BY GROUPING SETS ({', '.join('(' + ', '.join(one) + ')' for one in sets)})")
        wrong = [n for n in range(len(source.files)) if _bad_letters(con, source, n)]
        if not wrong:
            break
        for number in wrong:
            source.files[number] = as_utf8(source.files[number], workspace)
    source.keys = {key: _grouping(keys, key) for key in keys}


def _grouping(keys, key) -> int:
    return ((1 << len(keys)) - 1) ^ (1 << (len(keys) - 1 - keys.index(key)))


def _bad_letters(con, source, number) -> bool:
    file = source.files[number]
    if file.kind != "text" or not counting.rejected(con, source, number):
        return False
    found = con.execute(f"SELECT count(*) FROM rejects_{source.table}_{number} "
                        "WHERE error_type::VARCHAR LIKE '%UNICODE%' "
                        "OR error_type::VARCHAR LIKE '%ENCODING%'").fetchone()[0]
    if found:
        con.execute(f"DROP TABLE rejects_{source.table}_{number}")
        con.execute(f"DROP TABLE rejects_{source.table}_{number}_scans")
    return bool(found)


def sort(con, source: Source, practices: list[str], today: str) -> counting.Counted:
    """Second scan: table `t_<table>` by quarter, person and time; counts what was not kept.

    Needs `ids` (raw, person) and the first scan. practices: further practice codes that rows may
    be given later. Raises InputError with every problem if no row is left.
    """
    shape = SHAPES[source.table]
    counted = counting.Counted()
    joins, picked = [], []
    for name in shape.coded:
        if not source.has(name):
            picked.append(f"NULL::VARCHAR AS {name}" if name != "practice_code" else "")
            continue
        into = f"d_{source.table}_{name}"
        counted.problems += codes.dictionary(con, source, name, source.seen( name), into)
        if name != "practice_code":
            joins.append(_coded_join(con, into, name))
            picked.append(f"{into}.code AS {name}")
    picked = [one for one in picked if one]
    joins, picked = _practice(con, source, practices, joins, picked)
    if "p0" in source.keys:
        into = f"pairs_{source.table}"
        counted.problems += codes.pairs(con, source, shape.pair, source.seen( "p0"), into)
        joins.append(_pair_join(con, source, shape, into))
        picked.append(f"{into}.r")
    else:
        picked.append("NULL::INTEGER AS r")
    number = f"hash(s.{shape.number})" if source.has(shape.number) else "NULL::UBIGINT"
    fault = moments.fault("i.person IS NULL", "s.moment", source, shape, today)
    con.execute("SET preserve_insertion_order = false")  # the sort makes the order
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE t_{source.table} AS SELECT * REPLACE (CASE WHEN fault = 0 "
        f"THEN person END AS person) FROM (SELECT i.person, s.moment, s.second, "
        f"{', '.join(picked)}, {moments.further(source)}, {number} AS number, "
        f"({fault})::UTINYINT AS fault, ({moments.flags(source, shape)})::UTINYINT AS flags "
        f"FROM ({moments.timed(source, shape)}) s LEFT JOIN ids i ON s.patient_id = i.raw "
        f"{' '.join(joins)}) ORDER BY {QUARTER}, person NULLS LAST, moment")
    con.execute("SET preserve_insertion_order = true")
    _repeats(con, source, shape)
    counting.count(con, source, shape, counted, today)
    con.execute(f"DROP TABLE seen_{source.table}")
    return counted


def _coded_join(con, into, name) -> str:
    """Give a dictionary a column `code` of an ENUM type, so that rows hold small numbers."""
    kind = codes.as_enum(con, into, "value")
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
