"""Process charts (XmR) of the whole population, by the rules of Making Data Count."""

import altair as alt
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import month_in_words, percent, rate
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.theme import Look, span_of
from analytics.measures.over_time.unusual_months import HIGHER, LOWER, USUAL
from analytics.methods.season import THREE_YEARS
from analytics.methods.xmr import LEAST_POINTS

IN_WORDS = {
    "outside the limits": "{side} the limit",
    "trend of 7": "seven months {course}",
    "two of three near a limit": "two of three months near the limit",
    "shift of 7": "seven months or more {side} the mean",
}
RECENT = 6  # months: a signal older than this is history, not news
NO_SEASON = 0.02  # between the highest and the lowest month: not worth a word
DRAWN = ["period", "value", "mean", "lower", "upper", "kind"]


def months(protected: Protected, kind: EventKind, look: Look) -> Figure:
    """Attendances of everybody per 1,000 people and 30 days, with limits and special
    causes (`measures.unusual_months`).

    Fewer attendances are drawn as improvement only in name of direction: a circle is
    common cause, a diamond lower than usual, a square higher than usual.
    """
    frame = protected.table[protected.table["kind"] != ""].reset_index(drop=True)
    rated = bool(protected.table["rated"].any())
    values = frame["per_1000" if rated else "attendances"].astype(float)
    if values.isna().any() or len(values) < 2:
        return nothing(protected, "Too few attendances a month to chart")
    data = frame.assign(period=frame["month"], value=values)[DRAWN]
    enough = bool(data["mean"].notna().all())
    axis = "Per 1,000 people, 30 days" if rated else "A month"
    title = finding(frame.assign(value=values), kind, enough)
    return figure(
        protected,
        title,
        picture(data, axis, enough, look),
        f"A line by month with limits. {title}.",
        table=protected.in_words().tail(len(frame)),
        note=_note(protected, len(values), enough),
    )


def _note(protected: Protected, months: int, enough: bool) -> str:
    if not enough:
        return f"Limits need {LEAST_POINTS} months; there are {months}."
    said = seasonal(protected.table.tail(months))
    if protected.aggregate:
        said += (
            " What is unusual is judged on exact counts; the line is drawn from "
            "rounded ones."
        )
    return said


def seasonal(recent: pd.DataFrame) -> str:
    """What the limits know of the year, in words."""
    factors = recent["season"].astype(float)
    if factors.isna().any():
        return (
            f"Fewer than {THREE_YEARS} months: the limits do not know the season, so a "
            "mark may be the time of year."
        )
    often = (
        "They are set so that no more than one chart in 20 without any change has a "
        "mark."
    )
    highest, lowest = factors.idxmax(), factors.idxmin()
    if factors[highest] - factors[lowest] < NO_SEASON:
        return f"The months of the year hardly differ; the limits are level. {often}"
    return (
        "The limits follow the usual year, highest in "
        f"{recent.loc[highest, 'month']:%B} ({signed(factors[highest])}) and lowest in "
        f"{recent.loc[lowest, 'month']:%B} ({signed(factors[lowest])}). {often}"
    )


def signed(factor: float) -> str:
    """ "+9%", "−7%"."""
    return f"{'+' if factor >= 1 else '−'}{percent(abs(factor - 1))}"


def finding(data: pd.DataFrame, kind: EventKind, enough: bool) -> str:
    """What the chart says of everybody's attendances, about the last months first."""
    called = kind.called
    last = data.iloc[-1]
    if not enough:
        return (
            f"{called} of everybody: {rate(last['value'])} in "
            f"{month_in_words(last['month'])}"
        )
    recent = data.tail(RECENT)
    unusual = recent[recent["kind"] != USUAL]
    if unusual.empty:
        year = " and the season" if data["season"].notna().all() else ""
        return (
            f"{called} of everybody: no change beyond normal variation{year} in the "
            f"last {RECENT} months"
        )
    latest = unusual.iloc[-1]
    return (
        f"{called} of everybody were {latest['kind']} in "
        f"{month_in_words(latest['month'])}: {why(latest)}"
    )


def why(month: pd.Series) -> str:
    """Why a month is unusual, in words: its cause and the way it goes (rising)."""
    return IN_WORDS[month["cause"]].format(
        course="rising" if month["rising"] else "falling",
        side="above" if month["rising"] else "below",
    )


def picture(data: pd.DataFrame, axis: str, enough: bool, look: Look) -> alt.LayerChart:
    """The line of data[DRAWN], its marks by kind, and its limits where there are
    `enough` months for them."""
    span = data[["value", "lower", "upper"]].stack()
    low, high = float(span.min()), float(span.max())
    pad = (high - low) * 0.12 or 1.0
    scale = alt.Scale(
        domain=span_of(max(low - pad, 0), high + pad), zero=False, nice=False
    )
    y = alt.Y("value:Q", title=axis, scale=scale)
    x = alt.X(
        "period:T", title=None, axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=8)
    )
    base = alt.Chart(data)
    kinds = [USUAL, HIGHER, LOWER]
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
