"""Findings about need, and what stands where there is none."""

import pandas as pd

from analytics.definitions.words import count, counted, listed, mid_sentence, percent
from analytics.disclosure import Protected
from analytics.methods.need.scores import TENTH

SURE = 0.9  # of the weightings, from which on an area's place in the tenth holds
LOAD = (
    "Load an areas file with the population of each small area, and a registered list "
    "that says where people live."
)


def ranked(found: Protected) -> pd.DataFrame:
    """The areas that have a rank which the audience may see."""
    return found.table[found.table["rank"].notna()]


def tenth(found: Protected) -> pd.DataFrame:
    """The areas of greatest need: a tenth of those ranked."""
    table = ranked(found)
    return table[table["rank"] <= max(round(TENTH * len(table)), 1)]


def none(found: Protected) -> str:
    """Why no area is shown with a score."""
    if found.table.empty:
        return "No area can be scored: no small areas are loaded"
    return f"None of {counted(len(found.table), 'area')} can be scored from these data"


def where(found: Protected) -> str:
    """Where the areas of greatest need lie; which come first, where they are few or in
    no neighbourhood."""
    top = tenth(found)
    homes = top["neighbourhood"].replace("", None).dropna().value_counts()
    if len(top) < 3 or homes.empty:
        first = listed(ranked(found)["name"].head(2))
        scored = counted(len(ranked(found)), "area")
        return f"Where need is greatest: {first}, of {scored} with a score"
    name, many = homes.index[0], int(homes.iloc[0])
    return (
        f"{count(many)} of the {count(len(top))} areas of greatest need lie in {name}"
    )


def steady(found: Protected) -> str:
    """Which area comes first, and how far other weights move it."""
    table = ranked(found)
    first = table.iloc[0]
    low, high = first["low"], first["high"]
    reach = (
        f"rank {count(low)}" if low == high else f"rank {count(low)} to {count(high)}"
    )
    return (
        f"Need is greatest in {first['name']}: {reach} of {count(len(table))} as "
        "weights vary"
    )


def holding(found: Protected) -> str:
    """How many of the tenth stay in it, whatever the weights: a sentence."""
    top = tenth(found)
    if len(top) < 2:
        return ""
    sure = int((top["tenth"] >= SURE).sum())
    return (
        f"{count(sure)} of the {count(len(top))} areas in the tenth of greatest need "
        f"stay in it in at least {percent(SURE)} of the weightings."
    )


def driven(table: pd.DataFrame) -> str:
    """What raises the score of the one area of a table of drivers most."""
    name, rank = table.iloc[0][["name", "rank"]]
    most = table[table["contribution"] > 0].nlargest(2, "contribution")["title"]
    if most.empty:
        return f"{name}: rank {count(rank)}; nothing raises its score above the mean"
    said = listed(mid_sentence(one) for one in most)
    return f"{name}, rank {count(rank)}: raised most by {said}"
