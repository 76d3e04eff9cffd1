"""What an extract holds that is not recognised, offered to be said: columns, words,
order of dates.

A pure look at the files: nothing is loaded, and of the values only shapes are told, and
code words that identify nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.definitions.contract import TABLES
from analytics.extract.cells import codes
from analytics.extract.fields.mapping import Part
from analytics.extract.fields.matching import Match, fields_of
from analytics.extract.fields.suggestions import Suggestion, suggest
from analytics.extract.fields.times import said_by
from analytics.extract.people import masks
from analytics.extract.reading.inspection import describe
from analytics.extract.reading.opened_file import Opened
from analytics.extract.reading.scan import scanned
from analytics.extract.reading.source import Source
from analytics.extract.temp_table import TempTable

VALUES = 2000  # different ones of a column, at most
UNASKED = "code_system"  # told by what the codes look like
COUNTED = TempTable(
    "words_counted_{table}",
    "a distinct text of one of the coded columns",
    ("g", "v", "n"),
)


@dataclass(frozen=True)
class Column:
    """A column that is no field: its header, shapes of its values, and how much of it
    is filled."""

    header: str
    shapes: tuple[str, ...]
    filled: float
    different: int
    known: bool  # the kind of extract has it, but nothing needs it
    personal: bool  # could identify somebody: never read, except as the patient id


@dataclass(frozen=True)
class Wanted:
    """A field that no column fills, what the pages lose, and which column it might
    be."""

    field: str
    meaning: str
    effect: str
    required: bool
    suggestion: Suggestion | None


@dataclass(frozen=True)
class Unknown:
    """Words of a coded column that no list knows: (word or its shape, may it be shown,
    rows)."""

    field: str
    header: str
    words: tuple[tuple[str, bool, int], ...]
    allowed: tuple[str, ...]


@dataclass(frozen=True)
class Unclear:
    """A date column of which it cannot be told whether the day or the month comes
    first."""

    field: str
    header: str


@dataclass(frozen=True)
class Offer:
    """All that can be said of a table in a mapping. sheets: of its workbooks with
    several that have rows, these; read: those that are read."""

    table: str
    files: str
    columns: tuple[Column, ...]
    wanted: tuple[Wanted, ...]
    unknown: tuple[Unknown, ...]
    unclear: tuple[Unclear, ...]
    sheets: tuple[str, ...] = ()
    read: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether anything is not recognised that a mapping could say."""
        return bool(
            self.unknown
            or self.unclear
            or any(one.required or one.suggestion for one in self.wanted)
        )


def offer(
    con: DuckDBPyConnection,
    table: str,
    files: list[Opened],
    matches: list[Match],
    part: Part,
    listed: bool,
    workspace: Path,
) -> Offer:
    """What is not recognised in the opened files of a table. listed: as for
    `inspection.inspect`."""
    source, samples, _ = describe(con, table, files, matches, part, workspace)
    spare = _spare(con, source, samples)
    columns = tuple(
        _column(source, header, counted) for header, counted in spare.items()
    )
    lacking = [name for name in fields_of(table) if _lacks(source, name)]
    personal = {one.header for one in columns if one.personal}
    found = suggest(
        table, lacking, {h: c for h, c in spare.items() if h not in personal}
    )
    if "patient_id" in lacking and personal:
        found |= suggest(table, ["patient_id"], {h: spare[h] for h in personal})
    wanted = [
        _wanted(table, name, found.get(name), listed)
        for name in lacking
        if TABLES[table].has(name) or name in found
    ]
    unclear = tuple(
        Unclear(
            name if TABLES[table].has(name) else TABLES[table].made_from(name).name,
            header,
        )
        for name, header in source.unclear.items()
    )
    return Offer(
        table,
        source.label,
        columns,
        tuple(wanted),
        tuple(_unknown(con, source)),
        unclear,
        *_sheets(files),
    )


