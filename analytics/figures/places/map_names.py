"""Names on the map: each where it has room, none over another."""

import math
from typing import Any

from analytics.figures.theme import Look
from analytics.geography.view import View

PLACE, PRACTICE = 13, 11  # pixels: size of the letters
WIDE, HIGH = 0.56, 1.25  # of a letter and a line, as shares of the size
BESIDE = 8  # pixels from the middle of a circle to its name
CIRCLE = 6  # pixels from the middle of a circle to its edge
UP_AND_DOWN = (0, -1, 1, -2, 2, -3, 3, -4, 4)  # lines, in the order tried
Box = tuple[float, float, float, float]  # left, top, right, bottom in pixels


def placed(
    names: list[dict[str, Any]],
    circles: list[dict[str, Any]],
    frame: View,
    size: tuple[int, int],
    look: Look,
) -> list[dict[str, Any]]:
    """Names of places in their middle or a little above or below it, then those of
    practices beside their circle, right or else left, where nothing else is written.

    names: mark and at, those that matter most first. size: of the picture in pixels.
    """
    taken = [_round(_pixels(circle["at"], frame)) for circle in circles]
    found = []
    for one in names:
        at = _pixels(one["at"], frame)
        for rows in UP_AND_DOWN:
            down = round(rows * PLACE * HIGH)
            box = _box(one["mark"], (at[0], at[1] + down), PLACE, "middle")
            if _fits(box, taken, size):
                taken.append(box)
                found.append(_name(one["mark"], one["at"], PLACE, "middle", down, look))
                break
    for circle in circles:
        name, at = circle["tip"].split("\n", 1)[0], _pixels(circle["at"], frame)
        for anchor in ("start", "end"):
            box = _box(name, at, PRACTICE, anchor)
            if _fits(box, taken, size):
                taken.append(box)
                found.append(_name(name, circle["at"], PRACTICE, anchor, 0, look))
                break
    return found


def _name(
    mark: str, at: list[float], size: int, anchor: str, down: int, look: Look
) -> dict[str, Any]:
    aside = {"start": BESIDE, "end": -BESIDE}.get(anchor, 0)
    return {
        "mark": mark,
        "at": at,
        "size": size,
        "anchor": anchor,
        "offset": [aside, down],
        "colour": rgba(look.text),
    }


def _pixels(at: list[float], frame: View) -> tuple[float, float]:
    """Where a position is in the picture, from its middle, rightwards and down."""
    across = 360 / 512 / 2**frame.zoom  # degrees a pixel
    up = across * math.cos(math.radians(frame.lat))
    return (at[0] - frame.lon) / across, (frame.lat - at[1]) / up


def _box(text: str, at: tuple[float, float], size: int, anchor: str) -> Box:
    wide, high = len(text) * size * WIDE, size * HIGH
    left = {
        "start": at[0] + BESIDE,
        "end": at[0] - BESIDE - wide,
        "middle": at[0] - wide / 2,
    }[anchor]
    return left, at[1] - high / 2, left + wide, at[1] + high / 2


def _round(at: tuple[float, float]) -> Box:
    """The room that a circle takes."""
    return at[0] - CIRCLE, at[1] - CIRCLE, at[0] + CIRCLE, at[1] + CIRCLE


def _fits(box: Box, taken: list[Box], size: tuple[int, int]) -> bool:
    left, top, right, bottom = box
    inside = max(-left, right) <= size[0] / 2 and max(-top, bottom) <= size[1] / 2
    return inside and not any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for other in taken
    )


def rgba(colour: str, alpha: int = 255) -> list[int]:
    """A colour "#0072CE" as red, green, blue and opacity, 0 to 255."""
    return [*(int(colour[i : i + 2], 16) for i in (1, 3, 5)), alpha]
