"""Services near a place: the list, nearest first, and the map of it."""

from dataclasses import replace
from typing import Any

import pandas as pd

from analytics.definitions.services import needs
from analytics.definitions.words import counted
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, Grid, figure, nothing
from analytics.figures.places.map_deck import deck, rgba
from analytics.figures.services.outlines import background, ring, service_mark
from analytics.figures.theme import Look
from analytics.geography.boundaries import Boundaries
from analytics.measures.services.directory import NEVER, OLD_ENTRY
from analytics.measures.services.finder import Asked

MOST, NUMBERED = 200, 9  # rows of the list; services with a number on the map
NAME_WORDS = 3  # of a name in a heading
MARKED = {OLD_ENTRY: "⚠ over a year ago", NEVER: "⚠ never"}
NO_SERVICES = "No list of local services is loaded"
NOWHERE = "Give a whole postcode, or choose a practice, to see what is near"
HOW = (
    "Load one with the extracts: a table, or a directory of Open Referral UK as JSON "
    "or CSV."
)


def listing(found: Protected, asked: Asked, look: Look) -> Figure:
    """What is within the distance, a row each, with how to refer; entries that nobody
    has checked for a year are marked."""
    if asked.at is None and len(found.table):
        return nothing(found, NOWHERE)
    inside, title = _inside(found), finding(found, asked)
    if inside.empty:
        return nothing(found, title, "" if len(found.table) else HOW)
    words = _in_words(inside, found, asked)
    marked = int(inside["check"].isin(list(MARKED)).sum())
    said = [
        f"⚠ {counted(marked, 'entry', 'entries')} not checked for over a year: ring "
        "before you refer."
        if marked
        else "",
        _without(found),
    ]
    fig = figure(
        found,
        title,
        None,
        f"A table of {counted(len(inside), 'service')}, nearest first. {title}.",
        note=" ".join(part for part in said if part),
        subtitle=_sentence(asked),
        table=words,
        grid=_grid(words, inside),
    )
    return fig


def on_the_map(
    found: Protected, asked: Asked, lines: Boundaries | None, look: Look
) -> Figure | None:
    """The same on a map: numbers as in the list, the place in the middle, the distance
    as a circle. None where nothing is to be drawn."""
    if found.table.empty or asked.at is None:
        return None
    inside = _inside(found).dropna(subset=["km"])
    around = ring((asked.at.lat, asked.at.lon), asked.within, look)
    shapes, box = [*background(lines, look), around], _box(around)
    marks = [
        service_mark(row, str(number) if number <= NUMBERED else "•", look)
        for number, row in enumerate(inside.to_dict("records"), 1)
    ]
    here = {
        "at": [asked.at.lon, asked.at.lat],
        "code": "",
        "tip": "Start\nDistances are from here, in a straight line",
        "beyond": False,
        "mark": "✚",
        "size": 20,
        "colour": rgba(look.expected),
    }
    key = [
        ("✚", look.expected, "start"),
        ("•", look.text, "service"),
        ("○", look.quiet, f"{asked.within:g} km"),
    ]
    title = f"{counted(len(inside), 'service')} within {asked.within:g} km on the map"
    fig = figure(
        found,
        title,
        deck(shapes, [*marks, here], key, box, look),
        f"Map of {counted(len(inside), 'service')} around the start, numbered from the "
        "nearest as in the list.",
        subtitle="On the screen the nearest are numbered as in the list; distances are "
        "in a straight line.",
        table=_in_words(inside, found, asked),
    )
    credit = lines.credit if lines else ""
    return replace(
        fig, name="near_map", source=" ".join(p for p in (fig.source, credit) if p)
    )


def finding(found: Protected, asked: Asked) -> str:
    """How many there are and which is nearest; where there is none, how far the nearest
    is."""
    table = found.table
    called = (
        f"for {needs.title_of(asked.need)[:1].lower()}{needs.title_of(asked.need)[1:]} "
        if asked.need
        else ""
    )
    if table.empty:
        return "No service fits" if asked_for_more(asked) else NO_SERVICES
    inside, placed = _inside(found), table[table["km"].notna()]
    far = f"{asked.within:g} km"
    if inside.empty and placed.empty:
        return f"No service {called}that fits has a place on the map"
    first = placed.iloc[0]
    name = first["name"]
    short = f", {name}," if len(name.split()) <= NAME_WORDS else ""
    if inside.empty:
        return (
            f"No service {called}within {far}; the nearest{short} is {_km(first)} away"
        )
    many = counted(len(inside), "service")
    return f"{many} {called}within {far}; the nearest{short} is {_km(first)} away"


def asked_for_more(asked: Asked) -> bool:
    """Whether anything besides the distance is asked, so that nothing may fit."""
    return bool(
        asked.need
        or asked.age is not None
        or asked.who
        or asked.words
        or asked.free
        or asked.open_at
    )


def _km(row: pd.Series) -> str:
    return "under 0.1 km" if row["km"] < 0.1 else f"{row['km']:.1f} km"


def _inside(found: Protected) -> pd.DataFrame:
    table = found.table
    return table[table["inside"].astype(bool)].reset_index(drop=True)


def _without(found: Protected) -> str:
    """How many fit and have no place, which no distance finds."""
    none = found.table[found.table["km"].isna()]
    if none.empty:
        return ""
    few = ", ".join(none["name"].head(3))
    return (
        f"{counted(len(none), 'service')} that "
        f"{'fits has' if len(none) == 1 else 'fit have'} no place, for example by "
        f"telephone: {few}."
    )


def _sentence(asked: Asked) -> str:
    """What was asked, but for from where."""
    parts = [f"within {asked.within:g} km in a straight line"]
    parts += [f"for somebody of {asked.age}"] if asked.age is not None else []
    if asked.open_at:
        parts.append(f"open on {asked.open_at:%A %d/%m/%Y at %H:%M}")
    parts += ["free of charge"] if asked.free else []
    parts += ["with the words searched"] if asked.words else []
    return f"Local services {', '.join(parts)}, nearest first."


def _in_words(inside: pd.DataFrame, found: Protected, asked: Asked) -> pd.DataFrame:
    """The list as it is read: the columns that say anything."""
    frame = {}
    for column in found.result.columns:
        if not column.shown:
            continue
        values = inside[column.name]
        if column.name == "name":
            words = [f"{n}. {name}" for n, name in enumerate(values, 1)]
        elif column.name == "km":
            words = ["–" if pd.isna(v) else f"{v:.1f}" for v in values]
        elif column.name == "check":
            words = [MARKED.get(value, value) for value in values]
        else:
            words = ["" if pd.isna(value) else str(value) for value in values]
        if any(words):
            frame[column.title] = words
    return pd.DataFrame(frame).head(MOST)


def _grid(words: pd.DataFrame, inside: pd.DataFrame) -> Grid:
    frame, holds = words.copy(), dict.fromkeys(words, "text")
    frame["km"], holds["km"] = inside["km"].head(len(words)).astype("Float64"), "rate"
    return Grid(frame, holds, missing="not said", file=words)


def _box(around: dict[str, Any]) -> tuple[float, float, float, float]:
    """West, south, east, north of the circle."""
    corners = around["geometry"]["coordinates"][0]
    across, up = [p[0] for p in corners], [p[1] for p in corners]
    return min(across), min(up), max(across), max(up)
