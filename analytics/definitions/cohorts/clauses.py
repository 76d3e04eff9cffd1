"""The clauses of which a cohort's definition is made, and how each is said.

They say nothing of a dataset: who fits a clause is worked out by `measures.cohorts`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.definitions.diagnosis_groups import GROUP_TITLES
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filter, Of
from analytics.definitions.kinds_of_need import KIND_TITLES
from analytics.definitions.words import listed


@dataclass(frozen=True)
class Aged:
    """Of an age in years, both ends within; None: no limit."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Has:
    """What a declared filter of people, practices or homes keeps with these values."""

    filter: Filter
    values: tuple[str, ...]


@dataclass(frozen=True)
class Used:
    """So many events of a kind in the months before the date fixed; `most` None: no
    upper limit."""

    kind: EventKind
    least: int
    most: int | None
    months: int


@dataclass(frozen=True)
class SeenFor:
    """An event for one of these groups of reasons in the months before the date
    fixed."""

    groups: tuple[str, ...]
    months: int


@dataclass(frozen=True)
class OfNeed:
    """A frequent attender of one of these kinds of need, by the usual rule."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class OnCaseload:
    """Referred to the team before the date fixed, whatever came of it."""


@dataclass(frozen=True)
class AtHome:
    """In a household of which at least so many people fit the definition within."""

    within: "Clause"
    least: int = 1


@dataclass(frozen=True)
class Not:
    """Who does not fit."""

    one: "Clause"


@dataclass(frozen=True)
class All:
    """Who fits each."""

    parts: tuple["Clause", ...]


@dataclass(frozen=True)
class Either:
    """Who fits one or more."""

    parts: tuple["Clause", ...]


Clause = Aged | Has | Used | SeenFor | OfNeed | OnCaseload | AtHome | Not | All | Either


def every(clause: Clause) -> Iterator[Clause]:
    """A clause and all within it."""
    yield clause
    match clause:
        case Not(one) | AtHome(one):
            yield from every(one)
        case All(parts) | Either(parts):
            for part in parts:
                yield from every(part)


def in_words(clause: Clause) -> str:
    """A definition as a sentence goes on: "aged 65 and over, with the long-term
    condition “Asthma”, not on the caseload"."""
    match clause:
        case Aged(low, high):
            return _ages(low, high)
        case Has(one, values):
            said = one.in_words(values)
            return f"registered at {said}" if one.of is Of.PRACTICES else said
        case Used():
            return _used(clause)
        case SeenFor(groups, months):
            names = (f"“{GROUP_TITLES[group].lower()}”" for group in groups)
            return f"seen for {listed(names, 'or')} in {_months(months)}"
        case OfNeed(kinds):
            names = (f"“{KIND_TITLES[kind]}”" for kind in kinds)
            return f"frequent attenders of the kind {listed(names, 'or')}"
        case OnCaseload():
            return "on the caseload"
        case AtHome(within, least):
            who = "somebody" if least == 1 else f"{least} or more people"
            return f"in a household with {who} ({in_words(within)})"
        case Not(one):
            return f"not {_bracketed(one)}"
        case All(parts):
            return ", ".join(
                _bracketed(p) if isinstance(p, Either) else in_words(p) for p in parts
            )
        case Either(parts):
            return " or ".join(
                _bracketed(p) if isinstance(p, All) else in_words(p) for p in parts
            )


def _bracketed(clause: Clause) -> str:
    """In brackets where it would else run into what stands around it."""
    said = in_words(clause)
    return f"({said})" if isinstance(clause, All | Either) else said


def _ages(low: int | None, high: int | None) -> str:
    if high is None:
        return f"aged {low} and over"
    return f"aged up to {high}" if low is None else f"aged {low} to {high}"


def _used(use: Used) -> str:
    what, when = use.kind.called, _months(use.months)
    if use.most == 0:
        return f"with no {what} in {when}"
    if use.most is None and use.least == 1:
        return f"with 1 or more {what} in {when}"
    if use.most is None:
        return f"with more than {use.least - 1} {what} in {when}"
    if use.least == use.most:
        one = use.kind.called_one if use.least == 1 else what
        return f"with {use.least} {one} in {when}"
    if use.least == 0:
        return f"with at most {use.most} {what} in {when}"
    return f"with {use.least} to {use.most} {what} in {when}"


def _months(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"
