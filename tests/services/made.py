"""Directories of services and small areas, made with a seed."""

import json
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.store.dataset import Dataset
from analytics.store.load.build import LoadInputs, load
from tests.contract.extracts import HEADER, PEOPLE, gp_rows, text, written

AROUND = (51.57, 0.46)  # Basildon
NEEDS = ("Housing", "Mental health", "Carers", "Falls")


def directory(seed: int, number: int = 80) -> pd.DataFrame:
    """A plain table of services around Basildon, some without a place, closed, or of
    unknown capacity."""
    rng = np.random.default_rng(seed)
    lat = AROUND[0] + rng.normal(0, 0.05, number)
    lon = AROUND[1] + rng.normal(0, 0.08, number)
    nowhere = rng.random(number) < 0.1
    low = rng.integers(0, 60, number)
    return pd.DataFrame(
        {
            "name": [f"Service {n:03d}" for n in range(number)],
            "needs": rng.choice(NEEDS, number),
            "age_from": np.where(rng.random(number) < 0.3, None, low),
            "age_to": np.where(rng.random(number) < 0.5, None, low + 30),
            "who_may_refer": rng.choice(["self", "gp", "professional", ""], number),
            "opening_hours": rng.choice(
                ["Mon-Fri 09:00-17:00", "Sat 10:00-12:00", "24/7", "whenever", ""],
                number,
            ),
            "cost": rng.choice(["free", "£5", ""], number),
            "capacity": rng.integers(1, 40, number),
            "closed_on": np.where(rng.random(number) < 0.1, "2024-01-31", ""),
            "lat": np.where(nowhere, None, lat.round(5)),
            "lon": np.where(nowhere, None, lon.round(5)),
        }
    )


def areas(seed: int, number: int = 60) -> pd.DataFrame:
    """Small areas around the same place, with residents and where they live."""
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "lsoa_code": [f"E0100{n:04d}" for n in range(number)],
            "lsoa_name": [f"Area {n:02d}" for n in range(number)],
            "neighbourhood": rng.choice(["North", "South", "West"], number),
            "population": rng.integers(900, 3000, number),
            "lat": (AROUND[0] + rng.normal(0, 0.06, number)).round(5),
            "lon": (AROUND[1] + rng.normal(0, 0.1, number)).round(5),
        }
    )


def loaded(folder: Path, **files: object) -> Dataset:
    """A dataset of a small GP extract and what is given: frames, text or bytes, by
    flag. A file's ending may be given as (ending, content)."""
    paths = {"gp": (written(folder, "gp.csv", text(HEADER, gp_rows())),)}
    home = "E01000000"
    people = [f"{one},Y99001,01/01/2020,1980,F,{home}" for one in PEOPLE]
    header = "patient_id,practice_code,registered_from,birth_year,sex,lsoa_code"
    paths["patients"] = (written(folder, "list.csv", text(header, people)),)
    for flag, given in files.items():
        ending, content = given if isinstance(given, tuple) else ("csv", given)
        if isinstance(content, pd.DataFrame):
            content = content.to_csv(index=False)
        if isinstance(content, Path):
            paths[flag] = (content,)
        else:
            if isinstance(content, list | dict):
                content = json.dumps(content)
            paths[flag] = (written(folder, f"{flag}.{ending}", content),)
    return load(LoadInputs(**paths), "made", root=folder / "home")
