"""Amounts over several kinds of event: cost and time, and what they are called."""

from collections.abc import Iterable
from functools import reduce
from operator import add

import ibis

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import listed


def with_amount(amount: str, among: Iterable[EventKind]) -> tuple[EventKind, ...]:
    """The kinds of event that have an amount, such as cost_gbp."""
    return tuple(kind for kind in among if amount in kind.sums)


def total_of(amount: str, people: ibis.Table, among: Iterable[EventKind]) -> ibis.Value:
    """An amount of each row of `use`, over the kinds of event that have it; 0 where
    none has."""
    parts = [people[kind.sum_of(amount)] for kind in with_amount(amount, among)]
    return reduce(add, parts) if parts else ibis.literal(0.0)


def cost_title(among: Iterable[EventKind]) -> str:
    """What the cost of all that has one is called: "A&E cost"."""
    services = [kind.service for kind in with_amount("cost_gbp", among)]
    return f"{listed(services)} cost" if services else "Cost"


def hours_title(among: Iterable[EventKind]) -> str:
    """What the hours of frequent attenders are called: "Their hours in A&E"."""
    services = [kind.service for kind in with_amount("minutes", among)]
    return f"Their hours in {listed(services, 'or')}" if services else "Their hours"
