"""Figures of how people differ: where they stand, what sets each group apart, and what
changes by degrees where there are no groups."""

import altair as alt
import numpy as np
import pandas as pd

from analytics.definitions.words import listed, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.segments import LINES, inline
from analytics.figures.theme import Look
from analytics.measures.segments.apart import GROUPED_BY

NOTABLE = 0.5  # standard deviations
SHAPES = ("circle", "diamond", "square", "triangle-up", "triangle-down", "cross")


def picture(protected: Protected, look: Look) -> Figure:
    """Every frequent attender as a point, by segment: people alike are near each
    other."""
    frame = protected.table
    if frame.empty:
        return nothing(
            protected, "Without groups in the data there is no picture to draw"
        )
    if (frame["segment"] == "").all():
        return _by_degrees(protected, look)
    names = list(frame["segment"].value_counts(sort=True).index)
    numbered = {name: f"{n}  {name}" for n, name in enumerate(names, 1)}
    points = frame.assign(numbered=frame["segment"].map(numbered))
    colours = (list(look.series) + [look.quiet] * len(names))[: len(names)]
    domain = list(numbered.values())
    legend = alt.Legend(
        orient="bottom", columns=2, title=None, labelLimit=420, symbolSize=110
    )
    x, y = _directions(protected)
    dots = (
        alt.Chart(points)
        .mark_point(filled=True, size=55, opacity=0.75)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "numbered:N",
                legend=legend,
                scale=alt.Scale(domain=domain, range=colours),
            ),
            shape=alt.Shape(
                "numbered:N",
                legend=legend,
                scale=alt.Scale(domain=domain, range=list(SHAPES[: len(names)])),
            ),
        )
    )
    middle = (
        points.groupby("segment")[["across", "up"]].median().loc[names].reset_index()
    )
    middle["number"] = [str(n) for n in range(1, len(names) + 1)]
    base = alt.Chart(middle).encode(x="across:Q", y="up:Q", text="number:N")
    halo = base.mark_text(
        fontSize=22, fontWeight="bold", stroke=look.background, strokeWidth=6
    )
    label = base.mark_text(fontSize=22, fontWeight="bold", color=look.text)
    title = (
        f"{percent(nearest_their_own(points, middle))} of people stand nearest the "
        "middle of their own group"
    )
    return figure(
        protected,
        title,
        dots + halo + label,
        f"A point for each person in {len(names)} groups: {'; '.join(names)}.",
        subtitle="Frequent attenders, each a point: people alike are near each other. "
        "The two "
        "directions are those in which people differ most; numbers mark the middles.",
        note="Points overlap where groups shade into each other: the picture flattens "
        "many features into two.",
    )


def _directions(protected: Protected) -> tuple[alt.X, alt.Y]:
    """The two directions in which people differ most, named at their ends."""
    across, up = (protected.result.column(name).title for name in ("across", "up"))
    axis = dict(labels=False, ticks=False, grid=False, titleLimit=900)
    upwards = axis | dict(titleAngle=0, titleAlign="left", titleX=6, titleY=-8)
    return (
        alt.X("across:Q", title=across.split(" · "), axis=alt.Axis(**axis)),
        alt.Y("up:Q", title=up.split(" · "), axis=alt.Axis(**upwards)),
    )


def _by_degrees(protected: Protected, look: Look) -> Figure:
    """Every frequent attender as a point of one cloud."""
    x, y = _directions(protected)
    return figure(
        protected,
        "One cloud of people, without gaps between groups",
        alt.Chart(protected.table)
        .mark_point(filled=True, size=55, opacity=0.6, color=look.one)
        .encode(x=x, y=y),
        "A point for each person, in one cloud without gaps.",
        subtitle="Frequent attenders, each a point: people alike are near each other. "
        "The two directions are those in which people differ most.",
        note="The picture flattens many features into two.",
    )


