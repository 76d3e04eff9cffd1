"""A map of neighbourhoods: each in the shade of a number, its edge drawn, its name upon
it; as a whole, or area by area."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pydeck
import shapely
from shapely.geometry import shape

from analytics.figures.places.map_bands import bands
from analytics.figures.places.map_deck import deck, rgba
from analytics.figures.theme import Look
from analytics.geography.boundaries import Boundaries, box_of

GRID = 1e-6  # degrees: edges that should be one are


def joined(lines: Boundaries, within: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The outline of each neighbourhood, of the areas within it."""
    parts: dict[str, list[shapely.Geometry]] = {}
    for code, name in within.items():
        if code in lines.shapes:
            parts.setdefault(name, []).append(shape(lines.shapes[code]))
    return {
        name: json.loads(
            shapely.to_geojson(shapely.union_all(parts[name], grid_size=GRID))
        )
        for name in sorted(parts)
    }


def neighbourhood_map(
    lines: Boundaries,
    within: Mapping[str, str],
    values: pd.Series,
    tips: Mapping[str, str],
    measure: str,
    hidden: str,
    look: Look,
) -> pydeck.Deck:
    """values: by neighbourhood, NaN where hidden or unknown. measure: what they are, on
    hover. hidden: what stands in the key for those."""
    shapes = joined(lines, within)
    shade = _Shades(values, list(shapes), hidden, look)
    features = [
        _feature(
            outline,
            f"{name}\n{tips.get(name, measure)}",
            name,
            rgba(shade.of(name), 235),
            rgba(look.text),
        )
        for name, outline in shapes.items()
    ]
    return deck(features, [], shade.key, box_of(shapes.values()), look, _names(shapes))


def map_of_areas(
    lines: Boundaries,
    within: Mapping[str, str],
    values: pd.Series,
    tips: Mapping[str, str],
    marked: str,
    look: Look,
) -> pydeck.Deck:
    """The same with each area by itself, so that one can be clicked: code is that of
    the area. tips: by neighbourhood. marked: the code of an area that stands out."""
    shapes = joined(lines, within)
    shade = _Shades(values, list(shapes), "not known", look)
    faint = rgba(look.text, 70)
    features = [
        _feature(
            lines.shapes[code],
            f"{lines.names[code]}\n{name}\n{tips.get(name, '')}",
            code,
            rgba(look.expected if code == marked else shade.of(name), 235),
            faint,
        )
        for code, name in within.items()
        if code in lines.shapes
    ]
    edges = [
        {
            "type": "Feature",
            "geometry": json.loads(shapely.to_geojson(shape(outline).boundary)),
            "properties": {},
        }
        for outline in shapes.values()
    ]
    box = box_of(shapes.values())
    return deck(features, [], shade.key, box, look, _names(shapes), edges)


class _Shades:
    """The shade of each neighbourhood, and the key of the shades."""

    def __init__(
        self, values: pd.Series, names: list[str], hidden: str, look: Look
    ) -> None:
        self._values, self._look = values, look
        self._scale = bands(values)
        few = len(self._scale.edges) < 4
        self._ramp = look.ramp[:: 2 if few else 1][: len(self._scale.edges)]
        self.key = [("■", s, self._scale.words(i)) for i, s in enumerate(self._ramp)]
        if values.reindex(names).isna().any():
            self.key.append(("■", look.hidden, hidden))

    def of(self, name: str) -> str:
        value = self._values.get(name, float("nan"))
        known = value == value
        return self._ramp[self._scale.of(value)] if known else self._look.hidden


def _feature(
    outline: Mapping[str, Any], tip: str, code: str, fill: list[int], line: list[int]
) -> dict[str, Any]:
    properties = {"tip": tip.rstrip(), "code": code, "fill": fill, "line": line}
    return {"type": "Feature", "geometry": outline, "properties": properties}


def _names(shapes: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    middles = {name: shape(one).representative_point() for name, one in shapes.items()}
    return [
        {"mark": name, "at": [round(middle.x, 5), round(middle.y, 5)]}
        for name, middle in middles.items()
    ]
