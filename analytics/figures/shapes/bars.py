"""Bars that several figures share: horizontal, from zero, labelled at their end."""

import altair as alt
import pandas as pd

from analytics.figures.theme import Look, with_room, words_wide

BAR = 0.72  # of the step; the gap stays narrower than the bar


def bars(
    frame: pd.DataFrame,
    label: str,
    value: str,
    written: str,
    look: Look,
    title: str = "",
    emphasis: str | None = None,
    sort=None,
    top: float | None = None,
) -> alt.LayerChart:
    """One bar a row. written: a text column put at the end of each bar, and where there
    is none (a hidden number) at its start.

    emphasis: a boolean column; rows where it holds take the main colour, others the
    quiet one. top: the largest value, where several charts share it.
    """
    colour = alt.value(look.one)
    if emphasis:
        colour = alt.condition(
            f"datum.{emphasis}", alt.value(look.one), alt.value(look.other)
        )
    top = top or float(frame[value].max(skipna=True) or 0) or 1.0
    base = alt.Chart(frame).encode(
        y=alt.Y(
            f"{label}:N",
            sort=sort,
            title=None,
            scale=alt.Scale(paddingInner=1 - BAR),
            axis=alt.Axis(domain=False, ticks=False),
        ),
        x=alt.X(
            f"{value}:Q",
            title=title or None,
            scale=with_room(0, top, words_wide(frame[written])),
            axis=alt.Axis(tickCount=4) if title else None,
        ),
    )
    return base.mark_bar().encode(color=colour) + base.mark_text(
        align="left", dx=5, invalid="show"
    ).encode(text=f"{written}:N")


def paired(
    frame: pd.DataFrame,
    label: str,
    columns: dict[str, str],
    look: Look,
    axis: str,
    sort=None,
) -> alt.LayerChart:
    """Two dots a row joined by a line: columns maps two columns to what they are
    called.

    For shares of two groups: the distance is what a reader should see.
    """
    (first, first_title), (second, second_title) = columns.items()
    long = frame.melt(id_vars=[label], value_vars=[first, second], var_name="which")
    long["group"] = long["which"].map(columns)
    y = alt.Y(
        f"{label}:N", sort=sort, title=None, axis=alt.Axis(domain=False, ticks=False)
    )
    line = (
        alt.Chart(frame)
        .mark_rule(color=look.quiet, strokeWidth=2)
        .encode(y=y, x=alt.X(f"{first}:Q"), x2=f"{second}:Q")
    )
    dots = (
        alt.Chart(long)
        .mark_point(filled=True, size=130, opacity=1)
        .encode(
            y=y,
            x=alt.X("value:Q", title=axis, axis=alt.Axis(format="%", tickCount=5)),
            color=alt.Color(
                "group:N",
                title=None,
                legend=alt.Legend(columns=1),
                scale=alt.Scale(
                    domain=[first_title, second_title], range=[look.one, look.other]
                ),
            ),
            shape=alt.Shape(
                "group:N",
                title=None,
                scale=alt.Scale(
                    domain=[first_title, second_title], range=["circle", "diamond"]
                ),
            ),
        )
    )
    return line + dots
