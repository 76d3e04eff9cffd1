"""The funnel: each practice against what was expected of it, and the limits of chance
and of the usual spread between practices."""

import altair as alt
import numpy as np
import pandas as pd

from analytics.definitions.words import counted, listed
from analytics.disclosure import Protected
from analytics.figures import picks
from analytics.figures.figure import Figure, figure
from analytics.figures.shapes.funnels import END, curves, dots, limit_lines
from analytics.figures.theme import Look, span_of, with_room
from analytics.methods.funnel import VERDICTS, Spread, funnel
from analytics.methods.funnel_limits import ACTION, limits

MORE, FEWER, WITHIN = VERDICTS["above"], VERDICTS["below"], VERDICTS[""]
NAMED = 2  # places that a title names
USUAL = "chance and the usual spread explain"


def funnel_figure(compared: Protected, look: Look) -> Figure:
    """Observed ÷ expected of each place against the number expected, with the limits in
    force."""
    table = compared.table[compared.table["verdict"] != ""]
    title = finding(compared)
    points = table[table["people"].notna() & (table["expected"] > 0)]
    hidden = len(table) - len(points)
    note = (
        ""
        if not compared.aggregate
        else (
            "Who differs is judged on exact counts; dots and limits are drawn from "
            "rounded ones."
        )
    )
    if hidden:
        note += f" {counted(hidden, 'dot')} not drawn: too few frequent attenders."
    spread = funnel(points.rename(columns={"people": "observed"})).spread
    if not points.empty:
        note = f"{spread.in_words()} {note}"
    chart = None if points.empty else _funnel(points, spread, look)
    return figure(
        compared,
        title,
        chart,
        f"Funnel plot. {title}. Each dot is one "
        f"{_place(compared)}; the lines are the limits of chance and the usual spread.",
        note=note.strip(),
        table=numbers(compared),
        pick=picks.practice(compared),
    )


def finding(compared: Protected) -> str:
    """The funnel's title: who stands apart by more than chance and the usual spread, or
    that nobody does."""
    table, place = compared.table, _place(compared)
    judged = table[table["verdict"] != ""]
    if judged.empty:
        why = "there is no count of the people it looks after"
        return f"No {place} can be compared: {why}"
    who = compared.result.measure.split(" per ")[0]
    if len(judged) == 1:
        return f"Only one {place} is in view, so there is nothing to compare it with"
    more = list(judged.loc[judged["verdict"] == MORE, "name"])
    fewer = list(judged.loc[judged["verdict"] == FEWER, "name"])
    if not more + fewer:
        return f"No {place} stands apart in {who}: all are within the usual spread"
    if len(more + fewer) > NAMED and not (more and fewer):
        return (
            f"{len(more + fewer)} of {counted(len(judged), place, _many(place))} have "
            f"{'more' if more else 'fewer'} {who} than {USUAL}"
        )
    if len(more + fewer) > NAMED:
        sides = [
            f"{len(names)} {'has' if len(names) == 1 else 'have'} {word}"
            for names, word in ((more, "more"), (fewer, "fewer"))
            if names
        ]
        return (
            f"{len(more + fewer)} of {counted(len(judged), place, _many(place))} "
            f"stand apart: {listed(sides)} {who} than {USUAL}"
        )
    said = [
        f"{listed(names)} {'has' if len(names) == 1 else 'have'} {word}"
        for names, word in ((more, "more"), (fewer, "fewer"))
        if names
    ]
    return f"{'; '.join(said)} {who} than {USUAL}"


def numbers(protected: Protected) -> pd.DataFrame:
    """The table in words, with a dash where there is no denominator (a `*` would say
    hidden).

    The limits are in the picture and in the file; without them the table fits half a
    page.
    """
    limits_too = [
        c.title for c in protected.result.columns if c.name in ("low", "high")
    ]
    table = protected.in_words().drop(columns=limits_too)
    unknown = protected.table["expected"].isna().to_numpy()
    table.loc[unknown, protected.result.column("registered").title] = "–"
    return table


def _funnel(points: pd.DataFrame, spread: Spread, look: Look) -> alt.LayerChart:
    least, most = float(points["expected"].min()), float(points["expected"].max())
    across = np.linspace(max(least * 0.6, 0.5), most * 1.12, 60).round(2)
    lines = limit_lines(
        across,
        lambda level: limits(across, level, spread.at(level)),
        "expected",
        "ratio",
        3,
    )
    top = max(
        1.5,
        float(points["ratio"].max()) * 1.12,
        float(limits(least, ACTION, spread.at(ACTION))[1]) * 1.02,
    )
    x = alt.X(
        "expected:Q",
        title="Frequent attenders expected",
        axis=alt.Axis(tickCount=6),
        scale=with_room(across[0], across[-1], END),
    )
    y = alt.Y(
        "ratio:Q",
        title="Counted ÷ expected",
        scale=alt.Scale(domain=span_of(0, top), nice=False),
    )
    limits_drawn = curves(lines, x, y, "expected", look)
    level_line = (
        alt.Chart(pd.DataFrame({"ratio": [1.0]}))
        .mark_rule(color=look.quiet, strokeWidth=1)
        .encode(y=y)
    )
    places = dots(
        points[["place", "name", "people", "expected", "ratio", "verdict"]],
        x,
        y,
        "verdict",
        (MORE, FEWER, WITHIN),
        (look.expected, look.one, look.common_cause),
        [
            alt.Tooltip("name:N", title="Place"),
            alt.Tooltip("people:Q", title="Frequent attenders", format=","),
            alt.Tooltip("expected:Q", title="Expected", format=",.1f"),
            alt.Tooltip("ratio:Q", title="Counted ÷ expected", format=".2f"),
            alt.Tooltip("verdict:N", title="Against the limits"),
        ],
        look,
    )
    labels = [
        alt.Chart(part)
        .mark_text(align=align, dx=dx, fontSize=12, color=look.text)
        .encode(x=x, y=alt.Y("at:Q"), text="name:N")
        for part, align, dx in _labels(points, top, float(across[0]), most)
    ]
    return alt.layer(level_line, *limits_drawn, places, *labels)


def _labels(points: pd.DataFrame, top: float, left: float, right: float):
    """The names of places beyond the limits, beside their dots and clear of each
    other."""
    beyond = points.loc[points["verdict"] != WITHIN, ["name", "expected", "ratio"]]
    line, taken, rows = top * 0.07, [], []
    for row in beyond.sort_values("ratio").itertuples():
        height = row.ratio
        while any(abs(height - other) < line for other in taken):
            height += line / 2
        taken.append(height)
        rows.append(
            {"name": row.name, "expected": row.expected, "at": round(height, 3)}
        )
    table = pd.DataFrame(rows, columns=["name", "expected", "at"])
    far = table["expected"] > (left + right) / 2
    return [
        (part, align, dx)
        for part, align, dx in ((table[~far], "left", 8), (table[far], "right", -8))
        if len(part)
    ]


def _place(protected: Protected) -> str:
    title = protected.result.column("name").title
    return (
        title
        if title.isupper()
        else title.lower()
        if "LSOA" not in title
        else "small area"
    )


def _many(place: str) -> str:
    return f"{place}s"
