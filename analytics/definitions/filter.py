"""What a filter is: declared once, with all that anybody needs to know of it.

Sidebar, chips, links, named views, command-line flags, "which filter emptied it",
comparators of before and after, and what a meeting may ask are derived from these
declarations. `Filters` (filters.py) holds the values that somebody chose.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any


class Of(Enum):
    """What a filter is of; it decides where the filter applies.

    RULE: who is frequent, and in which window. PRACTICES: where people are registered.
    HOMES: where they live. PEOPLE: what they are. USE: what they came for in the
    window, so that nobody may be chosen by it for what came later. EVENTS: which events
    count.
    """

    RULE = "rule"
    PRACTICES = "practices"
    HOMES = "homes"
    PEOPLE = "people"
    USE = "use"
    EVENTS = "events"


WHO = (Of.PRACTICES, Of.HOMES, Of.PEOPLE, Of.USE)


class Meeting(Enum):
    """What a meeting may do with a filter (`disclosure.meeting` says why).

    YEAR_END: the window ends where the dataset's last year does, or years before.
    USUAL: always as usual. PUBLISHED: as usual, or in a large dataset a published rule
    that its preset allows. ONE_PLACE: one value of one such filter. SET_ASIDE: never.
    """

    YEAR_END = "year end"
    USUAL = "usual"
    PUBLISHED = "published"
    ONE_PLACE = "one place"
    SET_ASIDE = "set aside"


@dataclass(frozen=True)
class Day:
    """A control for a day."""

    wanted: str = "a day such as 2024-08-31"

    def fault(self, value: Any) -> str:
        """What was expected, where the value is no day; "" where it is."""
        good = value is None or isinstance(value, date)
        return "" if good else self.wanted

    def read(self, text: str) -> date:
        """A day from the text of a flag or address; raises ValueError."""
        return date.fromisoformat(text)


@dataclass(frozen=True)
class Number:
    """A control for a whole number from low to high; may be empty where `empty`."""

    low: int
    high: int
    empty: bool = False

    @property
    def wanted(self) -> str:
        return f"a whole number from {self.low} to {self.high}"

    def fault(self, value: Any) -> str:
        """What was expected, where the value is no such number; "" where it is."""
        if value is None and self.empty:
            return ""
        whole = isinstance(value, int) and not isinstance(value, bool)
        return "" if whole and self.low <= value <= self.high else self.wanted

    def read(self, text: str) -> int:
        """A number from the text of a flag or address; raises ValueError."""
        return int(text)


@dataclass(frozen=True)
class Several:
    """A control for several values: those of `titles`, or what the data hold.

    titles: value → what it is called on screen. called: the same for values that the
    data hold. at_least_one: none chosen means the default, never nobody.
    """

    titles: Mapping[str, str] = field(default_factory=dict, hash=False)
    called: Callable[[str], str] = str
    at_least_one: bool = False

    @property
    def wanted(self) -> str:
        return f"one or more of {', '.join(self.titles)}"

    def fault(self, value: Any) -> str:
        """What was expected, where a value is not one of the titles; "" where all
        are."""
        if self.at_least_one and not value:
            return f"at least one of {', '.join(self.titles)}"
        if not isinstance(value, tuple):
            return "several values"
        strange = [one for one in value if self.titles and one not in self.titles]
        return self.wanted if strange else ""

    def in_words(self, value: str) -> str:
        """What a value is called."""
        return self.titles.get(value) or self.called(value)


Control = Day | Number | Several


def _no_words(chosen: Any) -> str:
    return ""


@dataclass(frozen=True)
class Filter:
    """One filter, declared.

    name: in Filters, in the address and in named views. title: on its control and chip.
    of, meeting: see there. control: how it is chosen and what it may hold. default:
    leaves nobody out. column: of the people, of the areas or practices, or of the
    kind's events and months, that it looks at. keep: the rows it keeps, `keep(rows,
    chosen)` as an Ibis boolean; rows whose column holds one of the chosen values, if
    not given. in_words: in the sentence of the filters. aside: what a meeting calls it
    when it is set aside. flag: on the command line, without dashes; the name if not
    given. parted: the flag's values are parted by commas (names may hold one, so places
    are not). together: the filter it is said and taken off with. hint: help of the flag
    and of the control. follows_data: its values are those of a dataset, so that a
    change of dataset forgets them.
    """

    name: str
    title: str
    of: Of
    meeting: Meeting
    control: Control
    default: Any = ()
    column: str = ""
    keep: Callable[..., Any] | None = None
    in_words: Callable[[Any], str] = _no_words
    aside: str = ""
    flag: str = ""
    parted: bool = True
    together: str = ""
    hint: str = ""

    def __post_init__(self) -> None:
        if self.meeting is Meeting.SET_ASIDE and not self.aside:
            raise ValueError(f"{self.name}: say what a meeting calls it (aside).")
        if self.of is Of.EVENTS and not self.column:
            raise ValueError(f"{self.name}: a filter of events needs a column.")

    @property
    def option(self) -> str:
        """Its flag on the command line: "--diagnosis-group"."""
        return "--" + (self.flag or self.name.replace("_", "-"))

    @property
    def several(self) -> bool:
        return isinstance(self.control, Several)

    @property
    def follows_data(self) -> bool:
        """Whether its values are those of a dataset."""
        return isinstance(self.control, Day) or (
            isinstance(self.control, Several) and not self.control.titles
        )

    def kept(self, rows: Any, chosen: Any) -> Any:
        """The rows that the chosen values keep: an Ibis boolean of `rows`."""
        if self.keep is not None:
            return self.keep(rows, chosen)
        return rows[self.column].isin(chosen)
