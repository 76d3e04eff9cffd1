"""The map as a drawn picture: the same shapes, colours and key as on the screen,
without it.

Read from the map itself (a pydeck Deck), whose values are protected already.
"""

import math

import altair as alt
import pydeck

from analytics.figures.places.map_deck import HEIGHT, WIDTH
from analytics.figures.theme import Look
from analytics.geography.boundaries import box_of

SYMBOLS = {"✚": "cross", "■": "square", "●": "circle", "◆": "diamond"}
ALIGNED = {"start": "left", "middle": "center", "end": "right"}
MARK = 110  # square pixels of a practice


def as_chart(deck: pydeck.Deck, look: Look) -> alt.LayerChart:
    """Areas in their colours, practices as marks, the key beneath."""
    layers = {layer.id: layer for layer in deck.layers}
    key = _key(layers["key"].data)
    flat = math.cos(
        math.radians(deck.initial_view_state.latitude)
    )  # degrees across are shorter
    shapes = _in_view(layers["areas"].data["features"], deck.initial_view_state, flat)
    bands = {fill: words for words, (shape, fill) in key.items() if shape == "square"}
    features = [
        {
            "type": "Feature",
            "geometry": _flattened(one["geometry"], flat),
            "properties": {"band": bands.get(_hex(one["properties"]["fill"]), "")},
        }
        for one in shapes
    ]
    parts = [
        _areas([f for f in features if not f["properties"]["band"]], look).encode(
            color=alt.value("transparent")
        )
    ]
    if bands:
        parts.append(
            _areas([f for f in features if f["properties"]["band"]], look).encode(
                color=_colour("properties.band:N", bands)
            )
        )
    if "practices" in layers:
        parts.append(_practices(layers["practices"].data, key, flat, look))
    parts += _names(layers["names"].data, flat, look)
    return (
        alt.layer(*parts)
        .project(type="identity", reflectY=True)
        .resolve_scale(color="independent", shape="independent")
    )


def _in_view(features: list[dict], view: pydeck.ViewState, flat: float) -> list[dict]:
    """The areas that the screen shows at first: those in the middle of which it looks
    at."""
    across = 360 / 512 / 2**view.zoom  # degrees a pixel
    found = []
    for feature in features:
        west, south, east, north = box_of([feature["geometry"]])
        if (
            abs((west + east) / 2 - view.longitude) <= across * WIDTH / 2
            and abs((south + north) / 2 - view.latitude) <= across * flat * HEIGHT / 2
        ):
            found.append(feature)
    return found or features


def _areas(features: list[dict], look: Look) -> alt.Chart:
    return alt.Chart(alt.Data(values=features)).mark_geoshape(
        stroke=look.quiet, strokeWidth=0.5
    )


def _practices(marks: list[dict], key: dict, flat: float, look: Look) -> alt.Chart:
    words = {(shape, fill): name for name, (shape, fill) in key.items()}
    there = [
        one | {"what": words.get((_symbol(one["mark"]), _hex(one["colour"])), "")}
        for one in marks
    ]
    points = [
        {"x": one["at"][0] * flat, "y": one["at"][1], "what": one["what"]}
        for one in there
    ]
    names = [name for name in key if any(p["what"] == name for p in points)]
    return (
        alt.Chart(alt.Data(values=points))
        .mark_point(
            filled=True, opacity=1, size=MARK, stroke=look.background, strokeWidth=1
        )
        .encode(
            longitude="x:Q",
            latitude="y:Q",
            color=_colour("what:N", {key[name][1]: name for name in names}),
            shape=alt.Shape(
                "what:N",
                title=None,
                scale=alt.Scale(domain=names, range=[key[name][0] for name in names]),
            ),
        )
    )


def _names(names: list[dict], flat: float, look: Look) -> list[alt.Chart]:
    """The names on the screen, where they are there."""
    parts = []
    for one in names:
        point = {"x": one["at"][0] * flat, "y": one["at"][1], "name": one["mark"]}
        aside, down = one["offset"]
        parts.append(
            alt.Chart(alt.Data(values=[point]))
            .mark_text(
                align=ALIGNED[one["anchor"]],
                dx=aside,
                dy=down,
                fontSize=one["size"],
                color=look.text,
            )
            .encode(longitude="x:Q", latitude="y:Q", text="name:N")
        )
    return parts


def _colour(field: str, names: dict[str, str]) -> alt.Color:
    """names: what each colour stands for."""
    return alt.Color(
        field,
        title=None,
        scale=alt.Scale(domain=list(names.values()), range=list(names)),
        legend=alt.Legend(orient="bottom", direction="horizontal", symbolOpacity=1),
    )


def _key(marks: list[dict]) -> dict[str, tuple[str, str]]:
    """Words to (symbol, colour), as they follow one another in the map's own key."""
    return {
        words["mark"]: (_symbol(mark["mark"]), _hex(mark["colour"]))
        for mark, words in zip(marks[::2], marks[1::2], strict=True)
    }


def _symbol(mark: str) -> str:
    """The shape of a mark in the picture; a number on the map is a circle there."""
    return SYMBOLS.get(mark, "circle")


def _flattened(geometry: dict, flat: float) -> dict:
    def points(part):
        if isinstance(part[0], (int, float)):
            return [part[0] * flat, part[1]]
        return [points(inner) for inner in part]

    return {"type": geometry["type"], "coordinates": points(geometry["coordinates"])}


def _hex(colour: list[int]) -> str:
    """A colour of the map, [red, green, blue(, alpha)], as #RRGGBB."""
    return "#" + "".join(f"{part:02X}" for part in colour[:3])
