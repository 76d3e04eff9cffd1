"""Figures of the quality page: what to know, fields, months, places, changes of level,
joins."""

import altair as alt
import pandas as pd

from analytics.definitions.quality import FILLED_AT_LEAST
from analytics.definitions.words import counted, day_in_words, listed, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, Notes, figure
from analytics.figures.quality.findings import (
    HEADLINE,
    headline,
    levels_told,
    told,
)
from analytics.figures.theme import Look

WEIGHTS = {3: "Headline figures", 2: "Some pages", 1: "Worth knowing"}
FILLED = ("95% or more", "80 to 95%", "50 to 80%", "under 50%", "hidden")
MONTHS_SHOWN, PLACES_SHOWN = 36, 30
LEVELS = {
    "as usual": "",
    "half as much again or more": "↑",
    "under half": "↓",
    "nothing": "0",
}
STEP, AXES = 21, 110  # pixels of a row, and of legend and axes


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


def months(protected: Protected, look: Look) -> Figure:
    """Rows counted each month, and to when each extract is complete."""
    frame = protected.table.assign(whole=protected.table["state"] == "complete")
    newest = frame[frame["whole"]].groupby("extract", sort=False)["month"].max()
    ends = [
        f"{extract} to {day_in_words(month + pd.offsets.MonthEnd(0))}"
        for extract, month in newest.items()
    ]
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
        else _bands(
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


def completeness(protected: Protected, look: Look) -> Figure:
    """A heat map: fields that matter most first, by month or by practice; none where
    all are full."""
    frame = protected.table
    by_month = pd.api.types.is_datetime64_any_dtype(frame["cell"])
    kind = "month" if by_month else "practice"
    totals = frame.groupby("field", sort=False)[["filled", "rows"]].sum()
    share = totals["filled"] / totals["rows"]
    absent = list(share.index[share == 0])
    note = f"Not in the extract: {listed(absent)}." if absent else ""
    order = [field for field in share.index if field not in absent]
    frame = frame[frame["field"].isin(order)].assign(
        band=lambda rows: rows["share"].map(_band)
    )
    least = 0.95 if by_month else FILLED_AT_LEAST
    flawed = frame[frame["share"] < least]
    if flawed.empty:
        title = (
            f"Every field is filled in {percent(least)} of rows or more, "
            f"{'in' if by_month else 'at'} every {kind}"
        )
        return figure(protected, title, None, title, note=note)
    low = share[order][share[order] < FILLED_AT_LEAST].sort_values()
    title = (
        "Every field is filled in four rows of five or more"
        if low.empty
        else "Seldom filled: "
        + listed(f"{name} ({percent(value)})" for name, value in low.head(4).items())
    )
    if by_month:
        cells = frame[
            frame["cell"] > frame["cell"].max() - pd.DateOffset(months=MONTHS_SHOWN)
        ]
        cells = cells.assign(cell=cells["cell"].dt.strftime("%Y-%m"))
        x, y, rows = (
            _months_axis("cell"),
            alt.Y("field:N", sort=order, title=None),
            len(order),
        )
    else:
        lowest = flawed.groupby("cell")["share"].min().sort_values()
        shown = list(lowest.index[:PLACES_SHOWN])
        title += (
            f"; {len(lowest)} of {counted(frame['cell'].nunique(), 'practice')} "
            "have gaps"
        )
        cells = frame[frame["cell"].isin(shown)]
        x = alt.X(
            "field:N",
            sort=order,
            title=None,
            axis=alt.Axis(labelAngle=-40, orient="top"),
        )
        y, rows = alt.Y("cell:N", sort=shown, title=None), len(shown)
    cells = cells.assign(
        text=cells["share"].map(
            lambda value: f"{100 * value:.0f}" if value < FILLED_AT_LEAST else ""
        )
    )
    ramp = (look.ramp[0], look.ramp[1], look.ramp[3], look.ramp[4], look.hidden)
    base = alt.Chart(cells[["field", "cell", "share", "band", "text"]]).encode(x=x, y=y)
    chart = base.mark_rect(stroke=look.background).encode(
        color=_bands("band", "Filled in", cells, dict(zip(FILLED, ramp, strict=True))),
        tooltip=[
            alt.Tooltip("field:N", title="Field"),
            alt.Tooltip("cell:N", title="Where"),
            alt.Tooltip("share:Q", title="Filled", format=".0%"),
        ],
    ) + base.mark_text(fontSize=11, color=look.background).encode(text="text:N")
    return figure(
        protected,
        title,
        chart.properties(height=rows * STEP + AXES),
        f"A heat map of the share filled. {title}.",
        note=note,
    )


def coverage(summary: Protected, cells: Protected, look: Look) -> Figure:
    """Which places are in which months: those with a flaw first; no chart where all are
    as usual."""
    table = summary.table
    kind = summary.result.column("place").title.lower()
    many = {"practice": "practices"}.get(kind, "sites and department types")
    flawed = int((table["flaw"] != "").sum())
    title = (
        f"{flawed} of {len(table)} {many} are missing from some months"
        if flawed
        else f"All {len(table)} {many} have rows throughout"
        if len(table) > 1
        else f"The one {kind} has rows throughout"
    )
    frame = cells.table[
        cells.table["month"]
        > cells.table["month"].max() - pd.DateOffset(months=MONTHS_SHOWN)
    ]
    unusual = set(frame.loc[frame["level"] != "as usual", "place"])
    shown = [place for place in table["place"] if place in unusual][:PLACES_SHOWN]
    if not shown:
        return figure(summary, title, None, title)
    frame = frame[frame["place"].isin(shown)]
    frame = frame.assign(
        month=frame["month"].dt.strftime("%Y-%m"), sign=frame["level"].map(LEVELS)
    )
    base = alt.Chart(frame[["place", "month", "level", "sign"]]).encode(
        x=_months_axis("month"), y=alt.Y("place:N", sort=shown, title=None)
    )
    ramp = (look.ramp[0], look.ramp[2], look.ramp[4], look.expected)
    chart = base.mark_rect(stroke=look.background).encode(
        color=_bands(
            "level",
            "Rows beside the usual month",
            frame,
            dict(zip(LEVELS, ramp, strict=True)),
        ),
        tooltip=[
            alt.Tooltip("place:N", title="Where"),
            alt.Tooltip("month:O", title="Month"),
            alt.Tooltip("level:N", title="Rows"),
        ],
    ) + base.mark_text(fontSize=12, color=look.background).encode(text="sign:N")
    return figure(
        summary,
        title,
        chart.properties(height=len(shown) * STEP + AXES),
        f"A heat map of places and months. {title}.",
        note=""
        if len(shown) == len(table)
        else (
            f"Drawn: the {counted(len(shown), 'place')} with a month out of the usual."
        ),
    )


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
    both = frame[frame["in_gp"].notna() & (frame["ae_people"] > 0)]
    listed_ = frame[frame["ae_listed"].notna()]
    parts = []
    if len(both):
        share = both["in_gp"].sum() / both["ae_people"].sum()
        parts.append(
            f"{percent(share)} of the people in A&E have a GP visit too, at "
            f"{counted(len(both), 'practice')} in both extracts"
        )
    if len(listed_) and listed_["ae_people"].sum():
        share = listed_["ae_listed"].sum() / listed_["ae_people"].sum()
        parts.append(f"{percent(share)} of them are on the registered list")
    title = "; ".join(parts) or "There is one extract and no list, so nothing to join"
    return figure(protected, title, None, title)


def codes(protected: Protected) -> Figure:
    """Rows whose codes say little."""
    frame = protected.table
    other = frame[frame["what"].str.contains("other") & frame["share"].notna()]
    parts = [f"{percent(row.share)} of {row.extract}" for row in other.itertuples()]
    title = (
        f"Of the rows with a code, {listed(parts)} fall in no group but “other”"
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


def _months_axis(field: str) -> alt.X:
    return alt.X(
        f"{field}:O", title=None, axis=alt.Axis(labelAngle=-60, labelOverlap=True)
    )


def _bands(
    field: str, title: str, frame: pd.DataFrame, colours: dict[str, str]
) -> alt.Color:
    """The colours of the bands that occur, in their order."""
    there = [band for band in colours if (frame[field] == band).any()]
    return alt.Color(
        f"{field}:N",
        title=title,
        scale=alt.Scale(domain=there, range=[colours[band] for band in there]),
    )


def _band(share: float) -> str:
    if pd.isna(share):
        return FILLED[4]
    return FILLED[(share < 0.95) + (share < FILLED_AT_LEAST) + (share < 0.5)]
