"""Tables of text cells that damages are applied to, and what is true of them.

Everybody is made up; NHS numbers begin with 9 and pass modulus 11, which no living
person's does.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True)
class Person:
    """Somebody made up. local: the hospital's own number."""

    nhs: str
    local: str
    born: date
    sex: str
    practice: str
    area: str


@dataclass(frozen=True)
class Event:
    """What truly happened: one appointment or attendance.

    who: place in the list of people. what: status of an appointment, category of an
    attendance. minutes: its length or the stay. system: the list that the code is of.
    """

    kind: str  # gp or ae
    who: int
    day: date
    minute: int
    what: str
    practice: str
    minutes: int
    number: str
    code: str = ""
    term: str = ""
    cost: float | None = None
    role: str = ""
    acuity: str = ""
    disposal: str = ""
    system: str = ""


@dataclass
class Sheet:
    """A table of text cells; keys: the event of each row, None where it is nobody's.

    as_text: headers of columns that a workbook holds as text, whatever they look like.
    """

    headers: list[str]
    rows: list[list[str]]
    keys: list[int | None]
    as_text: set[str] = field(default_factory=set)

    def at(self, header: str) -> int:
        """Where a column stands."""
        return self.headers.index(header)

    def column(self, header: str) -> list[str]:
        """The cells under a header."""
        where = self.at(header)
        return [row[where] for row in self.rows]

    def change(self, header: str, how: Callable[[str], str], rows=None) -> None:
        """Rewrite the cells under a header, in all rows or some; a workbook then holds
        them as text."""
        where = self.at(header)
        for number in range(len(self.rows)) if rows is None else rows:
            self.rows[number][where] = how(self.rows[number][where])
        self.as_text.add(header)

    def add(self, header: str, cells, at: int | None = None) -> None:
        """Put in a column."""
        where = len(self.headers) if at is None else at
        self.headers.insert(where, header)
        for row, cell in zip(self.rows, cells, strict=True):
            row.insert(where, cell)

    def drop(self, *headers: str) -> None:
        """Take columns out."""
        for header in headers:
            where = self.at(header)
            del self.headers[where]
            for row in self.rows:
                del row[where]

    def name(self, header: str, new: str) -> None:
        """Give a column another header."""
        self.headers[self.at(header)] = new
        if header in self.as_text:
            self.as_text.add(new)

    def only(self, keep) -> None:
        """Keep the rows of these places, in this order."""
        kept = list(keep)
        self.rows = [list(self.rows[n]) for n in kept]
        self.keys = [self.keys[n] for n in kept]

    def part(self, keep) -> "Sheet":
        """A copy with some of the rows."""
        copy = Sheet(list(self.headers), self.rows, self.keys, set(self.as_text))
        copy.only(keep)
        return copy


@dataclass
class Extracts:
    """What is given to a load, and what is true: people and events by key."""

    people: list[Person]
    events: dict[int, Event]
    sheets: dict[str, Sheet]
    names: dict[str, tuple[str, str]]  # practice → name, PCN

    def lose(self, table: str, rows) -> None:
        """The events of these rows are not to be counted (the rows stay)."""
        for number in rows:
            self.events.pop(self.sheets[table].keys[number], None)

    def alter(self, table: str, rows, **what) -> None:
        """What is true of the events of these rows is something else."""
        for number in rows:
            key = self.sheets[table].keys[number]
            if key in self.events:
                self.events[key] = replace(self.events[key], **what)

    def some(self, table: str, share: float, seed: int) -> list[int]:
        """Places of a share of a table's rows, at random, in order: of rows that stand
        for an event, where it is a table of events."""
        rows = range(len(self.sheets[table].rows))
        if table in ("gp", "ae"):
            rows = [n for n in rows if self.sheets[table].keys[n] in self.events]
        return sorted(random.Random(seed).sample(rows, max(1, int(len(rows) * share))))


def nhs_number(body: int) -> str | None:
    """Ten digits from nine, with the check digit; None where there is none (modulus
    11)."""
    nine = f"{body:09d}"
    rest = (
        11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
    ) % 11
    return None if rest == 10 else nine + str(rest)


def clock(minute: int) -> str:
    """09:05."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def day(when: date) -> str:
    """31/12/2023."""
    return f"{when:%d/%m/%Y}"


def age(born: date, on: date) -> int:
    """Whole years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
