"""Grid references of Great Britain as degrees."""

import numpy as np
import numpy.typing as npt
from pyproj import Transformer

BRITISH_NATIONAL_GRID, WGS_84 = 27700, 4326  # EPSG
Metres = npt.ArrayLike


def degrees(
    easting: Metres, northing: Metres
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """(latitude, longitude) of eastings and northings in metres (PROJ, the seven
    parameters of EPSG 1314; within about 3 m)."""
    change = Transformer.from_crs(BRITISH_NATIONAL_GRID, WGS_84, always_xy=True)
    lon, lat = change.transform(np.asarray(easting, float), np.asarray(northing, float))
    return np.asarray(lat), np.asarray(lon)
