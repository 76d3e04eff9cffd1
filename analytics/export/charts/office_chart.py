"""A chart as categories and series: what PowerPoint and Excel need to draw it
themselves."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from analytics.export.charts.marks import Mark

FORMATS = {"%": "0%", ".1%": "0.0%", "~s": "#,##0", "~g": "General", ",.1f": "#,##0.0"}


@dataclass(frozen=True)
class Axis:
    """An axis: its title, number format, limits (None: left to the program), ticks
    shown or not.

    step: between ticks.
    """

    title: str = ""
    format: str = "General"
    low: float | None = None
    high: float | None = None
    log: bool = False
    shown: bool = True
    step: float | None = None


@dataclass(frozen=True)
class Series:
    """Values in the order of the categories, or x and y of points.

    colours: one a value where they differ. labels: words at each value. spans: (low,
    high) of the interval through each value. helper: carries words or lines for others,
    and is in no legend. weight: of the line in points. side: of the labels. named: the
    series' name stands at its last value. blank: drawn without colour, to lift others.
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
    weight: float = 1
    marker: str = ""
    helper: bool = False
    side: str = "right"
    named: bool = False
    blank: bool = False


@dataclass(frozen=True)
class Native:
    """One chart. kind: "bar" (horizontal), "column", "line" (by date) or "points" (x
    and y).

    values: the axis of numbers. across: the axis beneath, of a chart of points or
    dates. stacked, legend: whether.
    """

    kind: str
    title: str
    categories: tuple
    series: tuple[Series, ...]
    values: Axis
    across: Axis = field(default_factory=Axis)
    stacked: bool = False
    legend: bool = False


def _in_one_line(title: str | list[str] | None) -> str:
    """A title that a narrow chart has in several lines."""
    return "; ".join(title) if isinstance(title, list) else title or ""


def axis_of(mark: Mark, channel: str) -> Axis:
    """The axis that a channel of a mark describes."""
    said = mark.channels.get(channel, {})
    axis, scale = said.get("axis", {}), said.get("scale") or {}
    low, high = (scale.get("domain") or [None, None])[:2]
    ticks = (axis or {}).get("values") or []
    steps = {round(b - a, 9) for a, b in pairwise(ticks)}
    return Axis(
        title=_in_one_line(said.get("title")),
        format=FORMATS.get((axis or {}).get("format", ""), "General"),
        low=low,
        high=high,
        log=scale.get("type") == "log",
        shown=axis is not None and "title" in said and bool(said["title"]),
        step=steps.pop() if len(steps) == 1 else None,
    )


def around(axis: Axis, values: Iterable[float | None]) -> Axis:
    """The axis with round ticks and limits that hold zero and all values that are
    there."""
    found = [value for value in values if value is not None]
    return rounded(axis, min(found + [0.0]), max(found, default=1.0))


def rounded(axis: Axis, low: float, high: float) -> Axis:
    """The axis with round ticks and limits that hold both values."""
    high = high if high > low else low + 1.0
    step = round_step(high - low)
    return replace(
        axis,
        low=step * math.floor(low / step + 1e-9),
        high=step * math.ceil(high / step - 1e-9),
        step=step,
    )


def round_step(span: float) -> float:
    """A round distance between ticks, four to ten of them in the span."""
    power = 10.0 ** math.floor(math.log10(span / 4))
    return next(power * n for n in (5, 2, 1) if power * n <= span / 4)
