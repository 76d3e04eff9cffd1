"""What a damage is: one thing that happens to real extracts, small, named, and with
what may become of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.damage.extracts import Extracts
from tests.damage.writing import FORMATS, How

RIGHT, TOLD, STOPPED = "right", "told", "stopped"
ANY = (RIGHT, TOLD, STOPPED)
WORKBOOKS = ("xlsx", "xls")


@dataclass
class Given:
    """What a load is given, while damages work on it.

    extracts: the tables and what is true of them. how: how each is written. kind: the
    format. files: flag → paths, once written. flags: more of the command line.
    """

    extracts: Extracts
    kind: str
    folder: Path
    how: dict[str, How] = field(default_factory=dict)
    files: dict[str, list[Path]] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)

    def sheet(self, table: str):
        """A table as it stands."""
        return self.extracts.sheets[table]


@dataclass(frozen=True)
class Damage:
    """One damage of real life.

    name: short, in words. where: the system or habit that it comes from. cells: does it
    to the tables, files: to the files once written. touches: what it works on; two
    damages of one thing are not tried together. spoils: the answers that may be wrong
    where the load says why. told: what counts as saying why, in a problem, a note, a
    reason for leaving out, or a finding of Quality (regular expressions, small
    letters). stop: the same for a load that stops; else as told. must_tell: right
    answers are not enough, since rows are left out or doubtful. rows: how many rows
    must be said, within a twentieth (0: any). may: what may become of it. opens: each
    question must be answered with the defaults too. alone: is never tried with another.
    unasked: answers that nobody can know then.
    """

    name: str
    where: str
    cells: Callable[[Given], None] | None = None
    files: Callable[[Given], None] | None = None
    formats: tuple[str, ...] = FORMATS
    touches: tuple[str, ...] = ()
    spoils: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    stop: tuple[str, ...] = ()
    must_tell: bool = False
    rows: int = 0
    may: tuple[str, ...] = ANY
    opens: bool = False
    alone: bool = False
    unasked: tuple[str, ...] = ()
    group: str = ""

    def says(self, text: str) -> bool:
        """Whether a message names this damage."""
        return any(re.search(word, text.lower()) for word in self.told)

    def says_why_it_stopped(self, text: str) -> bool:
        """Whether a message that stops names this damage."""
        words = self.stop or self.told
        return any(re.search(word, text.lower()) for word in words)

    def goes_with(self, other: "Damage") -> bool:
        """Whether both can be done to the same extracts."""
        apart = not set(self.touches) & set(other.touches)
        return apart and not (self.alone or other.alone or self.name == other.name)
