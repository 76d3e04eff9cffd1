"""The one scan of an extract: every row as small values, in a table that spills to disk
if large.

Times and numbers are parsed at once. Coded text becomes a number in an ENUM of the
values that the first rows hold; a row with a value they lack keeps its coded text in
`odd`, so nothing is lost.
"""

from dataclasses import dataclass, field

from analytics.extract.cells.values import quoted
from analytics.extract.reading.files import as_utf8
from analytics.extract.reading.scan import branch
from analytics.extract.reading.source import Source
from analytics.store.load import event_times_sql
from analytics.store.load.shapes import SHAPES

FIRST_ROWS = 20_000  # of each extract, whose values become ENUMs
FEW = 0.2  # distinct values a row, above which a column is no code list and stays text


@dataclass
class Staged:
    """What the scan of one extract left: table `staged_<table>` and how its columns are
    held."""

    table: str
    coded: tuple[str, ...]  # fields held as codes, in the order of `odd`
    enums: dict[str, str] = field(
        default_factory=dict
    )  # field -> ENUM type; others are text
    odd: bool = False  # whether any row keeps text in `odd`

    @property
    def name(self) -> str:
        return f"staged_{self.table}"

    def rows(self, odd: bool) -> str:
        """SQL of the rows without `odd` text, or of those with it, their codes as text
        again."""
        if not odd:
            return f"SELECT * FROM {self.name}" + (
                " WHERE odd IS NULL" if self.odd else ""
            )
        texts = ", ".join(f"odd[{n}] AS {name}" for n, name in enumerate(self.coded, 1))
        return f"SELECT * REPLACE ({texts}) FROM {self.name} WHERE odd IS NOT NULL"

    def seen(self, *names: str) -> str:
        """SQL: the distinct values of one to three coded fields ("" for none), as v,
        v2, v3, n."""
        names = (*names, "", "")[:3]
        picked = ", ".join(
            f"{name}::VARCHAR AS {v}" if name else f"NULL::VARCHAR AS {v}"
            for name, v in zip(names, ("v", "v2", "v3"), strict=True)
        )
        keys = ", ".join(name for name in names if name)
        parts = [
            f"SELECT {picked}, count(*) AS n FROM ({self.rows(odd)}) GROUP BY {keys}"
            for odd in (False, True)[: 1 + self.odd]
        ]
        return (
            f"SELECT v, v2, v3, sum(n)::BIGINT AS n FROM ({' UNION ALL '.join(parts)}) "
            "GROUP BY v, v2, v3"
        )


def stage(con, source: Source, workspace, today: str, run_watched) -> Staged:
    """Scan the files once into `staged_<table>`; lines that cannot be split are kept as
    rejects.

    run_watched: runs one statement and tells how far it is. A text file with bytes that
    are no UTF-8 is rewritten from Windows-1252 and scanned again.
    """
    for _ in range(2):
        staged = _types(con, source)
        con.execute("SET preserve_insertion_order = false")  # the sort makes the order
        try:
            run_watched(
                f"CREATE OR REPLACE TEMP TABLE {staged.name} AS "
                f"{_rows(source, staged, today)}"
            )
        finally:
            con.execute("SET preserve_insertion_order = true")
        wrong = [n for n in range(len(source.files)) if _bad_letters(con, source, n)]
        if not wrong:
            break
        for number in wrong:
            source.files[number] = as_utf8(source.files[number], workspace)
    staged.odd = (
        bool(staged.coded)
        and con.execute(f"SELECT count(odd) > 0 FROM {staged.name}").fetchall()[0][0]
    )
    return staged


