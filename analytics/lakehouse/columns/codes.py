"""The coded columns of a lakehouse's table, looked at value by value: what the contract
does not allow, and texts that could name somebody."""

from dataclasses import dataclass, field
from typing import Any

import duckdb
import ibis

from analytics.definitions.canonical import Field
from analytics.definitions.contract import TABLES
from analytics.definitions.quality import UNKNOWN
from analytics.errors import Problem
from analytics.extract import profiles
from analytics.extract.cells.checks import some_of
from analytics.extract.cells.codes import AS_CAPITALS, AS_SLUG, slug
from analytics.extract.people.identifiers import sql_identifies, sql_speaks_of_somebody

WORDED = ("code", "category", "text")
MOST = 100_000  # distinct values of a column that is coded


@dataclass(frozen=True)
class Looked:
    """What was found of a table's coded columns.

    meant: of each field, the texts that are kept as another (None: not at all).
    dropped: fields of which nothing is kept. empty: rows that say nothing, by field.
    """

    meant: dict[str, dict[str, str | None]] = field(default_factory=dict)
    dropped: tuple[str, ...] = ()
    empty: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def worded(table: str, had: dict[str, str], but: tuple[str, ...]) -> list[Field]:
    """The coded fields that a table has, without those named (its reason)."""
    return [
        one
        for one in TABLES[table].fields
        if one.kind in WORDED and one.name in had and one.name not in but
    ]


def values(fields: list[Field], kept: ibis.Table) -> ibis.Table:
    """The distinct values of coded columns, at most so many of each: field, value,
    n (rows)."""
    parts = []
    for one in fields:
        by_value = kept.group_by(value=kept[one.name]).aggregate(n=kept.count())
        parts.append(
            by_value.select(
                field=ibis.literal(one.name), value=by_value.value, n=by_value.n
            ).limit(MOST + 1)
        )
    return ibis.union(*parts) if len(parts) > 1 else parts[0]


def look(table: str, label: str, found: list[tuple[str, str | None, int]]) -> Looked:
    """What becomes of the values found. Words and codes that the generic profile knows
    become what they mean; another one becomes unknown, or null where there is no such
    word; one that could name somebody null; a column with too many values to be coded
    is not kept."""
    by_field: dict[str, dict[str | None, int]] = {}
    for name, value, rows in found:
        by_field.setdefault(name, {})[value] = rows
    meant, dropped, empty, problems = {}, [], {}, []
    for name, rows_of in by_field.items():
        one, total = TABLES[table].field(name), sum(rows_of.values())
        empty[name] = rows_of.get(None, 0)
        texts = [text for text in rows_of if text is not None]
        if len(texts) > MOST:
            dropped.append(name)
            problems.append(_not_coded(label, name))
            continue
        meant[name], bad = _meanings(table, one, texts)
        if bad:
            rows = sum(rows_of[text] for text in bad)
            every = bool(one.allowed) and rows == total - empty[name]
            say = _unknown if one.allowed else _could_name
            problems.append(say(label, one, rows, total, every))
    return Looked(meant, tuple(dropped), empty, tuple(problems))


def _meanings(
    table: str, one: Field, texts: list[str]
) -> tuple[dict[str, str | None], list[str]]:
    """The texts of a field that are kept as another, and those that nothing knows or
    that could name somebody."""
    words = profiles.codes(profiles.named(profiles.GENERIC), table, one.name)
    known = {slug(word): value for word, value in words.items()}
    known |= {slug(word): word for word in one.allowed if slug(word) not in known}
    keys = {text: slug(text.removesuffix(".0")) for text in texts}
    others = [text for text in texts if keys[text] not in known]
    bad = others if one.allowed else naming(one.kind == "code", others)
    instead = UNKNOWN if UNKNOWN in one.allowed else None
    meant: dict[str, str | None] = dict.fromkeys(bad, instead)
    for text, key in keys.items():
        if key in known:
            meant[text] = known[key] or None
        elif text not in meant and one.name in AS_SLUG:
            meant[text] = key
    return {text: value for text, value in meant.items() if value != text}, bad


def cleaned(table: str, rows: ibis.Table, looked: Looked) -> ibis.Table:
    """The rows with their coded columns as they are kept; codes of places in
    capitals."""
    made: dict[str, Any] = {}
    for one in TABLES[table].fields:
        if one.kind not in WORDED:
            continue
        column = rows[one.name]
        if one.name in looked.dropped:
            made[one.name] = ibis.null("string")
            continue
        if meant := looked.meant.get(one.name):
            null = ibis.null("string")
            pairs = [
                (column == text, null if to is None else ibis.literal(to))
                for text, to in meant.items()
            ]
            column = ibis.cases(*pairs, else_=column)
        made[one.name] = column.upper() if one.name in AS_CAPITALS else column
    return rows.mutate(**made)


def naming(coded: bool, texts: list[str]) -> list[str]:
    """Those of some texts that could name somebody. coded: they are codes, in which
    digits stand in any case."""
    says = sql_speaks_of_somebody if coded else sql_identifies
    with duckdb.connect() as con:
        rows = con.execute(
            f"SELECT v FROM (SELECT unnest($1::VARCHAR[]) AS v) WHERE {says('v')}",
            [texts],
        ).fetchall()
    return [text for (text,) in rows]


def _unknown(label: str, one: Field, rows: int, total: int, every: bool) -> Problem:
    return Problem(
        "values_unknown",
        f"{some_of(rows, total).capitalize()} have a value that is none of "
        f"{', '.join(one.allowed)}, nor a word for one; taken as not known.",
        "Turn the values into these words where the table is made.",
        file=label,
        column=one.name,
        rows=rows,
        stops=every,
    )


def _could_name(label: str, one: Field, rows: int, total: int, every: bool) -> Problem:
    return Problem(
        "text_identifies",
        f"Texts in {some_of(rows, total)} could name somebody; they are not kept.",
        "Leave the column out, or fill it with codes alone.",
        file=label,
        column=one.name,
        rows=rows,
        stops=False,
    )


def _not_coded(label: str, name: str) -> Problem:
    return Problem(
        "column_not_coded",
        f"The column has more than {MOST:,} different texts, so it is not coded; it is "
        "not kept.",
        "Fill it with codes or terms of a list, or leave it out.",
        file=label,
        column=name,
        stops=False,
    )
