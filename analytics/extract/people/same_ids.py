"""Ids that differ only by leading zeros, or by signs between: those of one person,
where that shows."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from analytics.extract.temp_table import TempTable

ENOUGH = 0.2  # share of the ids of a table that may be another's, and are
MANY = 10  # such ids, from which those of one extract alone are joined too
LIKE = TempTable(
    "ids_like_others",
    "an id of a table that may be another without its leading zeros or signs; the form "
    "that they share",
    ("t", "normal", "shared", "zeros"),
)
AS_ONE = TempTable(
    "ids_as_one",
    "an id that differs from another only by leading zeros or signs, and the one that "
    "both are taken as",
    ("normal", "as_one", "zeros"),
)


@dataclass(frozen=True)
class Joined:
    """Ids of a table that were taken as others. zeros: they differ by leading zeros;
    else by signs between. people: how many; rows: of theirs."""

    table: str
    zeros: bool
    people: int
    rows: int


def join(con: DuckDBPyConnection, found: str) -> list[Joined]:
    """Make `AS_ONE` of the ids found, and take them as one there; how many were.

    found: the name of a table of t, normal, n (rows). Ids are joined where at least a
    fifth of a table's ids that lack zeros, or that have signs, are then another's too:
    a spreadsheet took the zeros off, or two systems write one id in two ways; and where
    that joins two extracts, or is so with many. The longer form is kept.
    """
    signs = "NOT regexp_full_match(normal, '[0-9A-Z]*')"
    bare = "regexp_replace(normal, '[^0-9A-Z]', '', 'g')"
    ((any_, longest),) = con.execute(
        f"SELECT count(*), coalesce(max(length(normal)) FILTER ({_zeros('normal')}), 0)"
        f" FROM {found} WHERE normal IS NOT NULL AND ({_zeros('normal')} OR {signs})"
    ).fetchall()
    AS_ONE.make(
        con,
        "SELECT NULL::VARCHAR AS normal, NULL::VARCHAR AS as_one, "
        "NULL::BOOLEAN AS zeros WHERE false",
    )
    if not any_:
        return []
    short = f"(length(normal) < {longest} AND regexp_full_match(normal, '\\d+'))"
    marked = (
        f"SELECT DISTINCT t, normal, CASE WHEN {signs} THEN {bare} "
        f"ELSE ltrim(normal, '0') END AS shared, NOT {signs} AS zeros FROM {found} "
        f"WHERE normal IS NOT NULL AND ({_zeros('normal')} OR {short} OR {signs})"
    )
    like = LIKE.make(con, marked)
    # An id that has no signs itself may be another without them.
    con.execute(
        f"INSERT INTO {like} SELECT DISTINCT f.t, f.normal, f.normal, false "
        f"FROM {found} f SEMI JOIN (FROM {like} WHERE NOT zeros) m "
        "ON f.normal = m.shared"
    )
    alike = (
        "SELECT * EXCLUDE (helps) FROM (SELECT shared, zeros, "
        "max_by(normal, (length(normal), normal)) AS as_one, count(*) < count(DISTINCT "
        f"t) * count(DISTINCT normal) AS helps FROM {like} WHERE length(shared) > 1 "
        "GROUP BY ALL HAVING count(DISTINCT normal) > 1) "
        f"QUALIFY helps OR count(*) OVER (PARTITION BY zeros) >= {MANY}"
    )
    enough = (
        f"SELECT zeros FROM (SELECT l.t, l.zeros, count(*) AS n, "
        f"count(a.as_one) AS others "
        f"FROM (FROM {like} WHERE zeros OR normal <> shared) l "
        f"LEFT JOIN ({alike}) a USING (shared, zeros) GROUP BY ALL) "
        f"GROUP BY zeros HAVING max(others / n) >= {ENOUGH}"
    )
    joined = AS_ONE.make(
        con,
        f"SELECT DISTINCT l.normal, a.as_one, zeros FROM {like} l JOIN ({alike}) a "
        f"USING (shared, zeros) SEMI JOIN ({enough}) e USING (zeros) "
        "WHERE l.normal <> a.as_one",
    )
    LIKE.drop(con)
    told = con.execute(
        f"SELECT f.t, j.zeros, count(DISTINCT j.normal), sum(f.n)::BIGINT "
        f"FROM {found} f JOIN {joined} j USING (normal) GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    if told:
        con.execute(
            f"UPDATE {found} SET normal = j.as_one FROM {joined} j "
            f"WHERE {found}.normal = j.normal"
        )
    return [Joined(*one) for one in told]


def _zeros(column: str) -> str:
    """SQL: whether an id is a number that begins with 0."""
    return f"regexp_full_match({column}, '0\\d+')"
