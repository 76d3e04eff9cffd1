"""The one scan of an extract of events: every row as small values, in a table that
spills to disk if large.

Times and numbers are parsed at once. Coded text becomes a number in an ENUM of the
values that the first rows hold; a row with a value they lack keeps its coded text in
`odd`, so nothing is lost.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.definitions.event_kinds import EventKind
from analytics.extract.cells.values import quoted
from analytics.extract.people.ids import ROUNDED
from analytics.extract.reading.rejects import keep_lines, not_utf8, with_padding
from analytics.extract.reading.scan import scanned_file
from analytics.extract.reading.source import Source
from analytics.extract.reading.text_files import as_utf8
from analytics.extract.temp_table import TempTable
from analytics.store.load.canonical import event_times_sql
from analytics.store.load.canonical.people_ids import HasIds

FIRST_ROWS = 20_000  # of each extract, whose values become ENUMs
LEAST_ROWS = 1000  # of each file
FEW = 0.2  # distinct values a row, above which a column is no code list and stays text
PLAIN_NUMBER = "[0-9A-Za-z_/]*[1-9][0-9A-Za-z_/-]*"
FIRST = TempTable(
    "first_rows_{table}",
    "one of the first rows of an extract of events, its coded columns as text",
    ("<codes>",),
)
STAGED = TempTable(
    "staged_{table}",
    "a row of an extract of events as found, with its times and numbers parsed",
    (
        "file_no",
        "raw",
        "moment",
        "second",
        "<codes>",
        "odd",
        "<parsed>",
        "number",
        "fault",
        "flags",
    ),
)


@dataclass
class Staged:
    """An extract of events after its scan: how the columns of `STAGED` are held.

    coded: fields held as codes, in the order of `odd`. enums: field -> ENUM type; those
    not here are text. odd: whether any row keeps text in `odd`. by_file: rows of each
    file, by its number.
    """

    kind: EventKind
    source: Source
    coded: tuple[str, ...]
    enums: dict[str, str] = field(default_factory=dict)
    odd: bool = False
    by_file: dict[int, int] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The canonical table that it becomes."""
        return self.source.table

    @property
    def name(self) -> str:
        """The temporary table it is in."""
        return STAGED.of(self.table)

    def rows(self, odd: bool, table: str = "") -> str:
        """SQL of the rows without `odd` text, or of those with it, their codes as text
        again. table: another than `STAGED` that holds them."""
        table = table or self.name
        if not odd:
            return f"SELECT * FROM {table}" + (" WHERE odd IS NULL" if self.odd else "")
        texts = ", ".join(f"odd[{n}] AS {name}" for n, name in enumerate(self.coded, 1))
        return f"SELECT * REPLACE ({texts}) FROM {table} WHERE odd IS NOT NULL"

    def seen(self, *names: str) -> str:
        """SQL: the distinct values of one to three coded fields ("" for none), as v,
        v2, v3, n."""
        three = (*names, "", "")[:3]
        picked = ", ".join(
            f"{name}::VARCHAR AS {v}" if name else f"NULL::VARCHAR AS {v}"
            for name, v in zip(three, ("v", "v2", "v3"), strict=True)
        )
        keys = ", ".join(name for name in three if name)
        parts = [
            f"SELECT {picked}, count(*) AS n FROM ({self.rows(odd)}) GROUP BY {keys}"
            for odd in (False, True)[: 1 + self.odd]
        ]
        return (
            f"SELECT v, v2, v3, sum(n)::BIGINT AS n FROM ({' UNION ALL '.join(parts)}) "
            "GROUP BY v, v2, v3"
        )

    def has_ids(self) -> HasIds:
        """Where its ids are, and the texts in which one may stand by mistake."""
        return HasIds(
            self.source,
            "SELECT raw, count(*) AS n, bool_or(fault = 0) AS kept "
            f"FROM {self.name} GROUP BY raw",
            tuple(f"SELECT v FROM ({self.seen(name)})" for name in self.coded),
        )


def stage(
    con: DuckDBPyConnection,
    source: Source,
    kind: EventKind,
    workspace: Path,
    today: str,
    run_watched: Callable[[str], object],
) -> Staged:
    """Scan the files once into `STAGED`; lines that cannot be split are kept aside.

    run_watched: runs one statement and tells how far it is. A text file with bytes that
    are no UTF-8 is rewritten from Windows-1252 and scanned again; so is one with lines
    that have too few cells, to fill these up.
    """
    for _ in range(3):
        staged = _with_types(con, source, kind)
        con.execute("SET preserve_insertion_order = false")  # the sort makes the order
        try:
            run_watched(STAGED.made(_rows(staged, today), source.table))
        finally:
            con.execute("SET preserve_insertion_order = true")
        again = False
        for number, file in enumerate(source.files):
            if not_utf8(con, source, number):
                source.files[number], again = as_utf8(file, workspace), True
            elif filled := with_padding(con, source, number):
                source.files[number], again = filled, True
        if not again:
            break
    keep_lines(con, source, staged.name)
    if staged.coded:
        ((staged.odd,),) = con.execute(
            f"SELECT count(odd) > 0 FROM {staged.name}"
        ).fetchall()
    staged.by_file = rows_by_file(con, staged.name)
    return staged


