"""How large each segment is, and where those who attend often sit."""

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.definitions.population_segments import NOT_KNOWN
from analytics.definitions.words import listed
from analytics.measures.counting.registered import registered
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.population.registered_people import needs_list
from analytics.measures.population_segments.placed import GROUPINGS, Grouping, placed
from analytics.measures.population_segments.ways import conditions_there
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset


def sizes(dataset: Dataset, filters: Filters, by: str) -> Result:
    """One row a value of a grouping (`placed.GROUPINGS`) that somebody has, in its
    order: of the people registered in scope on the as-at day.

    Columns: group, people, share (of all), often (frequent attenders of the window by
    the rule of any kind), often_share (of the group's people), of_often (of all
    frequent attenders); alike on each row all_people, all_often, all_often_share.
    Raises InputError without a list.
    """
    needs_list(dataset)
    scope, grouping = settle(dataset, filters), GROUPINGS[by]
    rows = placed(dataset, scope).group_by(grouping.column)
    found = engine.run(dataset, rows.agg(people=_.count(), often=_.often.sum()))
    frame = in_order(found, grouping)
    for name in ("people", "often"):
        frame[name] = frame[name].astype("int64")
        frame[f"all_{name}"] = int(frame[name].sum())
    ratios = ("share", "often_share", "of_often", "all_often_share")
    return result(
        f"segment_sizes_{by}",
        dataset,
        scope,
        frame.assign(**dict.fromkeys(ratios)),
        _columns(grouping),
        f"Registered people and frequent attenders by {grouping.what}",
        notes(dataset, scope, found[grouping.column]),
    )


def in_order(found: pd.DataFrame, grouping: Grouping) -> pd.DataFrame:
    """Rows by a grouping's column in its order, with `group` as it is called."""
    known = found.set_index(grouping.column)
    there = [value for value in grouping.order if value in known.index]
    frame = known.loc[there].reset_index()
    frame.insert(0, "group", [grouping.called[value] for value in there])
    return frame.drop(columns=grouping.column)


def covers_all(dataset: Dataset, scope: Scope, kind: EventKind) -> bool:
    """Whether a kind's extract covers the practices of everybody in scope."""
    if not kind.own_list:
        return True
    every = engine.number(dataset, registered(scope).agg(n=_.person.nunique()))
    seen = engine.number(dataset, registered(scope, kind).agg(n=_.person.nunique()))
    return seen == every


def notes(dataset: Dataset, scope: Scope, values: pd.Series) -> tuple[str, ...]:
    """What is to be known of a table by segment, a sentence each."""
    told = []
    if NOT_KNOWN in set(values):
        told.append(
            "Not known: nothing is recorded of them, which is not the same as nothing "
            "being wrong."
        )
    if not conditions_there(dataset):
        told.append("The list has no conditions.")
    part = [k for k in dataset.kinds_with_rule if not covers_all(dataset, scope, k)]
    if part:
        names = listed(kind.called for kind in part)
        told.append(
            f"{names} are of some practices alone, so of others’ people nobody is "
            "frequent by them."
        )
    return tuple(told)


def _columns(grouping: Grouping) -> tuple[Column, ...]:
    def percent(
        name: str, title: str, part: str, whole: str, shown: bool = True
    ) -> Column:
        return Column(name, title, "percent", part, whole, shown=shown)

    return (
        Column("group", grouping.title),
        Column("people", "Registered people", "count"),
        percent("share", "Share of people", "people", "all_people"),
        Column("often", "Attend often", "count"),
        percent("often_share", "Share who attend often", "often", "people"),
        percent("of_often", "Share of all who do", "often", "all_often"),
        Column("all_people", "Everybody", "count", shown=False),
        Column("all_often", "All who attend often", "count", shown=False),
        percent("all_often_share", "All, share", "all_often", "all_people", False),
    )
