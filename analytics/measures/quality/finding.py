"""What a finding of quality is: a flaw of some sort, where it is, and its numbers."""

from dataclasses import dataclass
from typing import Any

from analytics.definitions.event_kinds import EventKind


@dataclass(frozen=True)
class Flaw:
    """A sort of flaw and how it is told, declared beside the check that looks for it.

    name: in `python -m analytics quality --json`. so: what is so; means: what that
    means for the answers. Both are sentences without capital and stop, with the words
    of a finding in braces (`figures.quality.findings.words_of` says which there are),
    so that they are told of protected numbers.
    """

    name: str
    so: str
    means: str


@dataclass(frozen=True)
class Finding:
    """A flaw that was found.

    weight: 3 changes the headline figures, 2 changes a page, 1 is worth knowing. where:
    the extract in words. kind: of event whose extract it is, and other: the one it is
    held against; None where it is of no kind's. subject: field, place or places in
    words; month: in words. The numbers are those that the flaw has: rows and of,
    rows_before and of_before, number (of places) and number_of.
    """

    flaw: Flaw
    weight: int
    where: str
    kind: EventKind | None = None
    other: EventKind | None = None
    subject: str = ""
    month: str = ""
    rows: float | None = None
    of: float | None = None
    rows_before: float | None = None
    of_before: float | None = None
    number: float | None = None
    number_of: float | None = None

    def as_row(self) -> dict[str, Any]:
        """A row of `findings`."""
        names = ("weight", "subject", "month", *NUMBERS)
        return {name: getattr(self, name) for name in names} | {
            "kind": self.flaw.name,
            "extract": self.where,
            "slug": self.kind.slug if self.kind else "",
            "other": self.other.slug if self.other else "",
        }


NUMBERS = ("rows", "of", "rows_before", "of_before", "number", "number_of")
