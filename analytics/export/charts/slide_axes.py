"""The axes of a chart on a slide: limits, ticks, titles and type."""

from lxml import etree
from pptx.enum.chart import XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt

from analytics.export.charts.office_chart import Axis
from analytics.export.slides.deck import rgb
from analytics.figures.theme import FONT, Look

FACE = FONT.partition(",")[0]
WORDS = 14  # points


def plain_axis(axis, said: Axis, look: Look, grid: bool) -> None:
    """An axis as the figure describes it; grid: lines across the chart."""
    axis.has_major_gridlines, axis.has_minor_gridlines = grid, False
    if grid:
        axis.major_gridlines.format.line.color.rgb = rgb(look.hidden)
        axis.major_gridlines.format.line.width = Pt(0.5)
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = rgb(look.quiet)
    axis.tick_labels.font.size = Pt(WORDS)
    axis.has_title = bool(said.title)
    if said.title:
        axis.axis_title.text_frame.text = said.title
        font = axis.axis_title.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold, font.color.rgb = Pt(WORDS), False, rgb(look.quiet)
    if said.low is not None:
        axis.minimum_scale = said.low
    if said.high is not None:
        axis.maximum_scale = said.high
    if not said.shown and not said.title and said.high is not None:
        axis.visible = False
    if said.step:
        axis._element.get_or_add_majorUnit().set("val", repr(said.step))
    if said.format != "General":
        axis.tick_labels.number_format = said.format
        axis.tick_labels.number_format_is_linked = False
    if said.log:
        base = etree.SubElement(axis._element.scaling, qn("c:logBase"))
        axis._element.scaling.insert(0, base)
        base.set("val", "2")


def months_between(drawn, months: int) -> None:
    """Some eight ticks on an axis of months."""
    axis = drawn.category_axis._element
    for tag, value in (
        ("c:baseTimeUnit", "months"),
        ("c:majorUnit", str(max(months // 8, 1))),
        ("c:majorTimeUnit", "months"),
    ):
        for old in axis.findall(qn(tag)):
            axis.remove(old)
        part = etree.SubElement(axis, qn(tag))
        part.set("val", value)
