"""Figures of what a new version changed: the months first, then people, figures,
problems."""

import altair as alt
import pandas as pd

from analytics.definitions.words import count, counted, listed, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure
from analytics.figures.theme import Look

NAMED = 3  # months that a title names
SHOWN = 24  # months drawn
STATES = ("the same", "new month", "late change", "more rows", "fewer rows", "gone")


def months(protected: Protected, look: Look) -> Figure:
    """Rows counted each month before and after; months that changed late are pointed
    out."""
    frame = protected.table
    moved = frame["before"].notna() & (frame["before"] != frame["after"])
    same = "Every month has the same rows as before"
    if moved.any():
        same += ", or nearly"
    title = "; ".join(_said(frame)) or same
    if (frame["state"] == "the same").all():
        return figure(protected, title, None, title)
    recent = frame[frame["month"] > frame["month"].max() - pd.DateOffset(months=SHOWN)]
    colours = dict(
        zip(
            STATES,
            (
                look.other,
                look.one,
                look.expected,
                look.ramp[2],
                look.ramp[2],
                look.concern,
            ),
            strict=True,
        )
    )
    charts = []
    for extract, part in recent.groupby("extract", sort=False):
        there = [state for state in STATES if (part["state"] == state).any()]
        part = part.assign(
            drawn=part["after"].where(part["state"] != "gone", part["before"])
        )
        charts.append(
            alt.Chart(part[["month", "drawn", "after", "before", "state"]])
            .mark_bar()
            .encode(
                x=alt.X(
                    "yearmonth(month):T",
                    title=None,
                    axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=6),
                ),
                y=alt.Y("drawn:Q", title=None, axis=alt.Axis(tickCount=4, format="~s")),
                color=alt.Color(
                    "state:N",
                    title=None,
                    scale=alt.Scale(
                        domain=there, range=[colours[state] for state in there]
                    ),
                ),
                tooltip=[
                    alt.Tooltip("month:T", title="Month", format="%B %Y"),
                    alt.Tooltip("before:Q", title="Before", format=","),
                    alt.Tooltip("after:Q", title="After", format=","),
                    alt.Tooltip("state:N", title="What changed"),
                ],
            )
            .properties(
                width=345,
                height=140,
                title=alt.TitleParams(
                    f"{extract} a month", anchor="start", color=look.text, fontSize=13
                ),
            )
        )
    table = protected.in_words()
    chart = alt.hconcat(*charts).resolve_scale(color="independent")
    return figure(
        protected,
        title,
        chart,
        f"Bars by month. {title}.",
        table=table[(frame["state"] != "the same").to_numpy()],
    )


def people(protected: Protected) -> Figure:
    """How many people are new and how many are no longer there."""
    rows = protected.table.set_index("what")["people"]
    few = protected.few_in_words
    new, gone = (
        few if pd.isna(rows[name]) else count(rows[name])
        for name in ("New", "No longer there")
    )
    title = f"{new} people are new, {gone} no longer there"
    note = ""
    if rows["In both versions"] == 0:
        title = "Nobody is in both versions"
        note = (
            "The two were loaded with different keys or ids, so people cannot be "
            "followed from one to the other; the counts can be compared."
        )
    elif rows["New"] == 0 and rows["No longer there"] == 0:
        title = "The same people are in both versions"
    return figure(protected, title, None, title, note=note)


def figures(protected: Protected) -> Figure:
    """Headline figures before and after: those told before come first."""
    frame = protected.table
    same_window = frame[frame["window"] == frame["window"].iloc[0]]
    moved = same_window[
        (same_window["before"] != same_window["after"])
        & same_window[["before", "after"]].notna().all(axis=1)
    ]
    window = frame["window"].iloc[0]
    said = [
        f"{row.figure} {count(row.before)} before, {count(row.after)} now"
        for row in moved.head(2).itertuples()
    ]
    title = (
        f"Figures to {window} changed: {'; '.join(said)}"
        if said
        else f"Figures already told, to {window}, stay the same"
    )
    return figure(protected, title, None, title)


def problems(protected: Protected) -> Figure:
    """Problems on loading that are new or gone."""
    states = protected.table["state"].value_counts()
    parts = [
        f"{counted(states[name], 'problem')} {verb}"
        for name, verb in (
            ("new", "new"),
            ("gone", "gone"),
            ("more", "with more rows"),
            ("fewer", "with fewer rows"),
        )
        if name in states
    ]
    title = (
        listed(parts) or "The same problems as before"
        if len(protected.table)
        else "No problem on loading, before or now"
    )
    return figure(protected, title, None, title)


def _said(frame: pd.DataFrame) -> list[str]:
    """What changed by month, in words: late changes first (the largest before), then
    new months, then the rest."""
    parts = []
    late = frame[frame["state"] == "late change"]
    late = late.loc[
        (late["change"].astype(float) - 1).abs().sort_values(ascending=False).index
    ]
    parts += [
        f"{_month(row)} has {_by(row)} {row.extract} than before"
        for row in late.head(NAMED).itertuples()
    ]
    if len(late) > NAMED:
        parts.append(f"{len(late) - NAMED} more past months changed late")
    for state, one, many in (
        ("new month", "1 new month", "{} new months"),
        ("gone", "1 month gone", "{} months gone"),
    ):
        for extract, some in frame[frame["state"] == state].groupby(
            "extract", sort=False
        ):
            said = one if len(some) == 1 else many.format(len(some))
            named = f", {_month(some.iloc[0])}" if len(some) == 1 else ""
            parts.append(f"{said} of {extract}{named}")
    return parts


def _month(row) -> str:
    return f"{row.month:%B %Y}"


def _by(row) -> str:
    if pd.isna(row.change):
        return "other numbers of"
    return f"{percent(abs(row.change - 1), 1)} {'more' if row.change > 1 else 'fewer'}"
