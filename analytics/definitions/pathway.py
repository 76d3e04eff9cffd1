"""The way of one offer of support: the states it can be in, and what may follow.

A person may be offered support more than once; each offer is a row of the caseload and
goes this way on its own.
"""

from collections.abc import Mapping
from enum import StrEnum


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


def may_follow(before: Status, after: Status) -> bool:
    """Whether an offer that stands at `before` may come to stand at `after`, at once or
    over states that were not written down."""
    return after in FOLLOWS[before] or any(
        may_follow(between, after) for between in FOLLOWS[before]
    )
