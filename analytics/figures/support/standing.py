"""Where those who were offered support stand, and how long they wait."""

import altair as alt
import pandas as pd

from analytics.definitions.pathway import Status
from analytics.definitions.words import count, counted, people
from analytics.disclosure import Protected
from analytics.disclosure.protected import HIDDEN
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.bars_in_rows import bars_in_rows
from analytics.figures.theme import Look

NOBODY = "Nobody in view has been offered support"
TOLD = {  # in the finding, in this order
    Status.ACTIVE: "active now",
    Status.ENDED: "ended",
    Status.DECLINED: "declined",
}
STARTED, WAITING = "started after so long", "waiting so long now"


def standing(protected: Protected, look: Look) -> Figure:
    """A bar for each place on the way; those open now in the main colour."""
    frame = protected.table.copy()
    offered = frame["offered"].iloc[0]
    if offered == 0:
        return nothing(protected, NOBODY)
    title = finding(protected)
    frame["written"] = [people(n) if n == n else HIDDEN for n in frame["people"]]
    frame["open"] = frame["status"].isin(
        [str(Status.OFFERED), str(Status.WAITING), str(Status.ACTIVE)]
    )
    again, said = frame["again"].iloc[0], ""
    if again != again or again > 0:
        who = protected.few_in_words + " people" if again != again else people(again)
        were = "was" if again == 1 else "were"
        said = f"{who[:1].upper()}{who[1:]} {were} offered support more than once; "
        said += "each counts once, by the last offer."
    chart = bars_in_rows(frame, "standing", "people", look, "open")
    return figure(
        protected,
        title,
        chart,
        f"A bar for each place on the way. {title}.",
        note=said,
    )


def finding(protected: Protected) -> str:
    """How many were offered support and where most of them stand."""
    frame = protected.table
    offered, accepted = frame["offered"].iloc[0], frame["accepted"].iloc[0]
    number = protected.few_in_words + " people" if offered != offered else None
    who = number or people(offered)
    by_status = dict(zip(frame["status"], frame["people"], strict=True))
    parts = [
        f"{count(by_status[str(status)])} {said}"
        for status, said in TOLD.items()
        if by_status[str(status)] > 0
    ]
    yes = f", {count(accepted)} accepted" if accepted == accepted else ""
    told = f": {', '.join(parts)}" if parts else ""
    were = "was" if offered == 1 else "were"
    return f"{who[:1].upper()}{who[1:]} {were} offered support{yes}{told}"


def waits(protected: Protected, look: Look) -> Figure:
    """Bars by how long: of those who started in the window, and of those who wait."""
    frame = protected.table
    started, waiting = frame["all_started"].iloc[0], frame["all_waiting"].iloc[0]
    if started == 0 and waiting == 0:
        return nothing(
            protected, "Nobody started in the window with days known, and nobody waits"
        )
    title = waiting_finding(protected)
    both = pd.concat(
        [
            pd.DataFrame({"band": frame["band"], "group": group, "people": frame[name]})
            for name, group in (("started", STARTED), ("waiting", WAITING))
        ]
    ).dropna(subset=["people"])
    colours = alt.Scale(domain=[STARTED, WAITING], range=[look.one, look.expected])
    chart = (
        alt.Chart(both)
        .mark_bar()
        .encode(
            y=alt.Y(
                "band:N",
                sort=list(frame["band"]),
                title=None,
                axis=alt.Axis(domain=False, ticks=False),
                scale=alt.Scale(domain=list(frame["band"])),
            ),
            yOffset=alt.YOffset("group:N", sort=[STARTED, WAITING]),
            x=alt.X("people:Q", title="People", axis=alt.Axis(tickCount=4)),
            color=alt.Color(
                "group:N",
                title=None,
                scale=colours,
                legend=alt.Legend(orient="top", columns=1),
            ),
            tooltip=[
                alt.Tooltip("band:N", title="Since referral"),
                alt.Tooltip("group:N", title="They"),
                alt.Tooltip("people:Q", title="People"),
            ],
        )
    )
    longest = frame["longest"].iloc[0]
    note = "Started: in the window. Waiting: on its last day, from referral on."
    if longest == longest and longest >= 8:
        note += (
            f" The longest wait is {count(longest)} weeks: an offer that old may have "
            "ended without being written down."
        )
    if both.empty:
        return nothing(protected, title, note)
    return figure(
        protected, title, chart, f"Bars by days since referral. {title}.", note=note
    )


def waiting_finding(protected: Protected) -> str:
    """The usual wait, the long ones, and how many wait now."""
    row = protected.table.iloc[0]
    waiting = row["all_waiting"]
    if waiting != waiting:
        now = f"{protected.few_in_words} wait now"
    else:
        now = f"{count(waiting)} wait{'s' if waiting == 1 else ''} now"
        now = "nobody waits now" if waiting == 0 else now
    if row["median"] != row["median"]:
        return now[:1].upper() + now[1:]
    return (
        f"From referral to start: half within {counted(row['median'], 'day')}, nine in "
        f"ten within {count(row['nine_in_ten'])}; {now}"
    )
