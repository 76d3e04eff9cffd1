"""A rule that says of an event, never of a person, whether care elsewhere might have
done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def as_they_are(rows: Any) -> Any:
    """The rows, with nothing besides."""
    return rows


@dataclass(frozen=True)
class AvoidableRule:
    """Such as an emergency admission for asthma.

    slug: among all. title: on a chart. called: what is counted, in words. says: the
    rule in a sentence's part. kind: the slug of the kind of event. source, version:
    whose rule it is, and which state of it was read. fields: of the events, without
    which it cannot be asked at all. holds(rows): true, false, or null where a row could
    not be classed. prepared(rows): the rows of everybody and of all times with what
    `holds` needs besides, such as the days since the last discharge. parts: smaller
    rules within it, each (slug, title, holds).
    """

    slug: str
    title: str
    called: str
    says: str
    kind: str
    source: str
    version: str
    fields: tuple[str, ...]
    holds: Callable[[Any], Any]
    prepared: Callable[[Any], Any] = as_they_are
    parts: tuple[tuple[str, str, Callable[[Any], Any]], ...] = ()
