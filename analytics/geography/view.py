"""What a map should frame: the centre and the zoom at which a box fills a picture."""

import math
from dataclasses import dataclass

TILE = 512  # pixels the whole world takes at zoom 0 in a deck.gl view
CLOSEST, FARTHEST = 15.0, 3.0


@dataclass(frozen=True)
class View:
    """A centre in degrees and a zoom; each whole step of zoom doubles the scale."""

    lat: float
    lon: float
    zoom: float


def fitted(
    box: tuple[float, float, float, float],
    width: int,
    height: int,
    margin: float = 0.06,
) -> View:
    """The view in which a box (west, south, east, north) just fits a picture of so many
    pixels.

    >>> fitted((-180, -85, 180, 85), 512, 512, margin=0).zoom
    3.0
    """
    west, south, east, north = box
    top, bottom = _mercator(north), _mercator(south)
    share_across = max((east - west) / 360, 1e-9)
    share_up = max((top - bottom) / (2 * math.pi), 1e-9)
    room = 1 - 2 * margin
    zoom = math.log2(
        min(width * room / TILE / share_across, height * room / TILE / share_up)
    )
    return View(
        lat=round(_latitude((top + bottom) / 2), 5),
        lon=round((west + east) / 2, 5),
        zoom=round(min(max(zoom, FARTHEST), CLOSEST), 2),
    )


def _mercator(lat: float) -> float:
    lat = min(max(lat, -85.05), 85.05)
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _latitude(up: float) -> float:
    return math.degrees(2 * math.atan(math.exp(up)) - math.pi / 2)
