"""One flow: why people were referred, what they were put in touch with, how it
ended."""

import altair as alt
import pandas as pd

from analytics.definitions.words import counted, mid_sentence, people
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.support.ribbons import BLOCK, LEFT, blocks_of, ribbons_of
from analytics.figures.theme import Look
from analytics.measures.support.flow import TO_END, TO_HELP

NARROW = 520  # pixels: below it names are cut short
SHORT = 13  # signs


def flow(protected: Protected, look: Look) -> Figure:
    """Ribbons from reasons over kinds of help to endings, as wide as their people."""
    table = protected.table
    seen = table.dropna(subset=["people", "source", "target"])
    seen = seen[seen["people"] > 0]
    if table.empty or (table["people"] == 0).all():
        return nothing(protected, "Nobody’s support has begun yet")
    if seen["step"].nunique() < 2:
        return nothing(protected, protected.too_few("a flow", "people"))
    title = finding(seen)
    blocks = blocks_of(seen)
    hidden = int(protected.hidden["people"].sum()) if protected.aggregate else 0
    note = (
        "Somebody with several kinds of help is in each of their ribbons, so these add "
        "up to more than the people."
    )
    if hidden:
        note += f" {counted(hidden, 'ribbon')} of {protected.few_in_words} not drawn."
    words = protected.in_words()
    shown = table["people"].isna() | (table["people"] > 0)
    return figure(
        protected,
        title,
        _picture(seen, blocks, look),
        f"A flow in three columns. {title}.",
        note=note,
        table=words[shown.to_numpy()].reset_index(drop=True),
    )


def finding(seen: pd.DataFrame) -> str:
    """The widest ribbon of each step."""
    first = seen[seen["step"] == TO_HELP].nlargest(1, "people").iloc[0]
    last = seen[seen["step"] == TO_END].nlargest(1, "people").iloc[0]
    return (
        f"Widest: {people(first['people'])} with {mid_sentence(first['source'])} to "
        f"{mid_sentence(first['target'])}; after {mid_sentence(last['source'])}, "
        f"{mid_sentence(last['target'])} for {people(last['people'])}"
    )


def _picture(seen: pd.DataFrame, blocks: pd.DataFrame, look: Look) -> alt.LayerChart:
    high = float(blocks["bottom"].max()) + 4
    y = alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[high, 0], nice=False))
    across = alt.Scale(domain=[0, 1], nice=False)
    ribbons = (
        alt.Chart(ribbons_of(seen, blocks))
        .mark_area(opacity=0.35, color=look.one)
        .encode(
            x=alt.X("x:Q", axis=None, scale=across),
            y=y,
            y2="bottom:Q",
            detail="ribbon:N",
            tooltip=[
                alt.Tooltip("ribbon:N", title="From and to"),
                alt.Tooltip("people:Q", title="People"),
            ],
        )
    )
    drawn = blocks.assign(
        x=[LEFT[column] for column in blocks["column"]],
        x2=[LEFT[column] + BLOCK for column in blocks["column"]],
        short=[n if len(n) <= SHORT else n[: SHORT - 1] + "…" for n in blocks["name"]],
    )
    bars = (
        alt.Chart(drawn)
        .mark_rect(color=look.one)
        .encode(x=alt.X("x:Q", axis=None, scale=across), x2="x2:Q", y=y, y2="bottom:Q")
    )
    layers = [ribbons, bars]
    for column, align in enumerate(("left", "center", "right")):
        own = drawn[drawn["column"] == column].assign(
            x={0: 0.0, 1: 0.5, 2: 1.0}[column]
        )
        for text, when in (("name", ">="), ("short", "<")):
            layers.append(
                alt.Chart(own)
                .mark_text(
                    align=align,
                    dy=-9,
                    opacity=alt.ExprRef(f"width {when} {NARROW} ? 1 : 0"),
                )
                .encode(x=alt.X("x:Q", axis=None, scale=across), y=y, text=f"{text}:N")
            )
    return alt.layer(*layers).properties(height=round(high))
