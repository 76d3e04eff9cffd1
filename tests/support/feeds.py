"""Steady months of two extracts with known flaws planted in them, for tests of quality
and changes.

Written apart from the measures: nothing here knows how a flaw is looked for.
"""

import numpy as np
import pandas as pd

from tests.support.world import World

FIRST, LAST = pd.Timestamp("2022-07-01"), pd.Timestamp("2024-06-30")
PLACES = ("P1", "P2", "P3", "P4", "P5", "P6")
SITES = (("S1", "Town hospital", "01"), ("S2", "Village centre", "03"))


def feed(
    seed: int = 1, people: int = 1500, ae_a_day: float = 40, gp_a_day: float = 90
) -> World:
    """Two steady extracts of the same people, with a list: nothing to find in them."""
    rng = np.random.default_rng(seed)
    ids = np.array([f"9{n:09d}" for n in rng.choice(10**8, people, replace=False)])
    home = rng.choice(PLACES, people)
    days = pd.date_range(FIRST, LAST)
    who, when = _events(rng, people, days, ae_a_day, 24)
    site = rng.choice(len(SITES), len(who), p=[0.6, 0.4])
    ae = pd.DataFrame(
        {
            "patient_id": ids[who],
            "arrived_at": when,
            "practice_code": home[who],
            "departed_at": when
            + pd.to_timedelta(rng.integers(30, 300, len(who)), "min"),
            "attendance_category": "1",
            "diagnosis_term": "Sprain of ankle",
            "cost_gbp": 150.0,
            "age_at_arrival": 40,
            "sex": "female",
            "lsoa_code": "E01000001",
            "arrival_mode": "own_transport",
            "discharge_status": "treatment_completed",
            "discharge_destination": "home",
        }
    ).assign(
        site_code=[SITES[i][0] for i in site],
        site_name=[SITES[i][1] for i in site],
        department_type=[SITES[i][2] for i in site],
    )
    who, when = _events(rng, people, days[days.dayofweek < 5], gp_a_day, 10)
    gp = pd.DataFrame(
        {
            "patient_id": ids[who],
            "appointment_at": when,
            "practice_code": home[who],
            "status": "attended",
            "role": "gp",
            "mode": "telephone",
            "reason_term": "Chest infection",
        }
    )
    patients = pd.DataFrame(
        {
            "patient_id": ids,
            "practice_code": home,
            "birth_year": 1980,
            "sex": "female",
            "lsoa_code": "E01000001",
            "imd_decile": 3,
        }
    )
    practices = pd.DataFrame(
        {"practice_code": list(PLACES), "name": [f"Practice {p[1]}" for p in PLACES]}
    )
    return World(gp, ae, patients, None, practices)


def _events(rng, people, days, a_day, hours):
    """Persons and times: a steady number a day, no two of a person at one minute."""
    number = rng.poisson(a_day, len(days))
    day = np.repeat(days.to_numpy(), number)
    when = pd.Series(
        day + pd.to_timedelta(rng.integers(0, hours * 60, len(day)), "min").to_numpy()
    )
    frame = pd.DataFrame(
        {
            "who": rng.integers(0, people, len(day)),
            "when": when.astype("datetime64[us]"),
        }
    ).drop_duplicates()
    return frame["who"].to_numpy(), frame["when"].reset_index(drop=True)
