"""Reading what was decided, and deciding: safe with several people at once, all of it
or nothing."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, distinct, func, select

from analytics.definitions.pathway import Status
from analytics.definitions.words import day_in_words
from analytics.errors import InputError, Problem
from analytics.store.audit import log
from analytics.store.dataset import Dataset
from analytics.worklist import database
from analytics.worklist.database import DECISIONS
from analytics.worklist.decision import (
    NOBODY,
    TAKEN_BACK,
    Decision,
    Entry,
    Person,
    Standing,
)
from analytics.worklist.rules import faults


class DecidedSince(InputError):
    """Somebody else decided about a person since the decision was made. person: all
    that is written about them now."""

    def __init__(self, person: Person) -> None:
        self.person = person
        super().__init__(since(person))


def standing(dataset: Dataset, root: Path | None = None) -> Standing:
    """Where the people of a dataset stand. Raises InputError where the database cannot
    be read."""
    name, key = dataset.name, dataset.manifest.key
    with database.reading(database.address(root)) as connection:
        if connection is None:
            return Standing(name, {})
        mine = (DECISIONS.c.dataset == name) & (DECISIONS.c.key == key)
        others = (DECISIONS.c.dataset == name) & (DECISIONS.c.key != key)
        rows = connection.execute(
            select(DECISIONS).where(mine).order_by(DECISIONS.c.number)
        ).all()
        of_others = connection.execute(
            select(func.count(distinct(DECISIONS.c.person))).where(others)
        ).scalar_one()
    return Standing(name, _by_person(rows), of_others)


def decide(
    dataset: Dataset,
    decisions: Iterable[Decision],
    root: Path | None = None,
    today: date | None = None,
) -> tuple[Entry, ...]:
    """Write decisions about people of a dataset, all of them or none; as written.

    Raises DecidedSince if one is made on fewer decisions about its person than there
    are; InputError with every fault.
    """
    wanted = list(decisions)
    with (
        log.refusals("decide", root, dataset=dataset.name),
        database.writing(database.address(root)) as connection,
    ):
        known = _known(connection, dataset, {one.person for one in wanted})
        check(wanted, known, today or date.today())
        written = [
            _write(connection, dataset, one, known.setdefault(one.person, NOBODY))
            for one in wanted
        ]
        log.record(log.DECIDED, root, dataset=dataset.name, people=len(written))
    return tuple(written)


def check(decisions: Sequence[Decision], known: dict[str, Person], today: date) -> None:
    """Raises what `decide` raises. known: what is written about the people."""
    found: list[Problem] = []
    for one in decisions:
        person = known.get(one.person, NOBODY)
        if one.seen != person.seen and len(decisions) == 1:
            raise DecidedSince(person)
        found += since(person) if one.seen != person.seen else []
        found += faults(one, person, today)
    if len({one.person for one in decisions}) < len(decisions):
        found.append(
            Problem(
                "person_twice",
                "The same person is decided on twice at once.",
                "Decide once for each person.",
            )
        )
    if found:
        raise InputError(found)


def since(person: Person) -> list[Problem]:
    """What is told of a person about whom somebody decided meanwhile."""
    if not person.entries:
        return [
            Problem(
                "decided_since",
                "What was decided about this person is not in the worklist any more: "
                "an earlier copy of it was put back.",
                "Look at the person again, and decide again.",
            )
        ]
    entry = person.entries[-1]
    last = entry.decision
    owner = f", owner {last.owner}" if last.owner else ""
    return [
        Problem(
            "decided_since",
            f"{last.by} decided about this person meanwhile: "
            f"“{last.status or TAKEN_BACK}” from {day_in_words(last.on)}{owner}.",
            "Nothing of theirs is lost and nothing of yours is kept: look at the "
            "person again, and decide again if need be.",
        )
    ]


def _known(
    connection: Connection, dataset: Dataset, people: set[str]
) -> dict[str, Person]:
    """What is written about these people now."""
    rows = connection.execute(
        select(DECISIONS)
        .where(
            DECISIONS.c.dataset == dataset.name,
            DECISIONS.c.key == dataset.manifest.key,
            DECISIONS.c.person.in_(sorted(people)),
        )
        .order_by(DECISIONS.c.number)
    ).all()
    return _by_person(rows)


def _write(
    connection: Connection, dataset: Dataset, decision: Decision, person: Person
) -> Entry:
    at = datetime.now(UTC).replace(tzinfo=None)
    number = connection.execute(
        DECISIONS.insert().returning(DECISIONS.c.number),
        {
            "dataset": dataset.name,
            "key": dataset.manifest.key,
            "person": decision.person,
            "nth": person.seen + 1,
            "status": decision.status or TAKEN_BACK,
            "day": decision.on,
            "owner": decision.owner.strip(),
            "reason": decision.reason.strip(),
            "note": decision.note.strip(),
            "decided_by": decision.by.strip(),
            "written_at": at,
        },
    ).scalar_one()
    return Entry(decision, number, person.seen + 1, at)


def _by_person(rows: Sequence[Row[Any]]) -> dict[str, Person]:
    found: dict[str, list[Entry]] = {}
    for row in rows:
        found.setdefault(row.person, []).append(
            Entry(
                Decision(
                    row.person,
                    None if row.status == TAKEN_BACK else Status(row.status),
                    row.day,
                    row.owner,
                    row.reason,
                    row.note,
                    row.decided_by,
                    row.nth - 1,
                ),
                row.number,
                row.nth,
                row.written_at,
            )
        )
    return {person: Person(tuple(entries)) for person, entries in found.items()}
