"""The map as a picture: areas, circles and a key in pixels, without any background.

No background map is asked for (`map_provider=None`), so nothing leaves the machine.
"""

import math
from typing import Any

import pandas as pd
import pydeck

from analytics.figures.places.map_names import placed, rgba
from analytics.figures.theme import Look
from analytics.geography.view import fitted

# Of the picture in pixels, as far as can be known beforehand: a telephone's, so that
# there the key is not cut.
WIDTH, HEIGHT = 344, 300
ROW, IN_A_ROW = 18, 3  # of the key beneath the areas
LONG = 15  # letters: with longer words there are two in a row
FRAMED = 0.95  # of the people: whose areas the map frames at first
Mark = tuple[str, str, str]  # of the key: sign, colour, words


def deck(
    shapes: list[dict[str, Any]],
    circles: list[dict[str, Any]],
    key: list[Mark],
    box: tuple[float, float, float, float],
    look: Look,
    names: list[dict[str, Any]] | None = None,
    edges: list[dict[str, Any]] | None = None,
) -> pydeck.Deck:
    """The picture: areas (GeoJSON features with fill, line and tip) in the frame of a
    box of degrees, edges (GeoJSON lines) and circles upon them, the key at their foot,
    and as many of the names as have room (`map_names`)."""
    rows = math.ceil(len(key) / _in_a_row(key))
    below = ROW * rows + 10
    frame = fitted(box, WIDTH, HEIGHT - below)
    pixel = (
        360 / 512 / 2**frame.zoom * math.cos(math.radians(frame.lat))
    )  # degrees of latitude
    foot = frame.lat - pixel * (HEIGHT - below) / 2
    String = pydeck.types.String
    text = dict(
        get_text="mark",
        get_position="at",
        get_color="colour",
        get_size="size",
        font_family=String("Arial, Helvetica, sans-serif"),
        character_set=String("auto"),
    )
    layers = [
        pydeck.Layer(
            "GeoJsonLayer",
            {"type": "FeatureCollection", "features": shapes},
            id="areas",
            get_fill_color="properties.fill",
            get_line_color="properties.line",
            line_width_min_pixels=0.6,
            pickable=True,
            auto_highlight=True,
            highlight_color=rgba(look.text, 60),
        )
    ]
    if edges:
        layers.append(
            pydeck.Layer(
                "GeoJsonLayer",
                {"type": "FeatureCollection", "features": edges},
                id="edges",
                filled=False,
                get_line_color=rgba(look.text),
                line_width_min_pixels=2.2,
            )
        )
    if circles:
        layers.append(
            pydeck.Layer(
                "TextLayer",
                circles,
                id="practices",
                pickable=True,
                **text,
                outline_width=3,
                outline_color=rgba(look.background),
                font_settings={"sdf": True},
            )
        )
    layers.append(
        pydeck.Layer(
            "PolygonLayer",
            [
                {
                    "ring": [
                        [box[0] - 9, foot],
                        [box[2] + 9, foot],
                        [box[2] + 9, foot - 9],
                        [box[0] - 9, foot - 9],
                    ]
                }
            ],
            id="backing",
            get_polygon="ring",
            get_fill_color=rgba(look.background),
        )
    )
    layers.append(
        pydeck.Layer(
            "TextLayer",
            _key_marks(key, [frame.lon, foot], look),
            id="key",
            get_pixel_offset="offset",
            get_text_anchor=String("start"),
            **text,
        )
    )
    layers.append(
        pydeck.Layer(
            "TextLayer",
            placed(names or [], circles, frame, (WIDTH, HEIGHT - below), look),
            id="names",
            get_pixel_offset="offset",
            get_text_anchor="anchor",
            background=True,
            get_background_color=rgba(look.background, 205),
            background_padding=[3, 1, 3, 1],
            **text,
        )
    )
    return pydeck.Deck(
        layers=layers,
        map_provider=None,  # and no map_style: with one, a background is fetched
        initial_view_state=pydeck.ViewState(
            latitude=frame.lat - pixel * below / 2,
            longitude=frame.lon,
            zoom=frame.zoom,
            min_zoom=frame.zoom - 1,
            max_zoom=15,
            pitch=0,
            bearing=0,
        ),
        views=[pydeck.View("MapView", controller=True)],
        tooltip={"text": "{tip}", "style": {"fontSize": "12px", "lineHeight": "1.35"}},
    )


def _key_marks(key: list[Mark], at: list[float], look: Look) -> list[dict[str, Any]]:
    """The key as marks and words, fixed in pixels to the foot of the areas."""
    beside = _in_a_row(key)
    found, wide = [], WIDTH / beside
    for i, (mark, colour, words) in enumerate(key):
        across = -WIDTH / 2 + 4 + wide * (i % beside)
        down = 12 + ROW * (i // beside)
        found.append(
            {
                "at": at,
                "mark": mark,
                "size": 18,
                "colour": rgba(colour),
                "offset": [across, down],
            }
        )
        found.append(
            {
                "at": at,
                "mark": words,
                "size": 12,
                "colour": rgba(look.text),
                "offset": [across + 18, down],
            }
        )
    return found


def _in_a_row(key: list[Mark]) -> int:
    """How many marks of the key stand beside each other."""
    longest = max((len(words) for _sign, _colour, words in key), default=0)
    return IN_A_ROW if longest <= LONG else IN_A_ROW - 1


def main_places(table: pd.DataFrame) -> set[str]:
    """The places that hold nearly everybody, so that a few people far away do not set
    the frame."""
    size = (
        table["registered"]
        .fillna(table["people"])
        .fillna(0)
        .sort_values(ascending=False)
    )
    before = size.cumsum().shift(fill_value=0) / max(size.sum(), 1)
    return set(table.loc[before.index[before < FRAMED], "place"])
