"""Segments of everybody, drawn: how large each is beside its part of those who attend
often, what it costs, and what it was told by."""

import pandas as pd

from analytics.definitions.population_segments.segments import NOT_KNOWN_TITLE
from analytics.definitions.words import percent, pounds, rate
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.bars_in_rows import bars_in_rows
from analytics.figures.shapes.pairs_in_rows import pairs_in_rows
from analytics.figures.theme import Look

LEAST = 20  # people behind a finding about one group
PAIR = {"share": "All people", "of_often": "Attend often"}
NOBODY = "Nobody is registered in view"


def sizes(protected: Protected, look: Look) -> Figure:
    """Two dots a group: its share of people, and of those who attend often."""
    frame = protected.table
    if frame.empty:
        return nothing(protected, NOBODY)
    shown = frame[frame["share"].notna()].reset_index(drop=True)
    if shown.empty:
        return nothing(protected, protected.too_few("how large each is", "people"))
    if _says_nothing(frame):
        return nothing(protected, "Nothing is recorded by which people could be parted")
    told = shown[(shown["often"] >= LEAST) & (shown["group"] != NOT_KNOWN_TITLE)]
    dense = told["of_often"] / told["share"]
    title = "Too few attend often to say in which group most do"
    if len(told):
        top = told.loc[dense.idxmax()]
        title = (
            f"{top['group']}: {percent(top['share'])} of people, "
            f"{percent(top['of_often'])} of those who attend often"
        )
    pairs = shown[list(PAIR)].astype(float)
    shown = shown.rename(columns={"group": "who"}).assign(
        written=[_pair(*row) for row in pairs.to_numpy()],
        short=[_pair(*row) for row in pairs.to_numpy()],
    )
    chart = pairs_in_rows(shown, "who", PAIR, look, "Share", shares=True)
    return figure(protected, title, chart, f"Two dots for each group. {title}.")


def _says_nothing(frame: pd.DataFrame) -> bool:
    """Whether nothing is known of anybody."""
    return bool((frame["group"] == NOT_KNOWN_TITLE).all())


def _pair(people: float, often: float) -> str:
    said = percent(people, 1)
    return f"{said} → {percent(often, 1)}" if often == often else f"{said} → too few"


def cost(protected: Protected, look: Look) -> Figure:
    """A bar a group: what a person costs; the numbers have every service."""
    frame = protected.table
    if frame.empty:
        return nothing(protected, NOBODY)
    if _says_nothing(frame):
        return nothing(protected, "Nothing is recorded by which people could be parted")
    shown = frame[frame["pounds_each"].notna()].reset_index(drop=True)
    if shown.empty:
        return _rates(protected, look)
    told = shown[(shown["costed_users"] >= LEAST) & (shown["group"] != NOT_KNOWN_TITLE)]
    title = "Too few people with a cost to say which group costs most"
    if len(told):
        top = told.loc[told["pounds_each"].astype(float).idxmax()]
        title = f"{top['group']}: {pounds(top['pounds_each'])} a head in the window"
        every = top["all_pounds_each"]
        if every == every and every > 0:
            title += f", {rate(top['pounds_each'] / every)} times everybody’s"
    shown["written"] = [
        f"{pounds(each)} a head; {percent(share, 1)} of cost"
        for each, share in shown[["pounds_each", "pounds_share"]].to_numpy(float)
    ]
    shown["short"] = [pounds(each) for each in shown["pounds_each"]]
    chart = bars_in_rows(shown, "group", "pounds_each", look)
    return figure(protected, title, chart, f"A bar for each group. {title}.")


def _rates(protected: Protected, look: Look) -> Figure:
    """The same of the first service, where nothing has a cost."""
    columns = [c for c in protected.result.columns if c.name.startswith("rate_")]
    first = next((c for c in columns if protected.table[c.name].notna().any()), None)
    if first is None:
        return nothing(protected, protected.too_few("what each group uses", "people"))
    shown = protected.table[protected.table[first.name].notna()]
    shown = shown.reset_index(drop=True)
    top = shown.loc[shown[first.name].astype(float).idxmax()]
    title = f"{top['group']}: {top[first.name]:,.0f} {first.title} people"
    shown["written"] = [f"{one:,.0f}" for one in shown[first.name]]
    chart = bars_in_rows(shown, "group", first.name, look)
    return figure(protected, title, chart, f"A bar for each group. {title}.")


def told_by(protected: Protected, look: Look) -> Figure:
    """What each segment is told by here: a table."""
    frame = protected.table
    whole = len(frame)
    asked = int((frame["not_asked"] == "–").sum())
    title = f"{asked} of {whole} segments can be asked of these data in full"
    return figure(protected, title, None, f"A table of the segments. {title}.")
