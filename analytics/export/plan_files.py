"""A plan of neighbourhoods as files: a table of areas, and outlines for a map."""

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

from analytics.definitions.formulas import harmless
from analytics.figures.neighbourhoods.outlined import joined
from analytics.geography import boundaries


def as_csv(within: Mapping[str, str]) -> str:
    """lsoa_code, neighbourhood: a row an area."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["lsoa_code", "neighbourhood"])
    rows.writerows(
        (harmless(code), harmless(name)) for code, name in sorted(within.items())
    )
    return out.getvalue()


def as_geojson(within: Mapping[str, str], path: Path) -> str:
    """A feature a neighbourhood, in degrees, with the credit of the boundaries."""
    lines = boundaries.read(path)
    return json.dumps(
        {
            "type": "FeatureCollection",
            "attribution": lines.credit,
            "features": [
                {
                    "type": "Feature",
                    "properties": {"neighbourhood": name},
                    "geometry": outline,
                }
                for name, outline in joined(lines, within).items()
            ],
        }
    )
