"""The two stories of one system by age, of those who attend often: mental ill health in
the young, frailty in those over 40."""

import ibis
import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.population_segments import Story, stories
from analytics.measures.counting.settle import settle
from analytics.measures.population.groups import AGE
from analytics.measures.population.registered_people import needs_list
from analytics.measures.population_segments.placed import placed
from analytics.measures.population_segments.sizes import notes
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset

MIND, FRAIL, NEITHER = "Mental ill health", "Frailty or near the end of life", "Neither"
PARTS = {"mind": MIND, "frail": FRAIL, "neither": NEITHER}


def two_stories(dataset: Dataset, filters: Filters) -> Result:
    """One row an age band and part: frequent attenders of the window, by the rule of
    any kind, of those registered in scope on the as-at day.

    Columns: age, part (each of them is in one: FRAIL, with or without mental ill
    health; MIND, not frail; NEITHER), people, share (of those of the age), of_age.
    Alike on each row, for either story at the ages that it is told of (`definitions`):
    <slug>_often, <slug>_held (of them with what the story says, the other besides or
    not), <slug>_held_share. Raises InputError without a list.
    """
    needs_list(dataset)
    scope = settle(dataset, filters)
    people = placed(dataset, scope).filter(_.often)
    parts = people.group_by("age_band").agg(
        frail=_.frail.sum(),
        mind=(_.mind & ~_.frail).sum(),
        neither=(~_.mind & ~_.frail).sum(),
    )
    found = engine.run(dataset, parts)
    found["age"] = AGE.named(found["age_band"])
    wide = found.set_index("age").loc[AGE.in_order(found["age"])].reset_index()
    frame = wide.melt("age", list(PARTS), "part", "people")
    frame["people"] = frame["people"].astype("int64")
    frame["part"] = frame["part"].map(PARTS)
    frame["of_age"] = frame.groupby("age")["people"].transform("sum").astype("int64")
    for one in stories():
        often, held = _told_of(dataset, people, one)
        frame[f"{one.slug}_often"], frame[f"{one.slug}_held"] = often, held
    shares = ["share", *(f"{one.slug}_held_share" for one in stories())]
    return result(
        "two_stories",
        dataset,
        scope,
        frame.assign(**dict.fromkeys(shares)),
        _columns(),
        "Those who attend often, by age and what is known of them",
        notes(dataset, scope, pd.Series(dtype="str")),
    )


def _told_of(dataset: Dataset, people: ibis.Table, one: Story) -> tuple[int, int]:
    """Frequent attenders of the ages of a story, and those whose story it is."""
    if one.age_from is not None:
        people = people.filter(_.age >= one.age_from)
    if one.age_to is not None:
        people = people.filter(_.age <= one.age_to)
    sums = people.agg(often=_.count(), held=_[one.slug].sum())
    row = engine.run(dataset, sums).fillna(0).iloc[0]
    return int(row["often"]), int(row["held"])


def _columns() -> tuple[Column, ...]:
    found = [
        Column("age", "Age"),
        Column("part", "What is known of them"),
        Column("people", "Attend often", "count"),
        Column("share", "Share of the age", "percent", "people", "of_age", decimals=0),
        Column("of_age", "Attend often, of the age", "count", shown=False),
    ]
    for one in stories():
        often, held = f"{one.slug}_often", f"{one.slug}_held"
        found += [
            Column(often, f"Attend often, {one.whose}", "count", shown=False),
            Column(held, f"{one.title}, {one.whose}", "count", shown=False),
            Column(
                f"{held}_share",
                f"{one.title}, share, {one.whose}",
                "percent",
                held,
                often,
                decimals=0,
                shown=False,
            ),
        ]
    return tuple(found)