def _sheets(files: list[Opened]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`Offer.sheets` and `Offer.read`."""
    some = [file for file in files if len(file.sheets) > 1]
    every = dict.fromkeys(title for file in some for title in file.sheets)
    return tuple(every), tuple(dict.fromkeys(file.sheet for file in some))


def _lacks(source: Source, name: str) -> bool:
    """Whether a field or component could be asked for, as no column says it."""
    table = TABLES[source.table]
    if source.has(name) or name == UNASKED:
        return False
    if (component := table.component(name)) is None:
        return not any(source.has(other) for other in said_by(table.name, name))
    field = table.made_from(name)
    if component.kind == "time" and source.has(field.name):
        return bool(component.meaning) and source.has(field.day)
    return bool(component.meaning) and component.kind != "flag"


def _wanted(
    table: str, name: str, suggestion: Suggestion | None, listed: bool
) -> Wanted:
    component = TABLES[table].component(name)
    if component:
        return Wanted(name, component.meaning, component.without, False, suggestion)
    field = TABLES[table].field(name)
    required = field.required and not (name == "practice_code" and listed)
    return Wanted(name, field.meaning, field.without, required, suggestion)


def _spare(
    con: DuckDBPyConnection, source: Source, samples: list[str]
) -> dict[str, list[tuple[str, int]]]:
    """header -> (text, rows) of the columns that are no field, over the samples of all
    files."""
    spare: dict[str, dict[str, int]] = {}
    for number, (file, sample) in enumerate(zip(source.files, samples, strict=True)):
        for header in (*source.unused[number], *source.dropped[number]):
            column = file.column(header)
            held = spare.setdefault(header, {})
            for text, rows in con.execute(
                f"SELECT trim(CAST({column} AS VARCHAR)) AS v, count(*) FROM {sample} "
                f"GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {VALUES}"
            ).fetchall():
                held[text or ""] = held.get(text or "", 0) + rows
    return {header: list(held.items()) for header, held in spare.items()}


def _column(source: Source, header: str, counted: list[tuple[str, int]]) -> Column:
    total = sum(rows for _, rows in counted)
    filled = sum(rows for text, rows in counted if text)
    personal = any(header in dropped for dropped in source.dropped)
    return Column(
        header,
        masks.shapes(counted),
        filled / total if total else 0.0,
        sum(1 for text, _ in counted if text),
        source.knows(header),
        personal,
    )


def _unknown(con: DuckDBPyConnection, source: Source) -> Iterator[Unknown]:
    """For each coded field with a list of allowed values, the words that are on no
    list."""
    names = [
        field.name
        for field in TABLES[source.table].fields
        if field.allowed and source.has(field.name) and field.name != UNASKED
    ]
    if not names:
        return
    keys = ", ".join(names)
    counted = COUNTED.make(
        con,
        f"SELECT grouping_id({keys}) AS g, "
        f"coalesce({', '.join(f'{name}::VARCHAR' for name in names)}) AS v, count(*) "
        f"AS n FROM ({scanned(source)}) WHERE left_out = 0 "
        f"GROUP BY GROUPING SETS ({', '.join(f'({name})' for name in names)})",
        source.table,
    )
    for number, name in enumerate(names):
        own = ((1 << len(names)) - 1) ^ (1 << (len(names) - 1 - number))
        seen = f"SELECT v, n FROM {counted} WHERE g = {own} AND v IS NOT NULL"
        codes.dictionary(con, source, name, seen)
        rows = con.execute(
            "SELECT trim(raw), sum(n)::BIGINT FROM "
            f"{codes.WORDS.of(source.table, name)} WHERE strange "
            "GROUP BY 1 ORDER BY 2 DESC, 1"
        ).fetchall()
        words = tuple(
            (word, True, n)
            if masks.may_be_shown(word, n, len(rows))
            else (masks.shape(word), False, n)
            for word, n in rows[: masks.FEW]
        )
        if words:
            allowed = TABLES[source.table].field(name).allowed
            yield Unknown(name, source.header(name), words, allowed)
