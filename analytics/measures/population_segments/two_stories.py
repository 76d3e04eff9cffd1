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

COUNTED = ("often", "frail", "mind", "neither")


def two_stories(dataset: Dataset, filters: Filters) -> Result:
    """One row an age band: frequent attenders of the window, by the rule of any kind,
    of those registered in scope on the as-at day.

    Columns: age, often; each of them once: frail (frailty, dementia or near the end of
    life, with or without mental ill health), mind (mental ill health, not frail),
    neither; frail_share, mind_share, neither_share. Alike on each row, for either story
    at the ages that it is told of (`definitions`): <slug>_often, <slug>_held (of them
    with what the story says, the other besides or not), <slug>_held_share. Raises
    InputError without a list.
    """
    needs_list(dataset)
    scope = settle(dataset, filters)
    people = placed(dataset, scope).filter(_.often)
    parts = people.group_by("age_band").agg(
        often=_.count(),
        frail=_.frail.sum(),
        mind=(_.mind & ~_.frail).sum(),
        neither=(~_.mind & ~_.frail).sum(),
    )
    found = engine.run(dataset, parts)
    found["age"] = AGE.named(found["age_band"])
    frame = found.set_index("age").loc[AGE.in_order(found["age"])].reset_index()
    frame[list(COUNTED)] = frame[list(COUNTED)].astype("int64")
    for one in stories():
        often, held = _told_of(dataset, people, one)
        frame[f"{one.slug}_often"], frame[f"{one.slug}_held"] = often, held
    shares = [f"{name}_share" for name in COUNTED[1:]]
    shares += [f"{one.slug}_held_share" for one in stories()]
    return result(
        "two_stories",
        dataset,
        scope,
        frame.drop(columns="age_band").assign(**dict.fromkeys(shares)),
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
    def percent(name: str, title: str, part: str, shown: bool = True) -> Column:
        return Column(name, title, "percent", part, "often", decimals=0, shown=shown)

    young, old = stories()
    named = {
        "frail": old.title,
        "mind": f"{young.title}, not frail",
        "neither": "Neither",
    }
    return (
        Column("age", "Age"),
        Column("often", "Attend often", "count"),
        *(Column(name, title, "count") for name, title in named.items()),
        *(
            percent(f"{name}_share", f"{title}, share", name)
            for name, title in named.items()
        ),
        *(
            column
            for one in stories()
            for column in (
                Column(
                    f"{one.slug}_often",
                    f"Attend often, {one.whose}",
                    "count",
                    shown=False,
                ),
                Column(
                    f"{one.slug}_held",
                    f"{one.title}, {one.whose}",
                    "count",
                    shown=False,
                ),
                Column(
                    f"{one.slug}_held_share",
                    f"{one.title}, share, {one.whose}",
                    "percent",
                    f"{one.slug}_held",
                    f"{one.slug}_often",
                    decimals=0,
                    shown=False,
                ),
            )
        ),
    )
