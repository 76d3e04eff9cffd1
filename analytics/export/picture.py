"""A figure as a picture, made on this machine (vl-convert), with its title and source in it."""

import altair as alt
import vl_convert

from analytics.export.map_picture import as_chart
from analytics.export.text_fit import lines
from analytics.figures.figure import Figure
from analytics.figures.theme import Look, dressed

WIDTH, HEIGHT, SCALE = 900, 380, 2
TITLE, SUBTITLE = 18, 13
ENLARGED = 1.3


def as_png(fig: Figure, look: Look) -> bytes:
    """The chart with title, subtitle and source line, as PNG at twice screen size."""
    return vl_convert.vegalite_to_png(_titled(fig, look), scale=SCALE)


def as_svg(fig: Figure, look: Look) -> bytes:
    """The chart with title, subtitle and source line, as SVG: it can be enlarged at will."""
    return vl_convert.vegalite_to_svg(_titled(fig, look)).encode("utf-8")


def bare_png(fig: Figure, look: Look, wide: float, high: float) -> bytes:
    """The chart alone, for a place that has words of its own; wide and high in points.

    It is drawn smaller and enlarged by who places it, so that its type is read from afar.
    """
    return vl_convert.vegalite_to_png(
        _spec(fig, look, wide / ENLARGED, high / ENLARGED), scale=SCALE * ENLARGED)


def bare_svg(fig: Figure, look: Look, wide: float, high: float) -> str:
    """The chart alone as SVG; wide and high in pixels."""
    return vl_convert.vegalite_to_svg(_spec(fig, look, wide, high))


def can_be_drawn(fig: Figure) -> bool:
    """Whether there is a picture to be had of the figure."""
    return fig.chart is not None


def _titled(fig: Figure, look: Look) -> dict:
    chart = _spec(fig, look, WIDTH, HEIGHT)
    chart["title"] = alt.TitleParams(
        text=lines(fig.title, TITLE, WIDTH, bold=True),
        subtitle=[line for text in (fig.subtitle, fig.source)
                  for line in lines(text, SUBTITLE, WIDTH)],
        anchor="start", color=look.text, subtitleColor=look.quiet, fontSize=TITLE,
        subtitleFontSize=SUBTITLE, offset=16,
    ).to_dict()
    return chart


def _spec(fig: Figure, look: Look, wide: float, high: float) -> dict:
    drawn = as_chart(fig.chart, look) if fig.is_map else fig.chart
    chart = dressed(drawn, look).to_dict()
    chart["background"] = look.background
    if not {"hconcat", "vconcat", "facet"} & set(chart):
        chart["width"], chart["height"] = wide, high
    return chart
