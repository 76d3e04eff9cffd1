"""The flow from window to window: bars joined by bands, for those above the rule or
rising to it, and where they come from and go to."""

import altair as alt
import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import count, counted, day_in_words, people
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.support.ribbons import BLOCK, GAP, LEAST, THICK, ribbons_of
from analytics.figures.theme import Look
from analytics.methods.states import (
    ABOVE,
    AWAY,
    DIED,
    JOINED,
    LEFT,
    NONE,
    RISING,
    SOME,
)

SHOWN = 3  # windows drawn; the table has all
HEAD = 26  # pixels above the columns, where their day stands
ORDER = (ABOVE, RISING, SOME, NONE, JOINED, AWAY, LEFT, DIED)
MATTER = (ABOVE, RISING)  # drawn: who comes from or goes to one of them


def flow(protected: Protected, kind: EventKind, look: Look) -> Figure:
    """Bars a window of those above the rule and of those rising to it, joined by
    bands as wide as their people; and where others of them came from and went to."""
    table = protected.table
    if table.empty:
        return nothing(
            protected, "From year to year needs an extract of two whole windows"
        )
    last = table[table["to"] == table["to"].max()]
    if last.loc[last["source"] == ABOVE, "people"].isna().all():
        return nothing(protected, protected.too_few("them from year to year"))
    drawn = _drawn(table)
    if drawn.empty:
        return nothing(protected, "Nobody in these windows was above the rule or near")
    title = finding(protected, last, kind)
    note = (
        "Drawn are people who came from, or went to, one of the two upper states; the "
        "table has everybody."
    )
    hidden = int(protected.hidden["people"].sum()) if protected.aggregate else 0
    if hidden:
        note += f" {counted(hidden, 'number')} of {protected.few_in_words} left out."
    return figure(
        protected,
        title,
        _picture(drawn, protected.aggregate, look),
        f"Bars of each window joined by bands. {title}.",
        note=note,
    )


def finding(protected: Protected, last: pd.DataFrame, kind: EventKind) -> str:
    """How many of those above the rule a window before are so again."""
    of = last[last["source"] == ABOVE].set_index("target")["people"]
    more_than = last.loc[last["source"] == ABOVE, "from_title"].iloc[0].lower()
    before = day_in_words(last["from"].iloc[0])
    again = of[ABOVE]
    said = protected.few_in_words if pd.isna(again) else count(again)
    whole = f"{said} of {people(of.sum())}"
    if protected.aggregate and of.isna().any():
        whole = said
    gone = of[[LEFT, DIED]]
    rest = "" if gone.isna().any() else f"; {count(gone.sum())} left or died"
    return f"{whole} {more_than} {kind.at} to {before} are so again{rest}"


def _drawn(table: pd.DataFrame) -> pd.DataFrame:
    """The links drawn, of the last windows: step (0, 1 …), source, target, people, and
    the names of both ends."""
    ends = sorted(table["to"].unique())[-(SHOWN - 1) :]
    seen = table[table["to"].isin(ends) & (table["people"] > 0)]
    seen = seen[seen["source"].isin(MATTER) | seen["target"].isin(MATTER)]
    return seen.assign(step=[ends.index(to) for to in seen["to"]])


def _lefts(columns: int) -> list[float]:
    """Where the blocks of each column begin, as shares of the breadth."""
    return [n * (1 - BLOCK) / (columns - 1) for n in range(columns)]


def _blocks(seen: pd.DataFrame) -> pd.DataFrame:
    """The blocks: column, name (a state), title, people, top, bottom."""
    columns = int(seen["step"].max()) + 2
    titles = {
        **dict(zip(seen["source"], seen["from_title"], strict=True)),
        **dict(zip(seen["target"], seen["to_title"], strict=True)),
    }
    sizes = []
    for n in range(columns):
        out = seen[seen["step"] == n].groupby("source")["people"].sum()
        came = seen[seen["step"] == n - 1].groupby("target")["people"].sum()
        sizes.append(pd.concat([out, came], axis=1).max(axis=1))
    unit = THICK / max(float(one.sum()) for one in sizes)
    rows = []
    for n, of_column in enumerate(sizes):
        bottom = float(HEAD)
        for state in ORDER:
            if state not in of_column:
                continue
            number = float(of_column[state])
            top = bottom + GAP
            bottom = top + max(unit * number, LEAST)
            rows.append((n, state, titles[state], number, top, bottom))
    names = ["column", "name", "title", "people", "top", "bottom"]
    return pd.DataFrame(rows, columns=names)


def _picture(seen: pd.DataFrame, aggregate: bool, look: Look) -> alt.LayerChart:
    blocks = _blocks(seen)
    columns = int(blocks["column"].max()) + 1
    lefts = _lefts(columns)
    high = float(blocks["bottom"].max()) + 4
    y = alt.Y("top:Q", axis=None, scale=alt.Scale(domain=[high, 0], nice=False))
    across = alt.Scale(domain=[0, 1], nice=False)
    steps = list(range(columns - 1))
    edges = ribbons_of(seen, blocks, steps, lefts)
    titles = dict(zip(blocks["name"], blocks["title"], strict=True))
    ends = edges["ribbon"].str.split(" → ", expand=True)
    edges["between"] = ends[0].map(titles) + " → " + ends[1].map(titles)
    edges["ribbon"] += " " + (edges["x"] * (columns - 1)).astype(int).astype(str)
    edges["above"] = (ends[0] == ABOVE) | (ends[1] == ABOVE)
    colour = alt.condition("datum.above", alt.value(look.one), alt.value(look.other))
    bands = (
        alt.Chart(edges)
        .mark_area(opacity=0.4)
        .encode(
            x=alt.X("x:Q", axis=None, scale=across),
            y=y,
            y2="bottom:Q",
            detail=["ribbon:N", "step:O"],
            color=alt.Color(
                "above:N",
                legend=None,
                scale=alt.Scale(domain=[True, False], range=[look.one, look.other]),
            ),
            tooltip=[
                alt.Tooltip("between:N", title="From and to"),
                alt.Tooltip("people:Q", title="People"),
            ],
        )
    )
    drawn = blocks.assign(
        x=[lefts[n] for n in blocks["column"]],
        x2=[lefts[n] + BLOCK for n in blocks["column"]],
        above=blocks["name"] == ABOVE,
        said=[
            f"{title}: {count(number)}" if state in MATTER and not aggregate else title
            for state, title, number in blocks[["name", "title", "people"]].itertuples(
                index=False
            )
        ],
    )
    bars = (
        alt.Chart(drawn)
        .mark_rect()
        .encode(
            x=alt.X("x:Q", axis=None, scale=across),
            x2="x2:Q",
            y=y,
            y2="bottom:Q",
            color=colour,
        )
    )
    layers = [bands, bars]
    days = [*sorted(seen["from"].unique()), seen["to"].max()]
    heads = pd.DataFrame(
        {
            "column": range(columns),
            "said": [f"To {pd.Timestamp(day):%b %Y}" for day in days],
            "top": 10.0,
        }
    )
    for n in range(columns):
        align = "left" if n == 0 else "right" if n == columns - 1 else "center"
        for rows, dy, weight in ((drawn, -9, "normal"), (heads, 0, "bold")):
            own = rows[rows["column"] == n].assign(x=n / (columns - 1))
            layers.append(
                alt.Chart(own)
                .mark_text(align=align, dy=dy, fontWeight=weight)
                .encode(x=alt.X("x:Q", axis=None, scale=across), y=y, text="said:N")
            )
    return alt.layer(*layers).properties(height=round(high))
