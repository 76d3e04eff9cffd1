"""Points and intervals in rows with names, for office programs."""

from collections.abc import Iterator

from analytics.export.charts.marks import Mark, Panel, Unsaid
from analytics.export.charts.native_points import NUDGE, SHAPES, just_inside, limits
from analytics.export.charts.office_chart import Axis, Native, Series, axis_of


def rows_of_points(panel: Panel) -> Native:
    """Points and intervals in rows with names: forests, pairs of shares,
    differences."""
    points = panel.only("point")
    if any(p.type("y") != "nominal" or p.type("x") != "quantitative" for p in points):
        raise Unsaid("points that are not in rows")
    order, name = points[0].order("y"), points[0].field("y")
    at = {row: len(order) - i - 0.5 for i, row in enumerate(order)}
    axis = limits(panel, axis_of(points[0], "x"))
    series = [
        Series(
            "Rows",
            tuple(at.values()),
            "",
            (just_inside(axis)[0],) * len(order),
            labels=tuple(str(row) for row in order),
            helper=True,
            side="left",
        )
    ]
    series += [
        _level(rule, len(order)) for rule in panel.only("rule") if not rule.field("y")
    ]
    for rule in panel.only("rule"):
        series += list(_along(rule, name, at))
    for point in points:
        series += list(_in_rows(point, name, at))
    for text in panel.only("text"):
        if text.field("text") in (name, "short"):
            continue  # the rows' names stand at the left here; nothing is narrow
        if (
            text.field("y") != name
            or text.channels.get("x", {}).get("value") != "width"
        ):
            raise Unsaid("words among points")
        series.append(
            Series(
                "Values in words",
                tuple(at[row[name]] for row in text.rows),
                "",
                (just_inside(axis)[1],) * len(text.rows),
                helper=True,
                labels=tuple(str(row[text.field("text")]) for row in text.rows),
            )
        )
    legend = bool(points[0].field("color"))
    return Native(
        "points",
        panel.title,
        (),
        tuple(series),
        Axis("", low=0, high=len(order), shown=False),
        axis,
        legend=legend,
    )


def _in_rows(mark: Mark, name: str, at: dict) -> Iterator[Series]:
    """One series a group of points, or a colour."""
    by, x = mark.field("color"), mark.field("x")
    there = [row for row in mark.rows if row[x] is not None]
    for part in mark.order("color") if by else dict.fromkeys(map(mark.colour, there)):
        rows = [row for row in there if (row[by] if by else mark.colour(row)) == part]
        if rows:
            yield Series(
                str(part)
                if by
                else axis_of(mark, "x").title.partition(":")[0] or "Value",
                tuple(at[row[name]] for row in rows),
                mark.colour(rows[0]),
                tuple(row[x] for row in rows),
                marker=SHAPES.get(mark.of_row("shape", rows[0], "circle"), "circle"),
            )


def _along(rule: Mark, name: str, at: dict) -> Iterator[Series]:
    """The interval along each row as a line of its own: every program draws those,
    while error bars of points are left out by some."""
    if not rule.field("y"):
        return
    if rule.field("y") != name:
        raise Unsaid("a line between other rows")
    low, high = rule.field("x"), rule.field("x2")
    for row in rule.rows:
        if row[low] is not None and row[high] is not None:
            yield Series(
                f"{row[name]}, from and to",
                (at[row[name]],) * 2,
                rule.colour(row),
                tuple(sorted((row[low], row[high]))),
                line=True,
                helper=True,
                weight=rule.options.get("strokeWidth", 1),
            )


def _level(rule: Mark, rows: int) -> Series:
    """A line from top to bottom at one value, such as no effect."""
    at = float(rule.rows[0][rule.field("x")])
    return Series(
        "Reference",
        (0.0, rows * (1 - NUDGE)),
        rule.options.get("color", ""),
        (at, at),
        line=True,
        dashed="strokeDash" in rule.options,
        helper=True,
        weight=rule.options.get("strokeWidth", 1),
    )
