"""The rows of the world with holes that count, by plain pandas."""

import pandas as pd

from analytics.definitions.filters import Filters
from tests.support.world import World

EVERYONE = Filters()
SOUTH = Filters(pcn=("South PCN",))
PLACES = {
    "everyone": (EVERYONE, ["P1", "P2", "P3", "P4"]),
    "a PCN": (SOUTH, ["P3", "P4"]),
}


def counted_ae(frames: World, practices) -> pd.DataFrame:
    rows = frames.ae[frames.ae["attendance_category"] != "4"]
    return rows[rows["practice_code"].isin(practices)]


def counted_gp(frames: World, practices) -> pd.DataFrame:
    rows = frames.gp[frames.gp["status"] == "attended"]
    return rows[rows["practice_code"].isin(practices)]
