"""A directly standardised rate once more, in plain pandas: by a loop over cells, the
standard population written out again, the variance person by person."""

import numpy as np
import pandas as pd

# European Standard Population 2013, in thousandths, by the bands of the pages.
STANDARD = {
    (0, 4): 50,
    (5, 14): 110,
    (15, 24): 115,
    (25, 34): 125,
    (35, 44): 140,
    (45, 54): 140,
    (55, 64): 125,
    (65, 74): 105,
    (75, 84): 65,
    (85, 999): 25,
}
FIFTHS = {1: (1, 2), 2: (3, 4), 3: (5, 6), 4: (7, 8), 5: (9, 10)}


def rate(listed: pd.DataFrame, came: pd.DataFrame, as_at: str) -> tuple[float, float]:
    """(rate, covered). listed: registered people. came: everybody who came, with how
    often (n). Both with birth_year, sex, imd_decile."""
    year, total, covered = pd.Timestamp(as_at).year, 0.0, 0.0
    for (low, high), thousandths in STANDARD.items():
        for sex in ("female", "male"):
            for deciles in FIFTHS.values():
                share = thousandths / 1000 / 2 / 5

                def here(frame, low=low, high=high, sex=sex, deciles=deciles):
                    age = year - frame["birth_year"]
                    return frame[
                        age.between(low, high)
                        & (frame["sex"] == sex)
                        & frame["imd_decile"].isin(deciles)
                    ]

                people = len(here(listed))
                if people:
                    covered += share
                    total += share * here(came)["n"].sum() / people
    return (total / covered, covered) if covered else (np.nan, 0.0)


def expected(places: dict[str, pd.DataFrame], came: pd.DataFrame, as_at: str) -> dict:
    """Events to be expected of each place: its people cell by cell, at the rate of all
    places. places: registered people by place."""
    every = pd.concat(places.values())
    cell = _cell(every, as_at)
    many = cell.value_counts()
    made = came.assign(cell=_cell(came, as_at)).groupby("cell")["n"].sum()
    per_head = (made / many).fillna(0)
    return {
        place: _cell(mine, as_at).map(per_head).fillna(0).sum()
        for place, mine in places.items()
    }


def _cell(frame: pd.DataFrame, as_at: str) -> pd.Series:
    age = pd.Timestamp(as_at).year - frame["birth_year"]
    band = pd.Series(-1, index=frame.index)
    for low, high in STANDARD:
        band = band.where(~age.between(low, high), low)
    fifth = (frame["imd_decile"] + 1) // 2
    return band.astype(str) + frame["sex"] + fifth.astype(str)
