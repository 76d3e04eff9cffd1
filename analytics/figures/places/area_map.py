"""The map: areas coloured by their rate of frequent attenders, practices as circles.

No background map is asked for (`map_provider=None`), so nothing leaves the machine.
Only numbers that are protected already are put into the picture, since whatever is in
it reaches the browser.
"""

from dataclasses import replace

import pandas as pd

from analytics.definitions.words import count, counted, percent, rate
from analytics.disclosure import Protected
from analytics.figures import picks
from analytics.figures.figure import Figure, figure
from analytics.figures.places import map_marks as marks
from analytics.figures.places.funnel import numbers
from analytics.figures.places.map_bands import Bands, bands
from analytics.figures.places.map_deck import deck, main_places, rgba
from analytics.figures.places.map_marks import circles_of, names_of, tip
from analytics.figures.theme import Look
from analytics.geography.boundaries import Boundaries, box_of

QUIET = 45  # of 255: how strongly an area that no rate is drawn of is outlined


def area_map(
    areas: Protected,
    boundaries: Boundaries | None,
    look: Look,
    practices: Protected | None = None,
    within: dict[str, str] | None = None,
) -> Figure:
    """Areas by rate. practices: circles, those beyond chance marked. within: the place
    in `areas` that each outline is part of, where that is not the small area itself.
    """
    table = areas.table[areas.table["place"] != ""]
    if boundaries is None:
        return _no_map(
            areas,
            "No map: this dataset holds no boundaries",
            "Load a GeoJSON file of "
            "the small areas, their codes as lsoa_code. The numbers are in the table.",
        )
    places = {
        code: (within or {}).get(code, "") if within is not None else code
        for code in boundaries.shapes
    }
    if not set(places.values()) & set(table["place"]):
        return _no_map(
            areas,
            "No map: no area in the data is in the boundaries file",
            "Check that both use LSOA codes of the same census.",
        )
    rates = table["per_1000"].where(table["registered"] >= marks.FEWEST)
    scale = bands(rates)
    shapes, key = _shapes(areas, boundaries, places, scale, look)
    main = main_places(table)
    inside = [
        boundaries.shapes[code] for code, place in places.items() if place in main
    ]
    box = box_of(inside) if inside else boundaries.box
    names = names_of(table, boundaries, places)
    circles = circles_of(practices, look) if practices is not None else []
    if circles:
        key.append(("●", look.text, "practice"))
    if any(circle["beyond"] for circle in circles):
        key.append(("◆", look.expected, "beyond chance"))
    title = finding(areas, scale)
    fig = figure(
        areas,
        title,
        deck(shapes, circles, key, box, look, names),
        _alt(title, areas, scale),
        note=_hidden_note(areas),
        table=numbers(areas),
        pick=picks.home(areas, practices),
    )
    return replace(
        fig, source=" ".join(t for t in (fig.source, boundaries.credit) if t)
    )


def _no_map(areas: Protected, title: str, remedy: str) -> Figure:
    return figure(areas, title, None, title, note=remedy, table=numbers(areas))


def finding(areas: Protected, scale: Bands) -> str:
    """The map's title: where people live, as far as the audience may know it."""
    who, table = areas.result.measure.split(" per ")[0], areas.table
    small = "imd_decile" in table
    level = "small areas" if small else "neighbourhoods"
    placed = table[table["place"] != ""]
    shown = placed[placed["people"].notna()]
    if placed.empty or (placed["people"] == 0).all():
        return f"No {who} live in the areas in view"
    if (shown["people"] == 0).all():
        return f"{areas.few_in_words.capitalize()} {who} live in each of the {level}"
    rates = shown["per_1000"].where(shown["registered"] >= marks.FEWEST).dropna()
    top = shown.loc[shown["people"].idxmax()]
    everyone, hidden = shown["people"].sum(), len(placed) - len(shown)
    if not small and hidden and top["people"] >= everyone / 2:
        return (
            f"{count(top['people'])} {who} live in {top['name']}; "
            f"{areas.few_in_words} in {'each of ' if hidden > 1 else ''}"
            f"{counted(hidden, 'other neighbourhood')}"
        )
    if not small and top["people"] >= everyone / 2:
        return (
            f"{count(top['people'])} of {count(everyone)} {who} "
            f"({percent(top['people'] / everyone)}) live in {top['name']}"
        )
    if rates.empty:
        return (
            f"{count(everyone)} {who} live in the {level} shown; no rates can be given"
        )
    if not small and len(rates) > 1:
        low, high = shown.loc[rates.idxmin()], shown.loc[rates.idxmax()]
        return (
            f"{who}: from {rate(low['per_1000'])} per 1,000 in {low['name']} to "
            f"{rate(high['per_1000'])} in {high['name']}"
        )
    last = len(scale.edges) - 1
    most = int((rates >= scale.edges[last]).sum())
    return (
        f"{who}: {scale.words(last)} per 1,000 in {count(most)} of {len(placed)} "
        "small areas"
    )


def _shapes(
    areas: Protected,
    boundaries: Boundaries,
    places: dict[str, str],
    scale: Bands,
    look: Look,
) -> tuple[list[dict], list[tuple[str, str, str]]]:
    """GeoJSON features with a colour and a tooltip, and the key to the colours in
    use."""
    rows = {row["place"]: row for row in areas.table.to_dict("records") if row["place"]}
    ramp = (
        [look.ramp[0], look.ramp[2], look.ramp[4]]
        if len(scale.edges) < 4
        else look.ramp
    )
    shades, shapes, used = ramp[: len(scale.edges)], [], set()
    for code, shape in boundaries.shapes.items():
        row, colour = rows.get(places[code]), None
        if row is not None and pd.isna(row["people"]):
            colour = look.hidden
        elif row is not None and row["registered"] >= marks.FEWEST:
            colour = shades[scale.of(row["per_1000"])]
        used.add(colour)
        said = (
            f"{boundaries.names[code]}\nNobody counted here"
            if row is None
            else tip(row, areas)
        )
        shapes.append(
            {
                "type": "Feature",
                "geometry": shape,
                "properties": {
                    "tip": said,
                    "code": places[code],
                    "fill": rgba(colour, 235) if colour else [0, 0, 0, 0],
                    "line": rgba(look.quiet, 150 if colour else QUIET),
                },
            }
        )
    key = []
    if used & set(shades):
        key = [("■", shade, scale.words(i)) for i, shade in enumerate(shades)]
    if look.hidden in used:
        key.append(("■", look.hidden, areas.hidden_in_words))
    return shapes, key


def _hidden_note(areas: Protected) -> str:
    placed = areas.table[areas.table["place"] != ""]
    hidden = int(placed["people"].isna().sum())
    if not hidden:
        return ""
    return f"Hidden: {count(hidden)} of {count(len(placed))} areas."


def _alt(title: str, areas: Protected, scale: Bands) -> str:
    shades = (
        f"darker or brighter blue means more, in bands from {scale.words(0)}"
        if len(scale.edges) > 1
        else f"one band, {scale.words(0)}"
    )
    return (
        f"Map of areas. {title}. {areas.result.measure}: {shades}. The numbers are "
        "in the table."
    )
