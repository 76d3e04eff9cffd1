"""Lines by time, and rows of points with their intervals, as charts that Office draws
itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from analytics.definitions.words import plain
from analytics.export.charts.marks import Mark, Panel, Unsaid
from analytics.export.charts.office_chart import (
    Axis,
    Native,
    Series,
    around,
    axis_of,
    rounded,
)

SHAPES = {
    "circle": "circle",
    "square": "square",
    "diamond": "diamond",
    "triangle-up": "triangle",
    "cross": "x",
}
NUDGE = 0.001  # of an axis
WIDER = 2.0  # limits of a logarithmic axis are powers of this


def lines(panel: Panel) -> Native:
    """Lines and points by date ("line") or by a number ("points")."""
    marks = panel.only("line") + panel.only("point")
    kinds = {mark.type("x") for mark in marks}
    if len(kinds) > 1 or {mark.type("y") for mark in marks} != {"quantitative"}:
        raise Unsaid("lines without one axis of numbers")
    named = _names_at_ends(panel)
    series = [one for mark in panel.only("line") for one in _line(mark, named)]
    series += [one for mark in panel.only("point") for one in _points(mark)]
    series = [one for one in series if any(v is not None for v in one.values)]
    first = marks[0]
    values, across = axis_of(first, "y"), axis_of(first, "x")
    legend = sum(bool(s.marker and not s.line) for s in series) > 1
    if values.low is not None and values.high is not None:
        values = rounded(values, values.low, values.high)
    if kinds == {"temporal"}:
        if panel.only("rule"):
            raise Unsaid("rules on dates")
        days = sorted({x for s in series for x in s.xs})
        series = [_on(s, days) for s in series]
        return Native(
            "line",
            panel.title,
            tuple(date.fromisoformat(d[:10]) for d in days),
            tuple(series),
            values,
            Axis(format="mmm yyyy"),
            legend=legend,
        )
    series = [_there(one) for one in series]
    if values.high is None:
        values = around(values, (v for s in series for v in s.values))
    for rule in panel.only("rule"):
        series.append(_upright(rule, panel, values.low, values.high))
    return Native(
        "points", panel.title, (), tuple(series), values, across, legend=legend
    )


def _line(mark: Mark, named: set[str]) -> Iterator[Series]:
    """One series a line; a mark without a field for colour is one line, called by its
    column."""
    x, y, by = (
        mark.field("x"),
        mark.field("y"),
        mark.field("color") or mark.field("detail"),
    )
    point = mark.options.get("point")
    for name in mark.order("color") if by and mark.field("color") else [None]:
        if by and name is None:
            raise Unsaid("lines told apart by detail alone")
        rows = [row for row in mark.rows if name is None or row[by] == name]
        dash = mark.of_row("strokeDash", rows[0], [1, 0])
        words = (
            str(name)
            if name is not None
            else (axis_of(mark, "y").title if y == "value" else plain(y))
        )
        limit = name is None and y != "value"  # a line of its own, flat or by season
        yield Series(
            words,
            tuple(row[y] for row in rows),
            mark.colour(rows[0]),
            tuple(row[x] for row in rows),
            line=True,
            dashed=dash[-1] != 0,
            weight=mark.options.get("strokeWidth", 1),
            marker="circle" if point else "",
            named=words in named or limit,
        )


def _points(mark: Mark) -> Iterator[Series]:
    """One series a colour of points, those that are there."""
    by, x, y = mark.field("color"), mark.field("x"), mark.field("y")
    for name in mark.order("color") if by else [plain(y)]:
        rows = [row for row in mark.rows if not by or row[by] == name]
        shape = SHAPES.get(mark.of_row("shape", rows[0], "circle"))
        yield Series(
            str(name).capitalize(),
            tuple(row[y] for row in rows),
            mark.colour(rows[0]),
            tuple(row[x] for row in rows),
            marker=shape or "circle",
        )


def _on(series: Series, days: list[str]) -> Series:
    """The series with a value, or none, on each of the days."""
    at = dict(zip(series.xs, series.values, strict=True))
    return replace(series, xs=(), values=tuple(at.get(day) for day in days))


def _there(series: Series) -> Series:
    """The points of a series that have a value: a program counts no other."""
    pairs = [
        (x, value)
        for x, value in zip(series.xs, series.values, strict=True)
        if x is not None and value is not None
    ]
    return replace(
        series, xs=tuple(x for x, _ in pairs), values=tuple(v for _, v in pairs)
    )


def _upright(rule: Mark, panel: Panel, low: float, top: float) -> Series:
    """A line from top to bottom with the words that stand at its head."""
    if rule.field("y") or not rule.field("x") or len(rule.rows) != 1:
        raise Unsaid("lines across")
    at = rule.rows[0][rule.field("x")]
    words = [
        str(row[text.field("text")])
        for text in panel.only("text")
        for row in text.rows
        if not text.field("y") and row.get(text.field("x")) == at
    ]
    return Series(
        "Reference",
        (low, top),
        rule.options.get("color", ""),
        (at, at),
        line=True,
        helper=True,
        labels=("", words[0]) if words else (),
    )


def _names_at_ends(panel: Panel) -> set[str]:
    """The names of lines that are written at their ends."""
    ends = [text for text in panel.only("text") if text.field("y")]
    lined = {
        row[mark.field("color")]
        for mark in panel.only("line")
        if mark.field("color")
        for row in mark.rows
    }
    words = {row[text.field("text")] for text in ends for row in text.rows}
    if words - lined:
        raise Unsaid("words among lines")
    return words


def just_inside(axis: Axis) -> tuple[float, float]:
    """The ends of an axis, so little inside that words there are not left out as beyond
    it."""
    if axis.log:
        return axis.low * (1 + NUDGE), axis.high * (1 - NUDGE)
    little = (axis.high - axis.low) * NUDGE
    return axis.low + little, axis.high - little


def limits(panel: Panel, axis: Axis) -> Axis:
    """Limits of the axis beneath: as said, in powers of two if logarithmic, or round
    the data."""
    if axis.log:
        low, high = 1.0, 1.0
        while low > axis.low:
            low /= WIDER
        while high < axis.high:
            high *= WIDER
        return Axis(axis.title, axis.format, low, high, log=True, step=WIDER)
    if axis.low is None:
        return around(
            axis,
            (
                row.get(m.field(c))
                for m in panel.marks
                for c in ("x", "x2")
                if m.field(c)
                for row in m.rows
            ),
        )
    return axis
