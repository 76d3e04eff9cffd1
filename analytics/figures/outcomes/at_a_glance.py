"""Every target in one picture: the crude change, the programme's own share with its
interval, the line of the target, and the verdict."""

from typing import Any

import altair as alt
import pandas as pd

from analytics.definitions.outcomes import Outcome
from analytics.definitions.words import count, interval, listed
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, Notes, figure, nothing
from analytics.figures.shapes import in_rows
from analytics.figures.theme import Look
from analytics.measures.outcomes.judged import tally
from analytics.methods.impact.describe import percent
from analytics.methods.impact.verdicts import ANSWERS, in_words

CRUDE, OWN, AIM = "Crude change", "Own share, 95%", "Target"
TICK = "M0,-1.4L0,1.4"  # a line upright, as a shape
LEGEND = 60  # pixels that a legend of two rows takes of the height
WIDEST = (-1.0, 1.0)  # changes are drawn to here; the table has them whole
HEADS = (
    "The crude change is after against before, whatever the reason: people picked "
    "because they use a lot use less later whatever anyone does. The own share is "
    "against what was to be expected anyway, and it alone decides."
)


def at_a_glance(found: Protected, outcomes: tuple[Outcome, ...], look: Look) -> Figure:
    """One row a target."""
    frame = found.table
    if frame.empty:
        return nothing(found, "There is no target to follow")
    if found.aggregate and frame["verdict"].isna().all():
        return nothing(found, found.too_few("any target", "people in these groups"))
    told = tally(frame["answer"])
    parts = [
        f"{count(told[answer])} {in_words(answer, True).lower()}"
        for answer in ANSWERS
        if told[answer]
    ]
    if few := len(frame) - told.total():
        parts.append(f"{few} hidden")
    title = f"Of {count(len(frame))} targets, by own share: {listed(parts)}"
    return figure(
        found,
        title,
        _chart(frame, look),
        f"A row for each target. {title}.",
        note=HEADS,
        table=_table(found),
    )


def settled(found: Protected, outcomes: tuple[Outcome, ...]) -> Notes:
    """What the words of each target leave open and how that is settled, and where it
    was read."""
    said = (
        f"{one.title} ({one.whose}, {one.aim}): {one.settled} Source: {one.source}."
        for one in outcomes
        if one.source
    )
    return Notes(found, tuple(said), "What each target is, and whose")


def _table(found: Protected) -> pd.DataFrame:
    frame, words = found.table, found.in_words()
    return pd.DataFrame(
        {
            "Outcome": frame["title"],
            "Target": [
                f"{aim} ({whose})"
                for aim, whose in zip(frame["aim"], frame["whose"], strict=True)
            ],
            "People": words["People"],
            CRUDE: [signed(value) for value in frame["crude"]],
            OWN: [with_interval(row) for row in frame.to_dict("records")],
            "Verdict": [
                _said(row["verdict"], row["why"]) for row in frame.to_dict("records")
            ],
        }
    )


def _said(verdict: object, why: object) -> str:
    if not isinstance(verdict, str):
        return "Too few people to show"
    return f"{verdict}: {why}" if why else verdict


def signed(value: float) -> str:
    """ "−39%", "+4%"; a dash where it is not known."""
    return "–" if pd.isna(value) else percent(value)


def with_interval(row: dict[Any, Any]) -> str:
    """ "−10% (−31% to +17%)"; a dash where it is not known."""
    if pd.isna(row["share"]):
        return "–"
    reach = interval(row["lower"], row["upper"], signed)
    return f"{signed(row['share'])} ({reach})"


def _chart(frame: pd.DataFrame, look: Look) -> alt.LayerChart:
    low, high = WIDEST
    data = frame[["title", "crude", "share", "lower", "upper", "line"]].copy()
    data["written"] = frame["verdict"].fillna("Too few people")
    data["name"] = data["title"]
    for name in ("crude", "share", "lower", "upper", "line"):
        data[name] = data[name].astype(float)
    data["from"], data["to"] = (
        data["lower"].clip(low, high),
        data["upper"].clip(low, high),
    )
    data["crude"] = data["crude"].clip(low, high)
    data["point"] = data["share"].where(data["share"].between(low, high))
    order = list(data["name"])
    y, words = in_rows.names(data, "name", order)
    scale = alt.Scale(domain=[low, high], nice=False)
    x = dict(
        scale=scale,
        title=["Change of the rate"],
        axis=alt.Axis(
            labelExpr="datum.value ? format(datum.value, '+.0%') : '0%'",
            values=[-1, -0.5, 0, 0.5, 1],
        ),
    )
    marks = [CRUDE, OWN, AIM]
    colour = alt.Color(
        "mark:N",
        title=None,
        scale=alt.Scale(domain=marks, range=[look.other, look.one, look.expected]),
        legend=alt.Legend(orient="top", columns=2),
    )
    shape = alt.Shape(
        "mark:N",
        title=None,
        scale=alt.Scale(domain=marks, range=["circle", "diamond", TICK]),
        legend=alt.Legend(orient="top", columns=2),
    )
    base = alt.Chart(data).encode(y=y)
    zero = (
        alt.Chart(pd.DataFrame({"x": [0.0]}))
        .mark_rule(color=look.quiet, strokeDash=[4, 4])
        .encode(x=alt.X("x:Q", **x))
    )
    points = pd.concat(
        [
            data.assign(mark=mark, at=data[column])
            for mark, column in ((CRUDE, "crude"), (OWN, "point"), (AIM, "line"))
        ]
    )
    shown = points.dropna(subset=["at"])
    dots = alt.Chart(shown).encode(y=y, x=alt.X("at:Q", **x), color=colour, shape=shape)
    return alt.layer(
        zero,
        base.mark_rule(strokeWidth=3, yOffset=in_rows.BELOW, color=look.one).encode(
            x=alt.X("from:Q", **x), x2="to:Q"
        ),
        dots.mark_point(
            filled=False, size=80, opacity=1, yOffset=in_rows.BELOW, strokeWidth=2.5
        ),
        *words,
    ).properties(height=in_rows.high(len(data)) + LEGEND)
