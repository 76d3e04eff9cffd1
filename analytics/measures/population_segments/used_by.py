"""What each segment uses of every service, and what that costs."""

from functools import lru_cache

import numpy as np
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.words import listed
from analytics.kept_tables import once
from analytics.measures.counting.registered import registered
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.footprint.used import used
from analytics.measures.population.registered_people import needs_list
from analytics.measures.population_segments.placed import GROUPINGS, Grouping, placed
from analytics.measures.population_segments.sizes import covers_all, in_order, notes
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset

PER = 1000  # people


def used_by(dataset: Dataset, filters: Filters, by: str) -> Result:
    """One row a value of a grouping (`placed.GROUPINGS`), as in `sizes`.

    Columns: group, people; of each kind of event with an extract, by its slug:
    heads_<slug> (people whom the extract covers), users_<slug>, events_<slug>,
    rate_<slug> (events for 1,000 of those people); costed_users, pounds (of the kinds
    whose extract covers everybody), pounds_each, pounds_share (of all of it); alike on
    each row all_people, all_pounds, all_pounds_each. Raises InputError without a list.
    """
    needs_list(dataset)
    scope, grouping = settle(dataset, filters), GROUPINGS[by]
    frame = _cells(dataset, scope, by)
    costed = [kind for kind in dataset.kinds if covers_all(dataset, scope, kind)]
    for name in ("people", "pounds"):
        frame[f"all_{name}"] = frame[name].sum()
    if not (frame["pounds"] > 0).any():
        frame[["pounds", "all_pounds"]] = np.nan
    ratios = [f"rate_{kind.slug}" for kind in dataset.kinds]
    ratios += ["pounds_each", "pounds_share", "all_pounds_each"]
    told: tuple[str, ...] = ()
    if len(costed) < len(dataset.kinds):
        names = listed(kind.called for kind in costed)
        told = (
            f"Costs are of {names}: other extracts do not cover everybody in view.",
        )
    return result(
        f"segment_use_{by}",
        dataset,
        scope,
        frame.assign(**dict.fromkeys(ratios)),
        _columns(grouping, dataset.kinds),
        f"Use and cost of every service by {grouping.what}",
        (*told, *notes(dataset, scope, pd.Series(dtype="str"))),
    )


@lru_cache(maxsize=16)  # keyed on the dataset's fingerprint
def _counted(dataset: Dataset, scope: Scope, by: str) -> pd.DataFrame:
    grouping = GROUPINGS[by]
    column = grouping.column
    people = placed(dataset, scope).select("person", column)
    found = engine.run(dataset, people.group_by(column).agg(people=_.count()))
    parts = []
    for kind in dataset.kinds:
        heads = people
        if kind.own_list:
            heads = people.semi_join(registered(scope, kind), "person")
        every = once(used(kind, scope))
        theirs = every.inner_join(heads, "person")
        sums = theirs.group_by(column).agg(
            **{
                f"users_{kind.slug}": theirs.count(),
                f"events_{kind.slug}": theirs.events.sum(),
            }
        )
        many = heads.group_by(column).agg(**{f"heads_{kind.slug}": _.count()})
        for counts in (many, sums):
            found = found.merge(engine.run(dataset, counts), "left", column)
        if covers_all(dataset, scope, kind):
            parts.append(every.select("person", "pounds"))
    if parts:
        together = parts[0]
        for part in parts[1:]:
            together = together.union(part)
        each = together.group_by("person").agg(pounds=_.pounds.sum())
        each = each.filter(_.pounds > 0).inner_join(people, "person")
        cost = each.group_by(column).agg(costed_users=_.count(), pounds=_.pounds.sum())
        found = found.merge(engine.run(dataset, cost), "left", column)
    else:
        found = found.assign(costed_users=0, pounds=0.0)
    return in_order(found.fillna(0), grouping)


def _cells(dataset: Dataset, scope: Scope, by: str) -> pd.DataFrame:
    frame = _counted(dataset, scope, by).copy()
    whole = [name for name in frame if name not in ("group", "pounds")]
    frame[whole] = frame[whole].astype("int64")
    return frame


def _columns(grouping: Grouping, kinds: tuple[EventKind, ...]) -> tuple[Column, ...]:
    found = [
        Column("group", grouping.title),
        Column("people", "Registered people", "count"),
    ]
    for kind in kinds:
        slug, users = kind.slug, f"users_{kind.slug}"
        heads, counted = f"heads_{slug}", f"events_{slug}"
        found += [
            Column(heads, f"Covered by {kind.called}", "count", shown=False),
            Column(users, f"With {kind.called}", "count", shown=False),
            Column(counted, f"All {kind.called}", "count", of=users, shown=False),
            Column(
                f"rate_{slug}",
                f"{kind.called} for 1,000",
                "ratio",
                counted,
                heads,
                scale=PER,
                decimals=0,
            ),
        ]
    return (
        *found,
        Column("costed_users", "With any cost", "count", shown=False),
        Column("pounds", "Cost (£)", "money", of="costed_users"),
        Column(
            "pounds_each", "Cost a head (£)", "ratio", "pounds", "people", decimals=0
        ),
        Column("pounds_share", "Share of cost", "percent", "pounds", "all_pounds"),
        Column("all_people", "Everybody", "count", shown=False),
        Column("all_pounds", "All cost", "money", of="all_people", shown=False),
        Column(
            "all_pounds_each",
            "All, a head",
            "ratio",
            "all_pounds",
            "all_people",
            decimals=0,
            shown=False,
        ),
    )