def rows_by_file(con: DuckDBPyConnection, table: str) -> dict[int, int]:
    """Rows of each file in a temporary table, by the file's number."""
    found = con.execute(f"SELECT file_no, count(*) FROM {table} GROUP BY 1")
    return dict(found.fetchall())


def coded_fields(kind: EventKind) -> tuple[str, ...]:
    """The fields of a kind that are held as codes: categories, codes, texts and lists,
    but for its reason."""
    lists = [one.name for one in kind.table.fields if one.kind in ("list", "codes")]
    return (*kind.coded, *lists)


def _with_types(con: DuckDBPyConnection, source: Source, kind: EventKind) -> Staged:
    """How the columns will be held: ENUM types of the values that the first rows
    hold."""
    reason = kind.reason.fields if kind.reason else ()
    coded = [name for name in (*coded_fields(kind), *reason) if source.has(name)]
    staged = Staged(kind, source, tuple(coded))
    if not coded:
        return staged
    each = max(LEAST_ROWS, FIRST_ROWS // len(source.files))
    heads = " UNION ALL ".join(
        (
            f"(SELECT {', '.join(coded)} FROM "
            f"({scanned_file(source, n, False, False)}) LIMIT {each})"
        )
        for n in range(len(source.files))
    )
    first = FIRST.make(con, heads, source.table)
    for name in coded:
        ((values, rows),) = con.execute(
            f"SELECT count(DISTINCT {name}), count({name}) FROM {first}"
        ).fetchall()
        if rows > LEAST_ROWS and values > FEW * rows:
            continue
        enum = f"s_{source.table}_{name}"
        con.execute(f"DROP TYPE IF EXISTS {enum}")
        listed = con.execute(
            f"SELECT DISTINCT {name} FROM {first} WHERE {name} IS NOT NULL ORDER BY 1"
        ).fetchall()
        con.execute(
            f"CREATE TYPE {enum} AS ENUM "
            f"({', '.join(quoted(row[0]) for row in listed) or quoted('')})"
        )
        staged.enums[name] = enum
    FIRST.drop(con, source.table)
    return staged


def _rows(staged: Staged, today: str) -> str:
    source, kind = staged.source, staged.kind
    picked, lacking = [], []
    for name in staged.coded:
        enum = staged.enums.get(name)
        if enum is None:
            picked.append(f"s.{name}")
            continue
        code = f"TRY_CAST(s.{name} AS {enum})"
        picked.append(f"{code} AS {name}")
        lacking.append(f"(s.{name} IS NOT NULL AND {code} IS NULL)")
    texts = ", ".join(f"s.{name}" for name in staged.coded)
    odd = (
        f"CASE WHEN {' OR '.join(lacking)} THEN [{texts}] END"
        if lacking
        else "NULL::VARCHAR[]"
    )
    parsed = event_times_sql.parsed(source, kind).items()
    columns = [
        ("s.file_no" if len(source.files) > 1 else "0::SMALLINT") + " AS file_no",
        "s.patient_id AS raw",
        "s.moment",
        "s.second",
        *picked,
        f"{odd} AS odd",
        *(f"{value} AS {name}" for name, value in parsed),
        f"{own_number(source, kind)} AS number",
        f"({event_times_sql.fault(source, kind, today)})::UTINYINT AS fault",
        f"({event_times_sql.flags(source, kind)})::UTINYINT AS flags",
    ]
    rows = event_times_sql.timed(source, kind, rejects=True)
    return f"SELECT {', '.join(columns)} FROM ({rows}) s"


def own_number(source: Source, kind: EventKind) -> str:
    """SQL: a row's own number (alias s) as it is compared; null where it says nothing:
    without a digit above 0, or rounded by a spreadsheet."""
    if not kind.number or not source.has(kind.number):
        return "NULL::UBIGINT"
    text = f"s.{kind.number}"
    bare = f"regexp_replace({text}, '[\\s\\x{{00a0}}]+', '', 'g')"
    bare = f"regexp_replace({bare}, '^(\\d+)\\.0+$', '\\1')"
    return (
        f"CASE WHEN regexp_full_match({text}, '{PLAIN_NUMBER}') THEN hash({text}) "
        f"WHEN regexp_matches({text}, '[1-9]') AND trim({text}) <> '-1' AND NOT "
        f"regexp_full_match({text}, '{ROUNDED}') THEN hash({bare}) END"
    )
