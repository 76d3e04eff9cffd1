"""Compare with: the headline numbers here as a multiple of those there, and both in a
table."""

import re
from collections.abc import Iterator

import altair as alt
import numpy as np
import pandas as pd

from analytics.definitions.words import interval
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.theme import Look, span_of
from analytics.methods.relative_error import of_proportion
from analytics.methods.relative_error import times as times_of

# ratios only: counts of a larger place are larger without meaning anything
COMPARED = {
    "per_1000": "Frequent attenders per 1,000",
    "share": "Their share of all attendances",
    "per_person": "Attendances of each of them",
    "per_head": "Visits a registered person",
    "cost_each": "Cost of each of them",
    "hours_each": "Hours there of each of them",
}
COUNTED = {  # the total that each is made of
    "per_1000": "based",
    "share": "frequent_attendances",
    "per_person": "frequent_attendances",
    "per_head": "attendances",
    "cost_each": "cost_gbp",
    "hours_each": "hours",
}
A_WINDOW = re.compile(r"The (\d+ )?months? to ")  # not a place called "The …"
ALIKE = 0.05  # a difference below this is none worth a title


def beside(protected: Protected, look: Look) -> Figure:
    """A dot for each number, with its interval where the audience may know it: how many
    times as much here as there; 1 is the same."""
    rows = _multiples(protected)
    there = protected.table[protected.table["side"] == "there"]
    if rows.empty:
        return nothing(protected, "Too little data on one side to compare")
    who = there["who"].iloc[0]
    who = "the" + who[3:] if A_WINDOW.match(who) else who
    title = finding(rows, who)
    order = list(rows["number"])
    low, high = (
        rows[["times", "low"]].min(axis=None),
        rows[["times", "high"]].max(axis=None),
    )
    span = span_of(min(0.5, low * 0.9), max(1.5, high * 1.25))
    across = alt.X(
        "times:Q",
        title=f"As a multiple of {who}",
        scale=alt.Scale(domain=span, nice=False, zero=False),
    )
    base = alt.Chart(rows).encode(
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
    around = (
        alt.Chart(rows.dropna(subset=["low", "high"]))
        .mark_rule(color=look.one, strokeWidth=2)
        .encode(
            y=alt.Y("number:N", sort=order),
            x=alt.X("low:Q", title=f"As a multiple of {who}"),
            x2="high:Q",
        )
    )
    dots = base.mark_point(filled=True, size=130, opacity=1, color=look.one)
    text = base.mark_text(align="left", dx=8).encode(x="far:Q", text="written:N")
    return figure(
        protected,
        title,
        one + around + dots + text,
        f"A dot with its interval for each number, a line at 1. {title}.",
    )


def finding(rows: pd.DataFrame, who: str) -> str:
    """The number farthest from the same whose interval leaves the same out; where
    there is none, that nothing is larger than chance."""
    beyond = rows[(rows["low"] > 1) | (rows["high"] < 1)]
    beyond = beyond[(beyond["times"] - 1).abs() >= ALIKE]
    if beyond.empty:
        if rows["low"].isna().all():
            return f"Beside {who}: too few people to say what is more than chance"
        return f"No difference from {who} is larger than chance"
    far = beyond.loc[np.log(beyond["times"]).abs().idxmax()]
    around = interval(far["low"], far["high"], "{:.2f}".format)
    return (
        f"{far['number'].replace(':', '')}: {far['times']:.2f} times {who} ({around})"
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
    """number (in words, with the service), times, low, high (95%, NaN where not known),
    far (where words may begin), written; only what both sides have."""
    rows = []
    sides = protected.table.set_index(["setting", "side"])
    for service, name, here, there in both_sides(protected, COMPARED):
        if there <= 0:
            continue
        called, times = COMPARED[name], here / there
        low, high = _interval(sides.loc[service], name)
        around = "" if low != low else f" ({interval(low, high, '{:.2f}'.format)})"
        rows.append(
            {
                "number": f"{service}: {called[0].lower() + called[1:]}",
                "times": round(times, 3),
                "low": round(low, 3),
                "high": round(high, 3),
                "far": round(times if high != high else high, 3),
                "written": f"{times:.2f}{around}",
            }
        )
    names = ["number", "times", "low", "high", "far", "written"]
    return pd.DataFrame(rows, columns=names)


def _interval(sides: pd.DataFrame, name: str) -> tuple[float, float]:
    """The 95% interval of here ÷ there. Of people per 1,000 it is made of the counts as
    the audience sees them; of others as the measure knows it, which no meeting does."""
    found = []
    for side in ("here", "there"):
        row = sides.loc[side]
        error = of_proportion(row["based"], row["base"])
        if name != "per_1000":
            error = row[f"{name}_error"]
        found.append((float(row[name]), float(error), float(row[COUNTED[name]])))
    return times_of(*found, within=str(sides.loc["here", "within"]))
