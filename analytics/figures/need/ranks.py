"""The areas of greatest need in order, each with the range of its rank as weights vary,
and all areas as a table."""

import altair as alt

from analytics.definitions.words import count, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.need import words
from analytics.figures.shapes import in_rows
from analytics.figures.theme import Look

SHOWN = 12  # areas in the chart; the table has all


def ranks(found: Protected, look: Look) -> Figure:
    """Points at the ranks, lines from the one to the other end of their ranges."""
    table = words.ranked(found)
    if table.empty:
        return nothing(found, words.none(found), words.LOAD)
    top = table.head(SHOWN)[["name", "rank", "low", "high", "tenth"]].copy()
    top["written"] = [
        f"rank {count(r)} ({count(a)} to {count(b)}), {percent(t)} in the top tenth"
        for r, a, b, t in zip(
            top["rank"], top["low"], top["high"], top["tenth"], strict=True
        )
    ]
    top["short"] = [
        f"{count(r)} ({count(a)} to {count(b)})"
        for r, a, b in zip(top["rank"], top["low"], top["high"], strict=True)
    ]
    order = list(top["name"])
    y, said = in_rows.names(top, "name", order)
    last = max(float(top["high"].max()), 2.0)
    x = dict(
        scale=alt.Scale(domain=[1, last], nice=False),
        title="Rank as weights vary; 1 is the greatest need",
        axis=alt.Axis(tickMinStep=1, format="d", tickCount=5),
    )
    base = alt.Chart(top).encode(y=y)
    chart = alt.layer(
        base.mark_rule(
            strokeWidth=3, color=look.common_cause, yOffset=in_rows.BELOW
        ).encode(x=alt.X("low:Q", **x), x2="high:Q"),
        base.mark_point(
            filled=True, size=120, opacity=1, color=look.one, yOffset=in_rows.BELOW
        ).encode(x=alt.X("rank:Q", **x)),
        *said,
    ).properties(height=in_rows.high(len(top)))
    title = words.steady(found)
    return figure(
        found,
        title,
        chart,
        f"A row for each of {len(top)} areas: a point at its rank, a line over its "
        f"range. {title}.",
    )
