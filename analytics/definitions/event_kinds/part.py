"""A part of a kind's events that ought to be alike for every group of people: how they
got in (access), or how it ended (outcome)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Part:
    """Such as GP visits after a wait of more than 14 days.

    slug: among those of its kind. title: on a control ("Long waits"). called: what is
    counted, in words. of: of what it is a part ("GP visits with a day of booking").
    fields: of the events that it needs. base(rows): whether a row is one of those it is
    a part of; counts(rows): whether it is of the part. every_row: rows that do not
    count as events are looked at too, such as appointments that were missed.
    """

    slug: str
    title: str
    called: str
    of: str
    fields: tuple[str, ...]
    base: Callable[[Any], Any]
    counts: Callable[[Any], Any]
    every_row: bool = False
