"""Bars, upright or lying, side by side or stacked, as charts that Office draws
itself."""

from datetime import date

from analytics.export.charts.marks import Mark, Panel, Unsaid
from analytics.export.charts.office_chart import Axis, Native, Series, axis_of, rounded

HIDDEN = " (*)"  # after the name of a category whose number is hidden


def bars(panel: Panel) -> Native:
    """One bar a category, or several where the chart groups or stacks them."""
    bar = panel.only("bar")[0]
    if len(panel.only("bar")) > 1 or panel.only("line") or panel.only("point"):
        raise Unsaid("bars with other marks")
    kind = "bar" if bar.type("x") == "quantitative" else "column"
    value, across = ("x", "y") if kind == "bar" else ("y", "x")
    if not bar.rows:
        raise Unsaid("no bars")
    if bar.type(value) != "quantitative" or bar.type(across) not in (
        "nominal",
        "temporal",
    ):
        raise Unsaid("bars without categories")
    category = bar.field(across)
    order = (
        bar.order(across)
        if bar.type(across) == "nominal"
        else sorted({row[category] for row in bar.rows})
    )
    grouped = bar.field("xOffset") or bar.field("yOffset")
    parts = grouped or bar.field("color")
    several = len(bar.rows) > len(order)
    if bar.field(f"{value}2") and not several:
        return _floating(panel, bar, kind, order)
    if several and not parts:
        raise Unsaid("several bars in one place")
    names = bar.order("color") if several else [""]
    labels, spans = (
        _words_at(panel, across, category),
        _spans(panel, across, value, category),
    )
    if several and (labels or spans):
        raise Unsaid("words on bars side by side")
    series = []
    for name in names:
        rows = {
            row[category]: row for row in bar.rows if not several or row[parts] == name
        }
        values = tuple(rows[c][bar.field(value)] if c in rows else None for c in order)
        colours = tuple(bar.colour(rows[c]) if c in rows else "" for c in order)
        one = len(set(filter(None, colours))) <= 1
        series.append(
            Series(
                name=str(name) or panel.title or axis_of(bar, value).title or "Number",
                values=values,
                colour=next(filter(None, colours), ""),
                colours=() if one else colours,
                labels=tuple(labels.get(c, "") for c in order) if labels else (),
                spans=tuple(spans.get(c) for c in order) if spans else (),
            )
        )
    hidden = {
        c for i, c in enumerate(order) if all(s.values[i] is None for s in series)
    }
    if bar.type(across) == "nominal":
        order = [
            f"{_in_lines(c)}{HIDDEN}" if c in hidden else _in_lines(c) for c in order
        ]
    else:
        order = [date.fromisoformat(day[:10]) for day in order]
    axis = axis_of(bar, value)
    return Native(
        kind,
        panel.title,
        tuple(order),
        tuple(series),
        axis,
        across=Axis(title=bar.channels[across].get("title") or "", format="mmm yyyy"),
        stacked=bool(several and not grouped),
        legend=several,
    )


def _floating(panel: Panel, bar: Mark, kind: str, order: list) -> Native:
    """Bars from one value to another, as a waterfall has: each stands on one without
    colour.

    What lies above zero and what below are stacked apart, as Office does.
    """
    value, across = ("x", "y") if kind == "bar" else ("y", "x")
    category = bar.field(across)
    rows = {row[category]: row for row in bar.rows}
    ends = [
        sorted((rows[c][bar.field(value)], rows[c][bar.field(f"{value}2")]))
        for c in order
    ]
    if any(end is None for pair in ends for end in pair):
        raise Unsaid("a floating bar without an end")
    base = [max(low, 0) or min(high, 0) for low, high in ends]
    above = [max(high, 0) - max(low, 0) for low, high in ends]
    below = [min(low, 0) - min(high, 0) for low, high in ends]
    colours = tuple(bar.colour(rows[c]) for c in order)
    labels, spans = (
        _words_at(panel, across, category),
        _spans(panel, across, value, category),
    )
    series = [Series("Stands on", tuple(base), "", blank=True, helper=True)]
    for name, values in (("Above zero", above), ("Below zero", below)):
        mine = [
            spans.get(c) if size and (name == "Above zero" or not above[i]) else None
            for i, (c, size) in enumerate(zip(order, values, strict=True))
        ]
        series.append(
            Series(
                name,
                tuple(values),
                colours[0],
                colours=colours,
                labels=tuple(labels.get(c, "") for c in order),
                spans=tuple(
                    span and (span[0] - base[i], span[1] - base[i])
                    for i, span in enumerate(mine)
                ),
            )
        )
    reach = [0.0, *(n for pair in (*ends, *spans.values()) for n in pair)]
    return Native(
        kind,
        panel.title,
        tuple(_in_lines(c) for c in order),
        tuple(series),
        rounded(axis_of(bar, value), min(reach), max(reach)),
        across=Axis(bar.channels[across].get("title") or ""),
        stacked=True,
    )


def _in_lines(category) -> str:
    """A category's words; a bar in its name was a line break."""
    return str(category).replace("|", " ")


def _words_at(panel: Panel, across: str, category: str) -> dict:
    """The words that stand at each category's bar."""
    # The rows' names stand at the axis here.
    texts = [text for text in panel.only("text") if text.field("text") != category]
    if len(texts) > 1 or any(text.field(across) != category for text in texts):
        raise Unsaid("words that are not at bars")
    return {
        row[category]: str(row[text.field("text")])
        for text in texts
        for row in text.rows
    }


def _spans(panel: Panel, across: str, value: str, category: str) -> dict:
    """The interval through each category's bar."""
    found = {}
    for rule in panel.only("rule"):
        low, high = rule.field(value), rule.field(f"{value}2")
        if rule.field(across) != category or not high:
            if all(row.get(low) == 0 for row in rule.rows):
                continue  # the line at zero is the axis
            raise Unsaid("a line across bars")
        found |= {
            row[category]: (row[low], row[high])
            for row in rule.rows
            if row[low] is not None and row[high] is not None
        }
    return found
