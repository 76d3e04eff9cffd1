"""How neighbourhoods differ: a table of what each is like, and a map."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from analytics.definitions.words import count, interval, percent, rate
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.neighbourhoods.outlined import neighbourhood_map
from analytics.figures.theme import Look
from analytics.geography.boundaries import Boundaries
from analytics.measures.neighbourhoods.profile import NONE

LOAD = (
    "Load an areas file that says the neighbourhood of each small area, and a list "
    "that says where people live."
)


def finding(found: Protected) -> str:
    """What sets neighbourhoods apart most: their frequent attenders."""
    table = found.table[(found.table["place"] != NONE) & found.table["people"].gt(0)]
    known = table[table["per_1000"].notna()]
    if len(known) < 2:
        return f"{len(table)} neighbourhoods; too few frequent attenders for rates"
    low, high = (
        known.loc[known["per_1000"].idxmin()],
        known.loc[known["per_1000"].idxmax()],
    )
    return (
        f"Frequent attenders per 1,000: from {rate(low['per_1000'])} in "
        f"{low['place']} to {rate(high['per_1000'])} in {high['place']}"
    )


def profile(found: Protected, look: Look) -> Figure:
    """The table."""
    if not (found.table["place"] != NONE).any():
        return nothing(found, "No neighbourhoods are known", LOAD)
    table = found.table[found.table["place"] != NONE]
    share = table["older_share"].dropna()
    title = finding(found)
    if len(share) > 1:
        title = (
            f"People of 65 and over are {interval(share.min(), share.max(), percent)} "
            "of each neighbourhood’s patients"
        )
    return figure(
        found,
        title,
        None,
        f"A table of {count(len(table))} neighbourhoods. {title}.",
        table=_side_by_side(found),
    )


def _side_by_side(found: Protected) -> pd.DataFrame:
    """The table in words with a column a neighbourhood, as such profiles are printed:
    there is more to say of each than a page is wide."""
    words = found.in_words()
    first = words.columns[0]
    turned = words.set_index(first).T.rename_axis("Of each", axis=0)
    return turned.rename_axis(None, axis=1).reset_index()


def profile_map(
    found: Protected, lines: Boundaries, within: Mapping[str, str], look: Look
) -> Figure:
    """The map, by frequent attenders per 1,000."""
    table = found.table[found.table["place"] != NONE]
    if not set(table["place"]) & set(within.values()):
        none = nothing(found, "No map: no neighbourhood has boundaries", LOAD)
        return replace(none, name="neighbourhood_map")
    words = found.in_words()
    tips = {
        row["place"]: "\n".join(
            f"{title}: {words.iloc[i][title]}" for title in words.columns[1:]
        )
        for i, row in enumerate(found.table.to_dict("records"))
    }
    title = finding(found)
    drawn = neighbourhood_map(
        lines,
        within,
        table.set_index("place")["per_1000"],
        tips,
        "Nobody counted here",
        "hidden or none",
        look,
    )
    fig = figure(found, title, drawn, f"Map of neighbourhoods. {title}.")
    return replace(
        fig,
        name="neighbourhood_map",
        source=" ".join(t for t in (fig.source, lines.credit) if t),
    )
