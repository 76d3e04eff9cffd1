"""How places and months are named in a sentence."""

from collections.abc import Iterable
from datetime import date

from analytics.definitions.words import listed

NAMED = 3  # places that a sentence names


def named(names: Iterable[str]) -> str:
    """ "Ash Lane, Birch Road, Cedar House and 4 more"."""
    names = list(names)
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return listed(names[:NAMED] + more)


def month_in_full(month: date) -> str:
    """ "August 2024"."""
    return f"{month:%B %Y}"
