"""What a risk is worth: how many of those it names are right, what it was learned from,
and what became of those named a year ago."""

import altair as alt
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import count, people, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes import in_rows
from analytics.figures.shapes.bars import bars
from analytics.figures.theme import Look
from analytics.measures.risk.panel import GROUPS
from analytics.methods.risk.models import COUNT, TITLES
from analytics.methods.states import ABOVE, DIED, LEFT

PERSON_TIME = (
    "Who left the list before it was known is not counted, and those who stayed stand "
    "for them; who died will not be above the rule."
)


def why_nothing(protected: Protected, what: str) -> str:
    """Why there is nothing to show: what the measure says, or that few are left."""
    if protected.table.empty and protected.result.notes:
        return protected.result.notes[0].rstrip(".")
    return protected.too_few(what, "people")


def judged(
    protected: Protected, kind: EventKind, group: str, capacity: int, look: Look
) -> Figure:
    """Of so many people named by each model, how many came to be above the rule: bars
    with intervals for one group; the table has every group and measure."""
    table = protected.table
    rows = table[table["group"] == GROUPS[group]] if len(table) else table
    if rows.empty or rows["share"].isna().all():
        return nothing(protected, why_nothing(protected, "how many were right"))
    best = rows[rows["best"].astype(bool)].iloc[0]
    rows = rows.reset_index(drop=True)
    rows["written"] = [
        "hidden"
        if pd.isna(share)
        else f"{count(right)} of {count(named)} ({percent(low)} to {percent(high)})"
        for share, right, named, low, high in zip(
            rows["share"],
            rows["right"],
            rows["named"],
            rows["low"],
            rows["high"],
            strict=True,
        )
    ]
    title = finding(rows, best, kind)
    order = list(rows["model"])
    y, words = in_rows.names(rows, "model", order)
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(format="%", tickCount=5)
    base = alt.Chart(rows).encode(y=y)
    chart = alt.layer(
        base.mark_bar(height=8, yOffset=in_rows.BELOW).encode(
            x=alt.X(
                "share:Q", scale=scale, axis=axis, title="Of those named, were right"
            ),
            color=alt.condition(
                "datum.best", alt.value(look.one), alt.value(look.other)
            ),
        ),
        base.mark_rule(strokeWidth=2, yOffset=in_rows.BELOW, color=look.text).encode(
            x=alt.X("low:Q", scale=scale), x2="high:Q"
        ),
        *words,
    ).properties(height=in_rows.high(len(rows)))
    return figure(protected, title, chart, f"Bars. {title}.", note=PERSON_TIME)


def finding(rows: pd.DataFrame, best: pd.Series, kind: EventKind) -> str:
    """Of those named, how many were right, beside last year's count; or that no risk is
    offered, and why."""
    by_count = rows[rows["model"] == TITLES[COUNT]].iloc[0]
    both = pd.notna(best["right"]) and pd.notna(by_count["right"])
    if not best["offered"]:
        return (
            "No risk is offered for this group: " + str(best["why_not"]).split(";")[0]
        )
    if not both:
        return "A risk is offered for this group; too few are right to be shown"
    return (
        f"Of {count(best['named'])} named, {count(best['right'])} came to be above the "
        f"rule; by last year’s count, {count(by_count['right'])}"
    )


def made_of(protected: Protected, kind: EventKind, look: Look) -> Figure:
    """Who, when and how many: a table."""
    table = protected.table
    if table.empty:
        return nothing(protected, why_nothing(protected, "what it was learned from"))
    tested = table["people"].iloc[2]
    said = "people" if pd.isna(tested) else people(tested)
    title = f"Tested on {said} a year after what it was learned from"
    return figure(protected, title, None, f"A table. {title}.", note=PERSON_TIME)


def became(
    protected: Protected, kind: EventKind, group: str, capacity: int, look: Look
) -> Figure:
    """Where those named a year ago are, by the risk and by the count."""
    table = protected.table
    if table.empty or table["people"].isna().all():
        return nothing(protected, why_nothing(protected, "what became of them"))
    ways = list(dict.fromkeys(table["way"]))
    first = table[table["way"] == ways[0]].reset_index(drop=True)
    of = first.set_index("slug")["people"]
    number = protected.few_in_words if pd.isna(of[ABOVE]) else count(of[ABOVE])
    gone = of[[DIED, LEFT]]
    rest = "" if gone.isna().any() else f", {count(gone.sum())} died or left"
    title = f"Of {capacity} named a year ago, {number} were above the rule{rest}"
    first["written"] = ["hidden" if pd.isna(n) else people(n) for n in first["people"]]
    chart = bars(first, "state", "people", "written", look, sort=list(first["state"]))
    return figure(
        protected,
        title,
        chart.properties(height=200),
        f"Bars. {title}.",
        note=f"Named by {ways[0].lower()}, from what was known then; the table has "
        "those by last year’s count too.",
    )
