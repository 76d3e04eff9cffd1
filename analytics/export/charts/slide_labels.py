"""Words on the marks of a slide's chart."""

from pptx.enum.chart import (
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.util import Pt

from analytics.export.charts.chart_parts import (
    one_line,
)
from analytics.export.charts.office_chart import Series
from analytics.export.charts.slide_axes import WORDS
from analytics.export.slides.deck import rgb
from analytics.figures.theme import Look

MARKERS = {
    "circle": XL_MARKER_STYLE.CIRCLE,
    "square": XL_MARKER_STYLE.SQUARE,
    "diamond": XL_MARKER_STYLE.DIAMOND,
    "triangle": XL_MARKER_STYLE.TRIANGLE,
    "x": XL_MARKER_STYLE.X,
}


SIDES = {"left": XL_LABEL_POSITION.LEFT, "right": XL_LABEL_POSITION.RIGHT}


def line_and_marks(series, said: Series) -> None:
    """Line and marks of a series as it says them."""
    series.smooth = False
    if said.line:
        series.format.line.color.rgb = rgb(said.colour)
        series.format.line.width = Pt(said.weight)
        if said.dashed:
            series.format.line.dash_style = MSO_LINE_DASH_STYLE.DASH
    else:
        series.format.line.fill.background()
    if not said.marker:
        series.marker.style = XL_MARKER_STYLE.NONE
        return
    series.marker.style = MARKERS[said.marker]
    series.marker.size = 7 if said.line else 9 if len(said.values) > 24 else 12
    _marker(series.marker, said.colour)
    for i, colour in enumerate(said.colours):
        _marker(series.points[i].marker, colour)


def _marker(marker, colour: str) -> None:
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = rgb(colour)
    marker.format.line.fill.background()


def labels(series, words, side, look: Look, there) -> None:
    """Words at the marks of a series that are there."""
    for i, (text, shown) in enumerate(zip(words, there, strict=True)):
        if text and shown:
            label(series.points[i], text, side, look.text)


def label(point, text: str, side, colour: str, bold: bool = False) -> None:
    """A text beside one mark."""
    frame = point.data_label.text_frame
    frame.text = text.replace("\n", "\v")
    for run in frame.paragraphs[0].runs:
        run.font.size, run.font.bold, run.font.color.rgb = Pt(WORDS), bold, rgb(colour)
    point.data_label.position = side
    one_line(point)
