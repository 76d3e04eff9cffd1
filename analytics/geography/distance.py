"""How far apart points are, and what is near one: for "services within 2 km"."""

import numpy as np
import pandas as pd

EARTH_KM = 6371.0088  # mean radius


def kilometres(lat, lon, other_lat, other_lon):
    """Great-circle distance between points in degrees (haversine); numbers or arrays.

    >>> round(float(kilometres(51.5074, -0.1278, 48.8566, 2.3522)))
    344
    """
    lat, lon, other_lat, other_lon = (
        np.radians(np.asarray(v, dtype=float)) for v in (lat, lon, other_lat, other_lon)
    )
    half = (
        np.sin((other_lat - lat) / 2) ** 2
        + np.cos(lat) * np.cos(other_lat) * np.sin((other_lon - lon) / 2) ** 2
    )
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))


def near(
    places: pd.DataFrame, lat: float, lon: float, within_km: float
) -> pd.DataFrame:
    """The rows with `lat` and `lon` no farther than so many kilometres, nearest first.

    Adds a column `km`; rows without a position are left out.
    """
    km = kilometres(lat, lon, places["lat"], places["lon"])
    found = places.assign(km=km)
    return (
        found[found.km <= within_km]
        .sort_values("km", kind="stable")
        .reset_index(drop=True)
    )
