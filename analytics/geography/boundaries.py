"""The outlines of small areas, from the GeoJSON file that an analyst gives."""

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from analytics.errors import InputError, Problem

KEY = "lsoa_code"
SHAPES = {"Polygon": 1, "MultiPolygon": 2}  # how many lists lie around a ring
BIGGEST = (
    200_000_000  # bytes; more than the whole of England's small areas, generalised
)


@dataclass(frozen=True)
class Boundaries:
    """Checked outlines: `shapes` has one GeoJSON geometry an area, `names` what the
    file calls it.

    box: west, south, east, north in degrees. credit: the attribution written in the
    file.
    """

    shapes: dict[str, dict]
    names: dict[str, str]
    box: tuple[float, float, float, float]
    credit: str = ""

    def __len__(self) -> int:
        return len(self.shapes)


def read(path: Path) -> Boundaries:
    """The outlines in a file; raises InputError with every fault at once."""
    stamp = path.stat() if path.is_file() else None
    return _read(path, stamp.st_mtime_ns if stamp else 0)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> Boundaries:
    raw = _opened(path)
    faults = problems(raw, path.name)
    if faults:
        raise InputError(faults)
    shapes = {_code(f): f["geometry"] for f in raw["features"]}
    names = {
        _code(f): str(f["properties"].get("lsoa_name") or _code(f))
        for f in raw["features"]
    }
    return Boundaries(
        shapes, names, box_of(shapes.values()), str(raw.get("attribution") or "")
    )


def check(path: Path) -> tuple[Problem, ...]:
    """Everything wrong with a boundaries file; empty where it can be used."""
    try:
        raw = _opened(path)
    except InputError as wrong:
        return wrong.problems
    return tuple(problems(raw, path.name))


def problems(raw, file: str) -> list[Problem]:
    """The faults of a GeoJSON document that has been parsed."""

    def fault(rule, found, remedy, column="", rows=()):
        return Problem(
            rule=rule,
            found=found,
            remedy=remedy,
            file=file,
            column=column,
            rows=len(rows),
            examples=tuple(rows[:3]),
        )

    features = raw.get("features") if isinstance(raw, dict) else None
    if not isinstance(features, list) or raw.get("type") != "FeatureCollection":
        return [
            fault(
                "boundaries_kind",
                "This is not a GeoJSON FeatureCollection.",
                "Export the boundaries as GeoJSON, one feature a small area.",
            )
        ]
    if not features:
        return [
            fault(
                "boundaries_empty",
                "The file holds no areas.",
                "Export the boundaries of the small areas that your people live in.",
            )
        ]
    faults, seen, twice, unnamed, shapeless, elsewhere = [], set(), [], [], [], []
    for number, feature in enumerate(features, start=1):
        code = _code(feature)
        if not code:
            unnamed.append(number)
        elif code in seen:
            twice.append(number)
        seen.add(code)
        rings = _rings(feature.get("geometry") if isinstance(feature, dict) else None)
        if not rings or any(len(ring) < 4 or ring[0] != ring[-1] for ring in rings):
            shapeless.append(number)
        elif not all(_on_earth(point) for ring in rings for point in ring):
            elsewhere.append(number)
    if unnamed:
        faults.append(
            fault(
                "boundaries_key",
                f"Features without the property {KEY}.",
                f"Name the property that holds the area's code {KEY} (ONS files call "
                "it LSOA11CD or LSOA21CD).",
                KEY,
                unnamed,
            )
        )
    if twice:
        faults.append(
            fault(
                "boundaries_twice",
                "Areas that are in the file more than once.",
                "Keep one feature an area; join its parts into a MultiPolygon.",
                KEY,
                twice,
            )
        )
    if shapeless:
        faults.append(
            fault(
                "boundaries_shape",
                "Features that are not closed polygons.",
                (
                    "Each must be a Polygon or MultiPolygon whose rings end where they "
                    "began."
                ),
                "geometry",
                shapeless,
            )
        )
    if elsewhere:
        faults.append(
            fault(
                "boundaries_degrees",
                "Coordinates that are not longitude and latitude in degrees.",
                (
                    "Re-project to WGS 84 (EPSG:4326); ONS files are often on the "
                    "British National Grid."
                ),
                "geometry",
                elsewhere,
            )
        )
    return faults


def box_of(shapes) -> tuple[float, float, float, float]:
    """West, south, east, north of some geometries, in degrees."""
    points = [point for shape in shapes for ring in _rings(shape) for point in ring]
    across, up = [p[0] for p in points], [p[1] for p in points]
    return min(across), min(up), max(across), max(up)


def middle(shape: dict) -> tuple[float, float]:
    """Latitude and longitude of the middle of an area: of its outer rings, each
    weighted by its size."""
    depth = SHAPES[shape["type"]]
    parts = [shape["coordinates"]] if depth == 1 else shape["coordinates"]
    size = up = across = 0.0
    for ring in (part[0] for part in parts):
        for (x, y, *_), (next_x, next_y, *_) in zip(ring, ring[1:], strict=False):
            turn = x * next_y - next_x * y
            size += turn
            across += (x + next_x) * turn
            up += (y + next_y) * turn
    if not size:
        west, south, east, north = box_of([shape])
        return (south + north) / 2, (west + east) / 2
    return up / (3 * size), across / (3 * size)


def _opened(path: Path):
    def fault(rule, found, remedy):
        return InputError(
            Problem(rule=rule, found=found, remedy=remedy, file=path.name)
        )

    if not path.is_file():
        raise fault(
            "file_missing", "There is no such file.", "Check the name and the folder."
        )
    if path.stat().st_size > BIGGEST:
        raise fault(
            "boundaries_big",
            "The file is larger than 200 MB.",
            "Use the generalised (BSC or BGC) boundaries and only your own areas.",
        )
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, UnicodeDecodeError, RecursionError):
        raise fault(
            "boundaries_kind",
            "This is not a GeoJSON file that can be read.",
            "Export the boundaries as GeoJSON in UTF-8.",
        ) from None


def _code(feature) -> str:
    own = feature.get("properties") if isinstance(feature, dict) else None
    code = own.get(KEY) if isinstance(own, dict) else None
    return str(code).strip() if code is not None else ""


def _rings(shape) -> list:
    """Every ring of a Polygon or MultiPolygon as a list of points; [] for anything
    else."""
    depth = SHAPES.get(shape.get("type")) if isinstance(shape, dict) else None
    rings = shape.get("coordinates") if depth else None
    if not isinstance(rings, list):
        return []
    if depth == 2:
        rings = [ring for part in rings if isinstance(part, list) for ring in part]
    return [ring for ring in rings if isinstance(ring, list)]


def _on_earth(point) -> bool:
    return (
        isinstance(point, list)
        and len(point) >= 2
        and all(isinstance(v, (int, float)) and math.isfinite(v) for v in point[:2])
        and abs(point[0]) <= 180
        and abs(point[1]) <= 90
    )
