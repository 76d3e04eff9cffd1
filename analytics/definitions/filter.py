"""What a filter is: declared once, with all that anybody needs to know of it.

Sidebar, chips, links, named views, command-line flags, "which filter emptied it",
comparators of before and after, and what a meeting may ask are derived from these
declarations. `Filters` (filters.py) holds the values that somebody chose.
"""

from collections.abc import Callable, Mapping, Sequence
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

    def read(self, given: str | Sequence[str]) -> date:
        """A day from text; raises ValueError."""
        return date.fromisoformat(str(given))

    def in_words(self, value: date) -> str:
        """A day as an address has it: "2024-08-31"."""
        return value.isoformat()


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

    def read(self, given: str | Sequence[str]) -> int:
        """A number from text; raises ValueError."""
        return int(str(given))

    def in_words(self, value: int) -> str:
        """A number as an address has it."""
        return str(value)


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

    def read(self, given: str | Sequence[str]) -> tuple[str, ...]:
        """The values from texts, or from one."""
        return (given,) if isinstance(given, str) else tuple(given)

    def in_words(self, value: str) -> str:
        """What a value is called."""
        return self.titles.get(value) or self.called(value)

    def in_order(self, values: Sequence[str]) -> tuple[str, ...]:
        """Each value once, in the order of the titles, so that the same question is
        always put in the same words."""
        each = dict.fromkeys(values)
        known = [one for one in self.titles if one in each]
        return (*known, *(one for one in each if one not in self.titles))


Control = Day | Number | Several


MORE = "More filters"  # where the sidebar keeps those that are not at hand


def _no_words(chosen: Any) -> str:
    return ""


@dataclass(frozen=True)
class Filter:
    """One filter, declared.

    name: in Filters, in the address and in named views. title: on its control and chip.
    of, meeting: see there. control: how it is chosen and what it may hold. default:
    leaves nobody out.

    column: of the people, of the places, or of the kind's events and months, that it
    looks at. keep: the rows it keeps, `keep(rows, chosen)` as an Ibis boolean; rows
    whose column holds one of the chosen values, if not given. named: of places, the
    column that holds what they are called, no two alike; by_name: that is what is
    chosen, not the code. also: of places, the column of names as a file has them, by
    which they are found too where that says which is meant.

    in_words: in the sentence of the filters; takes the values of `together`, in order,
    where it is said and taken off together with others (the first may not be above the
    second). aside: what a meeting calls it when it is set aside. published: what a
    meeting may ask besides the default (PUBLISHED). at_hand: always in sight, not under
    "More filters". flag: on the command line, without dashes; the name if not given.
    parted: the flag's values are parted by commas (not where a value may hold one).
    hint: help of the flag and of the control.
    """

    name: str
    title: str
    of: Of
    meeting: Meeting
    control: Control
    default: Any = ()
    column: str = ""
    keep: Callable[[Any, Any], Any] | None = None
    named: str = ""
    by_name: bool = False
    also: str = ""
    in_words: Callable[..., str] = _no_words
    aside: str = ""
    published: tuple[int, ...] = ()
    at_hand: bool = False
    flag: str = ""
    parted: bool = True
    together: tuple[str, ...] = ()
    hint: str = ""

    def __post_init__(self) -> None:
        if not (isinstance(self.of, Of) and isinstance(self.meeting, Meeting)):
            raise ValueError(f"{self.name}: say what it is of, and what a meeting may.")
        if self.meeting is Meeting.SET_ASIDE and not self.aside:
            raise ValueError(f"{self.name}: say what a meeting calls it (aside).")
        if self.of is Of.EVENTS and not self.column:
            raise ValueError(f"{self.name}: a filter of events needs a column.")

    @property
    def option(self) -> str:
        """Its flag on the command line: "--diagnosis-group"."""
        return "--" + (self.flag or self.name.replace("_", "-"))

    @property
    def noun(self) -> str:
        """Its title within a sentence: "practice", "PCN", "A&E department"."""
        first, _, _ = self.title.partition(" ")
        return self.title if first.isupper() else self.title[0].lower() + self.title[1:]

    @property
    def where(self) -> str:
        """Where in the sidebar it is: "More filters, Seen for"."""
        return self.title if self.at_hand else f"{MORE}, {self.title}"

    @property
    def chosen_by(self) -> str:
        """Of places, the column of the values that are chosen."""
        return self.named if self.by_name else self.column

    @property
    def several(self) -> bool:
        return isinstance(self.control, Several)

    @property
    def follows_data(self) -> bool:
        """Whether its values are those of a dataset, so that a change of dataset
        forgets them."""
        return isinstance(self.control, Day) or (
            isinstance(self.control, Several) and not self.control.titles
        )

    def kept(self, rows: Any, chosen: Any) -> Any:
        """The rows that the chosen values keep: an Ibis boolean of `rows`."""
        if self.keep is not None:
            return self.keep(rows, chosen)
        return rows[self.column].isin(chosen)
