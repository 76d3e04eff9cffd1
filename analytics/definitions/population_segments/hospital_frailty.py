"""The Hospital Frailty Risk Score: points for what was coded in stays of two years.

Gilbert and others, Lancet 2018;391:1775, supplement, table A2: 109 categories of
ICD-10, each counted once. Below 5 the risk is low, up to 15 intermediate, above high.
The points were read in two copies of that table (jamesvanoppen/hfrs, and a list that
says it was checked against the supplement), which agree.
"""

from functools import lru_cache
from pathlib import Path

import pandas as pd

TABLE = Path(__file__).with_suffix(".csv")
SOURCE = "Gilbert and others, Lancet 2018;391:1775"


@lru_cache(maxsize=1)
def points() -> pd.DataFrame:
    """category (three characters of ICD-10), points."""
    return pd.read_csv(TABLE, dtype={"category": "str", "points": "float64"})
