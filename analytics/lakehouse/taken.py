"""The first look at the tables of a lakehouse: which are there, whether their columns
fit, which rows are kept, what their coded columns hold."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import ibis
import pandas as pd

from analytics.definitions.contract import TABLES, with_people
from analytics.definitions.event_kinds import EventKind, kind_of_table, kinds_with_rule
from analytics.definitions.tables_of_people import CASELOAD, PATIENTS
from analytics.errors import InputError, Problem
from analytics.extract.people.identity import PSEUDONYM_DIGITS
from analytics.lakehouse import persons, rows
from analytics.lakehouse.columns import codes, reasons, shape
from analytics.lakehouse.engines.engine import Engine
from analytics.lakehouse.inputs import LakehouseInputs, no_events
from analytics.lakehouse.places import Place, places
from analytics.store.load.canonical.left_out.row_accounts import RowAccount
from analytics.store.load.progress import Progress

NOBODY = "lakehouse_of_nobody"


@dataclass
class Taken:
    """A table that was found. rows: its shaped rows, of a table of people with `raw`
    and `fault`. had: its fields. unused: its other columns. last: the last day of
    events kept."""

    place: Place
    rows: ibis.Table
    had: dict[str, str]
    unused: tuple[str, ...]
    account: RowAccount = field(default_factory=RowAccount)
    looked: codes.Looked = field(default_factory=codes.Looked)
    reasons: pd.DataFrame | None = None
    last: date | None = None

    @property
    def kind(self) -> EventKind | None:
        """Its kind of event; None where it holds none."""
        return kind_of_table(self.place.table)

    def kept(self) -> ibis.Table:
        """The rows kept of a table of people."""
        return self.rows.filter(self.rows.fault.isnull())


def take(engine: Engine, inputs: LakehouseInputs) -> dict[str, Taken]:
    """The tables that are there, by name. Raises InputError with every fault of their
    columns."""
    problems: list[Problem] = []
    found: dict[str, Taken] = {}
    for place in places(inputs.base, dict(inputs.own)):
        try:
            table = engine.there(place)
        except InputError as fault:
            problems += fault.problems
            continue
        if table is None:
            problems += [_not_there(place)] if place.said in inputs.own.values() else []
            continue
        faults = list(shape.faults(place, table))
        problems += faults
        if not faults:
            found[place.table] = Taken(
                place,
                shape.shaped(place, table),
                shape.had(place, table),
                shape.unused(place, table),
            )
    if not problems and not any(one.table.name in found for one in kinds_with_rule()):
        problems.append(no_events(inputs.base))
    if problems:
        raise InputError(list(dict.fromkeys(problems)))
    return found


def _not_there(place: Place) -> Problem:
    return Problem(
        "table_missing",
        f"There is no table at {place.said}.",
        "Check its name, and that this account may read it.",
        file=place.said,
    )


def look(
    engine: Engine,
    taken: dict[str, Taken],
    inputs: LakehouseInputs,
    today: date,
    progress: Progress,
) -> tuple[list[Problem], ibis.Table]:
    """Mark the rows of the tables of people, count them and look at their coded
    columns; what is to be told, and every id as it is compared (`persons.seen`)."""
    problems: list[Problem] = []
    of_people = {table: taken[table] for table in with_people() if table in taken}
    if inputs.are_pseudonyms:
        for one in of_people.values():
            problems += _not_pseudonyms(engine, one)
    raw = [one.rows.select(raw=one.rows.patient_id) for one in of_people.values()]
    seen = persons.seen(engine, raw, inputs.are_pseudonyms)
    nobody = engine.keep(NOBODY, rows.of_nobody(seen, inputs.are_pseudonyms))
    for table, one in of_people.items():
        progress(f"Looking at {one.place.said}", 0.1)
        one.rows = rows.marked(table, one.rows, nobody, today)
        if table == CASELOAD.name:
            continue
        if one.kind and _number(engine, rows.some_repeat(table, one.rows)):
            if one.kind.episodes:
                problems.append(_episodes(one.place, one.kind))
                continue
            one.rows = rows.once(table, one.rows)
        one.rows = engine.at_hand(f"{table}_at_hand", one.rows)
        faults, one.last = _faults(engine, one)
        one.account = rows.account(
            table, one.place.said, faults, inputs.accept_left_out
        )
        problems += one.account.problems
        problems += _coded(engine, one)
    return problems, seen


def _not_pseudonyms(engine: Engine, one: Taken) -> list[Problem]:
    odd = _number(engine, rows.not_pseudonyms(one.place.table, one.rows))
    if not odd:
        return []
    return [
        Problem(
            "id_no_pseudonym",
            f"The ids were said to be pseudonyms, but some are not of their form "
            f"({PSEUDONYM_DIGITS} hexadecimal digits in small letters).",
            "Let the ids be replaced: those of another form are hashed with the key of "
            "the data home, one to one.",
            file=one.place.said,
            column="patient_id",
            rows=odd,
            flag="Leave --pseudonyms out.",
        )
    ]


def _episodes(place: Place, kind: EventKind) -> Problem:
    called = kind.episodes.many if kind.episodes else kind.records
    return Problem(
        "episodes_not_joined",
        f"Several rows are of one of the {kind.records}: they are {called}, which are "
        "put together from files alone.",
        f"Make one row of each of the {kind.records} where the table is made, or load "
        "the extract as files.",
        file=place.said,
    )


def _faults(engine: Engine, one: Taken) -> tuple[dict[str | None, int], date | None]:
    """Rows by fault (null: kept), and the last day of those kept."""
    rows_of: Any = one.rows.select(
        fault=one.rows.fault,
        moment=one.rows[one.kind.time] if one.kind else ibis.null("timestamp"),
    )
    counted = rows_of.group_by("fault").aggregate(
        n=rows_of.count(), last=rows_of.moment.max().cast("date")
    )
    found = engine.rows(counted.select("fault", "n", "last"))
    last = next((day for fault, _, day in found if fault is None), None)
    return {fault: int(n) for fault, n, _ in found}, last


def _coded(engine: Engine, one: Taken) -> list[Problem]:
    table, label, problems = one.place.table, one.place.said, list[Problem]()
    kind = one.kind
    of_reason = kind.reason.fields if kind and kind.reason else ()
    if fields := codes.worded(table, one.had, of_reason):
        found = engine.rows(codes.values(fields, one.kept()))
        one.looked = codes.look(table, label, found)
        problems += one.looked.problems
    if kind and kind.reason and {kind.reason.code, kind.reason.term} & set(one.had):
        found = engine.rows(reasons.distinct(kind.reason, one.kept()))
        one.reasons, told = reasons.clean(label, kind.reason, found)
        problems += told
    return problems


def _number(engine: Engine, counted: ibis.Table) -> int:
    ((number,),) = engine.rows(counted)
    return int(number or 0)


def small(taken: dict[str, Taken]) -> dict[str, Taken]:
    """The tables that are taken to this machine: all but events and the list."""
    return {
        table: one
        for table, one in taken.items()
        if table in TABLES and one.kind is None and table != PATIENTS.name
    }
