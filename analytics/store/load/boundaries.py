"""The shapes of the small areas: a GeoJSON given beside them, kept with the dataset."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from analytics.errors import Problem
from analytics.extract.reading.names import cleaned
from analytics.store.layout import BOUNDARIES_FILE


def beside(paths: Iterable[Path]) -> Path | None:
    """The GeoJSON given itself, or beside an areas file under the same stem."""
    for path in map(Path, paths):
        if path.suffix.lower() == ".geojson" and path.is_file():
            return path
        other = path.with_suffix(".geojson")
        if other.is_file():
            return other
    return None


def faults(path: Path) -> list[Problem]:
    """Whether a GeoJSON is a collection of areas that each carry an lsoa_code."""
    remedy = "Give a FeatureCollection whose features have the property lsoa_code."
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        without = sum(
            "lsoa_code" not in (one.get("properties") or {}) for one in features
        )
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        return [
            Problem(
                "boundaries_unreadable",
                "The boundaries are no GeoJSON of areas.",
                remedy,
                file=cleaned(path.name),
            )
        ]
    if without:
        return [
            Problem(
                "boundaries_without_code",
                f"{without} areas of the boundaries have no lsoa_code.",
                remedy,
                file=cleaned(path.name),
            )
        ]
    return []


def keep(path: Path, folder: Path) -> None:
    """Keep the boundaries with the dataset."""
    shutil.copyfile(path, folder / BOUNDARIES_FILE)
