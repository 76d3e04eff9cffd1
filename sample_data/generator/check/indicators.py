"""The published share of an indicator, by a second count."""

import pandas as pd

from sample_data.generator.check.counted import Figure, Tables
from sample_data.generator.places.neighbourhoods import CENTRAL
from sample_data.generator.places.practices import practices


def indicator_figures(tables: Tables) -> list[Figure]:
    """Of Central Basildon and of everybody, in the last period."""
    counts = tables.indicators
    listed = practices()
    central = listed.loc[listed["pcn"] == CENTRAL, "practice_code"]
    found = []
    for name, want in tables.published["indicators"].items():
        rows = counts[counts["indicator"] == name]
        last = rows[rows["period"] == rows["period"].max()]
        of_pcn = last[last["place"].isin(central)]
        for who, part in (("PCN", of_pcn), ("everybody", last)):
            label = f"{name.replace('_', ' ')}, {who}, %"
            found.append(Figure(label, want["percent"], _percent(part)))
    return found


def _percent(rows: pd.DataFrame) -> float:
    return round(100 * int(rows["numerator"].sum()) / int(rows["denominator"].sum()), 2)
