"""The course of a process chart: a line, and a mark a time by what it is."""

import altair as alt

from analytics.figures.theme import Look
from analytics.measures.over_time.unusual_months import HIGHER, LOWER, USUAL

SHAPES = {USUAL: "circle", HIGHER: "square", LOWER: "diamond"}  # not by colour alone


def marked(
    base: alt.Chart,
    y: alt.Y,
    colours: dict[str, str],
    tooltip: list[alt.Tooltip],
    look: Look,
    legend: alt.Legend | None,
) -> list[alt.Chart]:
    """The line of `y` over the times of `base`, and its marks by `kind`. colours: of
    the kinds there may be, in the legend's order."""
    kinds = list(colours)

    def by_kind(range_: list[str]) -> dict[str, object]:
        scale = alt.Scale(domain=kinds, range=range_)
        return {"title": None, "legend": legend, "scale": scale}

    return [
        base.mark_line(color=look.one, strokeWidth=1.5).encode(y=y),
        base.mark_point(filled=True, size=60, opacity=1).encode(
            y=y,
            color=alt.Color("kind:N", **by_kind([colours[one] for one in kinds])),
            shape=alt.Shape("kind:N", **by_kind([SHAPES[one] for one in kinds])),
            tooltip=tooltip,
        ),
    ]
