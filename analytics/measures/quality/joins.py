"""Do the ids of the extracts join, and who is in them without being on the list?"""

from datetime import date
from itertools import combinations

import ibis
import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.measures.counting.known_places import NO_PRACTICE, practice_titles
from analytics.measures.counting.registered import practices_covered
from analytics.measures.counting.scope import Scope, at_practices, usually_counted
from analytics.measures.quality.fields import (
    of_places,
    places_only,
    practice_of,
)
from analytics.measures.result import Column, Result
from analytics.store.dataset import Dataset, table

Pair = tuple[EventKind, EventKind]


def pairs(dataset: Dataset) -> tuple[Pair, ...]:
    """Every two kinds of event that the dataset holds: people of the first are looked
    for in the second."""
    return tuple(combinations(dataset.kinds_with_rule, 2))


def in_other(pair: Pair) -> str:
    """The column of the first kind's people who are in the other extract too:
    "ae_in_gp"."""
    return f"{pair[0].slug}_in_{pair[1].slug}"


def joins(dataset: Dataset, filters: Filters) -> Result:
    """People of each extract found in the others and on the list, by practice.

    Over the months that all the extracts hold. Columns: place (the practice); of each
    kind of event ae_people, of each two ae_in_gp (the first one's people with an event
    of the other at any practice; null where the other's extract does not cover the
    practice) and ae_in_gp_share; ae_listed and ae_listed_share; null where there is no
    list. Practices with the lowest share of the first two first.
    """
    scope = places_only(dataset, filters)
    frame = by_practice(dataset, scope)
    columns = _columns(dataset)
    first = dataset.kinds_with_rule[0].slug
    order = pd.Series(np.nan, index=frame.index)
    for pair in pairs(dataset)[:1]:
        order = (frame[in_other(pair)] / frame[f"{first}_people"]).astype(float)
    frame = frame.assign(
        place=frame["practice"].map(practice_titles(dataset)).fillna(NO_PRACTICE),
        order=order,
        **{column.name: None for column in columns if column.kind == "percent"},
    )
    frame = frame.sort_values(
        ["order", f"{first}_people", "place"], ascending=[True, False, True]
    )
    return Result(
        name="joins",
        table=frame.drop(columns=["practice", "order"]).reset_index(drop=True),
        columns=columns,
        measure="People found in both extracts and on the list, by practice",
        **of_places(filters, dataset),
    )


def _columns(dataset: Dataset) -> tuple[Column, ...]:
    found = [Column("place", "Practice")]
    for kind in dataset.kinds_with_rule:
        people, listed = f"{kind.slug}_people", f"{kind.slug}_listed"
        found.append(Column(people, f"{kind.service} people", "count"))
        for pair in pairs(dataset):
            if pair[0] == kind:
                also, both = pair[1].service, in_other(pair)
                title = f"{kind.service} also {also}"
                found.append(Column(both, title, "count"))
                share = f"Share also {also}, of {kind.service}"
                found.append(Column(f"{both}_share", share, "percent", both, people))
        found.append(Column(listed, f"{kind.service} on the list", "count"))
        share = f"Share listed, of {kind.service}"
        found.append(Column(f"{listed}_share", share, "percent", listed, people))
    return tuple(found)


def by_practice(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """The counts of `joins`, one row a practice code; null: cannot be known.

    A practice that an extract of some practices alone does not cover is null in it, not
    0; so is everybody's place on a list where there is none.
    """
    theirs = {kind: _people(dataset, kind, scope) for kind in dataset.kinds_with_rule}
    frame = pd.DataFrame({"practice": pd.Series(dtype=object)})
    for kind, people in theirs.items():
        seen = {
            in_other(pair): people.person.isin(theirs[pair[1]].person)
            for pair in pairs(dataset)
            if pair[0] == kind
        }
        known = people.mutate(**seen).inner_join(
            table("people").select("person", "listed"), "person"
        )
        counted = known.group_by("practice").agg(
            **{
                f"{kind.slug}_people": _.count(),
                f"{kind.slug}_listed": _.listed.sum(),
                **{name: _[name].sum() for name in seen},
            }
        )
        frame = frame.merge(engine.run(dataset, counted), "outer", "practice")
    for kind in dataset.kinds_with_rule:
        mine = [f"{kind.slug}_people", f"{kind.slug}_listed"]
        if not kind.own_list:
            others = [in_other(pair) for pair in pairs(dataset) if pair[0] == kind]
            frame[mine + others] = frame[mine + others].astype(float).fillna(0)
    for kind in dataset.kinds_with_rule:
        if kind.own_list:
            covered = engine.run(dataset, practices_covered(kind))["practice_code"]
            lost = ~frame["practice"].isin(covered)
            into = [in_other(pair) for pair in pairs(dataset) if pair[1] == kind]
            names = [f"{kind.slug}_people", f"{kind.slug}_listed", *into]
            frame.loc[lost, names] = np.nan
    listed = [f"{kind.slug}_listed" for kind in dataset.kinds_with_rule]
    if not dataset.has("patients"):
        frame[listed] = np.nan
    return frame


def months_together(dataset: Dataset) -> tuple[date, date]:
    """First and last day of what all the extracts hold."""
    days = [dataset.days(kind) for kind in dataset.kinds_with_rule]
    return max(first for first, _last in days), min(last for _first, last in days)


def _people(dataset: Dataset, kind: EventKind, scope: Scope) -> ibis.Table:
    """Each person and practice of an extract in the months that all hold: person,
    practice."""
    first, last = months_together(dataset)
    months = at_practices(usually_counted(table(kind.months), kind), scope).filter(
        _.month >= ibis.date(str(first.replace(day=1))), _.month <= ibis.date(str(last))
    )
    return months.select("person", practice=practice_of(months)).distinct()
