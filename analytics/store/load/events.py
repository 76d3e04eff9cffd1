"""Appointments and attendances, sorted by quarter, person and time; repeats marked.

Quarter comes first so that a question about a window reads the row groups of its
quarters alone. Rows that are left out are in the sorted table too, at the end, until
they have been counted.
"""

from analytics.extract.cells import checks, codes, values
from analytics.extract.reading.source import Source
from analytics.store.load import event_times_sql
from analytics.store.load.shapes import SHAPES
from analytics.store.load.staging import Staged

# two bytes: the sort costs no more
QUARTER = "(year(moment) * 4 + quarter(moment))::SMALLINT"


def dictionaries(con, source: Source, staged: Staged, practices: list[str]) -> list:
    """Tables of every coded value and pair with its canonical value; returns warnings.

    practices: further practice codes that rows may be given later.
    """
    shape, problems = SHAPES[source.table], []
    for name in shape.coded:
        if source.has(name):
            into = f"d_{source.table}_{name}"
            problems += codes.dictionary(
                con, source, name, staged.seen(name), into, codes.NAMING
            )
            if name != "practice_code":
                kind = codes.as_enum(con, into, "value")
                con.execute(
                    f"CREATE OR REPLACE TEMP TABLE {into} AS "
                    f"SELECT raw, strange, value::{kind} AS code FROM {into}"
                )
    _practices(con, source, practices)
    if has_pair(source):
        seen = staged.seen(*(name if source.has(name) else "" for name in shape.pair))
        problems += codes.pairs(
            con, source, shape.pair, seen, f"pairs_{source.table}", codes.NAMING
        )
    return problems


def has_pair(source: Source) -> bool:
    """Whether rows say what they were for, as a code or in words."""
    return any(source.has(name) for name in SHAPES[source.table].pair[:2])


def _practices(con, source, practices) -> None:
    into, kind = f"d_{source.table}_practice_code", f"e_practice_{source.table}"
    known = "SELECT unnest($1::VARCHAR[]) AS value"
    if source.has("practice_code"):
        known += f" UNION SELECT value FROM {into}"
    everything = [
        row[0]
        for row in con.execute(
            f"SELECT DISTINCT value FROM ({known}) WHERE value IS NOT NULL ORDER BY 1",
            [practices],
        ).fetchall()
    ] or [""]
    con.execute(
        f"CREATE TYPE {kind} AS ENUM ({', '.join(map(values.quoted, everything))})"
    )
    if source.has("practice_code"):
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {into} AS "
            f"SELECT raw, value::{kind} AS code FROM {into}"
        )


def joined(
    con, source: Source, staged: Staged, rows: str, as_text: bool
) -> tuple[str, str]:
    """SQL: the coded columns of rows (alias s), and rows with the joins that these
    need.

    as_text: the rows hold their codes as text; else as the ENUMs of the stage.
    """
    shape, joins, picked = SHAPES[source.table], [], []
    kinds = {} if as_text else staged.enums
    for name in shape.coded:
        if not source.has(name):
            kind = (
                f"e_practice_{source.table}" if name == "practice_code" else "VARCHAR"
            )
            picked.append(f"NULL::{kind} AS {name}")
            continue
        joins.append(
            f"LEFT JOIN (SELECT {_key('raw', kinds.get(name))} AS key, code FROM "
            f"d_{source.table}_{name}) d_{name} ON s.{name} = d_{name}.key"
        )
        picked.append(f"d_{name}.code AS {name}")
    picked.append("p.r" if has_pair(source) else "NULL::INTEGER AS r")
    if has_pair(source):
        joins.append(_pair_join(con, source, shape, kinds))
    return ", ".join(picked), f"({rows}) s {' '.join(joins)}"


def _key(raw: str, kind: str | None) -> str:
    return f"TRY_CAST({raw} AS {kind})" if kind else raw


def _pair_join(con, source, shape, kinds) -> str:
    """The join that finds a row's pair; on the code alone where that says it all (much
    cheaper)."""
    into = f"pairs_{source.table}"
    rows, by_code, uncoded, empty = con.execute(
        "SELECT count(*), count(DISTINCT raw_code), count(*) FILTER (raw_code IS "
        "NULL AND "
        f"raw_term IS NOT NULL), count(*) FILTER (raw_code IS NULL) FROM {into}"
    ).fetchall()[0]
    code = shape.pair[0]
    if source.has(code) and not uncoded and rows - empty == by_code:
        return (
            f"LEFT JOIN (SELECT r, {_key('raw_code', kinds.get(code))} AS k FROM "
            f"{into} WHERE raw_code IS NOT NULL) p ON s.{code} = p.k"
        )
    given = {
        name: raw
        for name, raw in zip(
            shape.pair, ("raw_code", "raw_term", "raw_system"), strict=True
        )
        if source.has(name)
    }
    # A pair whose text is in no ENUM is of odd rows alone: it must not be taken for an
    # empty one.
    fits = " AND ".join(
        f"({raw} IS NULL OR {_key(raw, kinds.get(name))} IS NOT NULL)"
        for name, raw in given.items()
    )
    keys = ", ".join(
        f"{_key(raw, kinds.get(name))} AS k_{raw}" for name, raw in given.items()
    )
    on = " AND ".join(
        f"s.{name} IS NOT DISTINCT FROM p.k_{raw}" for name, raw in given.items()
    )
    return f"LEFT JOIN (SELECT r, {keys} FROM {into} WHERE {fits}) p ON {on}"


