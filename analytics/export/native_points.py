"""Lines by time, and rows of points with their intervals, as charts that Office draws itself."""

import math
from collections.abc import Iterator
from datetime import date

from analytics.definitions.words import plain
from analytics.export.marks import Mark, Panel, Unsaid
from analytics.export.office_chart import Axis, Native, Series, axis_of

SHAPES = {"circle": "circle", "square": "square", "diamond": "diamond",
          "triangle-up": "triangle", "cross": "x"}
HEADROOM = 1.08  # of the highest value, where a line across the chart must know its top
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
    first = marks[0]
    values, across = axis_of(first, "y"), axis_of(first, "x")
    legend = any(not s.helper and not s.named for s in series if s.marker and not s.line)
    if kinds == {"temporal"}:
        if panel.only("rule"):
            raise Unsaid("rules on dates")
        days = sorted({x for s in series for x in s.xs})
        series = [_on(s, days) for s in series]
        return Native("line", panel.title, tuple(date.fromisoformat(d[:10]) for d in days),
                      tuple(series), values, Axis(format="mmm yyyy"), legend=legend)
    top = values.high or HEADROOM * max(v for s in series for v in s.values if v is not None)
    low = values.low or 0.0
    for rule in panel.only("rule"):
        series.append(_upright(rule, panel, low, top))
    return Native("points", panel.title, (), tuple(series),
                  Axis(values.title, values.format, low, top), across, legend=legend)


def rows_of_points(panel: Panel) -> Native:
    """Points and intervals in rows with names: forests, pairs of shares, differences."""
    points = panel.only("point")
    if any(p.type("y") != "nominal" or p.type("x") != "quantitative" for p in points):
        raise Unsaid("points that are not in rows")
    order, name = points[0].order("y"), points[0].field("y")
    at = {row: len(order) - i - 0.5 for i, row in enumerate(order)}
    axis = _limits(panel, axis_of(points[0], "x"))
    series = [Series("Rows", tuple(at.values()), "", tuple(axis.low for _ in order),
                     labels=tuple(str(row) for row in order), helper=True, side="left")]
    for rule in panel.only("rule"):
        series += list(_across(rule, name, at) if rule.field("y") else
                       [_level(rule, len(order))])
    for point in points:
        series += list(_in_rows(point, name, at))
    for text in panel.only("text"):
        if text.field("y") != name or text.channels.get("x", {}).get("value") != "width":
            raise Unsaid("words among points")
        series.append(Series(
            "Values in words", tuple(at[row[name]] for row in text.rows), "",
            tuple(axis.high for _ in text.rows), helper=True,
            labels=tuple(str(row[text.field("text")]) for row in text.rows)))
    legend = sum(not s.helper for s in series) > 1 and bool(points[0].field("color"))
    return Native("points", panel.title, (), tuple(series), Axis("", low=0, high=len(order),
                                                                 shown=False), axis, legend=legend)


def _line(mark: Mark, named: set[str]) -> Iterator[Series]:
    """One series a line; a mark without a field for colour is one line, called by its column."""
    x, y, by = mark.field("x"), mark.field("y"), mark.field("color") or mark.field("detail")
    point = mark.options.get("point")
    for name in mark.order("color") if by and mark.field("color") else [None]:
        if by and name is None:
            raise Unsaid("lines told apart by detail alone")
        rows = [row for row in mark.rows if name is None or row[by] == name]
        dash = mark.of_row("strokeDash", rows[0], [1, 0])
        words = str(name) if name is not None else (
            axis_of(mark, "y").title if y == "value" else plain(y))
        flat = len({row[y] for row in rows}) == 1
        yield Series(words, tuple(row[y] for row in rows), mark.colour(rows[0]),
                     tuple(row[x] for row in rows), line=True, dashed=dash[-1] != 0,
                     marker="circle" if point else "", named=words in named or flat)


def _points(mark: Mark) -> Iterator[Series]:
    """One series a colour of points, those that are there."""
    by, x, y = mark.field("color"), mark.field("x"), mark.field("y")
    for name in mark.order("color") if by else [plain(y)]:
        rows = [row for row in mark.rows if not by or row[by] == name]
        shape = SHAPES.get(mark.of_row("shape", rows[0], "circle"))
        yield Series(str(name).capitalize(), tuple(row[y] for row in rows), mark.colour(rows[0]),
                     tuple(row[x] for row in rows), marker=shape or "circle")


