"""A chart as categories and series: what PowerPoint and Excel need to draw it themselves."""

from dataclasses import dataclass, field

from analytics.export.marks import Mark

FORMATS = {"%": "0%", ".1%": "0.0%", "~s": "#,##0", "~g": "General", ",.1f": "#,##0.0"}


@dataclass(frozen=True)
class Axis:
    """An axis: its title, number format, limits (None: left to the program), ticks shown or not."""

    title: str = ""
    format: str = "General"
    low: float | None = None
    high: float | None = None
    log: bool = False
    shown: bool = True


@dataclass(frozen=True)
class Series:
    """Values in the order of the categories, or x and y of points.

    colours: one a value where they differ. labels: words at each value. spans: (low, high) of the
    interval through each value. helper: carries words or lines for others, and is in no legend.
    side: of the labels. named: the series' name stands at its last value.
    """

    name: str
    values: tuple
    colour: str
    xs: tuple = ()
    colours: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    spans: tuple = ()
    line: bool = False
    dashed: bool = False
    marker: str = ""
    helper: bool = False
    side: str = "right"
    named: bool = False


@dataclass(frozen=True)
class Native:
    """One chart. kind: "bar" (horizontal), "column", "line" (by date) or "points" (x and y).

    values: the axis of numbers. across: the axis beneath, of a chart of points or dates.
    stacked, legend: whether. blank: names of series that only lift others (drawn without fill).
    """

    kind: str
    title: str
    categories: tuple
    series: tuple[Series, ...]
    values: Axis
    across: Axis = field(default_factory=Axis)
    stacked: bool = False
    legend: bool = False


def axis_of(mark: Mark, channel: str) -> Axis:
    """The axis that a channel of a mark describes."""
    said = mark.channels.get(channel, {})
    axis, scale = said.get("axis", {}), said.get("scale") or {}
    low, high = (scale.get("domain") or [None, None])[:2]
    return Axis(
        title=said.get("title") or "",
        format=FORMATS.get((axis or {}).get("format", ""), "General"),
        low=low, high=high, log=scale.get("type") == "log",
        shown=axis is not None and "title" in said and bool(said["title"]))
