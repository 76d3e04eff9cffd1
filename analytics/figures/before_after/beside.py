"""The programme's people beside those who attend most, and whom the programme
reaches."""

from typing import Any

import altair as alt
import pandas as pd

from analytics.definitions.words import count, people
from analytics.disclosure import Protected
from analytics.disclosure.rounding import as_shown
from analytics.figures.before_after.answer import GROUP, WHAT
from analytics.figures.figure import Figure, Said, figure, nothing
from analytics.figures.theme import Look, span_of
from analytics.measures.before_after.question import Question
from analytics.methods.impact.cohort_rule import CASELOAD
from analytics.methods.impact.words import in_doubt, moved, points

REACH = "Who was offered help"
WHY_APART = (
    "Those who attend most were picked for one high count, on one day, so much of "
    "their fall comes by itself; those taken on were picked by need, each on their "
    "own day."
)
BAND = 22  # pixels
MOST = 0.5


def beside(protected: Protected, question: Question, look: Look) -> Figure:
    """Observed and expected change of two groups, a row each, in one picture."""
    frame = protected.table.dropna(subset=["people", "change"])
    if frame.empty:
        return nothing(protected, protected.too_few(WHAT, GROUP))
    frame = frame.assign(
        group=[_short(name) for name in frame["group"]],
        doubt=list(map(in_doubt, frame["method"], frame["claim"])),
    )
    told = (
        f"{row.group} {moved(row.change)}{_anyway(row)}" for row in frame.itertuples()
    )
    title = "; ".join(told).replace("; The", "; the")
    measured = ["change", "expected", "expected_lower", "expected_upper"]
    frame[measured] = as_shown(frame[measured], 2)
    both = frame["both"].iloc[0]
    note = ""
    if len(frame) > 1:
        shared = "few" if pd.isna(both) else people(both)
        are = "is" if shared.startswith("1 ") else "are"
        apart = "They are not the same people"
        smaller = frame["people"].min()  # as the audience sees the numbers
        if both == smaller:
            apart = "The smaller group lies within the larger"
        elif both >= MOST * smaller:
            apart = "Most of the smaller group are in the larger too"
        note = f"{apart}: {shared} {are} in both. {WHY_APART}"
    return figure(
        protected, title, _chart(frame, look), f"A row a group. {title}.", note=note
    )


def _short(group: str) -> str:
    """ "The top 30", where the service is named already."""
    text = group.removesuffix(" attenders").removesuffix(" A&E").removesuffix(" GP")
    return text[:1].upper() + text[1:]


def _anyway(row: Any) -> str:
    """What was to be expected, or what those compared did where that is in doubt."""
    if row.expected != row.expected:
        return ""
    if row.doubt:
        return f", people compared {moved(row.expected)}"
    if (row.expected < 0) != (row.change < 0):
        return f", {points(row.expected)} expected"
    return f", {abs(round(100 * row.expected))} expected"


def _chart(frame: pd.DataFrame, look: Look) -> alt.LayerChart:
    """A band of what was expected, with a tick at its middle, and a point of what was
    observed."""
    frame = frame.assign(
        middle=(frame["expected_lower"] + frame["expected_upper"]).round(2) / 2
    )
    ends = frame[["change", "expected_lower", "expected_upper"]]
    low, high = min(float(ends.min().min()), 0), max(float(ends.max().max()), 0)
    x = dict(
        scale=alt.Scale(domain=span_of(low - 0.05, high + 0.05)),
        axis=alt.Axis(format="~%"),
        title="Change a person-year",
    )
    y = alt.Y(
        "group:N",
        sort=list(frame["group"]),
        title=None,
        axis=alt.Axis(domain=False, ticks=False, labelLimit=200),
    )
    base = alt.Chart(frame).encode(y=y)
    band = base.mark_bar(
        size=BAND, color=look.expected, opacity=0.3, aria=False
    ).encode(x=alt.X("expected_lower:Q", **x), x2="expected_upper:Q")
    middle = base.mark_tick(size=BAND, thickness=3, color=look.expected).encode(
        x=alt.X("expected:Q", **x)
    )
    seen = base.mark_point(filled=True, size=160, color=look.one, opacity=1).encode(
        x=alt.X("change:Q", **x)
    )
    first = base.transform_filter(alt.datum.group == frame["group"].iloc[0])
    named = [
        first.mark_text(dy=-BAND, color=look.expected, fontWeight="bold").encode(
            x=alt.X("middle:Q", **x),
            text=alt.value("compared" if frame["doubt"].iloc[0] else "expected"),
        ),
        first.mark_text(dy=BAND, color=look.one, fontWeight="bold").encode(
            x=alt.X("change:Q", **x), text=alt.value("observed")
        ),
    ]
    none = (
        alt.Chart(pd.DataFrame({"x": [0.0]}))
        .mark_rule(color=look.quiet, strokeDash=[4, 4])
        .encode(x="x:Q")
    )
    return alt.layer(none, band, middle, seen, *named)


def reach(protected: Protected, question: Question) -> Said | None:
    """How many of the group the programme took on, and from which practices; nothing
    where everybody in view could be taken on."""
    row = protected.row()
    from_where = (
        f"the INT takes people from {count(row['referring'])} of the "
        f"{count(row['practices'])} practices in view"
    )
    elsewhere = row["referring"] < row["practices"]
    if question.cohort == "caseload":
        if not elsewhere:
            return None
        return Said(protected, f"{_capital(from_where)}; elsewhere nobody was.", REACH)
    if pd.isna(row["people"]):
        return None
    share = 0 if pd.isna(row["taken_on"]) else row["taken_on"] / row["people"]
    on = "few" if pd.isna(row["taken_on"]) else count(row["taken_on"])
    if row["taken_on"] == 0:
        return Said(protected, f"Nobody: none of them is on {CASELOAD}.", REACH)
    said = f"{on} of these {people(row['people'])} are on {CASELOAD}"
    if share < MOST:
        said = f"most of them were never offered anything: {said}"
    if elsewhere:
        said += f"; {from_where}"
    return Said(protected, f"{_capital(said)}.", REACH)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
