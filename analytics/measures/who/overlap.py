"""Who attends often by one rule, by another, or by both."""

from itertools import combinations

import ibis
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting.settle import settle
from analytics.measures.counting.use import use
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.measures.who.amounts import cost_title, total_of, with_amount
from analytics.store.dataset import Dataset

BOTH = "Both"


def pairs(dataset: Dataset) -> tuple[tuple[EventKind, EventKind], ...]:
    """Every two kinds of event that the dataset holds, in the order shown."""
    return tuple(combinations(dataset.kinds_with_rule, 2))


def overlap(
    dataset: Dataset, filters: Filters, one: EventKind, other: EventKind
) -> Result:
    """Frequent by the rule of one kind of event alone, of both, of the other alone.

    Columns: group, people, of each kind how many, cost_gbp (where one has a cost);
    at_one and by_either, the people of several groups together.
    """
    scope, two = settle(dataset, filters), (one, other)
    has_cost = bool(with_amount("cost_gbp", two))
    cost = {"cost_gbp": total_of("cost_gbp", _, two).sum()} if has_cost else {}
    people = use(scope)
    first, second = people[one.frequent], people[other.frequent]
    alone = [f"{kind.service} only" for kind in two]
    which = ibis.cases((first & second, BOTH), (first, alone[0]), else_=alone[1])
    found = engine.run(
        dataset,
        people.filter(first | second)
        .group_by(group=which)
        .agg(
            people=_.count(),
            **cost,
            **{kind.used: _[kind.used].sum() for kind in two},
        ),
    )
    frame = found.set_index("group").reindex([alone[0], BOTH, alone[1]]).fillna(0)
    counts = ["people", *(kind.used for kind in two)]
    frame = frame.reset_index().astype(dict.fromkeys(counts, int))
    frame = frame.assign(
        at_one=int(frame.loc[frame["group"] != alone[1], "people"].sum()),
        by_either=int(frame["people"].sum()),
    )
    return result(
        f"overlap_{one.slug}_{other.slug}",
        dataset,
        scope,
        frame,
        (
            Column("group", "Frequent by which rule"),
            Column("people", "People", "count"),
            *(Column(kind.used, kind.called, "count", of="people") for kind in two),
            *(Column(name, cost_title(two), "money", of="people") for name in cost),
            Column("at_one", f"Frequent attenders {one.at}", "count", shown=False),
            Column(
                "by_either", "Frequent attenders by either rule", "count", shown=False
            ),
        ),
        "Frequent attenders by rule",
    )
