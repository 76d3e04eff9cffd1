"""What maps of services share: outlines behind, a circle of a distance, marks."""

import math
from typing import Any

from analytics.figures.places.map_deck import rgba
from analytics.figures.theme import Look
from analytics.geography.boundaries import Boundaries
from analytics.geography.distance import EARTH

QUIET, SURE = 60, 190  # of 255: how strongly outlines and the circle are drawn
CORNERS = 72  # of a circle
MARK = 13  # pixels


def background(lines: Boundaries | None, look: Look) -> list[dict[str, Any]]:
    """The outlines of the small areas, quiet; none where there are no boundaries."""
    if lines is None:
        return []
    return [
        feature(shape, lines.names[code], [0, 0, 0, 0], rgba(look.quiet, QUIET))
        for code, shape in lines.shapes.items()
    ]


def feature(
    shape: dict[str, Any], tip: str, fill: list[int], line: list[int], code: str = ""
) -> dict[str, Any]:
    """An area of the map with its colours and what is said of it on hover."""
    return {
        "type": "Feature",
        "geometry": shape,
        "properties": {"tip": tip, "code": code, "fill": fill, "line": line},
    }


def ring(at: tuple[float, float], km: float, look: Look) -> dict[str, Any]:
    """A circle of so many kilometres around a latitude and longitude."""
    lat, lon = at
    up = math.degrees(km / EARTH)
    across = up / math.cos(math.radians(lat))
    turns = [2 * math.pi * n / CORNERS for n in range(CORNERS + 1)]
    line = [[lon + across * math.cos(t), lat + up * math.sin(t)] for t in turns]
    line[-1] = line[0]
    colour = rgba(look.quiet, SURE)
    shape = {"type": "Polygon", "coordinates": [line]}
    return feature(shape, f"{km:g} km from the start", [0, 0, 0, 0], colour)


def service_mark(row: dict[str, Any], mark: str, look: Look) -> dict[str, Any]:
    """A service on the map; on hover its name, distance, hours and way to refer."""
    said = [
        row["name"],
        f"{row['km']:.1f} km" if row.get("km") is not None else "",
        row.get("hours") or "",
        row.get("how") or "",
        row.get("where") or "",
    ]
    return {
        "at": [row["lon"], row["lat"]],
        "code": "",
        "tip": "\n".join(part for part in said if part),
        "beyond": False,
        "mark": mark,
        "size": MARK,
        "colour": rgba(look.text),
    }
