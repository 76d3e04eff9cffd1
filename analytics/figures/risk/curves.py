"""Whether risks came true, drawn: the calibration curve, the net benefit, and the same
for parts of the people."""

import altair as alt
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import count, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.risk.card import why_nothing
from analytics.figures.shapes import in_rows
from analytics.figures.theme import Look
from analytics.measures.risk.by_part import BY
from analytics.measures.risk.panel import GROUPS
from analytics.methods.risk.models import COUNT, TITLES

WIDEST = (0.25, 4.0)


def calibration(
    protected: Protected, kind: EventKind, group: str, look: Look
) -> Figure:
    """Points of what came against what was said, beside the line of both alike."""
    seen = protected.table.dropna(subset=["share", "risk"])
    if seen.empty:
        return nothing(protected, why_nothing(protected, "whether risks came true"))
    top = seen.iloc[-1]
    title = (
        f"Of those at highest risk, {percent(top['risk'])} were expected to be above "
        f"the rule; {percent(top['share'])} came to be"
    )
    most = min(1.0, float(seen[["risk", "high"]].max(axis=None)) * 1.05)
    scale = alt.Scale(domain=[0, round(most, 3)], nice=False)
    axis = alt.Axis(format="%", tickCount=5)
    line = (
        alt.Chart(pd.DataFrame({"x": [0.0, most], "y": [0.0, most]}))
        .mark_line(color=look.quiet, strokeDash=[4, 4])
        .encode(x=alt.X("x:Q", scale=scale), y=alt.Y("y:Q", scale=scale))
    )
    base = alt.Chart(seen).encode(
        x=alt.X("risk:Q", scale=scale, axis=axis, title="Risk, as said")
    )
    points = base.mark_point(filled=True, size=70, color=look.one).encode(
        y=alt.Y("share:Q", scale=scale, axis=axis, title="As it came"),
        tooltip=[
            alt.Tooltip("risk:Q", title="Risk", format=".1%"),
            alt.Tooltip("share:Q", title="As it came", format=".1%"),
            alt.Tooltip("people:Q", title="People"),
        ],
    )
    ranges = base.mark_rule(color=look.one).encode(
        y=alt.Y("low:Q", scale=scale), y2="high:Q"
    )
    return figure(
        protected,
        title,
        line + ranges + points,
        f"Points along a line. {title}.",
        note=f"{GROUPS[group]}. On the dashed line both are alike. Each point has as "
        "many expected to be above the rule.",
    )


def benefit(protected: Protected, kind: EventKind, group: str, look: Look) -> Figure:
    """Lines of the net benefit of each way of choosing by how many may be wrong for one
    that is right."""
    table = protected.table
    seen = table.dropna(subset=["benefit"])
    if seen.empty:
        return nothing(protected, why_nothing(protected, "the net benefit"))
    by = seen.pivot_table(index="threshold", columns="way", values="benefit")
    ways = list(dict.fromkeys(seen["way"]))
    ahead = int((by[ways[0]] > by[TITLES[COUNT]]).sum())
    title = (
        f"{ways[0]} is of more use than last year’s count at {ahead} of "
        f"{len(by)} thresholds"
    )
    floor = max(float(seen["benefit"].min()), -0.2 * float(seen["benefit"].max()))
    drawn = seen[seen["benefit"] >= floor]
    chart = (
        alt.Chart(drawn)
        .mark_line(point=True)
        .encode(
            x=alt.X(
                "threshold:Q",
                axis=alt.Axis(format="%", tickCount=5),
                title="Named from a risk of",
            ),
            y=alt.Y("benefit:Q", title="Net benefit of 1,000"),
            color=alt.Color(
                "way:N",
                title=None,
                sort=ways,
                scale=alt.Scale(
                    domain=ways, range=[look.one, look.expected, look.other]
                ),
                legend=alt.Legend(orient="top", columns=1),
            ),
            strokeDash=alt.StrokeDash(
                "way:N", sort=ways, legend=None, scale=alt.Scale(domain=ways)
            ),
        )
    )
    return figure(
        protected,
        title,
        chart,
        f"Lines. {title}.",
        note="Right names less wrong ones, a wrong one weighed by the odds of the "
        "threshold: at 20%, four may be wrong for one that is right. Naming nobody is "
        "0.",
    )


def by_part(
    protected: Protected, kind: EventKind, group: str, by: str, look: Look
) -> Figure:
    """What came over what was expected in each part of the people."""
    table = protected.table
    known = table.dropna(subset=["ratio"])
    if known.empty:
        what = f"it by {BY[by].lower()}"
        return nothing(protected, why_nothing(protected, what))
    apart = (known["events"] - known["expected"]).abs()
    far = known.loc[(apart / known["expected"].clip(lower=1) ** 0.5).idxmax()]
    title = (
        f"{BY[by]}: furthest from expected in “{far['part']}”, {count(far['events'])} "
        f"against {count(far['expected'])}"
    )
    drawn = table.assign(
        point=table["ratio"].clip(*WIDEST),
        written=[
            "hidden" if pd.isna(e) or pd.isna(x) else f"{count(e)} against {count(x)}"
            for e, x in zip(table["events"], table["expected"], strict=True)
        ],
    )
    y, words = in_rows.names(drawn, "part", list(drawn["part"]))
    scale = alt.Scale(type="log", domain=list(WIDEST))
    one = (
        alt.Chart(pd.DataFrame({"x": [1.0]}))
        .mark_rule(color=look.quiet, strokeDash=[4, 4])
        .encode(x=alt.X("x:Q", scale=scale))
    )
    points = (
        alt.Chart(drawn)
        .mark_point(filled=True, size=80, color=look.one, yOffset=in_rows.BELOW)
        .encode(
            y=y,
            x=alt.X(
                "point:Q",
                scale=scale,
                title="Came ÷ expected",
                axis=alt.Axis(values=[0.25, 0.5, 1, 2, 4], format="~g"),
            ),
        )
    )
    chart = alt.layer(one, points, *words).properties(height=in_rows.high(len(drawn)))
    return figure(
        protected,
        title,
        chart,
        f"A point for each part. {title}.",
        note="At 1 as many came to be above the rule as were expected. Few people tell "
        "little. Deprivation, ethnic group and practice are no part of the model.",
    )
