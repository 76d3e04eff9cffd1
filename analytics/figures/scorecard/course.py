"""A metric month by month: its process chart, and the course to be expected anyway."""

import altair as alt
import pandas as pd

from analytics.definitions.scorecard import Metric
from analytics.definitions.words import mid_sentence
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.marked import marked
from analytics.figures.theme import Look, span_of
from analytics.measures.over_time.unusual_months import HIGHER, LOWER, USUAL
from analytics.measures.scorecard.course import ABOVE, BELOW, WITHIN
from analytics.methods.xmr import LEAST_POINTS

LAST = 12  # months judged together; never two
LEAST = 7  # of fewer nothing is said
SHARE = 0.25  # of them outside on one side: one in forty would be by chance
EXPECTED = "expected anyway"
ROOM = 0.1


def course(found: Protected, metric: Metric, look: Look) -> Figure:
    """The rate a month with its limits, and the band in which it was to be expected."""
    data = found.table.reset_index(drop=True)
    if data.empty:
        return nothing(found, f"{metric.name} cannot be reported from these data")
    if data["rate"].isna().all() or len(data) < 2:
        said = f"Too few people to show {mid_sentence(metric.name)} month by month"
        return nothing(found, said)
    title = finding(data, metric)
    return figure(
        found,
        title,
        _chart(data, look),
        f"A line by month with limits, over a band of what was expected. {title}.",
        note=_note(found, data),
    )


def finding(data: pd.DataFrame, metric: Metric) -> str:
    """What the last year's months say together."""
    last = data.tail(LAST)
    known = last[last["stands"].isin([ABOVE, BELOW, WITHIN])]
    if len(known) < LEAST:
        return f"{metric.name}: too few months to judge against what was to be expected"
    for side in (ABOVE, BELOW):
        months = int((known["stands"] == side).sum())
        if months >= max(SHARE * len(known), 2):
            return (
                f"{metric.name}: {side} what was to be expected in {months} of the "
                f"last "
                f"{len(known)} months"
            )
    return f"{metric.name}: within what was to be expected anyway"


def _note(found: Protected, data: pd.DataFrame) -> str:
    said = (
        "The band is what was to be expected anyway: 19 months in 20 lie in it where "
        "nothing happens. The dashed lines are the limits of the rate’s own process "
        "chart. "
    )
    if data["mean"].isna().all():
        said += f"Limits need {LEAST_POINTS} months; there are {len(data)}. "
    if found.aggregate:
        said += "Judged on exact counts; the line is drawn from rounded ones. "
    return said.strip()


def _chart(data: pd.DataFrame, look: Look) -> alt.LayerChart:
    names = ["rate", "expected", "lower", "upper", "mean", "low", "high"]
    shown = data[["month", *names, "kind", "stands"]].copy()
    shown[names] = shown[names].astype(float)
    shown["kind"] = shown["kind"].fillna(USUAL)
    span = shown[names].stack()
    low, high = float(span.min()), float(span.max())
    pad = (high - low) * ROOM or 1.0
    scale = alt.Scale(domain=span_of(max(low - pad, 0), high + pad), nice=False)
    title = "Per 1,000 of the cohort"
    y = alt.Y("rate:Q", title=title, scale=scale)
    x = alt.X(
        "month:T",
        title=None,
        axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=4, labelBound=True),
    )
    base = alt.Chart(shown).encode(x=x)

    def other(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", title=title, scale=scale)

    layers: list[alt.Chart] = []
    if shown["expected"].notna().any():
        layers += [
            base.mark_area(color=look.expected, opacity=0.18).encode(
                y=other("lower"), y2="upper:Q"
            ),
            base.mark_line(color=look.expected, strokeWidth=2).encode(
                y=other("expected")
            ),
            _label(shown, look, x, other("expected")),
        ]
    for name, dash in (("mean", [1, 0]), ("low", [6, 4]), ("high", [6, 4])):
        if shown[name].notna().any():
            layers.append(
                base.mark_line(color=look.quiet, strokeDash=dash).encode(y=other(name))
            )
    kinds = [one for one in (USUAL, HIGHER, LOWER) if one in set(shown["kind"])]
    legend = alt.Legend(columns=1) if len(kinds) > 1 else None
    tooltip = [
        alt.Tooltip("month:T", title="Month", format="%b %Y"),
        alt.Tooltip("rate:Q", title=title, format=",.1f"),
        alt.Tooltip("expected:Q", title="Expected anyway", format=",.1f"),
        alt.Tooltip("lower:Q", title="95% from", format=",.1f"),
        alt.Tooltip("upper:Q", title="to", format=",.1f"),
        alt.Tooltip("kind:N", title="This month"),
    ]
    layers += marked(base, y, dict.fromkeys(kinds, look.one), tooltip, look, legend)
    return alt.layer(*layers)


def _label(shown: pd.DataFrame, look: Look, x: alt.X, y: alt.Y) -> alt.Chart:
    """What the other line is, where it begins."""
    first = shown[shown["expected"].notna()].head(1).assign(words=EXPECTED)
    return (
        alt.Chart(first)
        .mark_text(align="left", dx=4, dy=-9, color=look.expected, fontWeight="bold")
        .encode(x=x, y=y, text="words:N")
    )
