"""What every funnel is drawn with: the limits as curves with their names, and a dot for
each place, told apart by shape as well as by colour."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from analytics.figures.theme import Look

END = 44  # pixels beyond the limits, for their names
DASHES = {"95%": [4, 4], "99.8%": [1, 0]}
SHAPES = ["diamond", "square", "circle"]  # above, below, within


def curves(
    limits: pd.DataFrame, x: alt.X, y: alt.Y, across: str, look: Look
) -> tuple[alt.Chart, alt.Chart]:
    """The limits and, at their right ends, their names.

    limits: limit (a key of DASHES), line (limit and side, as "95% high"), and what x
    and y stand for. across: the column of x.
    """
    drawn = (
        alt.Chart(limits)
        .mark_line(clip=True, color=look.quiet, strokeWidth=1.4)
        .encode(
            x=x,
            y=y,
            detail="line:N",
            strokeDash=alt.StrokeDash(
                "limit:N",
                legend=None,
                scale=alt.Scale(domain=list(DASHES), range=list(DASHES.values())),
            ),
        )
    )
    ends = limits[limits[across] == limits[across].max()]
    named = (
        alt.Chart(ends[ends["line"].str.endswith("high")])
        .mark_text(align="left", dx=4, fontSize=11, color=look.quiet)
        .encode(x=x, y=y, text="limit:N")
    )
    return drawn, named


def dots(
    places: pd.DataFrame,
    x: alt.X,
    y: alt.Y,
    verdict: str,
    verdicts: Sequence[str],
    colours: Sequence[str],
    tooltip: list[alt.Tooltip],
    look: Look,
) -> alt.Chart:
    """A dot a place. verdict: the column that says how it stands against the limits;
    verdicts: above, below and within, with their colours."""
    return (
        alt.Chart(places)
        .mark_point(
            filled=True, size=90, opacity=1, stroke=look.background, strokeWidth=1
        )
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                f"{verdict}:N",
                legend=None,
                scale=alt.Scale(domain=list(verdicts), range=list(colours)),
            ),
            shape=alt.Shape(
                f"{verdict}:N",
                legend=None,
                scale=alt.Scale(domain=list(verdicts), range=SHAPES),
            ),
            tooltip=tooltip,
        )
    )
