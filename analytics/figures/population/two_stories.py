"""The two stories of one system on one picture: those who attend often, by age."""

import altair as alt
import pandas as pd

from analytics.definitions.population_segments import stories
from analytics.definitions.words import percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.theme import Look
from analytics.measures.population.groups import NOT_KNOWN
from analytics.measures.population_segments.two_stories import FRAIL, MIND, PARTS

ROOM = 1.22  # above the highest bar, for the two names


def two_stories(protected: Protected, look: Look) -> Figure:
    """A bar an age band, parted by which story is known of them."""
    frame = protected.table
    aged = frame[frame["age"] != NOT_KNOWN]
    if aged.empty:
        return nothing(protected, "Nobody registered in view attends often")
    if aged["people"].isna().all():
        said = "the two stories by age"
        return nothing(protected, protected.too_few(said, "people who attend often"))
    title = _finding(protected, aged.iloc[0])
    return figure(
        protected,
        title,
        _bars(aged, look),
        f"Bars by age, each parted in three. {title}.",
        note=_note(aged),
    )


def _finding(protected: Protected, row: pd.Series) -> str:
    young, old = row["mind_held_share"], row["frail_held_share"]
    told = []
    if young == young:
        told.append(
            f"Under 40, {percent(young)} of those who attend often have mental ill "
            "health"
        )
    if old == old:
        start = "from 40 on," if told else "From 40 on, of those who attend often"
        told.append(f"{start} {percent(old)} have frailty")
    if not told:
        return protected.too_few("the two stories", "people who attend often")
    return "; ".join(told)


def _note(aged: pd.DataFrame) -> str:
    said = [f"{one.source}." for one in stories()]
    said.append(
        "Frailty stands for frailty, dementia or near the end of life, with or without "
        "mental ill health; each person is counted once."
    )
    if aged["people"].isna().any():
        said.append("Where there are too few there is no bar.")
    return " ".join(said)


def _bars(aged: pd.DataFrame, look: Look) -> alt.LayerChart:
    order = list(dict.fromkeys(aged["age"]))
    place = {part: at for at, part in enumerate(PARTS.values())}
    long = aged[aged["people"].notna()].assign(order=aged["part"].map(place))
    long = long[["age", "part", "order", "people"]].astype({"people": float})
    tops = long.groupby("age")["people"].sum()
    scale = alt.Scale(domain=[0, round(float(tops.max()) * ROOM, 2) or 1], nice=False)
    # Every second age stands where not all have room.
    axis = alt.Axis(labelAngle=0, labelOverlap="parity", ticks=False)
    # An age whose parts are hidden keeps its place.
    ages = alt.Scale(domain=order)
    x = alt.X("age:N", sort=order, title="Age", axis=axis, scale=ages)
    y = alt.Y("people:Q", title="People who attend often", scale=scale, stack=True)
    colour = alt.Color(
        "part:N",
        title=None,
        legend=alt.Legend(columns=1, labelLimit=0),
        scale=alt.Scale(
            domain=list(PARTS.values()), range=[look.one, look.expected, look.other]
        ),
    )
    bars = (
        alt.Chart(long)
        .mark_bar()
        .encode(
            x=x,
            y=y,
            color=colour,
            order="order:Q",
            tooltip=[
                alt.Tooltip("age:N", title="Age"),
                alt.Tooltip("part:N", title="Known of them"),
                alt.Tooltip("people:Q", title="People"),
            ],
        )
    )
    return alt.layer(bars, *_names(long, tops, order, x, scale))


def _names(
    long: pd.DataFrame,
    tops: pd.Series,
    order: list[str],
    x: alt.X,
    scale: alt.Scale,
) -> list[alt.Chart]:
    """The name of either story above the bar where most of it is, so that colour is not
    needed to read it."""
    found = []
    for what, name, reach in ((MIND, MIND, 2), (FRAIL, "Frailty", 1)):
        mine = long[(long["part"] == what) & (long["people"] > 0)]
        if mine.empty:
            continue
        age = mine.loc[mine["people"].idxmax(), "age"]
        place, last = order.index(age), len(order) - 1
        align = "left" if place < reach else "center"
        align = "right" if place > last - reach else align
        # A name reaches over the bars beside it, and stands clear of them all.
        near = order[max(place - 2 * reach, 0) : place + 2 * reach + 1]
        if align == "center":
            near = order[place - reach : place + reach + 1]
        high = max(float(tops[one]) for one in near if one in tops.index)
        at = pd.DataFrame({"age": [age], "people": [high], "name": [name]})
        found.append(
            alt.Chart(at)
            .mark_text(align=align, dy=-10, fontWeight="bold")
            .encode(x=x, y=alt.Y("people:Q", scale=scale), text="name:N")
        )
    return found
