"""Filters: which rule, which window, which people. One frozen value that every measure
takes; which filters there are is declared in this folder."""

import calendar
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from analytics.definitions.event_kinds import EventKind, kinds_with_rule
from analytics.definitions.filter import WHO, Filter, Of, Several
from analytics.definitions.filters.people import PEOPLE, USE
from analytics.definitions.filters.places import GROUPS, HOMES, PLACES
from analytics.definitions.filters.rule import AS_AT, MONTHS, more_than
from analytics.definitions.words import day_in_words
from analytics.errors import InputError, Problem

FURTHER: list[Filter] = []  # see also_filter


def declared(*of: Of) -> tuple[Filter, ...]:
    """Every filter there is, in the order of sidebar and sentence; or those of some
    sort."""
    every = _declared(kinds_with_rule(), tuple(FURTHER))
    return tuple(one for one in every.values() if one.of in of or not of)


@lru_cache
def _declared(
    kinds_there_are: tuple[EventKind, ...], further: tuple[Filter, ...]
) -> dict[str, Filter]:
    rules = [more_than(kind) for kind in kinds_there_are]
    events = [one for kind in kinds_there_are for one in kind.filters]
    every = [*rules, AS_AT, MONTHS, *PLACES, *HOMES, *PEOPLE, *USE, *events, *further]
    order = list(Of)
    every.sort(key=lambda one: order.index(one.of))
    return {one.name: one for one in every}


def filter_called(name: str) -> Filter:
    """The filter of that name. Raises KeyError where there is none."""
    return _declared(kinds_with_rule(), tuple(FURTHER))[name]


@contextmanager
def also_filter(one: Filter) -> Iterator[Filter]:
    """A further filter for as long as the block runs: to try one out."""
    FURTHER.append(one)
    try:
        yield one
    finally:
        FURTHER.remove(one)


