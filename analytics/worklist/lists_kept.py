"""Keeping a list of people named, in the worklist's database, and reading those kept. A
list stays as it was written: the database itself refuses to change or remove it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    Row,
    String,
    Table,
    Text,
    event,
    select,
)

from analytics.definitions.words import counted, day_in_words
from analytics.errors import InputError, Problem
from analytics.extract.people.identity import PSEUDONYM
from analytics.store.audit import log
from analytics.store.dataset import Dataset
from analytics.worklist import database
from analytics.worklist.database import METADATA
from analytics.worklist.named_list import KeptList, NamedList
from analytics.worklist.rules import faults_of_by

LISTS = Table(
    "named_lists",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("dataset", String(50), nullable=False),
    Column("key", String(16), nullable=False),  # which key made the pseudonyms
    Column("kind", String(40), nullable=False),
    Column("more_than", Integer, nullable=False),
    Column("of_group", String(20), nullable=False),
    Column("whom", Text, nullable=False),
    Column("as_at", Date, nullable=False),
    Column("people", Text, nullable=False),  # pseudonyms, parted by commas
    Column("by_count", Text, nullable=False),
    Column("expected_right", Float),
    Column("kept_by", String, nullable=False),
    Column("written_at", DateTime, nullable=False),  # UTC
    sqlite_autoincrement=True,
)


@event.listens_for(LISTS, "after_create")
def _guard(_table: Table, connection: Connection, **_more: object) -> None:
    database.guard(connection, LISTS, f"a list {database.STAYS}")


def keep(dataset: Dataset, named: NamedList, root: Path | None = None) -> KeptList:
    """Write a list down, as written. Raises InputError with every fault: nobody on it,
    a pseudonym that is none, nobody said to keep it, the same list kept before, or a
    database that cannot be written."""
    found = [*faults_of_by(named.by)]
    if not named.people:
        found.append(
            Problem(
                "nobody_named",
                "Nobody is on the list.",
                "Choose a service, a group and filters that leave somebody.",
            )
        )
    if not all(PSEUDONYM.fullmatch(one) for one in (*named.people, *named.by_count)):
        found.append(
            Problem(
                "pseudonym_unknown",
                "A pseudonym is none: 16 digits and letters a to f are expected.",
                "Take them from the list of people named.",
            )
        )
    if found:
        raise InputError(found)
    with database.writing(database.address(root)) as connection:
        before = [one for one in _of(connection, dataset) if _same(one.named, named)]
        if before:
            raise InputError(_kept_before(before[0]))
        at = datetime.now(UTC).replace(tzinfo=None)
        row = {
            "dataset": dataset.name,
            "key": dataset.manifest.key,
            "kind": named.kind,
            "more_than": named.more_than,
            "of_group": named.group,
            "whom": named.whom,
            "as_at": named.as_at,
            "people": ",".join(named.people),
            "by_count": ",".join(named.by_count),
            "expected_right": named.right,
            "kept_by": named.by.strip(),
            "written_at": at,
        }
        number = connection.execute(
            LISTS.insert().returning(LISTS.c.number), row
        ).scalar_one()
        several = len(named.people)
        log.record(log.KEPT_LIST, root, dataset=dataset.name, people=several)
    return KeptList(named, number, at)


def kept(dataset: Dataset, root: Path | None = None) -> tuple[KeptList, ...]:
    """The lists kept of a dataset's people, oldest first; those under another key of
    the pseudonyms are not among them, since nobody can say who they are. Raises
    InputError where the database cannot be read."""
    with database.reading(database.address(root), LISTS) as connection:
        return () if connection is None else _of(connection, dataset)


def _of(connection: Connection, dataset: Dataset) -> tuple[KeptList, ...]:
    rows = connection.execute(
        select(LISTS)
        .where(LISTS.c.dataset == dataset.name, LISTS.c.key == dataset.manifest.key)
        .order_by(LISTS.c.number)
    ).all()
    return tuple(_as_kept(row) for row in rows)


def _as_kept(row: Row[Any]) -> KeptList:
    named = NamedList(
        row.kind,
        row.more_than,
        row.of_group,
        row.whom,
        row.as_at,
        tuple(row.people.split(",")),
        tuple(one for one in row.by_count.split(",") if one),
        row.expected_right,
        row.kept_by,
    )
    return KeptList(named, row.number, row.written_at)


def _same(one: NamedList, other: NamedList) -> bool:
    """Whether the same people are named on the same day, by the same rule."""
    asked = ("kind", "more_than", "group", "as_at")
    alike = all(getattr(one, name) == getattr(other, name) for name in asked)
    return alike and set(one.people) == set(other.people)


def _kept_before(one: KeptList) -> Problem:
    return Problem(
        "list_kept_before",
        f"This list of {counted(len(one.named.people), 'person', 'people')}, as at "
        f"{day_in_words(one.named.as_at)}, was kept by {one.named.by} before.",
        "Nothing needs to be done: what becomes of them is shown a year on.",
    )
