"""Where the sample's people live and are registered: neighbourhoods, practices,
services.

Neighbourhood names are place names; every practice name, practice code, list size
outside Central Basildon and every coordinate of a practice or service is invented.
Sizes of the two alliances and of Central Basildon are published (276,000; 176,000;
54,871).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

HOME = Path(__file__).resolve().parents[1]
CENTRAL = "Central Basildon"


@dataclass(frozen=True)
class Neighbourhood:
    """A PCN footprint: its centre, how far it reaches, people, practices, middle IMD
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


_BB, _TH = "Basildon and Brentwood", "Thurrock"
NEIGHBOURHOODS = (
    Neighbourhood(CENTRAL, "Basildon", _BB, 51.571, 0.462, 0.9, 54_871, 9, 2.8),
    Neighbourhood("Basildon East", "Basildon", _BB, 51.567, 0.507, 1.0, 44_200, 7, 3.3),
    Neighbourhood("Basildon West", "Basildon", _BB, 51.573, 0.418, 1.0, 43_900, 7, 4.0),
    Neighbourhood("Billericay", "Basildon", _BB, 51.628, 0.418, 1.2, 37_600, 5, 8.6),
    Neighbourhood("Wickford", "Basildon", _BB, 51.614, 0.523, 1.2, 35_129, 5, 6.8),
    Neighbourhood("Brentwood", "Brentwood", _BB, 51.622, 0.305, 1.0, 60_300, 8, 8.1),
    Neighbourhood("Grays", "Thurrock", _TH, 51.482, 0.322, 1.0, 58_400, 9, 4.3),
    Neighbourhood(
        "Tilbury and Chadwell", "Thurrock", _TH, 51.471, 0.372, 0.9, 36_700, 6, 2.6
    ),
    Neighbourhood(
        "Aveley, South Ockendon and Purfleet",
        "Thurrock",
        _TH,
        51.508,
        0.277,
        1.1,
        43_500,
        7,
        3.6,
    ),
    Neighbourhood(
        "Stanford-le-Hope and Corringham",
        "Thurrock",
        _TH,
        51.521,
        0.440,
        1.1,
        37_400,
        6,
        5.7,
    ),
)

# Central Basildon: list sizes on 31 August 2024. The first six are the published
# "selected population" of 38,780 people; the fourth to the sixth are the three
# deep-dive surgeries.
CENTRAL_LISTS = (12_964, 8_902, 6_894, 3_518, 3_312, 3_190, 7_412, 5_236, 3_443)

_FIRST = ("Marigold", "Ashwood", "Kestrel", "Fennel", "Larch", "Saffron", "Quince", "Heron",
          "Bramble", "Teasel", "Rowan", "Sorrel", "Plover", "Hazel", "Clover", "Lapwing",
          "Juniper", "Bracken", "Mallow", "Damson", "Curlew", "Willow", "Yarrow", "Linnet",
          "Campion", "Medlar", "Skylark", "Tansy", "Osier", "Dunlin", "Burdock", "Elder",
          "Foxglove", "Redstart", "Hawthorn", "Comfrey")  # fmt: skip
_SECOND = ("Surgery", "Medical Centre", "Practice", "Health Centre")


def kilometres(lat1, lon1, lat2, lon2):
    """Distance on a flat patch of the earth: good to a few metres over this
    catchment."""
    north = (np.asarray(lat2) - lat1) * 111.2
    east = (np.asarray(lon2) - lon1) * 111.2 * np.cos(np.radians(51.55))
    return np.hypot(north, east)


def practices() -> pd.DataFrame:
    """One row a practice, Central Basildon first, with invented codes Y99001
    onwards."""
    rng = np.random.default_rng(99)
    rows = []
    for n in NEIGHBOURHOODS:
        if n.name == CENTRAL:
            sizes = list(CENTRAL_LISTS)
        else:
            share = rng.dirichlet(np.full(n.practices, 9.0))
            sizes = np.floor(share * n.people).astype(int).tolist()
            sizes[0] += n.people - sum(sizes)
        for size in sizes:
            i = len(rows)
            rows.append(
                {
                    "practice_code": f"Y99{i + 1:03d}",
                    "name": (
                        f"{_FIRST[i % len(_FIRST)]} "
                        f"{_SECOND[(i + i // len(_FIRST)) % 4]}"
                    ),
                    "pcn": n.name,
                    "place": n.place,
                    "lat": round(n.lat + rng.normal(0, 0.008) * n.reach, 5),
                    "lon": round(n.lon + rng.normal(0, 0.012) * n.reach, 5),
                    "list_size": int(size),
                }
            )
    return pd.DataFrame(rows)


