"""The map of need: areas shaded by fifth of their rank."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from analytics.definitions.words import count, percent, rate
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.need import words
from analytics.figures.neighbourhoods.outlined import joined
from analytics.figures.places.map_deck import deck, rgba
from analytics.figures.places.map_marks import names_of
from analytics.figures.theme import Look
from analytics.geography.boundaries import Boundaries, box_of

FIFTHS = 5


def need_map(
    found: Protected, lines: Boundaries, within: Mapping[str, str], look: Look
) -> Figure:
    """within: the area in `found` that each outline is part of."""
    table = words.ranked(found)
    if table.empty:
        return _named(nothing(found, words.none(found), words.LOAD))
    known = {code: place for code, place in within.items() if code in lines.shapes}
    if not set(known.values()) & set(table["place"]):
        return _named(nothing(found, "No map: no area with a score has boundaries"))
    one_each = all(code == place for code, place in known.items())
    shapes = (
        {code: lines.shapes[code] for code in known}
        if one_each
        else joined(lines, known)
    )
    rows = {row["place"]: row for row in found.table.to_dict("records")}
    features = [
        _feature(place, outline, rows.get(place), len(table), look)
        for place, outline in shapes.items()
    ]
    key = [("■", look.ramp[FIFTHS - 1 - i], _fifth(i)) for i in range(FIFTHS)]
    if len(table) < len(shapes):
        key.append(("■", look.hidden, "no score"))
    named = found.table.assign(registered=found.table["population"])
    larger = named["neighbourhood"].replace("", None)
    named = named.assign(neighbourhood=larger.fillna(named["name"]))
    marks = names_of(named, lines, known)
    title = words.where(found)
    fig = figure(
        found,
        title,
        deck(features, [], key, box_of(shapes.values()), look, marks),
        f"Map of areas by need. {title}. Darker, or on a dark screen brighter, means "
        "greater need. The numbers are in the table of ranks.",
    )
    credit = " ".join(t for t in (fig.source, lines.credit) if t)
    # What to beware of stands beneath the ranks, beside the map.
    return _named(replace(fig, source=credit, note=words.holding(found)))


def _named(fig: Figure) -> Figure:
    return replace(fig, name="need_map")


def _fifth(number: int) -> str:
    if number == 0:
        return "greatest fifth"
    return "least fifth" if number == FIFTHS - 1 else f"fifth {number + 1}"


def _feature(
    place: str,
    outline: dict[str, Any],
    row: dict[str, Any] | None,
    many: int,
    look: Look,
) -> dict[str, Any]:
    if row is None or row["rank"] != row["rank"]:
        fill = look.hidden
        why = (row or {}).get("unscored") or "No score shown"
        said = [str(row["name"]) if row else place, why]
    else:
        fifth = min(int((row["rank"] - 1) * FIFTHS // many), FIFTHS - 1)
        fill = look.ramp[FIFTHS - 1 - fifth]
        said = [
            str(row["name"]),
            f"Rank {count(row['rank'])} of {count(many)} (from {count(row['low'])} to "
            f"{count(row['high'])} as weights vary)",
            f"Score: {rate(row['score'])}",
            f"In the top tenth in {percent(row['tenth'])} of the weightings",
            f"Raised by: {row['drivers']}",
        ]
    return {
        "type": "Feature",
        "geometry": outline,
        "properties": {
            "tip": "\n".join(said),
            "code": place,
            "fill": rgba(fill, 235),
            "line": rgba(look.quiet, 150),
        },
    }
