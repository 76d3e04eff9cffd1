"""One indicator over time: a process chart where periods are of different people."""

import altair as alt
import pandas as pd

from analytics.definitions.words import percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.marked import marked
from analytics.figures.theme import Look, span_of
from analytics.measures.over_time.unusual_months import HIGHER, LOWER, USUAL
from analytics.methods.xmr import LEAST_POINTS

RECENT = 6  # periods: a signal older than this is history, not news
ROOM = 0.12  # of the height, above and below what is drawn


def course(found: Protected, look: Look) -> Figure:
    """The share of each period with its interval; the limits of chance, and what lies
    beyond them."""
    data = found.table[found.table["value"].notna()].reset_index(drop=True)
    if len(data) < 2:
        return nothing(found, "Too few periods to draw a course")
    limited = bool(data["mean"].notna().all())
    title = finding(data, limited)
    notes = []
    if not limited and len(data) < LEAST_POINTS:
        notes = [f"Limits need {LEAST_POINTS} periods; there are {len(data)}."]
    elif limited and data["season"].notna().all():
        notes = ["The limits follow the usual year."]
    elif limited:
        notes = ["The limits do not know the season."]
    if found.aggregate and limited:
        notes.append("What is unusual is judged on exact counts.")
    return figure(
        found,
        title,
        _chart(data, limited, look),
        f"A line by period with its interval. {title}.",
        note=" ".join(notes),
    )


def finding(data: pd.DataFrame, limited: bool) -> str:
    """What the course says of its last periods."""
    first, last = data.iloc[0], data.iloc[-1]
    if not limited:
        now, then = percent(last["value"], 1), percent(first["value"], 1)
        return f"{now} in {last['period']}, {then} in {first['period']}"
    recent = data.tail(RECENT)
    unusual = recent[recent["kind"].isin([HIGHER, LOWER])]
    if unusual.empty:
        return f"No change beyond normal variation in the last {len(recent)} periods"
    latest = unusual.iloc[-1]
    return f"{latest['period']} was {latest['kind']}: {percent(latest['value'], 1)}"


def _chart(data: pd.DataFrame, limited: bool, look: Look) -> alt.LayerChart:
    shown = data[
        [
            "starts_on",
            "period",
            "value",
            "low",
            "high",
            "mean",
            "lower",
            "upper",
            "kind",
        ]
    ].copy()
    shown["kind"] = shown["kind"].replace("", USUAL).fillna(USUAL)
    aims = sorted(
        {float(e) for c in ("target_low", "target_high") for e in data[c].dropna()}
    )
    spans = ["value", "low", "high", *(["lower", "upper"] if limited else [])]
    span = shown[spans].astype(float).stack()
    low, high = float(span.min()), float(span.max())
    near = [aim for aim in aims if low - (high - low) <= aim <= high + (high - low)]
    low, high = min([low, *near]), max([high, *near])
    pad = (high - low) * ROOM or 0.02
    y = alt.Y(
        "value:Q",
        title="Share",
        axis=alt.Axis(format="%", tickCount=5),
        scale=alt.Scale(
            domain=span_of(max(low - pad, 0), min(high + pad, 1)),
            zero=False,
            nice=False,
        ),
    )
    x = alt.X(
        "starts_on:T",
        title="From",  # said of each mark, in place of the column's name
        axis=alt.Axis(
            format="%b %Y", labelAngle=0, tickCount=4, title=None, labelBound=True
        ),
    )
    base = alt.Chart(shown).encode(x=x)
    colours = {USUAL: look.one, HIGHER: look.expected, LOWER: look.expected}
    kept = (
        [kind for kind in colours if kind in set(shown["kind"])] if limited else [USUAL]
    )
    legend = alt.Legend(columns=1) if len(kept) > 1 else None
    layers: list[alt.Chart] = [
        base.mark_area(color=look.one, opacity=0.15).encode(
            y=alt.Y("low:Q", title="Share"), y2="high:Q"
        )
    ]
    lines = (("mean", [1, 0]), ("lower", [6, 4]), ("upper", [6, 4])) if limited else ()
    layers += [
        base.mark_line(color=look.quiet, strokeDash=dash).encode(
            y=alt.Y(f"{name}:Q", title="Share")
        )
        for name, dash in lines
    ]
    if near:
        target = pd.DataFrame(
            {"value": near, "words": [f"target {percent(aim)}" for aim in near]}
        )
        line = alt.Chart(target).encode(y=y)
        layers += [
            line.mark_rule(color=look.expected, strokeDash=[6, 4], strokeWidth=2),
            line.mark_text(align="left", dy=-7, color=look.text, fontSize=11).encode(
                x=alt.value(4), text="words:N"
            ),
        ]
    tooltip = [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("value:Q", title="Share", format=".1%"),
        alt.Tooltip("low:Q", title="95% from", format=".1%"),
        alt.Tooltip("high:Q", title="to", format=".1%"),
        alt.Tooltip("kind:N", title="This period"),
    ]
    layers += marked(base, y, colours, tooltip, look, legend)
    return alt.layer(*layers)
