"""A figure's chart as PowerPoint and Excel draw it themselves, read from the figure's
own chart.

Where a chart cannot be said exactly so, `native` gives None and the picture is used.
"""

from analytics.export.charts.marks import Unsaid, panels
from analytics.export.charts.native_bars import bars
from analytics.export.charts.native_points import lines
from analytics.export.charts.native_rows import rows_of_points
from analytics.export.charts.office_chart import Native
from analytics.figures.figure import Figure

HOW = {
    "bar": bars,
    "line": lines,
    "point": rows_of_points,
}  # by the mark that carries the numbers


def native(fig: Figure) -> tuple[Native, ...] | None:
    """The charts of a figure, one a panel from left to right; None where there is none
    or where it cannot be said exactly."""
    if fig.chart is None or fig.is_map:
        return None
    try:
        return tuple(_one(panel) for panel in panels(fig.chart))
    except Unsaid:
        return None


def _one(panel) -> Native:
    for kind, read in HOW.items():
        if panel.only(kind):
            return read(panel)
    raise Unsaid("neither bars, lines nor points")
