"""What every funnel is drawn with: the limits as curves with their names, and a dot for
each place, told apart by shape as well as by colour."""

from collections.abc import Callable, Sequence

import altair as alt
import numpy as np
import pandas as pd

from analytics.figures.theme import Look
from analytics.methods.funnel_limits import ACTION, WARNING

END = 44  # pixels beyond the limits, for their names
LEVELS = {"95%": WARNING, "99.8%": ACTION}
DASHES = {"95%": [4, 4], "99.8%": [1, 0]}
SHAPES = ["diamond", "square", "circle"]  # above, below, within


def limit_lines(
    across: np.ndarray,
    at: Callable[[float], tuple[np.ndarray, np.ndarray]],
    x: str,
    y: str,
    digits: int,
) -> pd.DataFrame:
    """The limits as `curves` draws them: the columns x and y, limit, line.

    across: values of x; at: of a level, the lower and the upper limit at each of them.
    """
    return pd.concat(
        pd.DataFrame(
            {
                x: across,
                y: np.round(values, digits),
                "limit": name,
                "line": f"{name} {side}",
            }
        )
        for name, level in LEVELS.items()
        for side, values in zip(("low", "high"), at(level), strict=True)
    )


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
