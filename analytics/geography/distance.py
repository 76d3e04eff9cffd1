"""How far two places are apart, in a straight line."""

import numpy as np
import numpy.typing as npt

# Degrees between which a place of the United Kingdom lies; 99.999999 stands in postcode
# directories for one that is not known.
ISLANDS = {"lat": (49.0, 61.5), "lon": (-9.0, 3.0)}
EARTH = 6371.0088  # km, the mean radius of the WGS 84 ellipsoid (IUGG)
Degrees = npt.ArrayLike


def km(
    lat: Degrees, lon: Degrees, other_lat: Degrees, other_lon: Degrees
) -> npt.NDArray[np.float64]:
    """Kilometres between places in degrees, in a straight line over the ground
    (haversine on a sphere; in Essex within 0.3% of the ellipsoid).

    Arrays are taken element by element, as numpy broadcasts them; a place that is not
    known (NaN) is at no distance (NaN).
    """
    up, other_up = np.radians(lat), np.radians(other_lat)
    north = np.sin((other_up - up) / 2) ** 2
    east = np.sin((np.radians(other_lon) - np.radians(lon)) / 2) ** 2
    half = north + np.cos(up) * np.cos(other_up) * east
    found: npt.NDArray[np.float64] = 2 * EARTH * np.arcsin(np.sqrt(half))
    return found
