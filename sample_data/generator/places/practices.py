"""Practices and small areas, and who lives where.

Both are kept files. Practice names, codes (Y99001 onwards), places and single list
sizes are invented; Central Basildon comes first, its first six practices are the
published "selected population" of 38,780 people, its fourth to sixth the three
deep-dive surgeries.
"""

import numpy as np
import pandas as pd

from sample_data.generator.inputs import HOME
from sample_data.generator.places.neighbourhoods import kilometres

NEAR = 1.3  # kilometres over which the pull of a practice falls to a third
SAME_PCN, OTHER_PCN = 3.0, 0.35  # how likely people register inside and outside


def practices() -> pd.DataFrame:
    """One row a practice, the columns of `practices.csv`."""
    return pd.read_csv(HOME / "practices.csv", float_precision="round_trip")


def areas() -> pd.DataFrame:
    """One row an LSOA, the columns of `areas.csv`, which `boundaries` cuts."""
    return pd.read_csv(HOME / "areas.csv")


def home_shares(practice_table: pd.DataFrame, area_table: pd.DataFrame) -> np.ndarray:
    """For each practice (row), running shares of its people over the areas (columns),
    near ones first."""
    far = kilometres(
        practice_table.lat.to_numpy()[:, None],
        practice_table.lon.to_numpy()[:, None],
        area_table.lat.to_numpy()[None, :],
        area_table.lon.to_numpy()[None, :],
    )
    same = (
        practice_table.pcn.to_numpy()[:, None]
        == area_table.neighbourhood.to_numpy()[None, :]
    )
    weight = (
        np.exp(-far / NEAR)
        * np.where(same, SAME_PCN, OTHER_PCN)
        * area_table.population.to_numpy()
    )
    return np.cumsum(weight / weight.sum(axis=1, keepdims=True), axis=1)


def deprivation(area_table: pd.DataFrame, area: np.ndarray) -> np.ndarray:
    """A&E use by deprivation: from 1.24 in the most deprived decile to 0.70 in the
    least."""
    return 1.30 - 0.06 * area_table.imd_decile.to_numpy()[area]
