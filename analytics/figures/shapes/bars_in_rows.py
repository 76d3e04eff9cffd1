"""Bars whose names and numbers stand above them, so that long names fit a telephone."""

import altair as alt
import pandas as pd

from analytics.definitions.words import plain
from analytics.figures.shapes import in_rows
from analytics.figures.theme import Look, span_of

THICK = 11  # pixels


def bars_in_rows(
    frame: pd.DataFrame, label: str, value: str, look: Look, emphasis: str = ""
) -> alt.LayerChart:
    """One bar a row, in the frame's order; `written` stands at the right of each,
    where that is narrow `short`; a hidden number (no value) has no bar. emphasis: a
    boolean column; rows where it holds take the main colour, others the quiet one."""
    names = (label, value, "written", "short", emphasis)
    data = frame[[name for name in names if name in frame]]
    order = list(data[label])
    y, words = in_rows.names(data, label, order)
    colour = alt.value(look.one)
    if emphasis:
        colour = alt.condition(
            f"datum.{emphasis}", alt.value(look.one), alt.value(look.other)
        )
    top = float(data[value].max(skipna=True) or 0) or 1.0
    bar = (
        alt.Chart(data)
        .mark_bar(height=THICK, yOffset=in_rows.BELOW)
        .encode(
            y=y,
            x=alt.X(
                f"{value}:Q",
                title=plain(value),  # said of each bar, in place of the column's name
                axis=None,
                scale=alt.Scale(domain=span_of(0, top), nice=False),
            ),
            color=colour,
        )
    )
    return alt.layer(bar, *words).properties(height=in_rows.ROW * len(data) + 8)
