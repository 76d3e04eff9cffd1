"""The map as a drawn picture: the same shapes, colours and key as on the screen, without it.

Read from the map itself (a pydeck Deck), whose values are protected already.
"""

import altair as alt
import pydeck

from analytics.figures.theme import Look

SYMBOLS = {"■": "square", "●": "circle", "◆": "diamond"}


def as_chart(deck: pydeck.Deck, look: Look) -> alt.LayerChart:
    """Areas in their colours, practices as marks, the key beneath."""
    layers = {layer.id: layer for layer in deck.layers}
    features = [
        {"type": "Feature", "geometry": feature["geometry"],
         "properties": {"fill": _hex(feature["properties"]["fill"])}}
        for feature in layers["areas"].data["features"]]
    key = _key(layers["key"].data)
    areas = alt.Chart(alt.Data(values=features)).mark_geoshape(
        stroke=look.quiet, strokeWidth=0.5).encode(
        color=alt.Color("properties.fill:N", scale=None))
    parts = [areas]
    if "practices" in layers:
        circles = [{"lon": one["at"][0], "lat": one["at"][1], "mark": SYMBOLS[one["mark"]],
                    "fill": _hex(one["colour"]), "size": one["size"] ** 2 / 2}
                   for one in layers["practices"].data]
        parts.append(alt.Chart(alt.Data(values=circles)).mark_point(
            filled=True, opacity=1, stroke=look.background, strokeWidth=1).encode(
            longitude="lon:Q", latitude="lat:Q", size=alt.Size("size:Q", scale=None),
            color=alt.Color("fill:N", scale=None), shape=alt.Shape("mark:N", scale=None)))
    if key:
        parts.append(_legend(key))
    return alt.layer(*parts).project(type="mercator")


def _key(marks: list[dict]) -> list[dict]:
    """Pairs of mark and words, as they follow one another in the map's own key."""
    return [{"words": words["mark"], "fill": _hex(mark["colour"]), "shape": SYMBOLS[mark["mark"]]}
            for mark, words in zip(marks[::2], marks[1::2], strict=True)]


def _legend(key: list[dict]) -> alt.Chart:
    """A legend with nothing drawn: Vega-Lite makes it from the scales of an empty mark."""
    names = [one["words"] for one in key]
    return alt.Chart(alt.Data(values=key)).mark_point(filled=True, opacity=0).encode(
        longitude=alt.LongitudeDatum(0), latitude=alt.LatitudeDatum(0),
        stroke=alt.Stroke("words:N", title=None, sort=names, legend=alt.Legend(
            orient="bottom", columns=3, symbolType="square", symbolOpacity=1),
            scale=alt.Scale(domain=names, range=[one["fill"] for one in key])))


def _hex(colour: list[int]) -> str:
    """A colour of the map, [red, green, blue(, alpha)], as #RRGGBB; see-through ones as none."""
    if len(colour) > 3 and colour[3] == 0:
        return "transparent"
    return "#" + "".join(f"{part:02X}" for part in colour[:3])
