"""What an outcome may be measured by: events of a kind, those of them that a coded rule
calls avoidable, nights in hospital and the length of a stay."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from analytics.definitions.avoidable import AvoidableRule, rules
from analytics.definitions.avoidable.rule import as_they_are
from analytics.definitions.event_kinds import EventKind, kind, kinds
from analytics.definitions.event_kinds.stay import days_stayed, is_emergency

STAYS = "inpatient"
A_YEAR, A_STAY = "a person-year", "a stay"


@dataclass(frozen=True)
class Measured:
    """One measure of an outcome.

    slug: in `outcomes.toml`. title: what is counted. kind: of the events. each: what
    its rate is of (A_YEAR, or A_STAY: of the events themselves). fields: without which
    it cannot be asked. holds(rows): which events count, null where a row cannot be
    classed; None: all. amount(rows): what each adds, null where it is not known; None:
    one. prepared(rows): as `AvoidableRule`'s.
    """

    slug: str
    title: str
    kind: EventKind
    each: str = A_YEAR
    fields: tuple[str, ...] = ()
    holds: Callable[[Any], Any] | None = None
    amount: Callable[[Any], Any] | None = None
    prepared: Callable[[Any], Any] = as_they_are

    @property
    def whole(self) -> bool:
        """Whether it is every event of its kind, counted."""
        return self.holds is None and self.amount is None


@lru_cache(maxsize=1)
def measures() -> dict[str, Measured]:
    """Every measure by its slug: each kind of event, each rule of avoidable use, and of
    stays the nights."""
    stay = kind(STAYS)
    every = [Measured(one.slug, one.called, one) for one in kinds()]
    every += [_of(rule) for rule in rules()]
    nights = ("admission_method", "discharged_at")
    every += [
        Measured(
            "bed_days",
            "Nights in hospital",
            stay,
            fields=nights[1:],
            amount=days_stayed,
        ),
        Measured(
            "length_of_stay",
            "Nights of emergency stays",
            stay,
            A_STAY,
            nights,
            is_emergency,
            days_stayed,
        ),
    ]
    return {one.slug: one for one in every}


def measured(slug: str) -> Measured:
    """The measure of that slug. Raises KeyError where there is none."""
    return measures()[slug]


def _of(rule: AvoidableRule) -> Measured:
    return Measured(
        rule.slug,
        rule.title,
        kind(rule.kind),
        A_YEAR,
        rule.fields,
        rule.holds,
        None,
        rule.prepared,
    )
