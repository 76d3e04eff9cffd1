"""Who is registered, drawn: the pyramid, fifths and ethnic groups, long-term
conditions."""

import altair as alt
import pandas as pd

from analytics.definitions.words import count, mid_sentence, people, percent
from analytics.disclosure import Protected
from analytics.disclosure.protected import HIDDEN
from analytics.figures import picks
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes import in_rows
from analytics.figures.shapes.bars_in_rows import bars_in_rows
from analytics.figures.theme import Look, span_of
from analytics.measures.population.groups import FIFTH, NOT_KNOWN, SEX

NOBODY = "Nobody is registered in view"
WOMEN, MEN = "Female", "Male"


def pyramid(protected: Protected, look: Look) -> Figure:
    """Women to the left and men to the right, by age; by age alone where the sex is not
    known."""
    frame = protected.table[protected.table["age"] != NOT_KNOWN]
    if frame.empty or frame["people"].isna().all():
        return nothing(protected, _no_ages(protected))
    row = frame.iloc[0]
    title = f"{_many(protected, row['everybody'])} registered"
    if row["older_share"] == row["older_share"]:
        title += f": {percent(row['older_share'])} are 65 or over"
    if row["children_share"] == row["children_share"]:
        title += f", {percent(row['children_share'])} under 18"
    sexes = frame[frame["sex"].isin([WOMEN, MEN])]
    ages = list(dict.fromkeys(frame["age"]))[::-1]
    # In a meeting's type not every age has room: every second stands then.
    axis = alt.Axis(ticks=False, domain=False, labelOverlap="parity")
    y = alt.Y("age:N", sort=ages, title="Age", axis=axis)
    if sexes.empty:
        data = frame.drop_duplicates("age")[["age", "of_age"]]
        chart = (
            alt.Chart(data)
            .mark_bar(color=look.one)
            .encode(y=y, x=alt.X("of_age:Q", title="Registered people"))
        )
        return figure(protected, title, chart, f"Bars by age. {title}.")
    return figure(
        protected,
        title,
        _both_sexes(sexes, y, look),
        f"Bars by age, women to the left and men to the right. {title}.",
    )


def _no_ages(protected: Protected) -> str:
    if protected.table["people"].sum() == 0 and not protected.aggregate:
        return NOBODY
    return protected.too_few("their ages", "registered people")


def _many(protected: Protected, number: float) -> str:
    said = people(number) if number == number else f"{protected.few_in_words} people"
    return said[:1].upper() + said[1:]


def _both_sexes(sexes: pd.DataFrame, y: alt.Y, look: Look) -> alt.Chart:
    """Bars that go left for women, right for men."""
    side = sexes["sex"].map({WOMEN: -1, MEN: 1})
    data = sexes.assign(way=sexes["people"] * side)[["age", "sex", "people", "way"]]
    top = float(sexes["people"].max())
    return (
        alt.Chart(data)
        .mark_bar()
        .encode(
            y=y,
            x=alt.X(
                "way:Q",
                title="Registered people",
                scale=alt.Scale(domain=span_of(-top, top)),
                axis=alt.Axis(labelExpr="format(abs(datum.value), ',')", tickCount=5),
            ),
            color=alt.Color(
                "sex:N",
                title=None,
                scale=alt.Scale(domain=[WOMEN, MEN], range=[look.one, look.other]),
            ),
            tooltip=[
                alt.Tooltip("age:N", title="Age"),
                alt.Tooltip("sex:N", title=SEX.title),
                alt.Tooltip("people:Q", title="People", format=","),
            ],
        )
    )


def parts(protected: Protected, look: Look) -> Figure:
    """A bar a group, in its own order."""
    frame = protected.table.copy()
    title_of = protected.result.column("group").title
    if frame.empty or not (frame["group"] != NOT_KNOWN).any():
        return nothing(
            protected, f"The registered list does not say the {mid_sentence(title_of)}"
        )
    frame["written"] = [
        HIDDEN if n != n else f"{count(n)}{_share(s)}"
        for n, s in zip(frame["people"], frame["share"], strict=True)
    ]
    known = frame[(frame["group"] != NOT_KNOWN) & frame["share"].notna()]
    title = _part_finding(protected, known, title_of)
    frame["main"] = frame["group"] != NOT_KNOWN
    chart = bars_in_rows(frame, "group", "people", look, "main")
    fifth = title_of == FIFTH.title
    return figure(
        protected,
        title,
        chart,
        f"A bar for each group. {title}.",
        pick=picks.fifth("group") if fifth else None,
    )


def _share(share: float) -> str:
    return "" if share != share else f" ({percent(share, 1)})"


def _part_finding(protected: Protected, known: pd.DataFrame, title: str) -> str:
    """Of fifths the most deprived, else the largest group."""
    if known.empty:
        return protected.too_few(f"the {mid_sentence(title)}", "registered people")
    if title == FIFTH.title:
        first = known[known["group"].str.startswith("1")]
        share = first["share"].iloc[0] if len(first) else 0.0
        return (
            f"{percent(share, 1)} of registered people live in England’s most deprived "
            "fifth of areas"
        )
    largest = known.loc[known["share"].idxmax()]
    return (
        f"{title}: {percent(largest['share'], 1)} are {largest['group']}, the largest "
        "group"
    )


def conditions(protected: Protected, look: Look) -> Figure:
    """A bar a condition, the most common first, with everybody in the data as a
    line."""
    frame = protected.table.copy()
    if frame.empty:
        return nothing(protected, "The registered list has no long-term conditions")
    shown = frame[frame["share"].notna()].reset_index(drop=True)
    if shown.empty:
        return nothing(
            protected, protected.too_few("their conditions", "registered people")
        )
    first = shown.iloc[0]
    title = (
        f"{first['condition']} is the most common long-term condition: "
        f"{people(first['people'])}, {percent(first['share'], 2)} of those registered"
    )
    shown["written"] = [
        f"{count(n)} ({percent(s, 2)})"
        for n, s in zip(shown["people"], shown["share"], strict=True)
    ]
    chart, said = _with_everybody(shown, look)
    return figure(
        protected,
        title,
        chart,
        f"A bar for each condition. {title}.",
        note=said,
        pick=picks.condition(list(shown["condition"])),
    )


def _with_everybody(shown: pd.DataFrame, look: Look) -> tuple[alt.LayerChart, str]:
    """Bars of the shares; where the filters leave somebody out, a line at the share of
    everybody in the data."""
    if "all_share" not in shown:
        return bars_in_rows(shown, "condition", "share", look), ""
    data = shown[["condition", "share", "all_share", "written"]]
    top = float(data[["share", "all_share"]].max().max())
    scale = alt.Scale(domain=span_of(0, top), nice=False)
    y, words = in_rows.names(data, "condition", list(data["condition"]))
    base = alt.Chart(data).encode(y=y)
    bar = base.mark_bar(height=11, yOffset=in_rows.BELOW, color=look.one).encode(
        x=alt.X("share:Q", title=None, axis=None, scale=scale)
    )
    line = base.mark_tick(
        thickness=3, height=17, yOffset=in_rows.BELOW, color=look.expected
    ).encode(x=alt.X("all_share:Q", title=None, axis=None, scale=scale))
    chart = alt.layer(bar, line, *words)
    high = in_rows.ROW * len(data) + 8
    return (
        chart.properties(height=high),
        "The upright line is the share of everybody registered in this dataset.",
    )
