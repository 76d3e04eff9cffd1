"""One person's attendances by date, with the dates of the caseload: only for an
audience that may see rows."""

from typing import Any

import altair as alt
import pandas as pd

from analytics.definitions.event_kinds import EventKind, kinds, kinds_with_rule
from analytics.definitions.words import count, listed, month_in_words
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.theme import Look
from analytics.measures.who.caseload import DECLINED, ENDED, OFFERED, ON
from analytics.measures.who.own_course import before
from analytics.measures.who.timeline import CASELOAD, MOMENTS

LANE = 58  # pixels of a service
ROWS = dict(zip(MOMENTS.values(), (-18, 0, 18), strict=True))  # of words in a lane
IN_WORDS = {
    ON: "on the caseload since {}",
    OFFERED: "offered a place in {}, not started",
    DECLINED: "declined or not suitable in {}",
    ENDED: "off the caseload since {}",
}


def timeline(
    people: Protected, events: Protected, person: str, kind: EventKind, look: Look
) -> Figure | None:
    """A mark for each attendance, a lane a service, over all the data; a stay as a bar
    from its first day to its last; the window shaded, the caseload's dates as lines.
    None where the person is not on the list."""
    if events.withheld:
        return nothing(events, events.withheld)
    found = people.table[people.table["pseudonym"] == person]
    if found.empty or events.empty:
        return None
    row = found.iloc[0].to_dict()
    unknown = [one for one in kinds_with_rule() if pd.isna(row[one.used])]
    title = finding(row, kind)
    note = ""
    if unknown:
        note = (
            f"Not known: {listed(one.called for one in unknown)}. No extract loaded "
            "covers the person’s practice."
        )
    return figure(
        events,
        title,
        _chart(events.table, [one.service for one in unknown], look),
        f"A mark for each attendance by date, a lane for each service. {title}.",
        note=note,
        subtitle=f"{person}, {row['practice'] or 'practice not known'}. Shaded: "
        f"{events.result.period}.",
    )


def finding(row: dict[str, Any], kind: EventKind) -> str:
    """How many in the window and in the one before, and where the caseload stands."""
    now, then = row[kind.used], row[before(kind)]
    said = f"{kind.called} are not known"
    if not pd.isna(now):
        earlier = "not known" if pd.isna(then) else count(then)
        said = f"{count(now)} {kind.called} in the window, {earlier} in the one before"
    since = row.get("caseload_since")
    if since is None or pd.isna(since):
        return said
    return f"{said}; {IN_WORDS[row['caseload']].format(month_in_words(since))}"


def _chart(events: pd.DataFrame, unknown: list[str], look: Look) -> alt.LayerChart:
    there = set(events["service"])
    lanes = [CASELOAD] if CASELOAD in there else []
    lanes += [one.service for one in kinds() if one.service in there | set(unknown)]
    whole = events.iloc[0]
    x = alt.X(
        "at:T",
        title=None,
        axis=alt.Axis(format="%b %Y", labelAngle=0, tickCount=8, labelBound=True),
        scale=alt.Scale(domain=[_day(whole["data_from"]), _day(whole["data_to"])]),
    )
    y = alt.Y(
        "service:N",
        title=None,
        sort=lanes,
        scale=alt.Scale(domain=lanes),
        axis=alt.Axis(domain=False, ticks=False),
    )
    window = pd.DataFrame([{"at": whole["window_from"], "to": whole["window_to"]}])
    seen = events[events["service"] != CASELOAD]
    marks = (
        alt.Chart(seen[["at", "service", "what", "in_window"]])
        .mark_tick(size=LANE - 22, thickness=2, opacity=0.75)
        .encode(
            x=x,
            y=y,
            color=alt.condition(
                "datum.in_window", alt.value(look.one), alt.value(look.other)
            ),
            tooltip=[
                alt.Tooltip("at:T", title="Day", format="%d %b %Y"),
                alt.Tooltip("service:N", title="Service"),
                alt.Tooltip("what:N", title="Reason"),
            ],
        )
    )
    layers = [
        alt.Chart(window)
        .mark_rect(color=look.quiet, opacity=0.13, aria=False)
        .encode(x=x, x2="to:T"),
        *_stays(seen, x, y, look),
        marks,
        *_moments(events, x, y, look),
    ]
    if unknown:
        layers.append(
            alt.Chart(pd.DataFrame({"service": unknown, "said": "not known"}))
            .mark_text(color=look.quiet, align="left", dx=6)
            .encode(x=alt.value(0), y=y, text="said:N")
        )
    return alt.layer(*layers).properties(height=LANE * len(lanes))


def _stays(seen: pd.DataFrame, x: alt.X, y: alt.Y, look: Look) -> list[alt.Chart]:
    """Events that lasted days, from their beginning to their end."""
    long = seen[seen["to"].notna()]
    if long.empty:
        return []
    base = alt.Chart(long[["at", "to", "service"]])
    bars = base.mark_bar(height=LANE - 40, color=look.one, opacity=0.35)
    return [bars.encode(x=x, x2="to:T", y=y)]


def _moments(events: pd.DataFrame, x: alt.X, y: alt.Y, look: Look) -> list[alt.Chart]:
    """Lines on the dates of the caseload; each kind of date has its own row of words,
    on the side of its line where there is more room."""
    moments = events[events["service"] == CASELOAD]
    if moments.empty:
        return []
    said = moments["what"] + " " + moments["at"].dt.strftime("%d %b %Y")
    moments = moments.assign(said=said)
    first, last = events["data_from"].iloc[0], events["data_to"].iloc[0]
    along = (moments["at"] - first) / (last - first)
    left = along > 0.5
    columns = ["at", "service", "said"]
    lines = (
        alt.Chart(moments[columns])
        .mark_rule(color=look.expected, strokeWidth=2)
        .encode(x=x)
    )
    words = [
        alt.Chart(moments.loc[side & (moments["what"] == what), columns])
        .mark_text(color=look.expected, align=align, dx=dx, dy=ROWS[what])
        .encode(x=x, y=y, text="said:N")
        for side, align, dx in ((~left, "left", 5), (left, "right", -5))
        for what in ROWS
        if (side & (moments["what"] == what)).any()
    ]
    return [lines, *words]


def _day(at: pd.Timestamp) -> alt.DateTime:
    return alt.DateTime(year=at.year, month=at.month, date=at.day)