def areas() -> pd.DataFrame:
    """The areas cut by :mod:`sample_data.generator.boundaries`."""
    return pd.read_csv(HOME / "areas.csv")


def home_shares(practice_table: pd.DataFrame, area_table: pd.DataFrame) -> np.ndarray:
    """For each practice, cumulative shares of its people over the areas (near ones
    first)."""
    far = kilometres(
        practice_table.lat.to_numpy()[:, None], practice_table.lon.to_numpy()[:, None],
        area_table.lat.to_numpy()[None, :], area_table.lon.to_numpy()[None, :],
    )  # fmt: skip
    same = (
        practice_table.pcn.to_numpy()[:, None]
        == area_table.neighbourhood.to_numpy()[None, :]
    )
    weight = (
        np.exp(-far / 1.3)
        * np.where(same, 3.0, 0.35)
        * area_table.population.to_numpy()
    )
    return np.cumsum(weight / weight.sum(axis=1, keepdims=True), axis=1)


# name, category, how a person is referred
_SERVICES = (
    ("Council housing", "housing and money", "housing options form"),
    ("Citizens Advice", "housing and money", "phone or drop-in"),
    ("Food bank", "housing and money", "voucher from any professional"),
    ("Peabody", "housing and money", "referral form"),
    ("Christians Against Poverty", "housing and money", "self-referral by phone"),
    ("Open Road", "drugs and alcohol", "self or professional referral"),
    ("EPUT mental health teams", "mental health", "GP referral"),
    ("Talking Therapies", "mental health", "self-referral online"),
    ("Sanctuary", "mental health", "crisis line, evenings"),
    ("Basildon Mind", "mental health", "self-referral"),
    ("Motivated Minds", "mental health", "self-referral"),
    ("Trust Links", "mental health", "referral form"),
    ("PCN mental health practitioner", "PCN team", "book at the practice"),
    ("PCN health and wellbeing coach", "PCN team", "book at the practice"),
    ("PCN social prescriber", "PCN team", "book at the practice"),
    ("PCN physiotherapist", "PCN team", "book at the practice"),
    ("PCN occupational therapist", "PCN team", "book at the practice"),
    ("Adult social care", "care and support", "council contact centre"),
    ("Essex Wellbeing Service", "healthy living", "self-referral"),
    ("Falls team", "care and support", "professional referral"),
    ("Sports for Confidence", "healthy living", "professional referral"),
    ("Everyone Active", "healthy living", "exercise referral"),
    ("Active Essex", "healthy living", "self-referral"),
    ("Yoga4Health", "healthy living", "social prescriber"),
    ("Andy's Man Club", "peer support", "drop-in, Monday evenings"),
    ("St Luke's Hospice", "end of life and loss", "professional referral"),
    ("Cruse bereavement", "end of life and loss", "self-referral"),
    ("Alzheimer's Society", "care and support", "self-referral"),
    ("Age UK Essex", "care and support", "self-referral"),
    ("Carers Trust Essex", "care and support", "self-referral"),
    ("Basildon Community Transport", "getting about", "membership by phone"),
    ("Step Out Essex", "peer support", "self-referral"),
    ("SNAP", "families", "self-referral"),
    ("Positive Pathways", "peer support", "professional referral"),
)


def services() -> pd.DataFrame:
    """Published service names; categories ours; places and part-postcodes invented."""
    rng = np.random.default_rng(14)
    rows = []
    for i, (name, category, how) in enumerate(_SERVICES):
        rows.append(
            {
                "name": name,
                "category": category,
                "postcode": f"SS{(13, 14, 15, 16)[i % 4]}",
                "lat": round(51.572 + rng.normal(0, 0.010), 5),
                "lon": round(0.462 + rng.normal(0, 0.022), 5),
                "how_to_refer": how,
            }
        )
    return pd.DataFrame(rows)
