"""Frequent attenders by month: still, new and no longer."""

import altair as alt
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import count, month_in_words, people
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.theme import Look

STILL, NEW, NO_LONGER = "still", "new", "no longer"
FEW_MONTHS = 2
ONE_MONTH = pd.DateOffset(months=1)


def by_month(protected: Protected, event_kind: EventKind, look: Look) -> Figure:
    """Bars by month: those who still are frequent attenders and those who are new, and
    below the line those who no longer are; for a meeting how many there are."""
    frame = protected.table
    if len(frame) < FEW_MONTHS or frame["people"].isna().all():
        said = (
            "Frequent attenders by month need a longer extract"
            if len(frame) < FEW_MONTHS
            else protected.too_few("them by month")
        )
        return nothing(protected, said)
    title = finding(protected, event_kind)
    parts = {STILL: frame["still"], NEW: frame["new"], NO_LONGER: -frame["no_longer"]}
    if frame["new"].isna().any():
        parts = {STILL: frame["people"]}
    long = pd.concat(
        [
            pd.DataFrame({"month": frame["month"], "part": part, "people": values})
            for part, values in parts.items()
        ]
    ).dropna()
    colours = alt.Scale(
        domain=[STILL, NEW, NO_LONGER], range=[look.other, look.one, look.expected]
    )
    chart = (
        alt.Chart(long)
        .mark_bar()
        .encode(
            x=alt.X(
                "yearmonth(month):T",
                title=None,
                axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=6),
            ),
            y=alt.Y("people:Q", title="People", axis=alt.Axis(tickCount=4)),
            color=alt.Color(
                "part:N",
                title=None,
                scale=colours,
                legend=alt.Legend(orient="top") if len(parts) > 1 else None,
            ),
            tooltip=[
                alt.Tooltip("month:T", title="Window to the end of", format="%b %Y"),
                alt.Tooltip("part:N", title="They are"),
                alt.Tooltip("people:Q", title="People"),
            ],
        )
    )
    where = protected.result.population
    return figure(
        protected,
        title,
        chart,
        f"Bars by month. {title}.",
        subtitle=f"In the window to each month’s end, {where}.",
    )


def finding(protected: Protected, event_kind: EventKind) -> str:
    """How many there are now, and what changed since the month before."""
    row = protected.table.iloc[-1]
    hidden = pd.isna(row["people"])
    number = protected.few_in_words if hidden else people(row["people"])
    now = f"{number} above the rule {event_kind.at}"
    if row[["new", "no_longer", "died"]].isna().any():
        return f"{now} in {month_in_words(row['month'])}"
    died = f" ({count(row['died'])} died)" if row["died"] else ""
    changes = f"{count(row['new'])} new, {count(row['no_longer'])} no longer{died}"
    return f"{now}: {changes} since {month_in_words(row['month'] - ONE_MONTH)}"