@dataclass(frozen=True, init=False, repr=False)
class Filters:
    """The rule and window, and who is looked at.

    `Filters(months=6, pcn=("Central Basildon",))`: each filter of `declared()` is a
    keyword and an attribute; those not given are at their default, which leaves nobody
    out. Equal and hashable by what was chosen. Raises InputError with every fault at
    once.

    as_at: last day of the window; None: the dataset's default, the end of the last
    month complete in every extract. months: length of the window. `<kind>_more_than`: a
    frequent attender has more than this many.
    """

    chosen: tuple[tuple[str, Any], ...]

    def __init__(self, **values: Any) -> None:
        every = {one.name: one for one in declared()}
        if strange := [name for name in values if name not in every]:
            raise TypeError(f"There is no filter called {', '.join(strange)}.")
        in_order = {
            name: _in_order(every[name], value) for name, value in values.items()
        }
        chosen = tuple(
            (name, in_order[name])
            for name, one in every.items()
            if name in in_order and in_order[name] != one.default
        )
        object.__setattr__(self, "chosen", chosen)
        if faults := _faults(self, every.values()):
            raise InputError(faults)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "chosen":
            raise AttributeError(name)
        for chosen, value in self.chosen:
            if chosen == name:
                return value
        try:
            return filter_called(name).default
        except KeyError as fault:
            raise AttributeError(str(fault)) from None

    def __repr__(self) -> str:
        return f"Filters({', '.join(f'{name}={v!r}' for name, v in self.chosen)})"

    def with_(self, **changes: Any) -> "Filters":
        """The same filters with some changed."""
        return Filters(**(dict(self.chosen) | changes))

    def cleared(self, *of: Of) -> "Filters":
        """The same filters without those of some sort."""
        return self.without(*(one.name for one in declared(*of)))

    def without(self, *names: str) -> "Filters":
        """The same filters without those of some names."""
        return Filters(**{name: v for name, v in self.chosen if name not in names})

    def only(self, *of: Of) -> "Filters":
        """Of the same filters, those of some sort alone."""
        return self.cleared(*(one for one in Of if one not in of))

    @property
    def of_everybody(self) -> "Filters":
        """The same rule, window and events, of everybody in the dataset."""
        return self.cleared(*WHO)

    def of(self, *of: Of) -> tuple[tuple[Filter, Any], ...]:
        """The filters of some sort that are chosen, each with its value."""
        values = dict(self.chosen)
        return tuple(
            (one, values[one.name]) for one in declared(*of) if one.name in values
        )

    @property
    def of_one_group(self) -> bool:
        """Whether one ICB, place or PCN is chosen, and nothing else but a day."""
        chosen = self.without("as_at").chosen
        names = {group.name for group in GROUPS}
        return len(chosen) == 1 and chosen[0][0] in names and len(chosen[0][1]) == 1

    def more_than(self, kind: EventKind) -> int:
        """The rule of a kind of event: a frequent attender has more than this many."""
        return int(getattr(self, kind.rule))

    @property
    def start(self) -> date:
        """First day of the window. Needs `as_at`."""
        return months_before(self.end, self.months)

    @property
    def end(self) -> date:
        """The day after the window. Needs `as_at`."""
        last: date = self.as_at
        return last + timedelta(days=1)

    @property
    def whole_months(self) -> bool:
        """Whether the window is made of whole calendar months."""
        return self.end.day == 1

    @property
    def narrowed(self) -> tuple[str, ...]:
        """Names of the filters that leave somebody or something out, as declared."""
        return tuple(one.name for one, _value in self.of(*WHO, Of.EVENTS))

    @property
    def own_rule(self) -> bool:
        """Whether the number above which people are frequent is not the usual one."""
        return any(self.more_than(kind) != kind.more_than for kind in kinds_with_rule())

    def period(self) -> str:
        """ "the 12 months to 31 August 2024"."""
        months = "month" if self.months == 1 else f"{self.months} months"
        return f"the {months} to {day_in_words(self.as_at)}"

    def who(self) -> str:
        """The people and events looked at, as words."""
        parts = [words(self, one) for one, _value in self.of(Of.PRACTICES)][-1:]
        others = self.of(Of.HOMES, Of.PEOPLE, Of.USE, Of.EVENTS)
        parts += [words(self, one) for one, _value in others]
        return "; ".join(dict.fromkeys(parts)) or "everyone in the extracts"

    def rule_in_words(self) -> str:
        """ "more than 10 A&E attendances, or more than 25 GP visits"."""
        return ", or ".join(
            f"more than {self.more_than(kind)} {kind.called}"
            for kind in kinds_with_rule()
        )

    def sentence(self) -> str:
        """The one line used in captions, exports and logs. Needs `as_at`."""
        rule = self.rule_in_words()
        return f"{rule[:1].upper()}{rule[1:]}, in {self.period()}; {self.who()}."

    def arguments(self) -> dict[str, str | list[str]]:
        """The filters that differ from the defaults, as text for an address.

        Several values are a list, since the name of a place may hold a comma.
        """
        return {
            name: list(value) if isinstance(value, tuple) else str(value)
            for name, value in self.chosen
        }


def words(filters: Filters, one: Filter) -> str:
    """A chosen filter in words; with those it is said together with, if any."""
    names = one.together or (one.name,)
    return one.in_words(*(getattr(filters, name) for name in names))


def _in_order(one: Filter, value: Any) -> Any:
    """Values in the order of their titles; what is no such value, as it is."""
    if isinstance(one.control, Several) and isinstance(value, tuple):
        return one.control.in_order(value)
    return value


def _faults(filters: Filters, every: Iterable[Filter]) -> list[Problem]:
    faults = []
    for one in every:
        value = getattr(filters, one.name)
        if wanted := one.control.fault(value):
            faults.append(_fault(one.name, wanted, value))
    pairs = {one.together for one in every if one.together}
    for low, high in () if faults else sorted(pairs):
        least, most = getattr(filters, low), getattr(filters, high)
        if None not in (least, most) and least > most:
            faults.append(_fault(high, f"{least} or more", most))
    return faults


def _fault(name: str, wanted: str, value: Any) -> Problem:
    called = name.replace("_", "-").capitalize()
    return Problem(
        rule="filter",
        found=f"{called}: expected {wanted}, found {value!r}.",
        remedy=f"Give {wanted}.",
    )


def months_before(day: date, months: int) -> date:
    """The same day of the month some months earlier, or that month's last day.

    >>> months_before(date(2024, 3, 31), 1)
    datetime.date(2024, 2, 29)
    """
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