def sort(con, source: Source, staged: Staged, run_watched) -> None:
    """Table `t_<table>` by quarter, person and time. Needs `ids` and the
    dictionaries."""
    parts = []
    fault = event_times_sql.with_id("s.fault", "i.raw IS NULL")
    for odd in (False, True)[: 1 + staged.odd]:
        picked, rows = joined(con, source, staged, staged.rows(odd), odd)
        parts.append(
            f"SELECT i.person, s.moment, s.second, {picked}, "
            f"{event_times_sql.kept_numbers(source)}, "
            f"s.number, ({fault})::UTINYINT AS fault, s.flags "
            f"FROM {rows} LEFT JOIN ids i ON s.raw = i.raw"
        )
    con.execute("SET preserve_insertion_order = false")  # the sort makes the order
    run_watched(
        f"CREATE OR REPLACE TEMP TABLE t_{source.table} AS SELECT * REPLACE (CASE "
        f"WHEN fault = 0 THEN person END AS person) FROM ({' UNION ALL '.join(parts)}) "
        f"ORDER BY {QUARTER}, person NULLS LAST, moment"
    )
    con.execute("SET preserve_insertion_order = true")
    _repeats(con, source)


def repeating(source: Source) -> tuple[str, str]:
    """SQL: what must be the same for rows of one person at one time to repeat each
    other, and which of them is kept (the first by this order).

    With a number of their own, rows repeat if that is the same too; without, GP rows
    repeat if everything is the same and A&E rows if the site is. Kept is what was
    attended, or came first.
    """
    shape = SHAPES[source.table]
    if shape.table == "gp_appointments":
        same = "practice_code, number"
        if not source.has(shape.number):
            same = "practice_code, status, role, mode, r, duration_minutes, second"
        return same, (
            "CASE WHEN status::VARCHAR = 'attended' THEN 0 ELSE 1 END, role::VARCHAR, "
            "mode::VARCHAR, duration_minutes DESC, second, r"
        )
    return (
        "number" if source.has(shape.number) else "site_code",
        "second IS NULL, second DESC, cost_gbp DESC, r",
    )


def _repeats(con, source) -> None:
    """Mark rows that repeat another of the same person at the same time."""
    t = f"t_{source.table}"
    beside = (
        f"SELECT person, moment FROM (SELECT person, moment, lag(person) OVER () AS p, "
        f"lag(moment) OVER () AS a FROM {t} WHERE fault = 0) WHERE person = p AND "
        "moment = a"
    )
    if not con.execute(f"SELECT count(*) FROM ({beside})").fetchall()[0][0]:
        return
    same, best = repeating(source)
    con.execute(
        f"UPDATE {t} SET fault = {checks.REPEATED} WHERE rowid IN (SELECT row FROM ("
        f"SELECT row, row_number() OVER (PARTITION BY person, moment, {same} ORDER BY "
        f"{best}) AS n "
        f"FROM (SELECT rowid AS row, * FROM {t} WHERE fault = 0) SEMI JOIN ({beside}) "
        "USING (person, moment)) WHERE n > 1)"
    )


def fill_practice(con, source: Source) -> int:
    """Give rows without a practice that of the person's registration on the day; how
    many."""
    t = f"t_{source.table}"
    empty = con.execute(
        f"SELECT count(*) FROM {t} WHERE fault = 0 AND practice_code IS NULL"
    ).fetchone()[0]
    if not empty or not con.execute("SELECT count(*) FROM registrations").fetchone()[0]:
        return 0
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE fills AS SELECT row, "
        "arg_max(g.practice_code, coalesce(g.registered_from, DATE '1800-01-01')) AS "
        f"practice FROM (SELECT rowid AS row, person, moment::DATE AS day FROM {t} "
        "WHERE fault = 0 AND practice_code IS NULL) e JOIN registrations g ON "
        "g.person = e.person "
        f"AND e.day >= coalesce(g.registered_from, DATE '1800-01-01') "
        f"AND e.day <= coalesce(g.registered_to, DATE '2999-12-31') GROUP BY row"
    )
    con.execute(
        f"UPDATE {t} SET practice_code = fills.practice::e_practice_{source.table} "
        f"FROM fills WHERE {t}.rowid = fills.row"
    )
    return con.execute("SELECT count(*) FROM fills").fetchone()[0]
