"""A list of people named on a day, kept so that nobody can say afterwards that others
were named."""

from dataclasses import dataclass, replace
from datetime import date, datetime


@dataclass(frozen=True)
class NamedList:
    """People named, and who would have been by last year's count.

    kind: the slug of the service; more_than: its rule; group: from among whom (slug);
    whom: the filters in words. as_at: the last day that was known. people: pseudonyms
    in the order named; by_count: as many, those of the highest count. right: how many
    of those named were expected to be above the rule (None: no risk was offered). by:
    who keeps it.
    """

    kind: str
    more_than: int
    group: str
    whom: str
    as_at: date
    people: tuple[str, ...]
    by_count: tuple[str, ...]
    right: float | None = None
    by: str = ""

    def kept_by(self, by: str) -> "NamedList":
        """The same list with who keeps it."""
        return replace(self, by=by)


@dataclass(frozen=True)
class KeptList:
    """A list as it was written: its number among all, and when (UTC)."""

    named: NamedList
    number: int
    at: datetime
