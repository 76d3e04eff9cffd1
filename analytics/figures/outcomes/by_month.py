"""One target month by month: observed, expected anyway, the target's line; and how it
stood at the end of each month."""

import altair as alt
import pandas as pd

from analytics.definitions.outcomes import Outcome, measured
from analytics.definitions.words import count
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.outcomes.at_a_glance import CRUDE, OWN, signed, with_interval
from analytics.figures.shapes.lines import apart, mark_of
from analytics.figures.theme import Look, with_room, words_wide
from analytics.methods.impact.verdicts import in_words

DASHES = {"Observed": [1, 0], "Expected anyway": [6, 4], "Target": [2, 3]}


def by_month(found: Protected, outcome: Outcome, look: Look) -> Figure:
    """The rate by month with what was to be expected and the target's line; no line
    where nothing is expected."""
    frame = found.table
    if frame.empty:
        return nothing(found, f"{outcome.title}: nobody can be followed")
    if found.aggregate and frame["people"].isna().any():
        who = "people in this group"
        return nothing(found, found.too_few("its course", who))
    title = _finding(frame, outcome)
    note = _note(found, frame, outcome)
    return figure(
        found,
        title,
        _chart(frame, outcome, look),
        f"Lines by month. {title}.",
        note=note,
        table=_table(found),
    )


def _finding(frame: pd.DataFrame, outcome: Outcome) -> str:
    """How it stands at the last month, and since when."""
    told = frame[frame["answer"].fillna("") != ""]
    if told.empty:
        return f"{outcome.title}: no month after people were picked can be judged yet"
    last = told.iloc[-1]
    same = told["answer"].eq(last["answer"])
    since = int(same[::-1].cumprod().sum())
    stands = in_words(str(last["answer"]), True).lower()
    if since == len(told) > 1:
        return f"{outcome.title}: {stands} at any time since people were picked"
    return f"{outcome.title}: {stands} at the last of {count(len(told))} times"


def _note(found: Protected, frame: pd.DataFrame, outcome: Outcome) -> str:
    told = frame[frame["why"].fillna("") != ""]
    last = str(told["why"].iloc[-1]) if len(told) else ""
    month = int(told["month"].iloc[-1]) + _step(frame) if last else 0
    said = f"After {month} months: {last}." if last else ""
    if frame["expected"].isna().all():
        said += (
            " No line shows where to arrive: a target is of what was to be expected "
            "anyway, not of what was before."
        )
    else:
        fall = f"{100 * (1 - outcome.line):.3g}%"
        said += f" The target’s line is {fall} below what was to be expected."
    if found.aggregate and frame["rate"].isna().any():
        said += f" Not drawn: times with {found.few_in_words}."
    return said.strip()


def _table(found: Protected) -> pd.DataFrame:
    frame, words = found.table, found.in_words()
    after = frame["month"] >= 0
    shown = frame[after]
    step = _step(frame)
    ends = [int(month) + step for month in shown["month"]]
    columns = {"Months": [count(end) for end in ends]}
    for name in words.columns[1:5]:
        columns[name] = list(words.loc[after, name])
    if not found.aggregate:
        rows = shown.to_dict("records")
        columns[f"{CRUDE} so far"] = [signed(value) for value in shown["so_far"]]
        columns[f"{OWN}, so far"] = [with_interval(row) for row in rows]
    columns["Verdict"] = list(shown["verdict"].fillna(""))
    return pd.DataFrame(columns)


def _step(frame: pd.DataFrame) -> int:
    return int(frame["month"].diff().min()) if len(frame) > 1 else 1


def _chart(frame: pd.DataFrame, outcome: Outcome, look: Look) -> alt.LayerChart:
    each = _step(frame)
    frame = frame.assign(at=frame["month"] + each / 2)
    after = frame[frame["month"] >= 0]
    drawn = [frame.assign(line="Observed", value=frame["rate"])]
    if after["drawn"].notna().any():
        drawn += [
            after.assign(line="Expected anyway", value=after["drawn"]),
            after.assign(line="Target", value=after["aimed"]),
        ]
    lines = pd.concat(drawn)[["at", "month", "line", "value"]]
    lines["value"] = lines["value"].astype(float)
    shown = [part["line"].iloc[0] for part in drawn]
    domain = list(DASHES)
    colours = alt.Scale(domain=domain, range=[look.one, look.expected, look.quiet])
    low, high = int(frame["month"].min()), int(frame["month"].max()) + each
    x = alt.X(
        "at:Q",
        title="Months from the day people were picked",
        scale=with_room(low, high, words_wide(shown)),
        axis=alt.Axis(values=list(range(low, high + 1, 3 if high - low < 30 else 6))),
    )
    what = measured(outcome.measure)
    counted = what.kind.many if what.amount is None else "nights"
    title = f"{counted.capitalize()} {what.each}"
    y = alt.Y("value:Q", title=title, scale=alt.Scale(zero=True))
    colour = alt.Color("line:N", scale=colours, legend=None)
    dash = alt.StrokeDash(
        "line:N",
        scale=alt.Scale(domain=domain, range=list(DASHES.values())),
        legend=None,
    )
    line = (
        alt.Chart(lines)
        .mark_line(strokeWidth=3, point=alt.OverlayMarkDef(size=45))
        .encode(x=x, y=y, color=colour, strokeDash=dash)
    )
    ends = lines.dropna(subset=["value"]).groupby("line").tail(1)
    named = (
        alt.Chart(apart(ends, float(lines["value"].max())))
        .mark_text(align="left", dx=8, fontWeight="bold")
        .encode(x=x, y=alt.Y("placed:Q"), text="line:N", color=colour)
    )
    return alt.layer(*mark_of(0.0, "picked", look), line, named)
