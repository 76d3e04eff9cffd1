"""Avoidable use: rules by published codes, each a property of an event.

They say that care elsewhere might have done, of this attendance or admission, as coded.
They say nothing about the person, and nothing about whether care elsewhere was there to
be had. Each row is of the rule, not of it, or could not be classed.
"""

from functools import lru_cache

from analytics.definitions.avoidable import acsc, ae, stays
from analytics.definitions.avoidable.rule import AvoidableRule

__all__ = ["AvoidableRule", "rule_called", "rules"]


@lru_cache(maxsize=1)
def rules() -> tuple[AvoidableRule, ...]:
    """Every rule, in the order shown."""
    return (ae.rule(), acsc.rule(), *stays.rules())


def rule_called(slug: str) -> AvoidableRule:
    """The rule of that slug. Raises KeyError where there is none."""
    return {one.slug: one for one in rules()}[slug]
