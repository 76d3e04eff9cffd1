"""The postcodes that are shipped: Essex, Southend-on-Sea and Thurrock."""

from functools import cache
from pathlib import Path

import pandas as pd

FILE = Path(__file__).parent / "essex.csv.gz"
AREA = "Essex, Southend-on-Sea and Thurrock"
CREDIT = (
    "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail "
    "data © Royal Mail copyright and database right 2025. Contains National Statistics "
    "data © Crown copyright and database right 2025. Source: Office for National "
    "Statistics licensed under the Open Government Licence v3.0 (ONS Postcode "
    "Directory, November 2025)."
)


@cache
def shipped() -> pd.DataFrame:
    """lat and lon in degrees of each postcode (without its space, the index), within
    about 10 m of its centroid; also of those no longer in use."""
    found = pd.read_csv(FILE, dtype={"postcode": str})
    return found.set_index("postcode")