def _on(series: Series, days: list[str]) -> Series:
    """The series with a value, or none, on each of the days."""
    at = dict(zip(series.xs, series.values, strict=True))
    return Series(**vars(series) | {"xs": (), "values": tuple(at.get(day) for day in days)})


def _in_rows(mark: Mark, name: str, at: dict) -> Iterator[Series]:
    by, x = mark.field("color"), mark.field("x")
    for part in mark.order("color") if by else [None]:
        rows = [row for row in mark.rows
                if row[x] is not None and (part is None or row[by] == part)]
        if not rows:
            continue
        colours = tuple(mark.colour(row) for row in rows)
        yield Series(
            str(part) if part is not None else axis_of(mark, "x").title.partition(":")[0],
            tuple(at[row[name]] for row in rows), colours[0], tuple(row[x] for row in rows),
            colours=colours if len(set(colours)) > 1 else (),
            marker=SHAPES.get(mark.of_row("shape", rows[0], "circle"), "circle"))


def _across(rule: Mark, name: str, at: dict) -> Iterator[Series]:
    """Intervals along rows, one helper a colour: lines cannot differ within a series."""
    low, high = rule.field("x"), rule.field("x2")
    rows = [row for row in rule.rows if row[low] is not None and row[high] is not None]
    for colour in dict.fromkeys(rule.colour(row) for row in rows):
        mine = [row for row in rows if rule.colour(row) == colour]
        yield Series("Intervals", tuple(at[row[name]] for row in mine), colour,
                     tuple(min(row[low], row[high]) for row in mine), helper=True,
                     spans=tuple(sorted((row[low], row[high])) for row in mine))


def _level(rule: Mark, rows: int) -> Series:
    """A line from top to bottom at one value, such as no effect."""
    at = float(rule.rows[0][rule.field("x")])
    return Series("Reference", (0, rows), rule.options.get("color", ""), (at, at), line=True,
                  dashed="strokeDash" in rule.options, helper=True)


def _upright(rule: Mark, panel: Panel, low: float, top: float) -> Series:
    """A line from top to bottom with the words that stand at its head."""
    if rule.field("y") or not rule.field("x") or len(rule.rows) != 1:
        raise Unsaid("lines across")
    at = rule.rows[0][rule.field("x")]
    words = [str(row[text.field("text")]) for text in panel.only("text")
             for row in text.rows if not text.field("y") and row.get(text.field("x")) == at]
    return Series("Reference", (low, top), rule.options.get("color", ""), (at, at), line=True,
                  helper=True, labels=("", words[0]) if words else ())


def _names_at_ends(panel: Panel) -> set[str]:
    """The names of lines that are written at their ends."""
    ends = [text for text in panel.only("text") if text.field("y")]
    lined = {row[mark.field("color")] for mark in panel.only("line") if mark.field("color")
             for row in mark.rows}
    words = {row[text.field("text")] for text in ends for row in text.rows}
    if words - lined:
        raise Unsaid("words among lines")
    return words


def _limits(panel: Panel, axis: Axis) -> Axis:
    """Limits of the axis beneath: as said, in powers of two if logarithmic, or round the data."""
    if axis.log:
        low, high = 1.0, 1.0
        while low > axis.low:
            low /= WIDER
        while high < axis.high:
            high *= WIDER
        return Axis(axis.title, axis.format, low, high, log=True)
    if axis.low is None:
        found = [row[m.field(c)] for m in panel.marks for c in ("x", "x2") if m.field(c)
                 for row in m.rows if row.get(m.field(c)) is not None]
        low, high = min(found), max(found)
        step = _round_step((high - min(low, 0)) or 1.0)
        return Axis(axis.title, axis.format, step * (low // step) if low < 0 else 0.0,
                    step * -(-high // step))
    return axis


def _round_step(span: float) -> float:
    """A round distance between ticks, four to ten of them in the span."""
    power = 10.0 ** math.floor(math.log10(span / 4))
    return next(power * n for n in (5, 2, 1) if power * n <= span / 4)
