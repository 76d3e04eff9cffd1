"""The score of need of each area, its rank with the range that other weights give it,
how many of its people the data cover, and what drives its score."""

from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.definitions.tables_of_places import AREAS
from analytics.definitions.words import mid_sentence
from analytics.measures.counting.scope import Scope
from analytics.measures.need import said
from analytics.measures.need.choices import choices
from analytics.measures.need.ground import LEVELS
from analytics.measures.need.scored import Asked, scored
from analytics.measures.need.values import asked_of
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.need import scores
from analytics.methods.need.recipe import SCALES
from analytics.store.dataset import Dataset


def need(dataset: Dataset, filters: Filters, asked: Asked) -> Result:
    """One row an area, the greatest need first, those without a score last.

    Columns: place (code, or name of a larger area), name, neighbourhood, population
    (residents), people (of them, known to the data: of the indicator known of fewest),
    covered (people ÷ population), score, rank (1 is the greatest need), low, high (from
    the one to the other in 19 of 20 random weightings), best, worst (of all), tenth
    (share of weightings in which it is in the tenth of greatest need), drivers (what
    raises its score most), unscored (why it has no score). Without a row where the
    dataset holds no areas. Raises InputError with every fault of areas and recipe at
    once.
    """
    scope = asked_of(dataset, filters)
    if not dataset.has(AREAS.name):
        return _nothing(dataset, scope, asked)
    found = scored(dataset, scope.filters, asked)
    least = found.covered.min(axis=1)
    table = found.ground.places.assign(
        people=(least * found.ground.places["population"]).round().fillna(0),
        covered=None,
    )
    each = scores.score(found.on_scale, asked.recipe)
    ranges = scores.rank_ranges(
        found.on_scale, scores.random_weights(asked.recipe, scores.DRAWS, asked.seed)
    )
    table["score"], table["rank"] = each, scores.rank(each)
    table = table.join(ranges)
    titles = {key: one.title for key, one in choices(dataset).items()}
    table["drivers"] = said.drivers(found.parts, titles).reindex(table.index).fillna("")
    table["unscored"] = said.unscored(found, asked.recipe, titles, table.index)
    table = table.astype({"people": "int64"}).reset_index()
    table = table.sort_values(["rank", "name", "place"], kind="stable")
    made = result(
        f"need_{asked.level}",
        dataset,
        scope,
        table[[column.name for column in said.columns(asked)]].reset_index(drop=True),
        said.columns(asked),
        f"Need by {asked.called}, {mid_sentence(SCALES[asked.recipe.scale])}",
        said.notes(
            dataset,
            filters,
            asked,
            int(table["rank"].isna().sum()),
            found.ground.notes,
        ),
    )
    return replace(made, rule=said.rule(asked, titles))


def _nothing(dataset: Dataset, scope: Scope, asked: Asked) -> Result:
    columns = said.columns(asked)
    empty = pd.DataFrame(columns=[column.name for column in columns])
    return result(f"need_{asked.level}", dataset, scope, empty, columns, "Need")


def drivers(dataset: Dataset, filters: Filters, asked: Asked) -> Result:
    """What makes the score of each area that has one: a row an area and indicator.

    Columns: place, name, rank, indicator (its key), title, top, bottom (counts of
    people; of a published number both its residents), share (top ÷ bottom), published
    (the number, null where it is counted from people), weight (share of the whole),
    on_scale, mean (of the value, over the areas scored), contribution (to the score
    beyond the mean of all areas; an area's add up to its score less the mean score).
    """
    scope = asked_of(dataset, filters)
    found = scored(dataset, scope.filters, asked)
    ranks = scores.rank(scores.score(found.on_scale, asked.recipe))
    there, rows = choices(dataset), []
    residents = found.ground.places["population"]
    for part in asked.recipe.weighing:
        key, one = part.indicator, there[part.indicator]
        value = found.values.loc[ranks.index, key]
        top = found.behind.loc[ranks.index, key]
        mine = residents[ranks.index]
        rows.append(
            pd.DataFrame(
                {
                    "name": found.ground.places.loc[ranks.index, "name"],
                    "rank": ranks,
                    "indicator": key,
                    "title": one.title,
                    "top": top.round() if one.of_people else mine,
                    "bottom": (top / value).where(value > 0, mine).round()
                    if one.of_people
                    else mine,
                    "share": None,
                    "published": np.nan if one.of_people else value * one.scale,
                    "weight": asked.recipe.shares[key],
                    "on_scale": found.on_scale[key],
                    "mean": value.mean() * one.scale,
                    "contribution": found.parts[key],
                }
            )
        )
    table = pd.concat(rows).rename_axis("place").reset_index()
    table = table.sort_values(["rank", "name", "place"], kind="stable")
    table = table.astype({"top": "int64", "bottom": "int64"}).reset_index(drop=True)
    columns = (
        Column("name", LEVELS[asked.level]),
        Column("rank", "Rank", "number", of="bottom", decimals=0),
        Column("title", "Indicator"),
        Column("top", "Counted", "count", of="bottom", shown=False),
        Column("bottom", "Of", "count", shown=False),
        Column("share", "Share", "ratio", "top", "bottom", decimals=5),
        Column("published", "Published", "number", decimals=2),
        Column("mean", "Mean of areas", "number", decimals=3),
        Column("weight", "Weight", "number", decimals=3),
        Column("on_scale", "On the scale", "number", of="top", decimals=2),
        Column("contribution", "Adds", "number", of="top", decimals=3),
    )
    made = result(
        f"need_drivers_{asked.level}",
        dataset,
        scope,
        table,
        columns,
        f"What drives need by {asked.called}",
    )
    return replace(made, rule=said.rule(asked, {k: o.title for k, o in there.items()}))


def areas_ranked(dataset: Dataset, filters: Filters, asked: Asked) -> dict[str, str]:
    """What each area that has a score is called, the greatest need first."""
    found = scored(dataset, asked_of(dataset, filters).filters, asked)
    ranks = scores.rank(scores.score(found.on_scale, asked.recipe))
    names = found.ground.places["name"].reindex(ranks.sort_values(kind="stable").index)
    return {str(place): str(name) for place, name in names.items()}
