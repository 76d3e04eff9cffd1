"""What became of the people of lists kept when they were named: for a desk alone."""

import altair as alt
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import count, day_in_words, people
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes import in_rows
from analytics.figures.theme import Look
from analytics.measures.risk.kept import AS_NAMED, BY_COUNT
from analytics.methods.states import ABOVE
from analytics.worklist.named_list import KeptList

SHORT = {AS_NAMED: "named", BY_COUNT: "by count"}
NONE_KEPT = "No list has been kept yet: keep one under Whom to look at first"
MEANS = (
    "A list stays as it was kept. Tick: how many were expected. Being named may bring "
    "help, so this says whether the list was right, not whether help worked."
)


def came_of(
    protected: Protected, kind: EventKind, lists: tuple[KeptList, ...], look: Look
) -> Figure:
    """Of each list, how many came to be above the rule, beside those of the highest
    count; the table has where all of them are."""
    if protected.withheld:
        return nothing(protected, protected.withheld)
    table = protected.table
    if table.empty:
        return nothing(protected, NONE_KEPT)
    rows = table.reset_index(drop=True)
    rows["row"] = [
        f"{as_at.day} {as_at:%b %Y}, {group.lower()}: {SHORT[way]}"
        for as_at, group, way in zip(
            rows["as_at"], rows["group"], rows["way"], strict=True
        )
    ]
    rows["row"] = _numbered(rows["row"])
    rows["written"] = [
        f"{count(above)} of {count(named)}" + ("" if whole else " so far")
        for above, named, whole in zip(
            rows[ABOVE], rows["named"], rows["whole"], strict=True
        )
    ]
    rows["short"] = rows["written"].str.removesuffix(" so far")
    y, words = in_rows.names(rows, "row", list(rows["row"]))
    base = alt.Chart(rows).encode(y=y)
    highest = float(rows["named"].max())
    scale = alt.Scale(domain=[0, highest], nice=False)
    title = finding(rows)
    chart = alt.layer(
        base.mark_bar(height=8, yOffset=in_rows.BELOW).encode(
            x=alt.X(f"{ABOVE}:Q", scale=scale, title="People above the rule"),
            color=alt.condition(
                alt.datum.way == AS_NAMED, alt.value(look.one), alt.value(look.other)
            ),
        ),
        base.mark_tick(thickness=2, size=16, yOffset=in_rows.BELOW, color=look.text)
        .transform_filter("isValid(datum.expected)")
        .encode(x=alt.X("expected:Q", scale=scale)),
        *words,
    ).properties(height=in_rows.high(len(rows)))
    return figure(protected, title, chart, f"Bars. {title}.", note=MEANS)


def finding(rows: pd.DataFrame) -> str:
    """Of the last list that is a year old, how many were above the rule; of none that
    is, when the first will be."""
    year_on = rows[rows["whole"].astype(bool)]
    if year_on.empty:
        first = rows.iloc[0]
        day = day_in_words(first["as_at"])
        so_far = rows[(rows["way"] == AS_NAMED)].iloc[0]
        return (
            f"Of {people(so_far['named'])} named as at {day}, {count(so_far[ABOVE])} "
            "are above the rule already; the year is not over"
        )
    last = year_on[year_on["way"] == AS_NAMED].iloc[-1]
    by_count = year_on[year_on["way"] == BY_COUNT].iloc[-1]
    said = (
        f"Of {count(last['named'])} named as at {day_in_words(last['as_at'])}, "
        f"{count(last[ABOVE])} were above the rule a year later"
    )
    if pd.notna(last["expected"]):
        said += f", {count(last['expected'])} expected"
    return f"{said}; by count, {count(by_count[ABOVE])}"


def _numbered(names: pd.Series) -> list[str]:
    """The same names, those that stand twice told apart."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told
