"""The funnel of one indicator: each practice's share against that of all together."""

import altair as alt
import numpy as np
import pandas as pd

from analytics.definitions.words import counted, listed
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.funnels import END, curves, dots, limit_lines
from analytics.figures.theme import Look, span_of, with_room
from analytics.methods.funnel_of_shares import (
    LEAST,
    SHARE_VERDICTS,
    ShareFunnel,
    funnel_of_shares,
)

HIGHER, LOWER, WITHIN = (SHARE_VERDICTS[way] for way in ("above", "below", ""))
FEW = 15  # places; of fewer the limits are wide
NAMED = 2  # places that a title names
EDGE = 0.03  # of the width, left of the smallest place


def funnel(found: Protected, look: Look) -> Figure:
    """Share against the number of people, with the limits of chance and of the usual
    spread between places; the target as a line."""
    title = finding(found)
    points = found.table[found.table["value"].notna()]
    points = points[points["denominator"] > 0].reset_index(drop=True)
    if points.empty:
        return nothing(found, title)
    drawn = funnel_of_shares(points)
    hidden = len(found.table) - len(points)
    notes = [
        "Limits, 95% (inner) and 99.8% (outer), are those of chance and of the spread "
        "between places, learned from those in view."
    ]
    if points["target_low"].notna().any():
        notes.append("The broken line in colour is the target, or an end of its range.")
    if LEAST <= len(found.table) < FEW:
        notes.append(
            "Of so few the spread is not known well, so they are wide: a larger place "
            "tells more."
        )
    if found.aggregate:
        notes.append("Who differs is judged on exact counts; dots are rounded ones.")
    if hidden:
        notes.append(f"{counted(hidden, 'dot')} not drawn: too few people.")
    return figure(
        found,
        title,
        _chart(points, drawn, look),
        f"Funnel plot. {title}. Each dot is one {_place(found)}.",
        note=" ".join(notes),
    )


def finding(found: Protected) -> str:
    """Who stands apart by more than chance and the usual spread, or that nobody
    does."""
    table, place = found.table, _place(found)
    if table.empty:
        return "No counts of this indicator for the places in view"
    if len(table) < LEAST:
        return f"Too few to compare: {counted(len(table), place, _many(place))} in view"
    higher = list(table.loc[table["apart"] == HIGHER, "name"])
    lower = list(table.loc[table["apart"] == LOWER, "name"])
    if not higher + lower:
        return f"No {place} stands apart by more than chance and the usual spread"
    if len(higher + lower) > NAMED:
        said = [
            f"{len(names)} {word}"
            for names, word in ((higher, "higher"), (lower, "lower"))
            if names
        ]
        number = counted(len(table), place, _many(place))
        return f"{len(higher + lower)} of {number} stand apart: {listed(said)}"
    said = [
        f"{listed(names)} {'is' if len(names) == 1 else 'are'} {word}"
        for names, word in ((higher, "higher"), (lower, "lower"))
        if names
    ]
    return f"{'; '.join(said)} than chance and the usual spread explain"


def _chart(points: pd.DataFrame, drawn: ShareFunnel, look: Look) -> alt.LayerChart:
    least, most = float(points["denominator"].min()), float(points["denominator"].max())
    across = np.unique(np.linspace(max(least * 0.7, 1), most * 1.1, 60).round(0))
    limits = limit_lines(
        across, lambda level: drawn.limits(across, level), "people", "share", 4
    )
    if len(points) < LEAST:
        limits = limits.iloc[0:0]
    seen = pd.concat([limits["share"], points["value"]]).astype(float)
    low, high = max(0.0, seen.min() - 0.03), min(1.0, seen.max() + 0.03)
    x = alt.X(
        "people:Q",
        title="People it is about",
        axis=alt.Axis(tickCount=5),
        scale=with_room(max(across[0] - EDGE * across[-1], 0), across[-1], END),
    )
    y = alt.Y(
        "share:Q",
        title="Share",
        axis=alt.Axis(format="%", tickCount=6),
        scale=alt.Scale(domain=span_of(low, high), nice=False, zero=False),
    )
    limits_drawn = curves(limits, x, y, "people", look)
    level = alt.Chart(pd.DataFrame({"share": [round(drawn.overall, 4)]}))
    marks = points.rename(columns={"value": "share", "denominator": "people"})
    marks = marks[["name", "people", "share", "numerator", "apart"]]
    places = dots(
        marks,
        x,
        y,
        "apart",
        (HIGHER, LOWER, WITHIN),
        (look.one, look.expected, look.common_cause),
        [
            alt.Tooltip("name:N", title="Place"),
            alt.Tooltip("numerator:Q", title="Counted", format=","),
            alt.Tooltip("people:Q", title="Of", format=","),
            alt.Tooltip("share:Q", title="Share", format=".1%"),
            alt.Tooltip("apart:N", title="Against the others"),
        ],
        look,
    )
    apart = marks[marks["apart"].isin([HIGHER, LOWER])]
    far = apart["people"] > (across[0] + across[-1]) / 2
    labels = [
        alt.Chart(part)
        .mark_text(align=align, dx=dx, fontSize=12, color=look.text)
        .encode(x=x, y=y, text="name:N")
        for part, align, dx in ((apart[~far], "left", 8), (apart[far], "right", -8))
        if len(part)
    ]
    rule = level.mark_rule(color=look.quiet, strokeWidth=1).encode(y=y)
    aim = _aim(points, low, high, look)
    return alt.layer(rule, *aim, *limits_drawn, places, *labels)


def _aim(points: pd.DataFrame, low: float, high: float, look: Look) -> list[alt.Chart]:
    """The target, or the ends of the range, as lines where they are in the picture."""
    edges = {
        edge
        for name in ("target_low", "target_high")
        for edge in points[name].dropna().unique()
        if low <= edge <= high
    }
    if not edges:
        return []
    base = alt.Chart(pd.DataFrame({"share": sorted(edges)})).encode(y="share:Q")
    return [base.mark_rule(color=look.expected, strokeWidth=2, strokeDash=[6, 4])]


def _place(found: Protected) -> str:
    title = found.result.column("name").title
    return title if title.isupper() else title.lower()


def _many(place: str) -> str:
    return f"{place}s"
