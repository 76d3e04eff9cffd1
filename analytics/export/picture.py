"""A figure as a picture, made on this machine (vl-convert), with its title and source in it."""

import altair as alt
import vl_convert

from analytics.figures.figure import Figure
from analytics.figures.theme import Look, dressed

WIDTH, HEIGHT, SCALE = 900, 380, 2


def as_png(fig: Figure, look: Look) -> bytes:
    """The chart with title, subtitle and source line, as PNG at twice screen size."""
    return vl_convert.vegalite_to_png(_spec(fig, look), scale=SCALE)


def _spec(fig: Figure, look: Look) -> dict:
    chart = dressed(fig.chart, look).to_dict()
    chart["background"] = look.background
    if "hconcat" not in chart and "vconcat" not in chart and "facet" not in chart:
        chart["width"], chart["height"] = WIDTH, HEIGHT
    chart["title"] = alt.TitleParams(
        text=fig.title, subtitle=[fig.subtitle, fig.source], anchor="start", color=look.text,
        subtitleColor=look.quiet, fontSize=18, offset=16,
    ).to_dict()
    return chart
