"""The effect by months since joining, and the course of the whole place."""

from dataclasses import replace

import altair as alt
import numpy as np
import pandas as pd

from analytics.definitions.words import rate
from analytics.disclosure import Protected
from analytics.figures.before_after.answer import GROUP
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.lines import apart, mark_of
from analytics.figures.theme import Look, with_room, words_wide
from analytics.measures.before_after.question import Question

CHANCE = 0.05
BEFORE, SINCE = "before joining", "since joining"
PER = "Attendances per 10,000 person-years"
HERE, ELSEWHERE = "This PCN", "By other PCNs"
MATCHED = (
    "Bars: 95% for all of a side together. Those compared were matched on the last "
    "three months and on the year as a whole; the months before those test it. Whether "
    "the programme did it is said with the answer."
)
POPULATION = (
    "A total of the whole PCN, asked anew each month of whoever is then above the "
    "rule: unlike people picked once, it does not fall by itself."
)


def since_joining(
    protected: Protected, question: Question, look: Look
) -> Figure | None:
    """Differences from people alike who had not joined, by months about the day of
    joining; none unless people joined month by month and can be compared."""
    frame = protected.table
    if frame.empty:
        return None
    told = frame.dropna(subset=["difference", "lower"])
    if told.empty:
        return nothing(protected, protected.too_few("them by month", GROUP))
    data = told.assign(
        at=(told["month"] + told["until"]) / 2,
        side=[BEFORE if month < 0 else SINCE for month in told["month"]],
    )
    title = _since_joining_in_words(told.iloc[0], question)
    x = alt.X(
        "at:Q",
        title="Months from the day of joining",
        scale=alt.Scale(
            domain=[int(told["month"].min()), int(told["until"].max())], nice=False
        ),
        axis=alt.Axis(values=sorted({*told["month"], *told["until"]})),
    )
    y = alt.Y("lower:Q", title="Attendances a person-year, difference")
    colour = alt.Color(
        "side:N",
        title=None,
        scale=alt.Scale(domain=[BEFORE, SINCE], range=[look.other, look.one]),
    )
    base = alt.Chart(data)
    zero = alt.Chart(pd.DataFrame({"y": [0.0]})).mark_rule(
        color=look.quiet, strokeDash=[4, 4]
    )
    chart = alt.layer(
        zero.encode(y="y:Q"),
        *mark_of(0.0, "joined", look),
        base.mark_rule(strokeWidth=3).encode(x=x, y=y, y2="upper:Q", color=colour),
        base.mark_point(filled=True, size=140, opacity=1).encode(
            x=x, y=alt.Y("difference:Q"), color=colour, shape=alt.Shape("side:N")
        ),
    )
    return figure(protected, title, chart, f"A point a time. {title}.", note=MATCHED)


def _since_joining_in_words(row: pd.Series, question: Question) -> str:
    """The finding: whether the time before was alike, and the difference since."""
    if row["before_differs"] < CHANCE:
        return (
            "Already before joining, those compared were on another course, so the "
            "months since tell little"
        )
    many = question.kind.many
    low, high = (_fewer(row[name]) for name in ("since_lower", "since_upper"))
    return (
        f"Since joining: {_fewer(row['since'])} {many} a person-year than people alike "
        f"not joined ({low} to {high})"
    )


def _fewer(number: float) -> str:
    return f"{rate(abs(number))} {'fewer' if number < 0 else 'more'}"


def place(
    by_month: Protected, change: Protected, question: Question, look: Look
) -> Figure:
    """Attendances of all above the rule in the programme's PCN, and what the other PCNs
    say they would have been."""
    frame, where = by_month.table, by_month.result.population
    if not where:
        return _not_told(by_month)
    told = change.table.dropna(subset=["ratio"])
    if told.empty or frame["rate"].notna().sum() < 2:
        return nothing(by_month, by_month.too_few(f"whether {where} changed"))
    row = told.iloc[0]
    title = _place_in_words(row, where)
    chart = _beside_the_others(frame, look)
    note = POPULATION
    if frame["rate"].isna().any():
        note += f" Not drawn: months with {by_month.few_in_words} people."
    for other in told.iloc[1:].to_dict("records"):
        note += (
            f" Attendances of everybody there: {other['ratio']:.2f} times what the "
            f"other PCNs say ({other['lower']:.2f} to {other['upper']:.2f})."
        )
    return figure(by_month, title, chart, f"Two lines by month. {title}.", note=note)


def _beside_the_others(frame: pd.DataFrame, look: Look) -> alt.LayerChart:
    """Two lines by months from the day people were picked, named at their ends."""
    start = int(frame["since"].astype(bool).to_numpy().argmax())
    at = np.arange(len(frame)) - start + 0.5
    lines = pd.concat(
        [
            frame.assign(at=at, line=name, value=frame[column])
            for name, column in ((HERE, "rate"), (ELSEWHERE, "expected"))
        ]
    )[["at", "month", "line", "value"]]
    low, high = -start, len(frame) - start
    x = alt.X(
        "at:Q",
        title="Months from the first whole one after people were picked",
        scale=with_room(low, high, words_wide([HERE, ELSEWHERE])),
        axis=alt.Axis(values=list(range(low // 6 * 6, high + 1, 6))),
    )
    y = alt.Y(
        "value:Q",
        title="Attendances per 10,000 person-years",
        scale=alt.Scale(zero=True),
    )
    colours = alt.Scale(domain=[HERE, ELSEWHERE], range=[look.one, look.expected])
    dashes = alt.Scale(domain=[HERE, ELSEWHERE], range=[[1, 0], [6, 4]])
    colour = alt.Color("line:N", scale=colours, legend=None)
    line = (
        alt.Chart(lines)
        .mark_line(strokeWidth=3)
        .encode(
            x=x,
            y=y,
            color=colour,
            strokeDash=alt.StrokeDash("line:N", scale=dashes, legend=None),
        )
    )
    ends = lines.dropna(subset=["value"]).groupby("line").tail(1)
    named = (
        alt.Chart(apart(ends, float(lines["value"].max())))
        .mark_text(align="left", dx=8, fontWeight="bold")
        .encode(x=x, y=alt.Y("placed:Q"), text="line:N", color=colour)
    )
    return alt.layer(*mark_of(0.0, "picked", look), line, named)


def _not_told(by_month: Protected) -> Figure:
    """Why it cannot be told as the finding, and beneath it what can be done."""
    why, *rest = by_month.result.notes
    found = nothing(by_month, why.rstrip("."))
    return replace(found, note=" ".join(rest))


def _place_in_words(row: pd.Series, where: str) -> str:
    """The finding: whether the PCN lies further off than chance lets one in twenty."""
    if row["lower"] <= 1 <= row["upper"]:
        return (
            f"{where}: no change beyond chance is shown; a fall below "
            f"{row['smallest']:.0%} would go unseen"
        )
    low, high = sorted(abs(1 - row[name]) for name in ("lower", "upper"))
    verb = "fell" if row["upper"] < 1 else "rose"
    return (
        f"{where}: attendances of frequent attenders {verb} {low:.0%} to {high:.0%} "
        "beyond what other PCNs did"
    )
