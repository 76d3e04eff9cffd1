"""How few people take how much of hospital cost, with the published point beside."""

import altair as alt
import pandas as pd

from analytics.definitions.published.footprints import published_concentration
from analytics.definitions.words import percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.theme import Look

NO_COST = "No hospital extract with a cost is loaded, so nobody’s cost is known"


def curve(protected: Protected, look: Look) -> Figure:
    """Share of cost by share of people, those who cost most first."""
    frame = protected.table
    if frame.empty:
        return nothing(protected, NO_COST)
    shown = frame[frame["share"].notna()]
    if shown.empty:
        return nothing(protected, protected.too_few("how cost is spread", "people"))
    published = published_concentration()
    ours = shown[shown["share_of_people"].sub(published.people_share).abs() < 1e-3]
    at = ours.iloc[0] if len(ours) else shown.iloc[0]
    few = at["share_of_people"]
    title = (
        f"The {percent(few, _digits(few))} of people who cost hospitals most take "
        f"{percent(at['share'])} of it"
    )
    if len(ours):
        title += f"; {percent(published.cost_share)} was published for England"
    start = pd.DataFrame([{"share_of_people": 0.0, "share": 0.0}])
    line = pd.concat([start, shown[["share_of_people", "share"]].astype(float)])
    x = alt.X(
        "share_of_people:Q",
        title="Share of people registered, those who cost most first",
        axis=alt.Axis(format="%", tickCount=5),
        scale=alt.Scale(domain=[0, 1]),
    )
    y = alt.Y(
        "share:Q",
        title="Share of hospital cost",
        axis=alt.Axis(format="%", tickCount=5),
        scale=alt.Scale(domain=[0, 1]),
    )
    points = pd.DataFrame(
        [
            {
                "share_of_people": published.people_share,
                "share": published.cost_share,
                "said": published.name,
            }
        ]
    )
    mark = alt.Chart(points)
    chart = alt.layer(
        alt.Chart(line).mark_line(color=look.one, strokeWidth=2.5).encode(x=x, y=y),
        alt.Chart(line.iloc[1:])
        .mark_point(filled=True, size=50, color=look.one, opacity=1)
        .encode(x=x, y=y),
        mark.mark_point(
            filled=True, size=130, color=look.expected, opacity=1, shape="diamond"
        ).encode(x=x, y=y),
        mark.mark_text(align="left", dx=10, dy=10, color=look.expected).encode(
            x=x, y=y, text="said:N"
        ),
    )
    return figure(
        protected,
        title,
        chart,
        f"A curve. {title}.",
        note=f"Of {frame['services'].iloc[0]}. {published.source}.",
    )


def _digits(share: float) -> int:
    return 0 if round(share * 100, 6) == round(share * 100) else 1