def degrees(protected: Protected, look: Look) -> Figure:
    """A grid of features by parts of the way along the direction in which people differ
    most: what changes from one end to the other, where there are no groups."""
    frame = protected.table.dropna(subset=["difference"])
    notable = _notable(frame)
    if notable.empty:
        return nothing(protected, "No separate kinds of need in these data")
    first, last = frame["part"].iloc[0], frame["part"].iloc[-1]
    title = (
        "No separate kinds: people differ by degrees, from "
        f"{inline(first)} to {inline(last)}"
    )
    return figure(
        protected,
        title,
        _grid(_numbered(notable), "part", _numbered(frame), look),
        f"A grid of features by parts of the people in order. {title}.",
        subtitle="People in order, in parts of the same size: difference of each part "
        "from all other frequent attenders, in standard deviations.",
    )


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    """The parts by their number, as there is room for in a chart."""
    parts = list(dict.fromkeys(frame["part"]))
    return frame.assign(
        part=frame["part"].map(
            {p: f"{n} of {len(parts)}" for n, p in enumerate(parts, 1)}
        )
    )


def nearest_their_own(points: pd.DataFrame, middle: pd.DataFrame) -> float:
    """Share of points whose nearest middle is their own segment's, 0 to 1."""
    away = np.hypot(
        points[["across"]].to_numpy() - middle["across"].to_numpy(),
        points[["up"]].to_numpy() - middle["up"].to_numpy(),
    )
    nearest = middle["segment"].to_numpy()[away.argmin(1)]
    return float((nearest == points["segment"].to_numpy()).mean())


def apart(protected: Protected, look: Look) -> Figure:
    """A grid of segments by features: how far each is from the other frequent
    attenders."""
    frame = protected.table.dropna(subset=["difference"])
    notable = _notable(frame)
    if notable.empty:
        return nothing(protected, "Nothing sets a group apart from the others")
    used = notable[notable["used"] == GROUPED_BY]
    most = (used if len(used) else notable).pipe(
        lambda n: n.loc[n["difference"].abs().idxmax()]
    )
    more = "higher" if most["difference"] > 0 else "lower"
    title = (
        f"Most telling: {inline(most['feature'])}, {more} in "
        f"“{inline(most['segment'])}”"
    )
    described = set(notable.loc[notable["used"] != GROUPED_BY, "feature"])
    return figure(
        protected,
        title,
        _grid(notable, "segment", frame, look),
        f"A grid of features by groups. {title}.",
        subtitle="Difference from all other frequent attenders, in standard "
        "deviations: above +0.5 or below −0.5 is notable.",
        note="People were grouped by the upper rows; "
        f"{listed(inline(n) for n in _order(frame) if n in described)} only describe."
        if described
        else "",
    )


def _notable(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of features that set somebody apart."""
    if frame.empty:
        return frame
    largest = frame.groupby("feature")["difference"].agg(lambda d: d.abs().max())
    return frame[frame["feature"].map(largest) >= NOTABLE]


def _order(frame: pd.DataFrame) -> list[str]:
    """Features, those that people are grouped by first."""
    return list(
        dict.fromkeys(
            frame.sort_values("used", ascending=False, kind="stable")["feature"]
        )
    )


def _grid(
    notable: pd.DataFrame, across: str, frame: pd.DataFrame, look: Look
) -> alt.LayerChart:
    """Differences as shaded cells with their numbers, features down."""
    header = max(name.count(", ") for name in frame[across]) * 15 + 6
    cells = notable.assign(
        written=[_signed(difference) for difference in notable["difference"]],
        more=notable["difference"] > 0,
        size=notable["difference"].abs(),
    )
    base = alt.Chart(cells).encode(
        x=alt.X(
            f"{across}:N",
            sort=list(dict.fromkeys(frame[across])),
            title=None,
            axis=alt.Axis(
                orient="top",
                labelAngle=0,
                labelExpr=LINES,
                domain=False,
                ticks=False,
                labelPadding=header,
                labelLimit=200,
            ),
        ),
        y=alt.Y(
            "feature:N",
            sort=_order(frame),
            title=None,
            axis=alt.Axis(domain=False, ticks=False),
        ),
    )
    return base.mark_rect().encode(
        color=alt.condition(
            "datum.more", alt.value(look.one), alt.value(look.expected)
        ),
        opacity=alt.Opacity("size:Q", legend=None, scale=alt.Scale(range=[0, 0.5])),
    ) + base.mark_text().encode(text="written:N")


def _signed(number: float) -> str:
    """ "+1.2", "−0.4", "0.0"."""
    text = f"{number:+.1f}"
    return "0.0" if text in ("+0.0", "-0.0") else text.replace("-", "−")
