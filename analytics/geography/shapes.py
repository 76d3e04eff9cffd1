"""Outlines on a plane, in metres: how large they are, how long their edges."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyproj
import shapely
from shapely.geometry import shape

from analytics.geography import boundaries
from analytics.geography.boundaries import Boundaries


@dataclass(frozen=True)
class Shapes:
    """Areas on a plane. codes: of the areas, in order. outlines: a shapely polygon (or
    several parts) each, in metres, east and north of the middle of all."""

    codes: tuple[str, ...]
    outlines: np.ndarray

    def of(self, code: str) -> shapely.Geometry:
        return self.outlines[self.codes.index(code)]

    @property
    def size(self) -> np.ndarray:
        """Square metres of each."""
        return np.asarray(shapely.area(self.outlines))

    @property
    def around(self) -> np.ndarray:
        """Metres around each, holes within it included."""
        return np.asarray(shapely.length(self.outlines))


def shapes_of(lines: Boundaries) -> Shapes:
    """Outlines in metres: Lambert's equal-area projection about the middle of them all
    (Snyder 1987, Map Projections, p. 182), so that areas are true anywhere and lengths
    within 1 in 1,000 over 300 km."""
    west, south, east, north = lines.box
    codes = tuple(sorted(lines.shapes))
    flat = pyproj.Transformer.from_crs(
        "EPSG:4326",
        f"+proj=laea +lat_0={(south + north) / 2} +lon_0={(west + east) / 2} "
        "+datum=WGS84 +units=m",
        always_xy=True,
    )
    degrees = np.array([shape(lines.shapes[code]) for code in codes], dtype=object)
    return Shapes(codes, shapely.transform(degrees, _each(flat)))


def read(path: Path) -> Shapes:
    """The outlines of a boundaries file in metres. Raises InputError as
    `boundaries.read` does."""
    return _read(path, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> Shapes:
    return shapes_of(boundaries.read(path))


def _each(flat: pyproj.Transformer):
    def moved(points: np.ndarray) -> np.ndarray:
        return np.column_stack(flat.transform(points[:, 0], points[:, 1]))

    return moved
