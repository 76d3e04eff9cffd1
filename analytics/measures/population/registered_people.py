"""Who is registered: by age and sex, and by deprivation, ethnic group."""

from dataclasses import replace

import pandas as pd
from ibis import _

from analytics import engine
from analytics.definitions.filters import Filters
from analytics.definitions.published.standard_population import standard
from analytics.definitions.words import day_in_words
from analytics.errors import InputError, Problem
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.settle import settle
from analytics.measures.population.groups import GROUPS, NOT_KNOWN, SEX, listed
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.store.dataset import Dataset

CHILD, OLDER = 18, 65  # years: under, and from
STEP = 5  # years of a band of the pyramid
NO_LIST = Problem(
    rule="no_list",
    found="This dataset has no registered list, so nobody knows who is registered.",
    remedy="Load one on the page Extracts.",
    flag="Load one with --patients.",
)


def on_the_day(found: Result, scope: Scope) -> Result:
    """A result of who is registered, which is of a day and of no window."""
    return replace(found, period=f"on {day_in_words(scope.filters.as_at)}")


def needs_list(dataset: Dataset) -> None:
    """Raises InputError where the dataset has no registered list."""
    if not dataset.has("patients"):
        raise InputError([NO_LIST])


def pyramid(dataset: Dataset, filters: Filters) -> Result:
    """People registered on the as-at day by age in bands of five years and sex.

    Columns: age, low (its youngest), sex, people, of_age (both sexes); and alike on
    each row: everybody, aged (of known age), children (under 18), older (65 and over),
    with children_share and older_share of the aged. Raises InputError without a list.
    """
    needs_list(dataset)
    scope = settle(dataset, filters)
    last = max(standard().people)
    age = _.age.clip(lower=0)
    band = (age / STEP).floor() * STEP
    rows = listed(scope).mutate(low=band.clip(upper=last).cast("int32"))
    found = engine.run(
        dataset,
        rows.group_by("low", "sex").agg(
            people=_.count(),
            children=(_.age < CHILD).sum().fill_null(0),
            older=(_.age >= OLDER).sum().fill_null(0),
        ),
    )
    found["sex"] = SEX.named(found["sex"])
    found["age"] = [_band(low, last) for low in found["low"]]
    known = found["low"].notna()
    found["aged"] = int(found.loc[known, "people"].sum())
    found["everybody"] = int(found["people"].sum())
    for name in ("children", "older"):
        found[name] = int(found[name].sum())
    found["of_age"] = found.groupby("age")["people"].transform("sum").astype("int64")
    found = found.sort_values(["low", "sex"], na_position="last", ignore_index=True)
    made = result(
        "pyramid",
        dataset,
        scope,
        found.assign(children_share=None, older_share=None),
        (
            Column("age", "Age"),
            Column("low", "From", "number", decimals=0, shown=False),
            Column("sex", "Sex"),
            Column("people", "Registered people", "count"),
            Column("of_age", "Of this age", "count", shown=False),
            *_whole("everybody", "Everybody", "aged", "Of known age"),
            *_whole("children", "Under 18", "older", "65 and over"),
            *(
                Column(f"{one}_share", title, "percent", one, "aged", shown=False)
                for one, title in (("children", "Children"), ("older", "Older"))
            ),
        ),
        "Registered people by age and sex",
    )
    return on_the_day(made, scope)


def _band(low: float, last: int) -> str:
    if pd.isna(low):
        return NOT_KNOWN
    return f"{low:.0f}+" if low >= last else f"{low:.0f}–{low + STEP - 1:.0f}"


def _whole(*named: str) -> list[Column]:
    pairs = zip(named[::2], named[1::2], strict=True)
    return [Column(name, title, "count", shown=False) for name, title in pairs]


def parts(dataset: Dataset, filters: Filters, by: str) -> Result:
    """People registered on the as-at day by a group (`groups.GROUPS`).

    Columns: group, people, share (of those whose group is known; none for those whose
    group is not), known and everybody (alike on each row). Raises InputError without a
    list.
    """
    needs_list(dataset)
    scope, group = settle(dataset, filters), GROUPS[by]
    found = engine.run(
        dataset, listed(scope).group_by(group.column).agg(people=_.count())
    )
    found["group"] = group.named(found[group.column])
    found = found.groupby("group", as_index=False)["people"].sum()
    order = group.in_order(found["group"])
    found = found.set_index("group").loc[order].reset_index()
    here = found["group"] != NOT_KNOWN
    every = int(found["people"].sum())
    known = int(found.loc[here, "people"].sum())
    found["known"], found["everybody"], found["share"] = known, every, None
    found["of"] = found["known"].where(here, 0)
    made = result(
        f"registered_by_{by}",
        dataset,
        scope,
        found,
        (
            Column("group", group.title),
            Column("people", "Registered people", "count"),
            Column("share", "Share of those known", "percent", "people", "of"),
            Column("of", "Of known group", "count", shown=False),
            *_whole("known", "Known", "everybody", "Everybody"),
        ),
        f"Registered people by {group.title[:1].lower()}{group.title[1:]}",
        group.notes(dataset),
    )
    return on_the_day(made, scope)
