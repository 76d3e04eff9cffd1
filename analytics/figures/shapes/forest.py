"""Rate ratios with their intervals, one a row, beside the line of no effect."""

import altair as alt
import pandas as pd

from analytics.definitions.words import interval
from analytics.figures.shapes import in_rows
from analytics.figures.theme import Look

TICKS = (0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, 50, 100)
WIDEST = (0.2, 3.0)  # intervals are drawn to here; the table has them whole

FEWER = "Rate ratio; left of 1: fewer than expected"


def forest(
    frame: pd.DataFrame,
    label: str,
    look: Look,
    main: str | None = None,
    title: str = FEWER,
    target: float | None = None,
    widest: tuple[float, float] = WIDEST,
) -> alt.LayerChart:
    """Points and lines from frame[label, ratio, lower, upper]; rows without a ratio
    show the line.

    main: the value of `label` that the finding rests on, drawn in the main colour.
    title: of the axis. target: a ratio to be reached, a line of its own. widest: from
    where to where intervals are drawn. `written` and `short`, where the frame has them,
    stand at the right of each row instead of the ratio.
    """
    said = [title]
    if target is not None:
        said.append(f"the target’s line at {target:.2f}")
    data = frame[[label, "ratio", "lower", "upper"]].copy()
    data["main"] = data[label] == main
    low, high = widest
    data["from"], data["to"] = (
        data["lower"].clip(low, high),
        data["upper"].clip(low, high),
    )
    data["point"] = data["ratio"].where(data["ratio"].between(low, high))
    data["written"] = [
        _written(*row)
        for row in zip(data["ratio"], data["lower"], data["upper"], strict=True)
    ]
    data["short"] = [f"{r:.2f}" if r == r else "" for r in data["ratio"]]
    for words in ("written", "short"):
        if words in frame:
            data[words] = frame[words]
    order = list(data[label])
    y, words = in_rows.names(data, label, order)
    scale = alt.Scale(type="log", domain=[low, high])
    x = dict(
        scale=scale,
        title=said,
        axis=alt.Axis(values=[n for n in TICKS if low <= n <= high], format="~g"),
    )
    colour = alt.condition(
        "datum.main", alt.value(look.one), alt.value(look.common_cause)
    )
    base = alt.Chart(data).encode(y=y)
    none = (
        alt.Chart(pd.DataFrame({"x": [1.0]}))
        .mark_rule(color=look.quiet, strokeDash=[4, 4])
        .encode(x=alt.X("x:Q", scale=scale))
    )
    aim = (
        alt.Chart(pd.DataFrame({"x": [target]}))
        .mark_rule(color=look.expected, strokeWidth=2)
        .encode(x=alt.X("x:Q", scale=scale))
    )
    return alt.layer(
        none,
        *([] if target is None else [aim]),
        base.mark_rule(strokeWidth=3, yOffset=in_rows.BELOW).encode(
            x=alt.X("from:Q", **x), x2="to:Q", color=colour
        ),
        base.mark_point(filled=True, size=140, opacity=1, yOffset=in_rows.BELOW).encode(
            x=alt.X("point:Q", **x), color=colour
        ),
        *words,
    ).properties(height=in_rows.high(len(data)))


def _written(ratio: float, lower: float, upper: float) -> str:
    """A ratio with its interval, as far as there is one."""
    if lower != lower:
        return f"{ratio:.2f}" if ratio == ratio else "cannot be answered"
    reach = interval(lower, upper, "{:.2f}".format)
    return f"{ratio:.2f} ({reach})" if ratio == ratio else reach
