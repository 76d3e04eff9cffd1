"""Process charts (XmR) of the whole population, by the rules of Making Data Count."""

import altair as alt
import pandas as pd

from analytics.definitions.settings import CALLED
from analytics.definitions.words import month_in_words, rate
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.theme import Look
from analytics.methods.xmr import LEAST_POINTS, xmr

IN_WORDS = {
    "outside the limits": "{side} the limit",
    "trend of 7": "seven months {course}",
    "two of three near a limit": "two of three months near the limit",
    "shift of 7": "seven months or more {side} the mean",
}
RECENT = 6  # months: a signal older than this is history, not news
YEARS_SHOWN = 36  # months; limits follow the practice of two to three years


def months(protected: Protected, setting: str, look: Look) -> Figure:
    """Attendances of everybody per 1,000 people and 30 days, with limits and special
    causes.

    Fewer attendances are drawn as improvement only in name of direction: a circle is
    common cause, a diamond lower than usual, a square higher than usual.
    """
    frame = protected.table.tail(YEARS_SHOWN).reset_index(drop=True)
    rated = frame["per_1000"].notna().all() and len(frame) > 0
    column = "per_1000" if rated else "attendances"
    values = frame[column].astype(float)
    if values.isna().any() or len(values) < 2:
        return nothing(protected, "Too few attendances a month to chart")
    chart = xmr(values, frame["month"], name=CALLED[setting])
    data = chart.frame.assign(
        kind=[
            "usual"
            if not cause
            else "higher than usual"
            if way > 0
            else "lower than usual"
            for cause, way in zip(
                chart.frame["cause"], chart.frame["direction"], strict=True
            )
        ]
    )
    axis = "Per 1,000 people, 30 days" if rated else "A month"
    picture = _picture(data, axis, chart.enough, look)
    title = finding(data, setting, chart.enough)
    return figure(
        protected,
        title,
        picture,
        f"A line by month with limits. {title}.",
        table=protected.in_words().tail(YEARS_SHOWN),
        note=""
        if chart.enough
        else f"Limits need {LEAST_POINTS} months; there are {len(values)}.",
    )


def finding(data: pd.DataFrame, setting: str, enough: bool) -> str:
    """What the chart says of everybody's attendances, about the last months first."""
    called = CALLED[setting]
    last = data.iloc[-1]
    if not enough:
        return (
            f"{called} of everybody: {rate(last['value'])} in "
            f"{month_in_words(last['period'])}"
        )
    recent = data.tail(RECENT)
    unusual = recent[recent["kind"] != "usual"]
    if unusual.empty:
        return (
            f"{called} of everybody: no change beyond normal variation in the last "
            f"{RECENT} months"
        )
    latest = unusual.iloc[-1]
    why = IN_WORDS[latest["cause"]].format(
        course="rising" if latest["direction"] > 0 else "falling",
        side="above" if latest["direction"] > 0 else "below",
    )
    return (
        f"{called} of everybody were {latest['kind']} in "
        f"{month_in_words(latest['period'])}: {why}"
    )


def _picture(data: pd.DataFrame, axis: str, enough: bool, look: Look) -> alt.LayerChart:
    span = data[["value", "lower", "upper"]].stack()
    low, high = float(span.min()), float(span.max())
    pad = (high - low) * 0.12 or 1.0
    scale = alt.Scale(domain=[max(low - pad, 0), high + pad], zero=False, nice=False)
    y = alt.Y("value:Q", title=axis, scale=scale)
    x = alt.X(
        "period:T", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=8)
    )
    base = alt.Chart(data)
    kinds = ["usual", "higher than usual", "lower than usual"]
    colours = [look.common_cause, look.concern, look.improvement]
    points = base.mark_point(filled=True, size=60, opacity=1).encode(
        x=x,
        y=y,
        color=alt.Color(
            "kind:N", title=None, scale=alt.Scale(domain=kinds, range=colours)
        ),
        shape=alt.Shape(
            "kind:N",
            title=None,
            scale=alt.Scale(domain=kinds, range=["circle", "square", "diamond"]),
        ),
        tooltip=[
            alt.Tooltip("period:T", title="Month", format="%b %Y"),
            alt.Tooltip("value:Q", title=axis, format=",.1f"),
            alt.Tooltip("kind:N", title="This month"),
        ],
    )
    layers = [
        base.mark_line(color=look.common_cause, strokeWidth=1.5).encode(x=x, y=y),
        points,
    ]
    if enough:
        for name, dash in (("mean", [1, 0]), ("lower", [6, 4]), ("upper", [6, 4])):
            layers.insert(
                0,
                base.mark_line(color=look.quiet, strokeDash=dash).encode(
                    x=x, y=alt.Y(f"{name}:Q", title=axis, scale=scale)
                ),
            )
    return alt.layer(*layers)
