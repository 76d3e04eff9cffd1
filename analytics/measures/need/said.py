"""What stands beside a score of need: columns, notes, and why an area has none."""

import pandas as pd

from analytics.definitions.areas.need_presets import PRESETS
from analytics.definitions.filters import Filters, Of
from analytics.definitions.words import counted, listed, mid_sentence, percent
from analytics.measures.need.ground import LEVELS
from analytics.measures.need.presets import filled
from analytics.measures.need.scored import Asked, Scored
from analytics.measures.result import Column
from analytics.methods.need import scores
from analytics.methods.need.recipe import Recipe
from analytics.store.dataset import Dataset

DRIVERS = 2  # indicators named as what drives a score
NOTHING_MORE = "nothing beyond the mean"
ASKED = "Filters of people and of events are left aside: need is of everybody there."


def drivers(parts: pd.DataFrame, titles: dict[str, str]) -> pd.Series:
    """The indicators that raise each score most, in words."""
    said = {}
    for place, row in parts.iterrows():
        most = row[row > 1e-9].nlargest(DRIVERS)
        said[place] = listed(titles[key] for key in most.index) or NOTHING_MORE
    return pd.Series(said, dtype=object)


def unscored(
    found: Scored, recipe: Recipe, titles: dict[str, str], index: pd.Index
) -> pd.Series:
    """Why an area has no score, in words without a number; "" where it has one."""
    said = {}
    for place in index.difference(found.on_scale.index):
        below = found.covered.loc[place] < recipe.least_covered
        if not found.ground.places.loc[place, "population"] > 0:
            said[place] = "Nobody lives there"
        elif below.any():
            few = [titles[key] for key in below.index[below]]
            said[place] = f"Covers too few of its people: {listed(few[:DRIVERS])}"
        else:
            none = found.values.loc[place].isna()
            said[place] = f"Not known: {listed(titles[k] for k in none.index[none])}"
    return pd.Series(said, dtype=object).reindex(index).fillna("")


def columns(asked: Asked) -> tuple[Column, ...]:
    """Those of areas ranked."""

    def place_in_order(name: str, title: str) -> Column:
        return Column(name, title, "number", of="people", decimals=0)

    small = asked.level == "lsoa"
    digits = 1 if asked.recipe.scale != "z" else 2
    return (
        place_in_order("rank", "Rank"),
        place_in_order("low", "Rank from"),
        place_in_order("high", "to"),
        Column("place", "Code", shown=small),
        Column("name", LEVELS[asked.level]),
        Column("neighbourhood", "Neighbourhood", shown=small),
        Column("score", "Score", "number", of="people", decimals=digits),
        Column("tenth", "In the top tenth", "number", of="people", decimals=2),
        Column("drivers", "Raised by", of="people"),
        Column("population", "Residents", "count"),
        Column("people", "In the data", "count", of="population"),
        Column("covered", "Covered", "percent", "people", "population", decimals=0),
        Column("best", "Best rank", "number", of="people", decimals=0, shown=False),
        Column("worst", "Worst rank", "number", of="people", decimals=0, shown=False),
        Column("unscored", "Why no score"),
    )


def rule(asked: Asked, titles: dict[str, str]) -> str:
    """What the score is made of, for the source line."""
    parts = [
        titles[part.indicator]
        + ("" if part.direction > 0 else " (less is more need)")
        + f" {percent(asked.recipe.shares[part.indicator])}"
        for part in asked.recipe.weighing
    ]
    return f"{listed(parts)} of the weight."


def notes(
    dataset: Dataset,
    filters: Filters,
    asked: Asked,
    without: int,
    more: tuple[str, ...],
) -> tuple[str, ...]:
    """What to know of a score. without: how many areas have none. more: notes of the
    areas."""
    least = percent(asked.recipe.least_covered)
    found = list(more)
    if without:
        found.append(
            f"{counted(without, 'area')} without a score: a score needs every "
            f"indicator, known of at least {least} of the residents. A published index "
            "has scored an area from 7 of its 1,528 residents."
        )
    found.append(
        f"Ranges are of {scores.DRAWS:,} random weightings about the one asked for: 19 "
        "of 20 give a rank between both ends."
    )
    if asked.preset:
        preset = PRESETS[asked.preset]
        lacking = filled(dataset, None, asked.preset).lacking
        if lacking:
            found.append(f"Not in these data: {mid_sentence(listed(lacking))}.")
        found += [one for one in (preset.caveat, f"Source: {preset.source}.") if one]
    if filters.of(Of.PEOPLE, Of.USE, Of.EVENTS):
        found.append(ASKED)
    return tuple(found)
