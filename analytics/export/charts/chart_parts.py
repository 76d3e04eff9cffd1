"""Parts of a PowerPoint chart that python-pptx has no names for, written as the format
says.

ECMA-376 part 1, 21.2: error bars, a plot area's own layout, entries left out of a
legend.
"""

from lxml import etree
from pptx.oxml.ns import qn

AFTER_ERROR_BARS = (
    "c:cat",
    "c:val",
    "c:xVal",
    "c:yVal",
    "c:smooth",
    "c:shape",
    "c:extLst",
)


def error_bars(series, middles, spans, colour: str) -> None:
    """Intervals through the bars of a series. spans: (low, high) or None, one a
    value."""
    bars = etree.Element(qn("c:errBars"))
    _add(bars, "c:errBarType", "both")
    _add(bars, "c:errValType", "cust")
    _add(bars, "c:noEndCap", "1")
    pairs = [
        (0.0, 0.0) if span is None or m is None else (span[1] - m, m - span[0])
        for m, span in zip(middles, spans, strict=True)
    ]
    for tag, column in (("c:plus", 0), ("c:minus", 1)):
        numbers = etree.SubElement(etree.SubElement(bars, qn(tag)), qn("c:numLit"))
        etree.SubElement(numbers, qn("c:formatCode")).text = "General"
        _add(numbers, "c:ptCount", str(len(pairs)))
        for i, pair in enumerate(pairs):
            point = etree.SubElement(numbers, qn("c:pt"))
            point.set("idx", str(i))
            etree.SubElement(point, qn("c:v")).text = repr(float(pair[column]))
    shape = etree.SubElement(bars, qn("c:spPr"))
    line = etree.SubElement(shape, qn("a:ln"))
    line.set("w", "28575")
    fill = etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"))
    fill.set("val", colour.lstrip("#"))
    element = series._element
    after = next(
        (c for c in element if c.tag in {qn(t) for t in AFTER_ERROR_BARS}), None
    )
    if after is None:
        element.append(bars)
    else:
        after.addprevious(bars)


def plot_area(chart, left: float, top: float, wide: float, high: float) -> None:
    """Fixes where the axes stand: shares of the chart's frame."""
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    layout = etree.Element(qn("c:layout"))
    area.insert(0, layout)
    manual = etree.SubElement(layout, qn("c:manualLayout"))
    _add(manual, "c:layoutTarget", "inner")
    for tag in ("c:xMode", "c:yMode"):
        _add(manual, tag, "edge")
    for tag, value in (("c:x", left), ("c:y", top), ("c:w", wide), ("c:h", high)):
        _add(manual, tag, f"{value:.4f}")


def forget_legend(chart, which: list[int]) -> None:
    """Leaves series out of the legend, by their place."""
    legend = chart.legend._element
    for index in sorted(which, reverse=True):
        entry = etree.Element(qn("c:legendEntry"))
        _add(entry, "c:idx", str(index))
        _add(entry, "c:delete", "1")
        legend.find(qn("c:legendPos")).addnext(entry)


def crosses(axis, where: str) -> None:
    """Where an axis stands along the other: "min", "max" or "autoZero"."""
    for old in axis._element.findall(qn("c:crosses")):
        old.set("val", where)


def one_line(point) -> None:
    """Keeps the words at a point in one line, which would else be broken at a fifth of
    a chart."""
    for body in point.data_label._dLbl.iter(qn("a:bodyPr")):
        body.set("wrap", "none")


def _add(parent, tag: str, value: str) -> None:
    etree.SubElement(parent, qn(tag)).set("val", value)
