"""Neighbourhoods (PCN footprints) where the sample's people live and are registered.

Names are place names. Sizes of Central Basildon (54,871) and of the two alliances
(276,000; 176,000) are published; the division among the other neighbourhoods, how far
each reaches and its middle deprivation decile are invented.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sample_data.generator.inputs import rows

CENTRAL = "Central Basildon"


@dataclass(frozen=True)
class Neighbourhood:
    """A PCN footprint: centre, reach in kilometres, people, practices, middle IMD
    decile."""

    name: str
    district: str
    place: str
    lat: float
    lon: float
    reach: float
    people: int
    practices: int
    imd: float


NEIGHBOURHOODS = tuple(
    Neighbourhood(
        name=row["name"],
        district=row["district"],
        place=row["place"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        reach=float(row["reach"]),
        people=int(row["people"]),
        practices=int(row["practices"]),
        imd=float(row["imd"]),
    )
    for row in rows(Path(__file__).with_name("neighbourhoods.csv"))
)
NAMES = [one.name for one in NEIGHBOURHOODS]


def kilometres(
    lat1: np.ndarray | float,
    lon1: np.ndarray | float,
    lat2: np.ndarray | float,
    lon2: np.ndarray | float,
) -> np.ndarray:
    """Distance on a flat patch of the earth: good to a few metres over this
    catchment."""
    north = (np.asarray(lat2) - lat1) * 111.2
    east = (np.asarray(lon2) - lon1) * 111.2 * np.cos(np.radians(51.55))
    return np.hypot(north, east)
