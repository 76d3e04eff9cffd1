"""Two dots a row joined by a line, with the row's name above, so that long names fit a
telephone."""

import altair as alt
import pandas as pd

from analytics.figures.shapes import in_rows
from analytics.figures.theme import Look, span_of

LEGEND = 46  # pixels of two lines above the rows


def pairs_in_rows(
    frame: pd.DataFrame,
    label: str,
    columns: dict[str, str],
    look: Look,
    axis: str,
    shares: bool = False,
) -> alt.LayerChart:
    """A row a pair, in the frame's order; columns maps two columns to what they are
    called: the first is a quiet diamond, the second a circle in the main colour.
    `written` stands at the right of each row. shares: the axis counts in per cent."""
    order = list(frame[label])
    form = ".0%" if shares else ",.2~f"
    y, words = in_rows.names(frame, label, order)
    top = float(frame[list(columns)].max().max()) or 1.0
    scale = alt.Scale(domain=span_of(0, top), nice=False, padding=8)
    long = frame.melt(id_vars=[label], value_vars=list(columns), var_name="which")
    long["group"] = long["which"].map(columns)
    first, second = columns
    line = (
        alt.Chart(frame)
        .mark_rule(color=look.quiet, strokeWidth=2, yOffset=in_rows.BELOW)
        .encode(y=y, x=alt.X(f"{first}:Q", scale=scale, title=axis), x2=f"{second}:Q")
    )
    titles = list(columns.values())
    dots = (
        alt.Chart(long)
        .mark_point(filled=True, size=120, opacity=1, yOffset=in_rows.BELOW)
        .encode(
            y=y,
            x=alt.X(
                "value:Q",
                scale=scale,
                title=axis,
                axis=alt.Axis(tickCount=5, format=form),
            ),
            color=alt.Color(
                "group:N",
                title=None,
                legend=alt.Legend(columns=1),
                scale=alt.Scale(domain=titles, range=[look.other, look.one]),
            ),
            shape=alt.Shape(
                "group:N",
                title=None,
                scale=alt.Scale(domain=titles, range=["diamond", "circle"]),
            ),
        )
    )
    return alt.layer(line, dots, *words).properties(
        height=in_rows.high(len(frame)) + LEGEND
    )
