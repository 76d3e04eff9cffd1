"""A kind's events as a stored table, and what it spans."""

from collections.abc import Mapping
from pathlib import Path

from duckdb import DuckDBPyConnection

from analytics.definitions.diagnosis_groups import NOT_RECORDED
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.quality import UNKNOWN, USUAL_WITHOUT_STATUS
from analytics.errors import Problem
from analytics.extract.cells import reasons
from analytics.extract.cells.checks import some_of
from analytics.extract.cells.coded import code_lists
from analytics.extract.cells.values import listed, quoted
from analytics.extract.fields.mapping import plain_words
from analytics.extract.fields.times import said_by
from analytics.store.layout import STORED
from analytics.store.load.canonical.event_codes import has_reason
from analytics.store.load.canonical.tables import CanonicalTable
from analytics.store.load.duckdb_types import columns
from analytics.store.load.writing.parquet import copied


def counts(kind: EventKind, had: Mapping[str, str]) -> str:
    """SQL: whether an event counts, as `made_of.counted` says it: here codes are ENUMs.
    had: the fields that the extract has."""
    rule = kind.counted
    if rule is None or rule.field not in had:
        return "true"
    wanted = ", ".join(quoted(value) for value in rule.values)
    counted = f"coalesce({rule.field}::VARCHAR IN ({wanted}), false)"
    return f"({counted} OR {rule.field} IS NULL)" if rule.empty else counted


def missing(kind: EventKind, had: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that an extract does not have. had: those that it has."""
    told = kind.reason.system if kind.reason else ""  # by what the codes look like
    return tuple(
        field.name
        for field in kind.table.fields
        if not field.required
        and field.name != told
        and not {field.name, *said_by(kind.table.name, field.name)} & had.keys()
    )


def practices_filled(rows: int, table: CanonicalTable) -> list[str]:
    """A note on the events that were given the practice of the registration."""
    if not rows:
        return []
    return [
        f"{rows:,} rows of {table.label} had no practice: that of the "
        "person's registration on the day was used."
    ]


def all_count(kind: EventKind, table: CanonicalTable) -> list[str]:
    """A note if every row counts since the extract does not say which do."""
    rule = kind.counted
    if rule is None or rule.by_filter or rule.field in table.had:
        return []
    return [
        f"No {rule.field} in the {kind.service} extract: every row counts as "
        f"{rule.values[0]}."
    ]


def none_counts(kind: EventKind, table: CanonicalTable) -> list[Problem]:
    """What is told if no row counts."""
    rule = kind.counted
    if rule is None:
        return []
    return [
        Problem(
            "nothing_counted",
            rule.nothing.format(title=kind.table.title),
            rule.remedy,
            file=table.label,
            column=table.had.get(rule.field, rule.field),
        )
    ]


def silent(
    con: DuckDBPyConnection, kind: EventKind, table: CanonicalTable
) -> tuple[int, int]:
    """Rows kept that do not say whether they count, and all."""
    rule = kind.counted
    if rule is None or rule.field not in table.had:
        return 0, 0
    ((silent, rows),) = con.execute(
        f"SELECT count(*) FILTER ({rule.field} IS NULL), count(*) FROM {table.kept}"
    ).fetchall()
    return silent, rows


def without_a_word(
    kind: EventKind, table: CanonicalTable, silent: int, rows: int
) -> list[Problem]:
    """A warning where rows do not say whether they count, and so do not. (Where words
    that are not known are kept apart from none.) silent: how many of the rows."""
    rule = kind.counted
    if rule is None or rule.empty or rule.field not in table.had:
        return []
    if UNKNOWN not in kind.table.field(rule.field).allowed:
        return []
    if not silent or silent < USUAL_WITHOUT_STATUS * rows:
        return []
    called = plain_words(rule.field)
    return [
        Problem(
            f"{rule.field}_missing",
            f"{some_of(silent, rows).capitalize()} have no {called}, so they do not "
            f"count as {rule.values[0]}: there may be more {kind.called} than shown.",
            f"Have the {called} filled in at the source, or leave these rows out.",
            file=table.label,
            column=table.had[rule.field],
            rows=silent,
            stops=False,
        )
    ]


def written(kind: EventKind, table: CanonicalTable, out: Path) -> str:
    """SQL that writes the events that are kept, and gives how many."""
    given = {name: name for name in STORED[table.table]}
    given[kind.time] = "moment"
    if kind.second:
        given[kind.second.field] = "second"
    for field in kind.table.fields:
        if field.kind == "list":
            given[field.name] = listed(f"{field.name}::VARCHAR")
        elif field.kind == "codes":
            text = f"{field.name}::VARCHAR"
            had = field.name in table.had
            given[field.name] = code_lists.parted(text) if had else "NULL"
    if kind.counted and not kind.counted.by_filter:
        given["counted"] = counts(kind, table.had)
    joins = ""
    if kind.reason:
        of_reason = (*kind.reason.fields, kind.reason.group)
        if has_reason(kind, table.had):
            joins = f"LEFT JOIN {reasons.REASONS.of(table.table)} p USING (r)"
            none = reasons.not_recorded(table.table)
            parts = ("p.code", "p.term", "p.system", f"coalesce(p.grp, {none})")
        else:
            none = "NULL::VARCHAR"
            parts = (none, none, none, quoted(NOT_RECORDED))
        given |= dict(zip(of_reason, parts, strict=True))
    query = f"SELECT {columns(table.table, given)} FROM {table.kept} {joins}"
    return copied(query, table.table, out)
