"""A map of neighbourhoods: each in the shade of a number, its edge drawn, its name upon
it."""

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
    scale = bands(values)
    ramp = look.ramp[:: 2 if len(scale.edges) < 4 else 1][: len(scale.edges)]
    features, names = [], []
    for name, outline in shapes.items():
        value = values.get(name, float("nan"))
        known = value == value
        fill = ramp[scale.of(value)] if known else look.hidden
        middle = shape(outline).representative_point()
        names.append({"mark": name, "at": [round(middle.x, 5), round(middle.y, 5)]})
        features.append(
            {
                "type": "Feature",
                "geometry": outline,
                "properties": {
                    "tip": f"{name}\n{tips.get(name, measure)}",
                    "code": name,
                    "fill": rgba(fill, 235),
                    "line": rgba(look.text),
                },
            }
        )
    key = [("■", shade, scale.words(i)) for i, shade in enumerate(ramp)]
    if values.reindex(list(shapes)).isna().any():
        key.append(("■", look.hidden, hidden))
    return deck(features, [], key, box_of(shapes.values()), look, names)
