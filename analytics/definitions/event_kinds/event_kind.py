"""What a kind of event is: its table, its times, what counts, what it is called.

Everything that tells one kind of event from another is said once, in such a value.
Load, dataset, measures, figures, pages and command line take a kind and ask it; none
of them asks what a table is called.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analytics.definitions.canonical import Field, Table
from analytics.definitions.event_kinds.episodes import Episodes
from analytics.definitions.event_kinds.part import Part
from analytics.definitions.event_kinds.preset import Preset
from analytics.definitions.event_kinds.price import Price
from analytics.definitions.filter import Filter


@dataclass(frozen=True)
class SecondTime:
    """The other time an event has. field: its column, such as `departed_at`.

    ends: it is when the event was over, so that the minutes between are kept and an end
    before the start, or more than longest_days after it, is told: early says so, and
    lost what is then not counted. over_days: days between are usual, and open ends are
    of those who have not left yet.
    """

    field: str
    ends: bool = False
    longest_days: int = 7
    early: str = "The end is before the start, or too long after it,"
    lost: str = "how long it took is not counted"
    over_days: bool = False


@dataclass(frozen=True)
class Reason:
    """Why the person came, as coded: the fields of code, term and code system, the
    stored column of its diagnosis group, and what it is called ("diagnosis")."""

    code: str
    term: str
    system: str
    group: str
    called: str

    @property
    def fields(self) -> tuple[str, str, str]:
        return self.code, self.term, self.system


@dataclass(frozen=True)
class Counted:
    """Which rows count: those whose `field` holds one of `values`.

    empty: rows without a value count too. by_filter: the field is a filter as well, so
    that each question decides (`Filters`); else the load decides, once. Where an
    extract does not have the field at all, every row counts. nothing and remedy: what
    is said where no row counts.
    """

    field: str
    values: tuple[str, ...]
    empty: bool
    by_filter: bool
    nothing: str
    remedy: str


@dataclass(frozen=True)
class Repeats:
    """When rows of one person are one event, and which of them is kept.

    with_number: what must be the same where rows have a number of their own, at
    whatever time: the row sent last takes the place of the others. without: what must
    be the same of rows at one time of day where they have none; keep: SQL order, the
    first of them is kept. Rows with neither a number nor a time of day are never one.
    """

    with_number: tuple[str, ...]
    without: tuple[str, ...]
    keep: str


@dataclass(frozen=True)
class Needed:
    """A field the pages use: its stored name, its title, and how much hangs on it.

    weight: 3 changes the headline figures, 2 changes a page, 1 is worth knowing, 0 is
    for the table alone. told: what its gaps do to the answers, where the contract's
    word for a column that is not there at all does not fit. seldom: many systems code
    few, so that gaps are told later.
    """

    name: str
    title: str
    weight: int
    told: str = ""
    seldom: bool = False


@dataclass(frozen=True)
class EventKind:
    """A kind of event, such as an A&E attendance.

    slug: in addresses, flags and column names. service: where people go ("A&E"), and at
    in words ("at A&E"). one, many: what is counted ("attendance"). record, records: a
    row of the extract ("appointment"). table: the canonical table. time: the field that
    says when. number: the field of an event's own number. months_count: the column of
    the months table. more_than: the usual rule in twelve months, by which people are
    frequent attenders; None: nobody is one by this kind. bands: where the bars of "how
    many a year" begin; least: attendances below which a person is left out of the
    course of a very large dataset. own_list: the extract holds some practices only, so
    that people registered elsewhere were not observed. round_the_clock: people come at
    any hour of any day; else on working days, by appointment. empty_days: in a row,
    above which the extract seems to have a gap. unit_cost: key of the national unit
    cost; prices: which one an event takes, where they differ. parts: of its events that
    ought to be alike for every group. episodes: how rows become one event, where one
    may have several. booked_ahead: an extract holds appointments still to come, which
    do not count yet. in_hospital: it is a hospital's. days(rows): nights that an event
    took a bed, null where that is not known; None where it takes none.
    """

    slug: str
    service: str
    at: str
    one: str
    many: str
    record: str
    records: str
    table: Table
    time: str
    more_than: int | None = None
    number: str = ""
    second: SecondTime | None = None
    reason: Reason | None = None
    counted: Counted | None = None
    repeats: Repeats = Repeats((), (), "")
    filters: tuple[Filter, ...] = ()
    presets: tuple[Preset, ...] = ()
    needed: tuple[Needed, ...] = ()
    bands: tuple[int, ...] = (1, 2, 3, 6, 11, 21)
    least: int = 3
    own_list: bool = False
    round_the_clock: bool = False
    empty_days: int = 6
    unit_cost: str = ""
    prices: tuple[Price, ...] = ()
    parts: tuple[Part, ...] = ()
    episodes: Episodes | None = None
    booked_ahead: bool = False
    in_hospital: bool = False
    days: Callable[[Any], Any] | None = None

    def __hash__(self) -> int:
        return hash(self.slug)

    @property
    def called(self) -> str:
        """ "A&E attendances"."""
        return f"{self.service} {self.many}"

    @property
    def called_one(self) -> str:
        """ "A&E attendance"."""
        return f"{self.service} {self.one}"

    @property
    def has_rule(self) -> bool:
        """Whether it says who is a frequent attender."""
        return self.more_than is not None

    @property
    def used(self) -> str:
        """The column of `measures.counting.use`: "ae_attendances"."""
        return f"{self.slug}_{self.many.replace(' ', '_')}"

    @property
    def frequent(self) -> str:
        """The column that says who is frequent by the rule: "frequent_ae"."""
        return f"frequent_{self.slug}"

    @property
    def rule(self) -> str:
        """The filter that holds the rule: "ae_more_than"."""
        return f"{self.slug}_more_than"

    @property
    def months(self) -> str:
        """The table of what was counted, by person and month: "ae_months"."""
        return f"{self.slug}_months"

    @property
    def months_count(self) -> str:
        """The column of the months table that holds how many: "attendances"."""
        return self.many.replace(" ", "_")

    @cached_property
    def months_by(self) -> tuple[str, ...]:
        """The columns by which months are kept apart, so that filters can choose."""
        return tuple(one.column for one in self.filters)

    @cached_property
    def coded(self) -> tuple[str, ...]:
        """The fields held as codes: categories, codes and texts that are no reason."""
        reason = self.reason.fields if self.reason else ()
        return tuple(
            field.name
            for field in self.table.fields
            if field.kind in ("code", "category", "text") and field.name not in reason
        )

    @cached_property
    def numbers(self) -> tuple[Field, ...]:
        """The fields that hold numbers, each with a unit."""
        return tuple(field for field in self.table.fields if field.unit)

    @property
    def ends(self) -> bool:
        """Whether it is known when the event was over, so that it lasted minutes."""
        return self.second is not None and self.second.ends

    @property
    def costs(self) -> bool:
        """Whether the extract can say what one cost."""
        return self.table.has("cost_gbp")

    @cached_property
    def sums(self) -> dict[str, str]:
        """Amounts that are added up, and the column that counts how many had one."""
        found = {"cost_gbp": "costed"} if self.costs else {}
        return found | ({"minutes": "timed"} if self.ends else {})

    def sum_of(self, amount: str) -> str:
        """The column of `use` with an amount of this kind: "ae_cost_gbp"."""
        return f"{self.slug}_{amount}"