def _types(con, source: Source) -> Staged:
    """ENUM types of the values that the first rows hold."""
    shape = SHAPES[source.table]
    coded = tuple(name for name in (*shape.coded, *shape.pair) if source.has(name))
    staged = Staged(source.table, coded)
    if not coded:
        return staged
    each = max(1000, FIRST_ROWS // len(source.files))
    heads = " UNION ALL ".join(
        (
            f"(SELECT {', '.join(coded)} FROM ({branch(source, n, False, False)}) "
            f"LIMIT {each})"
        )
        for n in range(len(source.files))
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE first_rows AS {heads}")
    for name in coded:
        values, rows = con.execute(
            f"SELECT count(DISTINCT {name}), count({name}) FROM first_rows"
        ).fetchall()[0]
        if rows > 1000 and values > FEW * rows:
            continue
        kind = f"s_{source.table}_{name}"
        con.execute(f"DROP TYPE IF EXISTS {kind}")
        listed = con.execute(
            f"SELECT DISTINCT {name} FROM first_rows WHERE {name} IS NOT NULL "
            "ORDER BY 1"
        ).fetchall()
        con.execute(
            f"CREATE TYPE {kind} AS ENUM "
            f"({', '.join(quoted(row[0]) for row in listed) or quoted('')})"
        )
        staged.enums[name] = kind
    con.execute("DROP TABLE first_rows")
    return staged


def _rows(source: Source, staged: Staged, today: str) -> str:
    shape = SHAPES[source.table]
    picked, lacking = [], []
    for name in staged.coded:
        kind = staged.enums.get(name)
        picked.append(
            f"TRY_CAST(s.{name} AS {kind}) AS {name}, " if kind else f"s.{name}, "
        )
        if kind:
            lacking.append(
                f"(s.{name} IS NOT NULL AND TRY_CAST(s.{name} AS {kind}) IS NULL)"
            )
    texts = ", ".join(f"s.{name}" for name in staged.coded)
    odd = (
        f"CASE WHEN {' OR '.join(lacking)} THEN [{texts}] END"
        if lacking
        else "NULL::VARCHAR[]"
    )
    file = "s.file_no" if len(source.files) > 1 else "0::SMALLINT"
    return (
        f"SELECT {file} AS file_no, s.patient_id AS raw, s.moment, s.second, "
        f"{''.join(picked)}{odd} AS odd, {event_times_sql.further(source)}, "
        f"{number(source)} AS number, "
        f"({event_times_sql.fault('s.moment', source, shape, today)})::UTINYINT AS "
        f"fault, ({event_times_sql.flags(source, shape)})::UTINYINT AS flags "
        f"FROM ({event_times_sql.timed(source, shape, rejects=True)}) s"
    )


def number(source: Source) -> str:
    """SQL: a row's own number as it is compared."""
    own = SHAPES[source.table].number
    return f"hash(s.{own})" if source.has(own) else "NULL::UBIGINT"


def unreadable(con, source: Source, number: int) -> str:
    """SQL: the line numbers of a file that could not be split into columns, as line."""
    name = f"rejects_{source.table}_{number}"
    known = con.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [name]
    )
    if not known.fetchall()[0][0]:
        return "SELECT NULL::BIGINT AS line WHERE false"
    return (
        f"SELECT DISTINCT line::BIGINT AS line FROM {name} "
        f"WHERE scan_id = (SELECT max(scan_id) FROM {name})"
    )


def rejected(con, source: Source, number: int) -> tuple[int, list[int]]:
    """How many lines of a file could not be split into columns, and the first three of
    them."""
    rows, first = con.execute(
        f"SELECT count(*), min(line, 3) FROM ({unreadable(con, source, number)})"
    ).fetchall()[0]
    return rows, sorted(first or ())


def _bad_letters(con, source, number) -> bool:
    file = source.files[number]
    if file.kind != "text" or not rejected(con, source, number)[0]:
        return False
    found = con.execute(
        f"SELECT count(*) FROM rejects_{source.table}_{number} "
        "WHERE error_type::VARCHAR LIKE '%UNICODE%' "
        "OR error_type::VARCHAR LIKE '%ENCODING%'"
    ).fetchone()[0]
    if found:
        con.execute(f"DROP TABLE rejects_{source.table}_{number}")
        con.execute(f"DROP TABLE rejects_{source.table}_{number}_scans")
    return bool(found)
