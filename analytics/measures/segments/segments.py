"""The kinds of need among a dataset's frequent attenders, as tables for display."""

from functools import lru_cache

import pandas as pd

from analytics.definitions.event_kinds import GP, EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting.features import features
from analytics.measures.counting.settle import settle
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.segments.cards import CONTACTS, Card, each
from analytics.methods.segments.rules import cards_by_rule
from analytics.methods.segments.segmentation import Segmentation, segment
from analytics.store.dataset import Dataset

MANY = 0.2  # of those frequent at A&E


# Keyed on the dataset's fingerprint; several figures share one answer, and both ways of
# grouping the same people.
@lru_cache(maxsize=4)
def _people(dataset: Dataset, filters: Filters) -> pd.DataFrame:
    return features(dataset, settle(dataset, filters))


@lru_cache(maxsize=16)
def segmentation(
    dataset: Dataset, filters: Filters, every_copy: bool = False
) -> Segmentation:
    """The kinds of need found in the data among the frequent attenders in scope.
    every_copy: as for `methods.segments.cluster.group`."""
    return segment(_people(dataset, filters), every_copy=every_copy)


@lru_cache(maxsize=16)
def kinds_by_rule(dataset: Dataset, filters: Filters) -> tuple[Card, ...]:
    """The published kinds of need among the frequent attenders in scope."""
    return cards_by_rule(
        _people(dataset, filters), settle(dataset, filters).filters.months
    )


def _cards(dataset: Dataset, filters: Filters, by: str) -> tuple[Card, ...]:
    if by == "data":
        return segmentation(dataset, filters).segments
    return kinds_by_rule(dataset, filters)


def cards(dataset: Dataset, filters: Filters, by: str = "data") -> Result:
    """One row a segment: how many, how old, how much use, why, at what cost.

    by: "data" (groups found in it, largest first; none where nothing is stable) or
    "rule" (the published kinds, in the order in which they are tried).
    """
    chosen = _cards(dataset, filters, by)
    rows = [
        {
            "name": card.name,
            "people": card.people,
            "everyone": sum(one.people for one in chosen),
            "share": None,
            "median_age": card.median_age,
            **{kind.used: n for kind, n in zip(CONTACTS, card.used, strict=True)},
            **{each(kind): None for kind in CONTACTS},
            "cost_gbp": card.cost_gbp,
            "overlap": card.overlap,
            "verdict": card.verdict,
            "definition": card.definition,
            "source": card.source,
        }
        for card in chosen
    ]
    columns = _columns(
        by, [kind for kind in CONTACTS if kind in dataset.kinds_with_rule]
    )
    table = pd.DataFrame(
        rows, columns=list(rows[0]) if rows else [c.name for c in columns]
    )
    for column in columns:
        if column.kind != "label":
            table[column.name] = table[column.name].astype("float64")
    table = table[[column.name for column in columns]]
    measure = (
        "Frequent attenders in groups found in the data"
        if by == "data"
        else "Frequent attenders by the kinds of need known from the literature"
    )
    return result(
        f"segments_by_{by}",
        dataset,
        settle(dataset, filters),
        table,
        columns,
        measure,
        _notes(dataset, segmentation(dataset, filters)) if by == "data" else (),
    )


def _notes(dataset: Dataset, found: Segmentation) -> tuple[str, ...]:
    """What the groups found in the data are worth."""
    if not (found.found and GP in dataset.kinds_with_rule and found.without_gp > MANY):
        return (found.in_words(),)
    return (
        found.in_words(),
        "Many who attend A&E often have no GP visit in the window: the GP extract "
        "may not cover their practices.",
    )


def _columns(by: str, there: list[EventKind]) -> tuple[Column, ...]:
    """The columns of `cards`: use of a service only where its extract is loaded."""
    use: list[Column] = []
    for kind in there:
        use += [
            Column(kind.used, kind.called, "count", of="people"),
            Column(each(kind), f"{kind.service} each", "ratio", kind.used, "people"),
        ]
        if kind.costs:
            title = f"{kind.service} cost"
            use.append(Column("cost_gbp", title, "money", of="people"))
    return (
        Column("name", "Segment"),
        Column("people", "People", "count"),
        Column("share", "Share of people", "percent", "people", "everyone"),
        Column("median_age", "Median age", "number", decimals=0, of="people"),
        *use,
        *(
            (
                Column(
                    "overlap",
                    "Overlap when drawn again",
                    "number",
                    decimals=2,
                    of="people",
                ),
                Column("verdict", "Stability"),
            )
            if by == "data"
            else (Column("definition", "Rule"), Column("source", "After"))
        ),
        Column("everyone", "Frequent attenders", "count"),
    )


def reasons(dataset: Dataset, filters: Filters, by: str = "data") -> Result:
    """The diagnosis groups that lead in each segment, most contacts first.

    Columns: segment, reason, people (with it), contacts (at A&E and the GP), told (the
    segment's contacts whose reason is known), share.
    """
    chosen = _cards(dataset, filters, by)
    columns = (
        Column("segment", "Segment"),
        Column("reason", "Reason"),
        Column("people", "People with it", "count"),
        Column("contacts", "Attendances and visits for it", "count", of="people"),
        Column("told", "All with a known reason", "count", of="segment_people"),
        Column("share", "Share", "percent", "contacts", "told"),
        Column("segment_people", "People in the segment", "count", shown=False),
    )
    table = pd.DataFrame(
        [
            {
                "segment": card.name,
                "reason": reason.group,
                "people": reason.people,
                "contacts": reason.contacts,
                "told": card.told,
                "share": None,
                "segment_people": card.people,
            }
            for card in chosen
            for reason in card.top_reasons
        ],
        columns=[column.name for column in columns],
    )
    return result(
        f"segment_reasons_{by}",
        dataset,
        settle(dataset, filters),
        table,
        columns,
        "Main reasons of each segment",
    )
