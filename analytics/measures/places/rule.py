"""By whose rule people are frequent: of one kind of event, or of any of several."""

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import listed
from analytics.store.dataset import Dataset

Rule = tuple[EventKind, ...]
EITHER = "either"


def rules_of(dataset: Dataset) -> dict[str, Rule]:
    """The rules that the dataset's extracts allow, by slug: that of each kind of event,
    and that of any. First the kinds whose extract is of some practices alone, since it
    holds all of their people."""
    there = sorted(dataset.kinds_with_rule, key=lambda kind: not kind.own_list)
    every: list[Rule] = [(kind,) for kind in there]
    if len(there) > 1:
        every.append(dataset.kinds_with_rule)
    return {slug_of(rule): rule for rule in every}


def slug_of(rule: Rule) -> str:
    """ "ae", "gp", or "either" for that of any of several kinds."""
    return rule[0].slug if len(rule) == 1 else EITHER


def called(rule: Rule) -> str:
    """ "A&E", "GP" or "A&E or GP"."""
    return listed((kind.service for kind in rule), "or")
