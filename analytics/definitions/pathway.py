"""The way of one offer of support: the states it can be in, what may follow, and the
words and SNOMED CT codes that say where it stands.

A person may be offered support more than once; each offer is a row of the caseload and
goes this way on its own.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_suffix(".toml")


class Status(StrEnum):
    """Where an offer of support stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NOT_SUITABLE = "not suitable"
    WAITING = "waiting"
    ACTIVE = "active"
    ENDED = "ended"


FOLLOWS: Mapping[Status, frozenset[Status]] = {
    Status.OFFERED: frozenset(
        {Status.ACCEPTED, Status.DECLINED, Status.NOT_SUITABLE, Status.WAITING}
    ),
    Status.ACCEPTED: frozenset({Status.WAITING, Status.ACTIVE, Status.DECLINED}),
    Status.WAITING: frozenset({Status.ACTIVE, Status.DECLINED, Status.NOT_SUITABLE}),
    Status.ACTIVE: frozenset({Status.ENDED}),
    Status.DECLINED: frozenset(),
    Status.NOT_SUITABLE: frozenset(),
    Status.ENDED: frozenset(),
}

OPEN = frozenset({Status.OFFERED, Status.ACCEPTED, Status.WAITING, Status.ACTIVE})
REFUSED = frozenset({Status.DECLINED, Status.NOT_SUITABLE})
BEGUN = frozenset({Status.ACTIVE, Status.ENDED})


def may_follow(before: Status, after: Status) -> bool:
    """Whether an offer that stands at `before` may come to stand at `after`, at once or
    over states that were not written down."""
    return after in FOLLOWS[before] or any(
        may_follow(between, after) for between in FOLLOWS[before]
    )


def agrees(told: Status, said: Status) -> bool:
    """Whether a status that is said fits the state that the dates of an offer tell: it
    is the same, or has come after it without a date of its own.

    One date tells of either refusal. Who has begun was accepted, and may still be
    called so.
    """
    return (
        said is told
        or may_follow(told, said)
        or {told, said} <= REFUSED
        or (said is Status.ACCEPTED and told in BEGUN)
    )


def settled(told: Status, said: Status | None) -> Status:
    """Where an offer stands in the end: where it is said to, as far as that agrees with
    what its dates tell; else where these do. Accepted and not begun is waiting."""
    found = told
    if said is not None and agrees(told, said):
        found = told if said is Status.ACCEPTED and told in BEGUN else said
    return Status.WAITING if found is Status.ACCEPTED else found


@lru_cache(maxsize=1)
def words() -> tuple[tuple[str, str], ...]:
    """Every word and SNOMED CT code that says a status, beside the statuses' own names:
    (word, status)."""
    raw = _read()
    spoken = [(word, to) for to, some in raw["words"].items() for word in some]
    return (*spoken, *raw["snomed"].items())


@lru_cache(maxsize=1)
def words_of_why() -> tuple[str, ...]:
    """The words that say besides why an offer ended or was not taken up."""
    return tuple(_read()["why"]["words"])


def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
