"""What drives the score of one area: a bar an indicator, right of the middle where it
raises the score."""

import altair as alt
import pandas as pd

from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.need import words
from analytics.figures.shapes import in_rows
from analytics.figures.theme import Look, span_of
from analytics.measures.need.choices import PER_1000, PERCENT, Choice


def driven(
    found: Protected, place: str, there: dict[str, Choice], look: Look
) -> Figure:
    """place: the area, "" for the first. there: what each indicator is."""
    every = found.table
    if every.empty:
        return nothing(found, "No area has a score, so nothing drives one", words.LOAD)
    if place not in set(every["place"]):
        place = every.iloc[0]["place"]
    table = every[every["place"] == place].copy()
    value = table["published"].astype(float)
    scale = table["indicator"].map(lambda key: there[key].scale)
    value = value.where(value.notna(), table["share"].astype(float) * scale)
    table["short"] = [
        written(one, there[key])
        for one, key in zip(value, table["indicator"], strict=True)
    ]
    table["usual"] = [
        written(one, there[key])
        for one, key in zip(table["mean"], table["indicator"], strict=True)
    ]
    table["written"] = [
        f"{mine} here, {mean} the mean"
        for mine, mean in zip(table["short"], table["usual"], strict=True)
    ]
    table = table.sort_values("contribution", ascending=False, kind="stable")
    order = list(table["title"])
    shown = table[["title", "contribution", "written", "short"]]
    y, said = in_rows.names(shown, "title", order)
    low = min(float(shown["contribution"].min()), 0.0)
    high = max(float(shown["contribution"].max()), 0.0, low + 0.1)
    x = dict(
        scale=alt.Scale(domain=span_of(low, high), nice=False),
        title="Left lowers, right raises the score",
        axis=alt.Axis(tickCount=5),
    )
    middle = alt.Chart(pd.DataFrame({"x": [0.0]})).mark_rule(
        color=look.quiet, opacity=0.4
    )
    colour = alt.condition(
        "datum.contribution > 0", alt.value(look.one), alt.value(look.other)
    )
    chart = alt.layer(
        alt.Chart(shown)
        .mark_bar(height=11, yOffset=in_rows.BELOW)
        .encode(y=y, x=alt.X("contribution:Q", **x), color=colour),
        middle.encode(x=alt.X("x:Q", **x)),
        *said,
    ).properties(height=in_rows.high(len(shown)))
    title = words.driven(table)
    numbers = pd.DataFrame(
        {
            "Indicator": table["title"],
            "Here": table["short"],
            "Mean of areas": table["usual"],
            "Weight": [f"{100 * one:.0f}%" for one in table["weight"]],
            "Adds to the score": [f"{one:+.2f}" for one in table["contribution"]],
        }
    )
    return figure(
        found,
        title,
        chart,
        f"Bars of what each indicator adds to the score. {title}.",
        table=numbers.reset_index(drop=True),
    )


def written(value: float, one: Choice) -> str:
    """A value in its unit: "23.1%", "5.4 per 1,000", "2"."""
    if value != value:
        return "–"
    said = f"{value:,.{one.decimals}f}"
    if one.unit == PERCENT:
        return f"{said}%"
    return f"{said} per 1,000" if one.unit == PER_1000 else said
