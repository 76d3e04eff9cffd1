"""Figures of the kinds of need: how many people each, where they stand, what sets each
apart."""

import altair as alt
import pandas as pd

from analytics.definitions.words import count, listed, people, percent, pounds, rate
from analytics.disclosure import Protected
from analytics.figures import picks
from analytics.figures.figure import Card, Cards, Figure, figure, nothing
from analytics.figures.theme import Look, with_room, words_wide
from analytics.methods.segments.cards import CONTACTS, each

ENOUGH_FOR_PERCENT = 24  # people; below, a title counts
ROW = 56  # pixels a bar: room for a name in three lines
LINES = "split(datum.label, ', ')"  # a long name in several short lines


def groups(protected: Protected, look: Look) -> Figure:
    """The groups found in the data, a bar each."""
    frame = protected.table
    if frame.empty:
        return nothing(protected, "The data do not part these people into groups")
    first = frame.iloc[0]
    title = (
        f"{len(frame)} kinds of need in the data; the largest: {inline(first['name'])}"
    )
    written = [
        f"{people(row.people)} ({percent(row.share)})\n{row.verdict}"
        if row.people == row.people
        else "*"
        for row in frame.itertuples()
    ]
    return figure(
        protected,
        title,
        _bars(frame, written, look),
        f"A bar for each of {len(frame)} groups. {title}.",
        table=_table(protected),
    )


def by_rule(protected: Protected, look: Look) -> Figure:
    """The published kinds of need, a bar each."""
    frame = protected.table
    total = frame["everyone"].iloc[0]
    known = frame[(frame["name"] != "None of these") & frame["share"].notna()]
    if not total or total != total:
        return nothing(protected, "Too few frequent attenders to show kinds of need")
    if known.empty or not known["people"].max():
        title = "None of the published kinds of need fits enough people to show"
    else:
        top = known.loc[known["people"].idxmax()]
        part = (
            percent(top["share"])
            if total >= ENOUGH_FOR_PERCENT
            else f"{count(top['people'])} of {people(total)}"
        )
        title = f"By published rules, {part} are “{inline(top['name'])}”"
    written = [
        f"{people(row.people)} ({percent(row.share)})"
        if row.people == row.people
        else "*"
        for row in frame.itertuples()
    ]
    return figure(
        protected,
        title,
        _bars(frame, written, look),
        f"A bar for each of {len(frame)} kinds. {title}.",
        note="A person is in the first that fits, from the top.",
        table=_table(protected),
        pick=picks.kind("name"),
    )


def cards(segments: Protected, reasons: Protected, title: str) -> Cards:
    """Each segment in words, from protected numbers."""
    why = {name: part for name, part in reasons.table.groupby("segment", sort=False)}
    rows = segments.table.to_dict("records")
    return Cards(segments, title, tuple(_card(r, why.get(r["name"])) for r in rows))


def _card(row: dict, why: pd.DataFrame | None) -> Card:
    if row["people"] != row["people"]:
        return Card(row["name"], ("Too few people to describe.",))
    if not row["people"]:
        return Card(row["name"], ("Nobody.",))
    lines = [
        f"**{people(row['people'])}**, {percent(row['share'])} of frequent attenders"
        + (f"; {row['verdict']}" if row.get("verdict") else "")
    ]
    if row["median_age"] == row["median_age"]:
        lines.append(f"Median age {row['median_age']:.0f}")
    use = [
        f"{rate(row[name])} {called}"
        for name, called in ((each(kind), kind.called) for kind in CONTACTS)
        if row.get(name) is not None and row[name] == row[name]
    ]
    if use:
        lines.append(f"{listed(use)} each")
    if row.get("cost_gbp") is not None and row["cost_gbp"] == row["cost_gbp"]:
        lines.append(f"{pounds(row['cost_gbp'])} of A&E cost")
    shown = [] if why is None else why.dropna(subset=["share"])
    if len(shown):
        lines.append(
            "Came with: "
            + "; ".join(
                f"{reason.lower()} {percent(share)}"
                for reason, share in zip(shown["reason"], shown["share"], strict=True)
            )
        )
    if row.get("definition"):
        lines.append(f"*{row['definition']}* After {row['source']}.")
    return Card(row["name"], tuple(lines))


def _bars(frame: pd.DataFrame, written: list[str], look: Look) -> alt.LayerChart:
    """A bar a segment, its name at the left in short lines."""
    shown = frame.assign(written=written, bar=frame["people"].fillna(0))
    top = float(shown["bar"].max() or 1)
    room = words_wide(line for words in written for line in words.split("\n"))
    base = alt.Chart(shown[["name", "bar", "written"]]).encode(
        y=alt.Y(
            "name:N",
            sort=list(shown["name"]),
            title=None,
            scale=alt.Scale(paddingInner=0.3),
            axis=alt.Axis(
                domain=False,
                ticks=False,
                labelExpr=LINES,
                labelLimit=200,
                labelOffset=-7,
            ),
        ),
        x=alt.X("bar:Q", axis=None, scale=with_room(0, top, room)),
    )
    up = (
        -7 if any("\n" in words for words in written) else 0
    )  # two lines sit around the middle
    text = base.mark_text(align="left", dx=5, dy=up, lineBreak="\n").encode(
        text="written:N"
    )
    return (base.mark_bar(color=look.one) + text).properties(height=ROW * len(shown))


def inline(name: str) -> str:
    """A segment's name within a sentence; "GP" and "A&E" keep their capitals."""
    services = tuple(kind.service for kind in CONTACTS)
    return name if name.startswith(services) else name[:1].lower() + name[1:]


def _table(protected: Protected) -> pd.DataFrame:
    words = protected.in_words()
    return words.drop(columns=["Frequent attenders"])
