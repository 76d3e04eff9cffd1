"""Figures of the quality page: what to know, months, changes of level, joins, codes."""

from itertools import combinations

import altair as alt
import pandas as pd

from analytics.definitions.event_kinds import kinds
from analytics.definitions.words import (
    counted,
    day_in_words,
    listed,
    percent,
    with_article,
)
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, Notes, figure
from analytics.figures.quality.findings import (
    HEADLINE,
    headline,
    levels_told,
    told,
)
from analytics.figures.quality.heat_maps import bands
from analytics.figures.theme import Look
from analytics.measures.quality.joins import in_other

WEIGHTS = {3: "Headline figures", 2: "Some pages", 1: "Worth knowing"}


def findings(protected: Protected) -> Figure:
    """What to know before trusting the figures: each flaw, what it touches, what it
    means."""
    said = told(protected)
    title = headline(said)
    table = pd.DataFrame(
        [
            {
                "What is so": one.sentence,
                "What it means for the answers": one.meaning,
                "It touches": WEIGHTS[one.weight],
            }
            for one in said
        ]
    )
    less = sum(one.weight < HEADLINE for one in said)
    note = (
        (
            f"{counted(less, 'more thing')} worth knowing, which should not change a "
            "decision."
        )
        if less and len(said) > less
        else ""
    )
    return figure(protected, title, None, title, table=table, note=note)


def _ends(newest: dict[str, pd.Timestamp]) -> list[str]:
    """To when each extract is complete, in few words: of more than two those that end
    with most others are said together."""
    last = list(newest.values())
    most = max(last, key=last.count, default=None)
    apart = {name: month for name, month in newest.items() if month != most}
    if len(newest) <= 2:
        apart = newest
    elif len(apart) > 1:
        apart = {f"{len(newest)} extracts, the first": min(last), "the last": max(last)}
    ends = [
        f"{name} to {day_in_words(month + pd.offsets.MonthEnd(0))}"
        for name, month in apart.items()
    ]
    if len(newest) > 2 and len(apart) < 2 and most is not None:
        every = "all others" if apart else f"all {len(newest)} extracts"
        ends.append(f"{every} to {day_in_words(most + pd.offsets.MonthEnd(0))}")
    return ends


def months(protected: Protected, look: Look) -> Figure:
    """Rows counted each month, and to when each extract is complete."""
    frame = protected.table.assign(whole=protected.table["state"] == "complete")
    newest = frame[frame["whole"]].groupby("extract", sort=False)["month"].max()
    ends = _ends({str(extract): month for extract, month in newest.items()})
    broken = int((~frame["whole"]).sum())
    title = f"Complete: {listed(ends)}" if ends else "No month is complete"
    title += (
        f"; {counted(broken, 'month')} not whole"
        if broken
        else "; every month is whole"
    )
    colour = (
        alt.value(look.one)
        if not broken
        else bands(
            "state",
            "The month is",
            frame,
            {
                "complete": look.one,
                "not complete": look.other,
                "days missing": look.concern,
                "almost nothing": look.expected,
            },
        )
    )
    charts = [
        alt.Chart(part[["month", "counted", "state", "gap"]])
        .mark_bar()
        .encode(
            x=alt.X(
                "yearmonth(month):T",
                title=None,
                axis=alt.Axis(
                    format="%Y" if len(part) > 24 else "%b %Y",
                    labelAngle=0,
                    tickCount="year" if len(part) > 24 else 6,
                ),
            ),
            y=alt.Y("counted:Q", title=None, axis=alt.Axis(tickCount=4, format="~s")),
            color=colour,
            tooltip=[
                alt.Tooltip("month:T", title="Month", format="%B %Y"),
                alt.Tooltip("counted:Q", title="Counted", format=","),
                alt.Tooltip("state:N", title="The month is"),
            ],
        )
        .properties(
            width=345,
            height=150,
            title=alt.TitleParams(
                f"{extract} a month", anchor="start", color=look.text, fontSize=13
            ),
        )
        for extract, part in frame.groupby("extract", sort=False)
    ]
    return figure(protected, title, alt.hconcat(*charts), f"Bars by month. {title}.")


def level_changes(protected: Protected) -> Figure:
    """Sudden changes of level, each in words."""
    frame = protected.table
    title = (
        "No sudden change of level"
        if frame.empty
        else (
            f"{counted(len(frame), 'sudden change')} of level, the latest from "
            f"{frame['month'].max():%B %Y}"
        )
    )
    table = protected.in_words()
    if not frame.empty:
        table["From"] = frame["month"].dt.strftime("%B %Y").to_numpy()
        table.insert(0, "In words", levels_told(protected))
    return figure(protected, title, None, title, table=table)


def joins(protected: Protected) -> Figure:
    """How well the ids join, and who is on no list, by practice."""
    frame = protected.table
    there = [kind for kind in kinds() if f"{kind.slug}_people" in frame]
    parts = []
    for one, other in combinations(there, 2):
        also, people = in_other((one, other)), f"{one.slug}_people"
        both = frame[frame[also].notna() & (frame[people] > 0)]
        if len(both):
            share = both[also].sum() / both[people].sum()
            parts.append(
                f"{percent(share)} of the people in {one.service} at "
                f"{counted(len(both), 'practice')} have "
                f"{with_article(other.called_one)}"
            )
    people, listed_ = f"{there[0].slug}_people", f"{there[0].slug}_listed"
    known = frame[frame[listed_].notna()]
    if known[people].sum():
        share = known[listed_].sum() / known[people].sum()
        who = "" if len(parts) == 1 else f"of the people in {there[0].service} "
        parts.append(f"{percent(share)} {who}are on the list")
    title = "; ".join(parts) or "There is one extract and no list, so nothing to join"
    return figure(protected, title, None, title)


def codes(protected: Protected) -> Figure:
    """Rows whose codes say little."""
    frame = protected.table
    other = frame[frame["what"].str.contains("other") & frame["share"].notna()]
    parts = [f"{percent(row.share)} of {row.extract}" for row in other.itertuples()]
    title = (
        f"Coded, but in no group but “other”: {listed(parts)}"
        if parts
        else "No row has a code"
    )
    return figure(protected, title, None, title)


def warnings(protected: Protected) -> Figure:
    """What loading warned of."""
    many = len(protected.table)
    title = (
        f"{counted(many, 'warning')} on loading" if many else "No warning on loading"
    )
    return figure(protected, title, None, title)


def messages(protected: Protected) -> Notes | None:
    """What loading said in full, for an analyst."""
    said = tuple(protected.table["message"].dropna())
    return Notes(protected, said) if said else None
