"""Who is above the rule for the first time, again or no longer, drawn."""

import altair as alt
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import count, counted, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.bars import bars
from analytics.figures.theme import Look
from analytics.measures.over_time.flows.by_group import STILL
from analytics.measures.over_time.flows.standing import (
    AGAIN,
    LAPSED,
    NEW,
    ONCE,
    RETURNING,
    STANDINGS,
)

PUBLISHED = (
    "Published: of 8,577 people with 7 or more attendances a year in an Australian "
    "region, 80.1% were so once in ten years, 12.9% repeatedly, 7.1% persistently "
    "(Lago and others, BMJ Open 2019;9:e027700). Fewer windows leave less time to come "
    "back, and another rule finds other people."
)
TOO_SHORT = "From window to window needs an extract of two whole windows"


def standing(protected: Protected, kind: EventKind, look: Look) -> Figure:
    """Bars a window: again, returning and new above the line, lapsed below it."""
    table = protected.table
    if table.empty:
        return nothing(protected, TOO_SHORT)
    last = table[table["to"] == table["to"].max()].set_index("standing")["people"]
    if table["people"].isna().all():
        return nothing(protected, protected.too_few("who is new and who is not"))
    title = _finding(protected, last, kind)
    below = table["standing"] == LAPSED
    seen = table.assign(
        signed=table["people"].where(~below, -table["people"]),
        window=[f"{to:%b %Y}" for to in table["to"]],
    ).dropna(subset=["people"])
    order = list(dict.fromkeys(seen.sort_values("to")["window"]))
    chart = (
        alt.Chart(seen)
        .mark_bar()
        .encode(
            x=alt.X("window:N", sort=order, title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("signed:Q", title="People", axis=alt.Axis(tickCount=5)),
            color=alt.Color(
                "standing:N",
                title=None,
                scale=alt.Scale(
                    domain=list(STANDINGS),
                    range=[look.one, look.series[1], look.other, look.expected],
                ),
                legend=alt.Legend(orient="top", columns=2),
            ),
            order=alt.Order("standing:N"),
            tooltip=[
                alt.Tooltip("window:N", title="Window to"),
                alt.Tooltip("standing:N", title="They are"),
                alt.Tooltip("people:Q", title="People"),
            ],
        )
    )
    return figure(protected, title, chart, f"Bars by window. {title}.")


def _finding(protected: Protected, last: pd.Series, kind: EventKind) -> str:
    said = {
        name: protected.few_in_words if pd.isna(number) else count(number)
        for name, number in last.items()
    }
    return (
        f"Above the rule {kind.at}: {said[AGAIN]} again, {said[RETURNING]} returning, "
        f"{said[NEW]} new; {said[LAPSED]} lapsed"
    )


def how_often(protected: Protected, kind: EventKind, look: Look) -> Figure:
    """A bar for once, twice and more, beside what was published."""
    table = protected.table
    if table.empty:
        return nothing(protected, TOO_SHORT)
    once = table.set_index("times")["share"][ONCE]
    if pd.isna(once):
        return nothing(protected, protected.too_few("how often they are so"))
    windows = counted(int(table["windows"].iloc[0]), "window")
    title = f"{percent(once)} of people ever above the rule were so in one of {windows}"
    drawn = table.assign(
        written=[
            "hidden" if pd.isna(share) else f"{percent(share)} ({count(number)})"
            for share, number in zip(table["share"], table["people"], strict=True)
        ]
    )
    chart = bars(
        drawn, "times", "share", "written", look, sort=list(drawn["times"])
    ).properties(height=120)
    return figure(protected, title, chart, f"Three bars. {title}.", note=PUBLISHED)


def by_group(protected: Protected, kind: EventKind, by: str, look: Look) -> Figure:
    """A bar a group: the share that is above the rule again; the table has the rest."""
    table = protected.table
    if table.empty:
        return nothing(protected, TOO_SHORT)
    drawn = table[table["became"] == STILL].reset_index(drop=True)
    if drawn["share"].isna().all():
        return nothing(protected, protected.too_few("groups of them"))
    known = drawn.dropna(subset=["share"])
    most = known.loc[known["of"].idxmax()]
    title = (
        f"{percent(most['share'])} of {count(most['of'])} in “{most['group']}”, the "
        "largest group, are so again"
    )
    drawn["written"] = [
        "hidden" if pd.isna(share) else f"{percent(share)} of {count(of)}"
        for share, of in zip(drawn["share"], drawn["of"], strict=True)
    ]
    order = list(drawn["group"])
    chart = bars(drawn, "group", "share", "written", look, sort=order, top=1.0)
    high = 30 * len(drawn) + 20
    return figure(
        protected,
        title,
        chart.properties(height=high),
        f"A bar for each group. {title}.",
        note="Groups are those of the window before.",
    )
