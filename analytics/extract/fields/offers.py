"""What an extract holds that is not recognised, offered to be said: columns, words,
order of dates.

A pure look at the files: nothing is loaded, and of the values only shapes are told, and
code words that identify nobody.
"""

from dataclasses import dataclass

from analytics.definitions.contract import TABLES
from analytics.extract.cells import codes
from analytics.extract.fields.mapping import Part, fields_of
from analytics.extract.fields.suggestions import Suggestion, suggest
from analytics.extract.people import masks
from analytics.extract.profiles import PARTS, STANDS_FOR, Match
from analytics.extract.reading.files import Opened
from analytics.extract.reading.source import Source, describe

PART_WORDS = {  # part -> what it is, what becomes of the pages without it
    "appointment_time": (
        "Time of day of the appointment",
        "every visit is at midnight",
    ),
    "arrived_time": ("Time of day of arrival", "every arrival is at midnight"),
    "departed_minutes": (
        "Minutes spent in the department",
        "hours spent in the department are not given",
    ),
    "dna_flag": (
        "Whether the person did not attend",
        "missed appointments count as attended",
    ),
    "diagnosis_all": (
        "All diagnoses in one column, parted by commas",
        "kinds of need are told from other columns, if at all",
    ),
    "birth_date": ("Date of birth, of which the year is kept", "ages are not known"),
    "age": ("Age in years", "ages are not known"),
}
MADE_OF = {
    "departed_at": ("departed_date", "departed_time", "departed_minutes"),
    "booked_at": ("booked_date",),
    "diagnosis_code": ("diagnosis_all",),
    "status": ("dna_flag",),
    "birth_year": ("birth_date", "age", "age_band"),
    "age_band": ("birth_date", "age", "birth_year"),
}


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
    """Everything of one table that can be said in a mapping."""

    table: str
    files: str
    columns: tuple[Column, ...]
    wanted: tuple[Wanted, ...]
    unknown: tuple[Unknown, ...]
    unclear: tuple[Unclear, ...]

    @property
    def asks(self) -> bool:
        """Whether anything is not recognised that a mapping could say."""
        return bool(
            self.unknown
            or self.unclear
            or any(one.required or one.suggestion for one in self.wanted)
        )


def offer(
    con,
    table: str,
    files: list[Opened],
    matches: list[Match],
    part: Part,
    listed: bool,
    workspace,
) -> Offer:
    """What is not recognised in the opened files of a table. listed: as for
    `source.inspect`."""
    source, samples = describe(con, table, files, matches, part, workspace)
    spare = _spare(con, source, samples)
    columns = tuple(
        _column(source, header, counted) for header, counted in spare.items()
    )
    present = set(source.kinds)
    lacking = [name for name in fields_of(table) if _lacks(table, name, present)]
    personal = {one.header for one in columns if one.personal}
    found = suggest(
        table, lacking, {h: c for h, c in spare.items() if h not in personal}
    )
    if "patient_id" in lacking and personal:
        found |= suggest(table, ["patient_id"], {h: spare[h] for h in personal})
    wanted = [
        _wanted(table, name, found.get(name), listed)
        for name in lacking
        if name not in PARTS.get(table, ()) or name in found
    ]
    unclear = tuple(
        Unclear(name.replace("_date", "_at"), header)
        for name, header in source.unclear.items()
    )
    return Offer(
        table,
        source.label,
        columns,
        tuple(wanted),
        tuple(_unknown(con, source)),
        unclear,
    )


def _lacks(table, name, present) -> bool:
    if name in present or name == "code_system":
        return False
    if name in PARTS.get(table, ()):
        return (
            name in PART_WORDS
            and name not in ("dna_flag",)
            and not (name.endswith("_time") and _timed(name, present))
        )
    made = (*MADE_OF.get(name, ()), STANDS_FOR.get(name, ""))
    return not present & set(made)


def _timed(name, present) -> bool:
    return (
        name.replace("_time", "_at") in present
        and name.replace("_time", "_date") not in present
    )


def _wanted(table, name, suggestion, listed) -> Wanted:
    if name in PART_WORDS:
        meaning, effect = PART_WORDS[name]
        return Wanted(name, meaning, effect, False, suggestion)
    field = TABLES[table].field(name)
    required = field.required and not (name == "practice_code" and listed)
    return Wanted(name, field.meaning, field.without, required, suggestion)


def _spare(con, source: Source, samples) -> dict[str, list[tuple[str, int]]]:
    """header -> (text, rows) of the columns that are no field, over the samples of all
    files."""
    spare: dict[str, dict[str, int]] = {}
    for number, (file, sample) in enumerate(zip(source.files, samples, strict=True)):
        for header in (*source.unused[number], *source.dropped[number]):
            column = file.column(header)
            held = spare.setdefault(header, {})
            for text, rows in con.execute(
                f"SELECT trim(CAST({column} AS VARCHAR)) AS v, count(*) FROM {sample} "
                "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 2000"
            ).fetchall():
                held[text or ""] = held.get(text or "", 0) + rows
    return {header: list(held.items()) for header, held in spare.items()}


def _column(source, header, counted) -> Column:
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


def _unknown(con, source: Source):
    """For each coded field with a list of allowed values, the words that are on no
    list."""
    names = [
        name
        for name in source.kinds
        if name in TABLES[source.table].names
        and TABLES[source.table].field(name).allowed
        and name != "code_system"
    ]
    if not names:
        return
    keys = ", ".join(names)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE words_{source.table} AS SELECT "
        f"grouping_id({keys}) AS g, "
        f"coalesce({', '.join(f'{name}::VARCHAR' for name in names)}) AS v, count(*) "
        f"AS n FROM ({source.sql()}) WHERE left_out = 0 "
        f"GROUP BY GROUPING SETS ({', '.join(f'({name})' for name in names)})"
    )
    for number, name in enumerate(names):
        own = ((1 << len(names)) - 1) ^ (1 << (len(names) - 1 - number))
        into = f"offered_{source.table}_{name}"
        codes.dictionary(
            con,
            source,
            name,
            f"SELECT v, n FROM words_{source.table} WHERE g = {own} AND v IS NOT NULL",
            into,
        )
        rows = con.execute(
            f"SELECT trim(raw), sum(n)::BIGINT FROM {into} WHERE strange "
            "GROUP BY 1 ORDER BY 2 DESC, 1"
        ).fetchall()
        words = tuple(
            (word, True, n)
            if masks.may_be_shown(word, n, len(rows))
            else (masks.shape(word), False, n)
            for word, n in rows[: masks.FEW]
        )
        if words:
            yield Unknown(
                name,
                source.header(name),
                words,
                TABLES[source.table].field(name).allowed,
            )
