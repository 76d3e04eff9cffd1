"""Heat maps of the quality page: fields by month or practice, places by month."""

import altair as alt
import pandas as pd

from analytics.definitions.quality import FILLED_AT_LEAST
from analytics.definitions.words import counted, listed, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure
from analytics.figures.theme import Look

FILLED = ("95% or more", "80 to 95%", "50 to 80%", "under 50%", "hidden")
MONTHS_SHOWN, PLACES_SHOWN = 36, 30
LEVELS = {
    "as usual": "",
    "half as much again or more": "↑",
    "under half": "↓",
    "nothing": "0",
}
STEP, AXES = 21, 110  # pixels of a row, and of legend and axes


def completeness(protected: Protected, look: Look) -> Figure:
    """A heat map: fields that matter most first, by month or by practice; none where
    all are full."""
    frame = protected.table
    by_month = pd.api.types.is_datetime64_any_dtype(frame["cell"])
    each = "month" if by_month else "practice"
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
            f"{'in' if by_month else 'at'} every {each}"
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
        color=bands("band", "Filled in", cells, dict(zip(FILLED, ramp, strict=True))),
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
    unit = summary.result.column("place").title.lower()
    many = {"practice": "practices"}.get(unit, "sites and department types")
    flawed = int((table["flaw"] != "").sum())
    title = (
        f"{flawed} of {len(table)} {many} are missing from some months"
        if flawed
        else f"All {len(table)} {many} have rows throughout"
        if len(table) > 1
        else f"The one {unit} has rows throughout"
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
        color=bands(
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


def _months_axis(field: str) -> alt.X:
    return alt.X(
        f"{field}:O", title=None, axis=alt.Axis(labelAngle=-60, labelOverlap=True)
    )


def bands(
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
