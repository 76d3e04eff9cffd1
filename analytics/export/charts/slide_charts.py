"""Draws charts on a slide that can be edited in PowerPoint: right-click, edit data."""

from dataclasses import replace

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_TICK_LABEL_POSITION,
)
from pptx.util import Emu, Pt

from analytics.export.charts.chart_parts import (
    crosses,
    error_bars,
    forget_legend,
    plot_area,
)
from analytics.export.charts.office_chart import Axis, Native, Series, rounded
from analytics.export.charts.slide_axes import FACE, WORDS, months_between, plain_axis
from analytics.export.charts.slide_labels import SIDES, label, labels, line_and_marks
from analytics.export.slides.deck import rgb
from analytics.export.slides.text_fit import lines, width
from analytics.figures.theme import Look

KINDS = {
    ("bar", False): XL_CHART_TYPE.BAR_CLUSTERED,
    ("bar", True): XL_CHART_TYPE.BAR_STACKED,
    ("column", False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    ("column", True): XL_CHART_TYPE.COLUMN_STACKED,
    ("line", False): XL_CHART_TYPE.LINE_MARKERS,
    ("points", False): XL_CHART_TYPE.XY_SCATTER,
}
CHART_EDGE = 12  # points between a chart's frame and what is in it
NAME = 3  # lines of a bar's name


def draw(shapes, chart: Native, box: tuple[int, int, int, int], look: Look, alt: str):
    """Adds the chart to a slide's shapes. box: left, top, width, height in EMU. The
    alternative text is set on the shape."""
    wide, high = Emu(box[2]).pt, Emu(box[3]).pt
    frame = shapes.add_chart(KINDS[chart.kind, chart.stacked], *box, _data(chart, wide))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    frame.name = "Chart"
    drawn = frame.chart
    drawn.font.size, drawn.font.name = Pt(WORDS), FACE
    drawn.font.color.rgb = rgb(look.text)
    drawn.has_title = bool(chart.title)
    if chart.title:
        drawn.chart_title.text_frame.text = chart.title
        said = drawn.chart_title.text_frame.paragraphs[0].runs[0].font
        said.size, said.bold, said.color.rgb = Pt(WORDS + 2), True, rgb(look.text)
        drawn.chart_title.include_in_layout = False
    drawn.has_legend = chart.legend
    if chart.legend:
        drawn.legend.position, drawn.legend.include_in_layout = (
            XL_LEGEND_POSITION.TOP,
            False,
        )
        drawn.legend.font.size = Pt(WORDS)
        forget_legend(
            drawn,
            [
                i
                for i, s in enumerate(chart.series)
                if s.helper
                or s.named
                or (chart.kind == "line" and s.line and not s.marker)
            ],
        )
    across, values = drawn.category_axis, drawn.value_axis
    if chart.kind in ("bar", "column"):
        _bars(drawn, chart, look, wide)
        if not isinstance(chart.categories[0], str):
            across.tick_labels.number_format = chart.across.format
            across.tick_labels.number_format_is_linked = False
            months_between(drawn, len(chart.categories))
    else:
        plain_axis(across, chart.across, look, grid=False)
        plain_axis(values, chart.values, look, grid=chart.values.shown)
        crosses(values, "min")
        crosses(across, "min")
        if chart.kind == "line":
            across.tick_labels.number_format = chart.across.format
            across.tick_labels.number_format_is_linked = False
            months_between(drawn, len(chart.categories))
        _room(drawn, chart, wide, high)
    for series, said in zip(drawn.plots[0].series, chart.series, strict=True):
        _dress(series, said, chart, look)
    return frame


def _data(chart: Native, wide: float):
    if chart.kind == "points":
        data = XyChartData(number_format="General")
        for one in chart.series:
            series = data.add_series(one.name)
            for x, y in zip(one.xs, one.values, strict=True):
                if x is not None and y is not None:
                    series.add_data_point(x, y)
        return data
    data = CategoryChartData(number_format=chart.values.format)
    data.categories = _categories(chart, wide)
    for one in chart.series:
        data.add_series(one.name, one.values)
    return data


def _categories(chart: Native, wide: float) -> list:
    """The names of bars in lines that fit; with the words of a bar whose end an
    interval takes."""
    names = list(chart.categories)
    if chart.kind == "line" or not isinstance(names[0], str):
        return names
    spanned = next((s for s in chart.series if s.spans and s.labels), None)
    if spanned:
        names = [
            f"{n}: {words}" for n, words in zip(names, spanned.labels, strict=True)
        ]
    if chart.kind == "column":
        return names
    return ["\n".join(lines(name, WORDS, wide * 0.3, most=NAME)) for name in names]


def _bars(drawn, chart: Native, look: Look, wide: float) -> None:
    plot, across, values = drawn.plots[0], drawn.category_axis, drawn.value_axis
    plot.gap_width, plot.overlap = 45, 100 if chart.stacked else 0
    plot.vary_by_categories = False
    if chart.kind == "bar":
        across.reverse_order = True
        crosses(values, "max")
    below = any(v is not None and v < 0 for s in chart.series for v in s.values)
    across.tick_label_position = (
        XL_TICK_LABEL_POSITION.LOW if below else XL_TICK_LABEL_POSITION.NEXT_TO_AXIS
    )
    plain_axis(across, Axis(title=chart.across.title, shown=True), look, grid=False)
    said = chart.values
    high = _high(chart, wide) if chart.kind == "bar" else said.high
    limits = replace(said, low=said.low if below else 0.0, high=high)
    if said.shown and limits.low is not None and high is not None:
        limits = rounded(limits, limits.low, high)
    plain_axis(values, limits, look, grid=said.shown)
    if not said.shown:
        values.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        values.format.line.fill.background()


def _high(chart: Native, wide: float) -> float | None:
    """The end of the axis, so far that the words at the longest bars fit behind
    them."""
    names = max(
        (width(c, WORDS) for c in map(str, _categories(chart, wide))), default=0
    )
    plot = wide - names - 5 * CHART_EDGE
    ends = [v for s in chart.series for v in s.values if v is not None]
    for one in chart.series:
        spans = one.spans or (None,) * len(one.values)
        words = one.labels if one.labels and not one.spans else ("",) * len(one.values)
        for value, word, span in zip(one.values, words, spans, strict=True):
            if value is not None and value > 0:
                room = min(width(word, WORDS) + CHART_EDGE, plot * 0.75) if word else 0
                ends.append(max(value * plot / (plot - room), span[1] if span else 0))
    return max(ends, default=1.0) if chart.values.high is not None else None


def _room(drawn, chart: Native, wide: float, high: float) -> None:
    """Sets the plot's own frame, so that names on its left and words on its right have
    room."""
    names = max(
        (width(w, WORDS) for s in chart.series if s.side == "left" for w in s.labels),
        default=0,
    )
    words = max(
        (
            width(w, WORDS)
            for s in chart.series
            if s.helper and s.side == "right" and not s.line
            for w in s.labels
        ),
        default=0,
    )
    ends = max((width(s.name, WORDS) for s in chart.series if s.named), default=0)
    left = names + CHART_EDGE if names else 5 * WORDS
    right = max(words, ends if chart.across.high is None else 0) + CHART_EDGE
    top = 2.4 * WORDS if chart.legend or chart.title else WORDS
    bottom = 4 * WORDS if chart.across.title else 2.4 * WORDS
    plot_area(
        drawn,
        left / wide,
        top / high,
        (wide - left - right) / wide,
        (high - top - bottom) / high,
    )


def _dress(series, said: Series, chart: Native, look: Look) -> None:
    if chart.kind in ("bar", "column"):
        series.invert_if_negative = False
        if said.blank:
            series.format.fill.background()
            return
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(said.colour)
        for i, colour in enumerate(said.colours):
            if colour:
                fill = series.points[i].format.fill
                fill.solid()
                fill.fore_color.rgb = rgb(colour)
        if said.labels and not said.spans:
            labels(
                series,
                said.labels,
                XL_LABEL_POSITION.OUTSIDE_END,
                look,
                [v is not None for v in said.values],
            )
    else:
        line_and_marks(series, said)
        if said.labels:
            labels(
                series, said.labels, SIDES[said.side], look, [True] * len(said.labels)
            )
        if said.named:
            last = max(i for i, v in enumerate(said.values) if v is not None)
            label(
                series.points[last],
                said.name,
                XL_LABEL_POSITION.RIGHT,
                said.colour,
                True,
            )
    if said.spans:
        error_bars(series, said.values, said.spans, look.text)
