"""Compare with: the headline numbers here as a multiple of those there, and both in a
table."""

import re
from collections.abc import Iterator

import altair as alt
import pandas as pd

from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.theme import Look, span_of

# ratios only: counts of a larger place are larger without meaning anything
COMPARED = {
    "per_1000": "Frequent attenders per 1,000",
    "share": "Their share of all attendances",
    "per_person": "Attendances of each of them",
    "per_head": "Visits a registered person",
    "cost_each": "Cost of each of them",
    "hours_each": "Hours there of each of them",
}
A_WINDOW = re.compile(r"The (\d+ )?months? to ")  # not a place called "The …"
ALIKE = 0.05  # a difference below this is none worth a title


def beside(protected: Protected, look: Look) -> Figure:
    """A dot for each number: how many times as much here as there; 1 is the same."""
    rows = _multiples(protected)
    there = protected.table[protected.table["side"] == "there"]
    if rows.empty:
        return nothing(protected, "Too little data on one side to compare")
    who = there["who"].iloc[0]
    who = "the" + who[3:] if A_WINDOW.match(who) else who
    far = rows.loc[(rows["times"] - 1).abs().idxmax()]
    title = f"Much the same as {who}"
    if abs(far["times"] - 1) >= ALIKE:
        called = far["number"].replace(": their", "").replace(":", "")
        title = f"{called}: {far['times']:.2f} times that of {who}"
    order = list(rows["number"])
    span = span_of(
        min(0.5, rows["times"].min() * 0.9), max(1.5, rows["times"].max() * 1.15)
    )
    across = alt.X(
        "times:Q",
        title=f"As a multiple of {who}",
        scale=alt.Scale(domain=span, nice=False, zero=False),
    )
    base = alt.Chart(rows[["number", "times", "written"]]).encode(
        y=alt.Y(
            "number:N", sort=order, title=None, axis=alt.Axis(domain=False, ticks=False)
        ),
        x=across,
    )
    one = (
        alt.Chart(pd.DataFrame({"times": [1.0]}))
        .mark_rule(color=look.quiet)
        .encode(x=across)
    )
    dots = base.mark_point(filled=True, size=130, opacity=1, color=look.one)
    text = base.mark_text(align="left", dx=10).encode(text="written:N")
    return figure(
        protected,
        title,
        one + dots + text,
        f"A dot for each number, a line at 1. {title}.",
    )


def both_sides(protected: Protected, names) -> Iterator[tuple[str, str, float, float]]:
    """(service, name, here, there) of each of the columns `names` that both sides
    have."""
    for service, rows in protected.table.groupby("setting", sort=False):
        sides = rows.set_index("side")
        if {"here", "there"} > set(sides.index):
            continue
        for name in names:
            here, there = sides.loc["here", name], sides.loc["there", name]
            if pd.notna(here) and pd.notna(there):
                yield service, name, float(here), float(there)


def _multiples(protected: Protected) -> pd.DataFrame:
    """number (in words, with the service), times, written; only what both sides
    have."""
    rows = []
    for service, name, here, there in both_sides(protected, COMPARED):
        if there > 0:
            called, times = COMPARED[name], here / there
            rows.append(
                {
                    "number": f"{service}: {called[0].lower() + called[1:]}",
                    "times": round(times, 3),
                    "written": f"{times:.2f}",
                }
            )
    return pd.DataFrame(rows, columns=["number", "times", "written"])
