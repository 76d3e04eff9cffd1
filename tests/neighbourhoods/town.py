"""A small dataset whose areas are squares of a grid, loaded through the product's own
load."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.store.dataset import Dataset
from analytics.store.load.build import LoadInputs, load
from tests.neighbourhoods.made import code, outlines
from tests.support.world import World, world

ACROSS, UP = 6, 4
CODES = [code(a, u) for a in range(ACROSS) for u in range(UP)]


def areas() -> pd.DataFrame:
    """24 areas in two districts, whose west and east are today's neighbourhoods."""
    rng = np.random.default_rng(3)
    west = [int(c[1:3]) < ACROSS // 2 for c in CODES]
    return pd.DataFrame(
        {
            "lsoa_code": CODES,
            "lsoa_name": [f"Square {c[1:]}" for c in CODES],
            "neighbourhood": ["West" if w else "East" for w in west],
            "district": ["Leftshire" if w else "Rightshire" for w in west],
            "population": rng.integers(1400, 1800, len(CODES)),
            "imd_decile": rng.integers(1, 11, len(CODES)),
        }
    )


def people(seed: int = 5, number: int = 150) -> World:
    """People who live in those areas."""
    frames = world(seed, people=number)
    rng = np.random.default_rng(seed)
    assert frames.patients is not None and frames.ae is not None
    homes = rng.choice(CODES, len(frames.patients))
    of = dict(zip(frames.patients["patient_id"], homes, strict=True))
    return replace(
        frames,
        patients=frames.patients.assign(lsoa_code=homes),
        ae=frames.ae.assign(lsoa_code=frames.ae["patient_id"].map(of)),
    )


def town(home: Path, name: str, frame: pd.DataFrame | None = None) -> Dataset:
    """The dataset. frame: of its areas, where they are not as above."""
    folder = home / f"{name}_files"
    folder.mkdir(parents=True, exist_ok=True)
    given, frames = {}, people()
    for table in ("gp", "ae", "patients", "caseload", "practices"):
        path = folder / f"{table}.parquet"
        getattr(frames, table).to_parquet(path)
        given[table] = (path,)
    path = folder / "areas.csv"
    (areas() if frame is None else frame).to_csv(path, index=False)
    lines = outlines(ACROSS, UP)
    features = [
        {"type": "Feature", "properties": {"lsoa_code": c}, "geometry": shape}
        for c, shape in lines.shapes.items()
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    path.with_suffix(".geojson").write_text(text)
    return load(LoadInputs(**given, areas=(path,)), into=name, root=home)
