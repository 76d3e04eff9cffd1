"""What is decided about a person, what was written of it, and where people stand by
it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from analytics.definitions.pathway import OPEN, Status

TAKEN_BACK = "taken back"  # what is written in the place of a status


@dataclass(frozen=True)
class Decision:
    """What somebody decides about a person.

    person: the pseudonym. status: where the offer stands from `on`; None: the decision
    before is taken back. owner: who sees to it (a code, initials or role, never a
    person's name). by: who decides. seen: how many decisions about this person were
    known when it was made.
    """

    person: str
    status: Status | None
    on: date
    owner: str = ""
    reason: str = ""
    note: str = ""
    by: str = ""
    seen: int = 0


@dataclass(frozen=True)
class Entry:
    """A decision as it was written: its number among all, its place (`nth`, from 1)
    among those about the person, and when (UTC)."""

    decision: Decision
    number: int
    nth: int
    at: datetime


@dataclass(frozen=True)
class Person:
    """All that was written about one person, oldest first."""

    entries: tuple[Entry, ...] = ()

    @cached_property
    def standing(self) -> tuple[Entry, ...]:
        """What stands: without what was taken back."""
        found: list[Entry] = []
        for entry in self.entries:
            if entry.decision.status is not None:
                found.append(entry)
            elif found:
                found.pop()
        return tuple(found)

    @property
    def last(self) -> Decision | None:
        """The decision that stands; None: not decided yet."""
        return self.standing[-1].decision if self.standing else None

    @property
    def status(self) -> Status | None:
        return self.last.status if self.last else None

    @property
    def seen(self) -> int:
        """How many decisions there are, those taken back and the taking back too."""
        return len(self.entries)

    def offers(self) -> Iterator[tuple[Decision, ...]]:
        """What stands, parted into offers: one that follows a closed one is new."""
        offer: list[Decision] = []
        for entry in self.standing:
            if offer and offer[-1].status not in OPEN:
                yield tuple(offer)
                offer = []
            offer.append(entry.decision)
        if offer:
            yield tuple(offer)


NOBODY = Person()


@dataclass(frozen=True)
class Standing:
    """Where the people of a dataset stand. dataset: its name; people: by pseudonym.
    of_other_keys: how many people were decided on under another key of the pseudonyms,
    so that nobody can say who of the dataset they are.

    Two are equal if the same was written: history only grows.
    """

    dataset: str
    people: dict[str, Person]
    of_other_keys: int = 0

    def of(self, person: str) -> Person:
        return self.people.get(person, NOBODY)

    @cached_property
    def known_by(self) -> str:
        """A hash of all that was written."""
        told = hashlib.sha256(f"{self.dataset} {self.of_other_keys}".encode())
        for person in sorted(self.people):
            for entry in self.people[person].entries:
                told.update(repr(entry).encode())
        return told.hexdigest()

    @property
    def decided(self) -> dict[str, Person]:
        """Those about whom something stands."""
        return {who: one for who, one in self.people.items() if one.standing}

    @property
    def owners(self) -> list[str]:
        """Who sees to somebody, in order."""
        return self._words("owner")

    @property
    def reasons(self) -> list[str]:
        """The reasons given so far, in order."""
        return self._words("reason")

    def _words(self, name: str) -> list[str]:
        found = {
            getattr(entry.decision, name)
            for one in self.people.values()
            for entry in one.standing
        }
        return sorted(found - {""}, key=str.casefold)

    def __hash__(self) -> int:
        return hash(self.known_by)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Standing) and self.known_by == other.known_by
