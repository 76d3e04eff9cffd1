"""Small areas on a grid of squares, with whatever is wrong with them asked for."""

import numpy as np

from analytics.geography.boundaries import Boundaries, box_of
from analytics.geography.neighbours import Neighbours, neighbours
from analytics.geography.shapes import shapes_of
from analytics.methods.neighbourhoods.ground import Ground

STEP = 0.01  # degrees


def code(across: int, up: int) -> str:
    return f"E{across:02d}{up:02d}"


def square(across: float, up: float, wide: float = 1.0) -> dict:
    west, south = across * STEP, 51 + up * STEP
    east, north = west + wide * STEP, south + STEP
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def outlines(across: int, up: int, without: set[tuple[int, int]] = frozenset()):
    """The squares of a grid but for some."""
    shapes = {
        code(a, u): square(a, u)
        for a in range(across)
        for u in range(up)
        if (a, u) not in without
    }
    return bounded(shapes)


def bounded(shapes: dict[str, dict]) -> Boundaries:
    return Boundaries(shapes, {c: c for c in shapes}, box_of(shapes.values()))


def side_by_side(lines: Boundaries, joins=()) -> Neighbours:
    return neighbours(shapes_of(lines), lines.shapes, joins)


def ground(lines: Boundaries, seed: int = 1, practices: int = 4) -> Ground:
    """A ground with people, deciles and lists drawn at random; two halves today."""
    side, rng = side_by_side(lines), np.random.default_rng(seed)
    areas = len(side.codes)
    far = np.linspace(0, practices, areas)[:, None] - np.arange(practices) - 0.5
    lists = rng.poisson(400 * np.exp(-2 * np.abs(far)))  # each has its own end
    return Ground(
        side,
        rng.integers(1000, 3000, areas).astype(float),
        rng.integers(1, 11, areas).astype(float),
        lists.astype(float),
        tuple("West" if c < code(areas // 20, 0) else "East" for c in side.codes),
    )
