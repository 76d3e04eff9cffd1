"""Every indicator in a row: its share with interval, beside its target."""

import altair as alt
import pandas as pd

from analytics.definitions.words import counted, listed, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes import in_rows
from analytics.figures.theme import Look
from analytics.methods.against_target import BAD, GOOD, IN_A_WORD, NO_TARGET

NONE_LOADED = "No indicators are loaded: give them on Extracts"
EXACT = "Against the target is judged on exact counts; marks are of rounded ones."
BAND = 9  # pixels that a target is drawn high


def panels(found: Protected, look: Look) -> Figure:
    """The indicators in the order of their panels; a band for a range to be reached, a
    line for a target."""
    table = found.table
    if table.empty:
        return nothing(found, NONE_LOADED)
    title = finding(table)
    known = table[table["value"].notna()].reset_index(drop=True)
    words = found.in_words().drop(columns=["Panel"])
    if known.empty:
        return figure(found, found.too_few("any indicator", "people"), None, title)
    note = "Bands and lines to be reached: " + (
        "; ".join(
            f"{row.title.lower()} {row.target}"
            for row in known.itertuples()
            if row.target_low == row.target_low
        )
        or "none set"
    )
    return figure(
        found,
        title,
        _rows(known, 1 if found.aggregate else 2, look),
        f"A row for each indicator with its share, its 95% interval and what is to be "
        f"reached. {title}.",
        note=f"{note}. {better(known)} {EXACT if found.aggregate else ''}".strip(),
        table=words,
    )


def finding(table: pd.DataFrame) -> str:
    """How many indicators reach what was set for them."""
    judged = table[table["verdict"] != NO_TARGET]
    if judged.empty:
        number = counted(len(table), "indicator")
        return f"{number}, none of which has a target"
    reached = int(judged["verdict"].isin(GOOD).sum())
    missed = int(judged["verdict"].isin(BAD).sum())
    unsure = len(judged) - reached - missed
    said = [f"{reached} reach{'es' if reached == 1 else ''} it"]
    if missed:
        said.append(f"{missed} {'does' if missed == 1 else 'do'} not")
    if unsure:
        said.append(f"{unsure} cannot be told")
    return f"Of {counted(len(judged), 'indicator')} with a target {listed(said)}"


def better(table: pd.DataFrame) -> str:
    """Which direction is better, a sentence: of most, and which differ."""
    most = table["better"].mode().iloc[0]
    others = table[table["better"] != most]
    said = [f"{most}"]
    said += [
        f"{listed(one.lower() for one in rows['title'])}: {way[:1].lower()}{way[1:]}"
        for way, rows in others.groupby("better")
    ]
    return f"{'; '.join(said)}."


def _rows(known: pd.DataFrame, digits: int, look: Look) -> alt.LayerChart:
    data = known[
        ["title", "value", "low", "high", "target_low", "target_high", "verdict"]
    ].copy()
    both = list(zip(data["value"], data["verdict"], strict=True))
    data["short"] = [f"{percent(v, 1)} {IN_A_WORD.get(s, '')}".strip() for v, s in both]
    data["written"] = [f"{percent(v, digits)} · {str(s).lower()}" for v, s in both]
    y, words = in_rows.names(data, "title", list(data["title"]))
    scale = alt.Scale(domain=[0, 1], nice=False)
    x = dict(
        scale=scale,
        title="Share of these people, with 95% interval",
        axis=alt.Axis(format="%", tickCount=5),
    )
    ranged = data[data["target_low"].notna()].assign(
        edge=lambda rows: rows["target_high"].where(
            rows["target_high"] > rows["target_low"], rows["target_low"] + 0.004
        )
    )
    bands = (
        alt.Chart(ranged)
        .mark_bar(color=look.expected, opacity=0.45, height=BAND, yOffset=in_rows.BELOW)
        .encode(y=y, x=alt.X("target_low:Q", **x), x2="edge:Q")
    )
    base = alt.Chart(data).encode(y=y)
    tips = [
        alt.Tooltip("title:N", title="Indicator"),
        alt.Tooltip("value:Q", title="Share", format=".1%"),
        alt.Tooltip("low:Q", title="95% from", format=".1%"),
        alt.Tooltip("high:Q", title="to", format=".1%"),
        alt.Tooltip("verdict:N", title="Against the target"),
    ]
    return alt.layer(
        bands,
        base.mark_rule(strokeWidth=3, color=look.one, yOffset=in_rows.BELOW).encode(
            x=alt.X("low:Q", **x), x2="high:Q"
        ),
        base.mark_point(
            filled=True, size=110, opacity=1, color=look.one, yOffset=in_rows.BELOW
        ).encode(x=alt.X("value:Q", **x), tooltip=tips),
        *words,
    ).properties(height=in_rows.high(len(data)))
