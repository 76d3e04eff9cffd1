"""Access beside need: the areas with nothing near, and neighbourhoods in two rows of
bars."""

from dataclasses import replace

import altair as alt
import pandas as pd

from analytics.definitions.words import count, counted, rate
from analytics.disclosure import Protected
from analytics.disclosure.protected import HIDDEN
from analytics.figures.figure import Figure, Grid, figure
from analytics.figures.services.access_words import apart, hidden, most_without
from analytics.figures.shapes.in_rows import BELOW, high, names
from analytics.figures.theme import Look, beside
from analytics.measures.services.access import Within

WIDE = 330  # pixels of each of two charts, where no page says


def without(found: Protected, within: Within, look: Look) -> Figure | None:
    """The areas that have residents and nothing within reach, in order of
    neighbourhood and name. None where every area has something."""
    table = found.table
    none = table[table["near"] == 0]
    if none.empty:
        return None
    none = none.sort_values(
        ["people", "neighbourhood", "name"], ascending=[False, True, True]
    )
    words = found.in_words().loc[none.index].reset_index(drop=True)
    columns = ("name", "people", "residents", "nearest", "neighbourhood")
    words = words[[found.result.column(name).title for name in columns]]
    title = most_without(none, within)
    fig = figure(
        found,
        title,
        None,
        f"A table of {counted(len(none), 'small area')}. {title}.",
        subtitle="Small areas with nothing within reach, those with most frequent "
        "attenders first.",
        table=words,
        grid=_grid(words, none, found),
    )
    return replace(fig, name=f"{fig.name}_without", note=hidden(found))


def by_neighbourhood(found: Protected, within: Within, look: Look) -> Figure | None:
    """Two rows of bars side by side: what each neighbourhood has within reach, and how
    many frequent attenders live there. None where no neighbourhood is known."""
    table = found.table
    if table.empty:
        return None
    order = list(table.sort_values("name")["name"])
    share, who = (found.result.column(name).title for name in ("share", "people"))
    gone = found.aggregate & table["people"].isna()
    supply = pd.DataFrame(
        {
            "name": table["name"],
            "value": table["share"],
            "written": [rate(value) for value in table["share"]],
        }
    )
    need = pd.DataFrame(
        {
            "name": table["name"],
            "value": table["people"],
            "written": [
                HIDDEN if unseen else count(value)
                for value, unseen in zip(table["people"], gone, strict=True)
            ],
        }
    )
    tall = high(len(order))
    left = beside(_rows(supply, order, look.one), share, look, WIDE, tall)
    right = beside(_rows(need, order, look.other), who, look, WIDE, tall)
    title = apart(found, within)
    fig = figure(
        found,
        title,
        alt.hconcat(left, right),
        f"Two rows of bars by neighbourhood: {share}, and {who}. {title}.",
    )
    return replace(fig, name=f"{fig.name}_beside", note=hidden(found))


def _grid(words: pd.DataFrame, none: pd.DataFrame, found: Protected) -> Grid:
    """At a desk numbers are numbers, so that they sort; in a meeting there are
    words."""
    frame, holds = words.copy(), dict.fromkeys(words, "text")
    if not found.aggregate:
        for name, held in (("people", "number"), ("residents", "number")):
            title = found.result.column(name).title
            frame[title] = none[name].reset_index(drop=True).astype("Float64")
            holds[title] = held
    return Grid(frame, holds, "–", file=words)


def _rows(frame: pd.DataFrame, order: list[str], colour: str) -> alt.LayerChart:
    y, words = names(frame, "name", order)
    top = float(frame["value"].max(skipna=True) or 0) or 1.0
    bars = (
        alt.Chart(frame)
        .mark_bar(color=colour, yOffset=BELOW, height=9)
        .encode(
            y=y,
            x=alt.X(
                "value:Q",
                title=None,
                scale=alt.Scale(domain=[0, round(top, 3)]),
                axis=alt.Axis(tickCount=4),
            ),
        )
    )
    return alt.layer(bars, *words)
