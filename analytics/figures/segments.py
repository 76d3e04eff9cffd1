"""Figures of the kinds of need: how many people each, where they stand, what sets each
apart."""

from textwrap import wrap

import altair as alt
import pandas as pd

from analytics.definitions.diagnosis_groups import CLINICAL, COMPLAINTS, GROUP_TITLES
from analytics.definitions.kinds_of_need import KIND_TITLES, KINDS, Kind, age_in_words
from analytics.definitions.words import count, listed, people, percent, pounds, rate
from analytics.disclosure import Protected
from analytics.figures import picks
from analytics.figures.figure import Card, Cards, Figure, figure, nothing
from analytics.figures.theme import Look, with_room, words_wide
from analytics.methods.segments.cards import CONTACTS, each

ENOUGH_FOR_PERCENT = 24  # people; below, a title counts
ROW = 56  # pixels a bar: room for a name in three lines
LINES = "split(datum.label, /, |[|]/)"  # a long name in several short lines
LETTERS = 34  # of a line of a name
NAMED, MOST_SERVICES = 2, 5  # complaints in a name; services on a card
NONE = KIND_TITLES["unclassified"]
HELPS = {kind.name: kind for kind in KINDS}
SAID = {GROUP_TITLES[group]: COMPLAINTS[group] for group in CLINICAL}


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


def by_rule(protected: Protected, reasons: Protected, look: Look) -> Figure:
    """The published kinds of need, a bar each, named by age and by what people come
    with."""
    frame = protected.table
    total = frame["everyone"].iloc[0]
    known = frame[(frame["name"] != NONE) & frame["share"].notna()]
    if not total or total != total:
        return nothing(protected, "Too few frequent attenders to show kinds of need")
    called = _called(protected, reasons)
    if known.empty or not known["people"].max():
        title = "None of the published kinds of need fits enough people to show"
    else:
        top = known.loc[known["people"].idxmax()]
        part = (
            f"{percent(top['share'])} of frequent attenders"
            if total >= ENOUGH_FOR_PERCENT
            else f"{count(top['people'])} of {people(total)}"
        )
        name = called[top["name"]]
        said = f"“{inline(name)}”" if name == top["name"] else inline(name)
        title = f"{part} are {said}"
    written = [
        f"{people(row.people)} ({percent(row.share)})"
        if row.people == row.people
        else "*"
        for row in frame.itertuples()
    ]
    labels = ["|".join(wrap(called[name], LETTERS)) for name in frame["name"]]
    return figure(
        protected,
        title,
        _bars(frame.assign(called=labels), written, look, "called"),
        f"A bar for each of {len(frame)} kinds. {title}.",
        note="Kinds known from studies; a person is in the first that fits, from the "
        "top. Names say the typical age and what they come with most here.",
        table=_table(protected),
        pick=picks.kind("name"),
    )


def _called(segments: Protected, reasons: Protected) -> dict[str, str]:
    """What each kind is called: by its people's age and what they come with most, as
    far as these may be seen; else by its own name."""
    why = {name: part for name, part in reasons.table.groupby("segment", sort=False)}
    called: dict[str, str] = {}
    for row in segments.table.to_dict("records"):
        name = clinical(row, why.get(row["name"]))
        alike = name in called.values() and name != row["name"]
        called[row["name"]] = f"{name} ({inline(row['name'])})" if alike else name
    return called


def clinical(row: dict, why: pd.DataFrame | None) -> str:
    """ "Young adults with chest and throat infections and mental ill health"."""
    shown = [] if why is None else why.dropna(subset=["share"])["reason"]
    known = [HELPS[row["name"]].known_by] if HELPS[row["name"]].known_by else []
    come_with = [SAID[reason] for reason in shown if reason in SAID]
    age = row["median_age"]
    if not come_with or age != age or row["name"] == NONE:
        return row["name"]
    who = f"{age_in_words(age)} with {listed([*known, *come_with][:NAMED])}"
    return who[0].upper() + who[1:]


def cards(
    segments: Protected,
    reasons: Protected,
    title: str,
    services: Protected | None = None,
) -> Cards:
    """Each segment in words, from protected numbers; of a published kind also what
    usually helps, and which of the services take such people."""
    why = {name: part for name, part in reasons.table.groupby("segment", sort=False)}
    rows = segments.table.to_dict("records")
    return Cards(
        segments,
        title,
        tuple(_card(row, why.get(row["name"]), services) for row in rows),
    )


def _card(row: dict, why: pd.DataFrame | None, services: Protected | None) -> Card:
    kind = HELPS.get(row["name"]) if row.get("definition") else None
    said = _what_helps(kind, services) if kind else ()
    if row["people"] != row["people"]:
        return Card(row["name"], ("Too few people to describe.",), said)
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
    if not kind:
        return Card(row["name"], tuple(lines))
    lines.append(f"*{kind.name}*: {kind.definition} After {kind.source}.")
    return Card(clinical(row, why), tuple(lines), said)


def _what_helps(kind: Kind, services: Protected | None) -> tuple[tuple[str, str], ...]:
    """What usually helps people of a kind with its evidence, and who takes them."""
    said = [("What usually helps", f"{kind.helps} ({kind.evidence}.)")]
    there = None if services is None else services.table
    mine = [] if there is None else there[there["kind"] == kind.name].to_dict("records")
    if mine:
        named = [
            f"{one['service']} ({one['how_to_refer']})".removesuffix(" ()")
            for one in mine[:MOST_SERVICES]
        ]
        more = f"; and {len(mine) - len(named)} more" * (len(mine) > len(named))
        said.append(("Who takes them here", "; ".join(named) + more + "."))
    return tuple(said)


def _bars(
    frame: pd.DataFrame, written: list[str], look: Look, by: str = "name"
) -> alt.LayerChart:
    """A bar a segment, its name at the left in short lines. by: the column of what
    stands there."""
    written = [words.replace(" (", "\n(") for words in written]  # for a telephone
    shown = frame.assign(written=written, bar=frame["people"].fillna(0))
    shown["told"] = [
        f"name: {name}; {called.replace('|', ' ')}; {words}"
        for name, called, words in zip(frame["name"], frame[by], written, strict=True)
    ]
    top = float(shown["bar"].max() or 1)
    room = words_wide(line for words in written for line in words.split("\n"))
    columns = list(dict.fromkeys(["name", by, "bar", "written", "told"]))
    base = alt.Chart(shown[columns]).encode(
        y=alt.Y(
            f"{by}:N",
            sort=list(shown[by]),
            title=None,
            scale=alt.Scale(paddingInner=0.3),
            axis=alt.Axis(
                domain=False,
                ticks=False,
                labelExpr=LINES,
                labelLimit=260,
                labelOffset=-7,
            ),
        ),
        x=alt.X("bar:Q", axis=None, scale=with_room(0, top, room)),
    )
    lines = max((words.count("\n") for words in written), default=0)
    up = -7 * lines  # they sit around the middle
    text = base.mark_text(align="left", dx=5, dy=up, lineBreak="\n").encode(
        text="written:N"
    )
    bars = base.mark_bar(color=look.one).encode(description="told:N", detail="name:N")
    return (bars + text).properties(height=ROW * len(shown))


def inline(name: str) -> str:
    """A segment's name within a sentence; "GP" and "A&E" keep their capitals."""
    services = tuple(kind.service for kind in CONTACTS)
    return name if name.startswith(services) else name[:1].lower() + name[1:]


def _table(protected: Protected) -> pd.DataFrame:
    words = protected.in_words()
    return words.drop(columns=["Frequent attenders"])
