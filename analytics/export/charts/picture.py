"""A figure as a picture, made on this machine (vl-convert), with its title and source
in it."""

import re

import altair as alt
import vl_convert

from analytics.export.charts.map_picture import as_chart
from analytics.export.slides.text_fit import lines
from analytics.figures.figure import Figure
from analytics.figures.theme import Look, dressed

WIDTH, HEIGHT, SCALE = 900, 380, 2
TITLE, SUBTITLE = 18, 13
ENLARGED = 1.3
LEAST = 60  # pixels of a plot, however little room there is
SIZE = re.compile(r'<svg[^>]*?width="([\d.]+)" height="([\d.]+)"')


def as_png(fig: Figure, look: Look) -> bytes:
    """The chart with title, subtitle and source line, as PNG at twice screen size."""
    return vl_convert.vegalite_to_png(_titled(fig, look), scale=SCALE)


def as_svg(fig: Figure, look: Look) -> bytes:
    """The chart with title, subtitle and source line, as SVG: it can be enlarged at
    will."""
    return vl_convert.vegalite_to_svg(_titled(fig, look)).encode("utf-8")


def bare_png(fig: Figure, look: Look, wide: float, high: float) -> bytes:
    """The chart alone, for a place that has words of its own; wide and high in points.

    It is drawn smaller and enlarged by who places it, so that its type is read from
    afar.
    """
    return vl_convert.vegalite_to_png(
        _fitted(fig, look, wide / ENLARGED, high / ENLARGED), scale=SCALE * ENLARGED
    )


def bare_svg(fig: Figure, look: Look, wide: float, high: float) -> str:
    """The chart alone as SVG, with its axes and legend so wide and high, in pixels."""
    return vl_convert.vegalite_to_svg(_fitted(fig, look, wide, high))


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a drawing in pixels."""
    found = SIZE.match(svg)
    return float(found[1]), float(found[2])


def _titled(fig: Figure, look: Look) -> dict:
    chart = _spec(fig, look, WIDTH, HEIGHT)
    chart["title"] = alt.TitleParams(
        text=lines(fig.title, TITLE, WIDTH, bold=True),
        subtitle=[
            line
            for text in (fig.subtitle, fig.source)
            for line in lines(text, SUBTITLE, WIDTH)
        ],
        anchor="start",
        color=look.text,
        subtitleColor=look.quiet,
        fontSize=TITLE,
        subtitleFontSize=SUBTITLE,
        offset=16,
    ).to_dict()
    return chart


def _fitted(fig: Figure, look: Look, wide: float, high: float) -> dict:
    """The chart with its plot so large that all of it, axes and words, fills the given
    size.

    Drawn once to see how much its words take: Vega-Lite's own fitting cuts words beyond
    the plot.
    """
    chart = _spec(fig, look, wide * 0.7, high * 0.7)
    plot, columns = _plot(chart)
    taken = size_of(vl_convert.vegalite_to_svg(chart))
    for side, asked, all_of_it, many in (
        ("width", wide, taken[0], columns),
        ("height", high, taken[1], 1),
    ):
        if side in plot:
            plot[side] = max(plot[side] + (asked - all_of_it) / many, LEAST)
    return chart


def _plot(chart: dict) -> tuple[dict, int]:
    """The part of a chart that has a width and a height, and how many stand side by
    side."""
    if "facet" not in chart:
        return chart, 1
    rows = next(iter(chart.get("datasets", {}).values()), [])
    by = chart["facet"].get("column", {}).get("field")
    return chart["spec"], len({row.get(by) for row in rows}) or 1


def _spec(fig: Figure, look: Look, wide: float, high: float) -> dict:
    drawn = as_chart(fig.chart, look) if fig.is_map else fig.chart
    chart = dressed(drawn, look).to_dict()
    chart["background"] = look.background
    if not {"hconcat", "vconcat", "facet"} & set(chart):
        chart["width"], chart["height"] = wide, high
    return chart
