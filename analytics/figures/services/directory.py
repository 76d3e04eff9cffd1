"""The directory: what is in it, and which entries nobody has checked."""

from dataclasses import replace

import altair as alt
import pandas as pd

from analytics.definitions.words import count, counted
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, Grid, figure, nothing
from analytics.figures.services.near import HOW, MARKED, NO_SERVICES
from analytics.figures.shapes.in_rows import BELOW, high, names
from analytics.figures.theme import Look
from analytics.measures.services.directory import CLOSED, NEVER, OLD_ENTRY, OPEN


def entries(found: Protected, look: Look) -> Figure:
    """Every service as a row, with those marked that were not checked for a year."""
    if found.table.empty:
        return nothing(found, NO_SERVICES, HOW)
    words = found.in_words()
    check = found.result.column("check").title
    words[check] = [MARKED.get(value, value) for value in words[check]]
    words = words.loc[:, (words != "").any()]
    title = finding(found.table)
    return figure(
        found,
        title,
        None,
        f"A table of {counted(len(words), 'entry', 'entries')}, a row each. {title}.",
        subtitle="Every entry of the directory loaded, in the order of name.",
        table=words,
        grid=Grid(words, dict.fromkeys(words, "text"), missing="", file=words),
    )


def finding(table: pd.DataFrame) -> str:
    """How many entries there are, how many are old, and how many services closed."""
    old, never = ((table["check"] == one).sum() for one in (OLD_ENTRY, NEVER))
    said = f"{counted(len(table), 'entry', 'entries')} in the directory"
    if old or never:
        said += f": {count(old)} not checked for a year, {count(never)} never"
    closed = int((table["state"] == CLOSED).sum())
    return said + (f"; {count(closed)} closed" if closed else "")


def by_need(found: Protected, look: Look) -> Figure | None:
    """How many services that are open meet each need, those with fewest last."""
    table = found.table[found.table["state"] == OPEN]
    if table.empty:
        return None
    met = table["needs"].str.split(", (?=[A-Z])", regex=True).explode()
    met = met[met != ""]
    if met.empty:
        return None
    counts = met.value_counts()
    frame = pd.DataFrame({"need": counts.index, "services": counts.to_numpy()})
    frame["written"] = [count(n) for n in frame["services"]]
    order = list(
        frame.sort_values(["services", "need"], ascending=[False, True])["need"]
    )
    y, words = names(frame, "need", order)
    bars = (
        alt.Chart(frame)
        .mark_bar(color=look.one, yOffset=BELOW, height=9)
        .encode(
            y=y,
            x=alt.X(
                "services:Q", title="Services", axis=alt.Axis(tickCount=4, format="d")
            ),
        )
    )
    most = order[0]
    few = counted(int((counts == counts.min()).sum()), "need is", "needs are")
    title = (
        f"{counted(counts.max(), 'service')} meet {most.lower()}, the most of any need"
    )
    if counts.min() < counts.max():
        title += f"; {few} met by {count(counts.min())} only"
    fig = figure(
        found,
        title,
        alt.layer(bars, *words).properties(height=high(len(order))),
        f"Bars of how many services meet each need. {title}.",
        subtitle="Services that are open; one that meets several needs counts for "
        "each.",
        table=frame[["need", "services"]].set_axis(["Need", "Services"], axis=1),
    )
    return replace(fig, name="by_need")
