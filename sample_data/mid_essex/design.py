"""What is invented about each small area, so that the published table comes out: how
many patients, how deprived, how busy, beds, life expectancy.

The published deciles of activity and of demand cannot be tenths of these 234 areas
alone. Put areas in order by events, and by events a head: whatever the counts, the
first m by events hold at least as many people as the first m by events a head (an area
that is only in the first is larger than one only in the second). So the mean decile of
activity over everybody is never below that of demand, and published are 5.50 and 5.67.
They must be of a wider set, so each area is given its deciles of that set.
"""

import numpy as np
import pandas as pd

from sample_data.mid_essex.inputs import NAMES, ROWS, SEED

NEAR = 0.03  # how near a mean must come to a number printed with one decimal
TRIES = 20_000
LEAST, PER_DECILE = 0.17, 0.015  # attendances a head and year


def designed(places: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """(areas.csv, targets.csv) for the places. Raises ValueError where the published
    means cannot be met."""
    rng = np.random.default_rng(SEED)
    of = np.array([NAMES.index(name) for name in places.neighbourhood])
    patients = _patients(rng, of)
    many = len(of)
    deprived = _deciles(rng, of, patients, "imd_decile", rng.normal(0, 2.2, many))
    # the more deprived, the busier
    lean = rng.normal(0, 1.8, many) - 0.5 * (deprived - deprived.mean())
    demand = _deciles(rng, of, patients, "rate_decile", lean)
    larger = 6 * (patients / patients.mean() - 1)
    volume = _deciles(rng, of, patients, "volume_decile", lean + larger)
    a_head = LEAST + PER_DECILE * demand + rng.uniform(0, PER_DECILE, many)
    areas = pd.DataFrame(
        {
            "lsoa_code": places.lsoa_code,
            "lsoa_name": places.lsoa_name,
            "neighbourhood": places.neighbourhood,
            "district": places.district,
            "msoa": places.msoa,
            "population": np.rint(patients * rng.uniform(0.93, 1.03, many)).astype(int),
            "imd_decile": deprived,
            "lat": places.lat,
            "lon": places.lon,
        }
    )
    for name in ("care_home_beds", "supported_living"):
        areas[name] = _beds(rng, of, name)
    for name in ("life_expectancy_male", "life_expectancy_female"):
        areas[name] = _life(rng, of, deprived, patients, name)
    areas["volume_decile"], areas["rate_decile"] = volume, demand
    targets = pd.DataFrame(
        {
            "lsoa_code": places.lsoa_code,
            "patients": patients,
            "attendances": np.rint(patients * a_head).astype(int),
        }
    )
    return areas, targets


def means(of: np.ndarray, patients: np.ndarray, decile: np.ndarray) -> np.ndarray:
    """The mean over patients in each neighbourhood."""
    size = np.bincount(of, patients, len(NAMES))
    return np.bincount(of, patients * decile, len(NAMES)) / size


def _published(name: str) -> np.ndarray:
    return np.array([ROWS[one][name] for one in NAMES])


def _patients(rng: np.random.Generator, of: np.ndarray) -> np.ndarray:
    """Patients of each area, those of a neighbourhood adding up to what is
    published."""
    found = np.zeros(len(of), int)
    for number, total in enumerate(_published("patients")):
        here = np.flatnonzero(of == number)
        share = rng.lognormal(0, 0.14, len(here))
        found[here] = np.floor(total * share / share.sum())
        found[here[: total - found[here].sum()]] += 1
    return found


def _deciles(
    rng: np.random.Generator,
    of: np.ndarray,
    patients: np.ndarray,
    name: str,
    lean: np.ndarray,
) -> np.ndarray:
    """Deciles of areas whose means over patients are the published ones. lean: how far
    an area is above or below its neighbourhood's, as it starts."""
    goal = _published(name)
    found = np.clip(np.rint(goal[of] + lean), 1, 10).astype(int)
    for _try in range(TRIES):
        away = means(of, patients, found) - goal
        wrong = np.flatnonzero(np.abs(away) > NEAR)
        if not len(wrong):
            return found
        area = rng.choice(np.flatnonzero(of == wrong[0]))
        found[area] = np.clip(found[area] - np.sign(away[wrong[0]]), 1, 10)
    raise ValueError(f"The published means of {name} cannot be met.")


def _beds(rng: np.random.Generator, of: np.ndarray, name: str) -> np.ndarray:
    """Beds in some of the areas, adding up to what is published."""
    found = np.zeros(len(of), int)
    for number, total in enumerate(_published(name)):
        here = np.flatnonzero(of == number)
        homes = rng.choice(here, max(len(here) // 3, 1), replace=False)
        share = rng.dirichlet(np.full(len(homes), 3.0))
        found[homes] = rng.multinomial(total, share)
    return found


def _life(
    rng: np.random.Generator,
    of: np.ndarray,
    deprived: np.ndarray,
    patients: np.ndarray,
    name: str,
) -> np.ndarray:
    """Years of life expected in each area, whose mean over patients is as
    published."""
    goal = _published(name).astype(float)
    found = goal[of] + 0.5 * (deprived - 5.5) + rng.normal(0, 0.6, len(of))
    found += (goal - means(of, patients, found))[of]
    return found.round(1)
