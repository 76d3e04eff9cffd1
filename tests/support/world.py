"""A small generated world in canonical columns, and the dataset that loading makes of
it.

Not the sample's generator: written apart from it, so that a mistake there cannot hide
here.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.store.dataset import Dataset
from analytics.store.load.build import LoadInputs, load

DIAGNOSES = (
    ("35489007", "Depressive disorder", "snomed"),
    ("", "Alcohol intoxication", ""),
    ("", "Chronic obstructive lung disease", ""),
    ("", "Lower urinary tract infectious disease", ""),
    ("", "No abnormality detected", ""),
    ("", "Sprain of ankle", ""),
    ("", "", ""),
)
REASONS = (("XE0Xs", "Chest infection NOS"), ("X00SO", "Depressive disorder"), ("", ""))
PRACTICES = pd.DataFrame(
    {
        "practice_code": ["P1", "P2", "P3", "P4"],
        "name": ["Ash Lane", "Birch Road", "Cedar House", "Dale View"],
        "pcn": ["North PCN", "North PCN", "South PCN", "South PCN"],
        "place": ["Riverside", "Riverside", "Riverside", "Hillside"],
        "icb": ["Test ICB"] * 4,
        "lat": [51.57, 51.58, 51.55, 51.6],
        "lon": [0.45, 0.47, 0.43, 0.4],
        "list_size": [120, 110, 90, 80],
    }
)
AREAS = pd.DataFrame(
    {
        "lsoa_code": ["E01000001", "E01000002", "E01000003"],
        "lsoa_name": ["Test 001A", "Test 001B", "Test 002A"],
        "neighbourhood": ["North", "North", "South"],
        "population": [160, 150, 130],
        "imd_decile": [1, 4, 8],
    }
)
# Fixed in the dataset that many tests share: a name, and who belongs to it.
COHORTS = {"Women": "sex female", "North or older": "pcn North PCN or age >= 65"}
COHORTS_FIXED_ON = date(2023, 4, 15)
START, END = pd.Timestamp("2021-01-01"), pd.Timestamp("2024-06-30")
AS_AT = "2024-06-30"


@dataclass(frozen=True)
class World:
    """Canonical frames, before loading. Any of them may be None."""

    gp: pd.DataFrame | None
    ae: pd.DataFrame | None
    patients: pd.DataFrame | None
    caseload: pd.DataFrame | None
    practices: pd.DataFrame | None = None
    areas: pd.DataFrame | None = None


def world(seed: int = 1, people: int = 400) -> World:
    """People with steady and bursty use, deaths, moves, one or two registrations, a
    caseload."""
    rng = np.random.default_rng(seed)
    ids = np.array([f"9{n:09d}" for n in rng.choice(10**8, people, replace=False)])
    practice = rng.choice(PRACTICES["practice_code"], people, p=[0.3, 0.3, 0.2, 0.2])
    born = rng.integers(1930, 2020, people)
    rate = rng.gamma(0.35, 3.0, people)
    rate[: people // 25] += rng.uniform(10, 25, people // 25)  # some who attend a lot
    days = (END - START).days + 1
    died = np.where(rng.random(people) < 0.03, rng.integers(200, days, people), days)
    left = np.where(rng.random(people) < 0.05, rng.integers(200, days, people), days)
    last = np.minimum(died, left)
    lsoa, sex = (
        rng.choice(AREAS["lsoa_code"], people),
        rng.choice(["female", "male"], people),
    )
    patients = pd.DataFrame(
        {
            "patient_id": ids,
            "practice_code": practice,
            "registered_from": pd.NaT,
            "registered_to": [
                START + pd.Timedelta(days=int(d)) if d < days else pd.NaT for d in left
            ],
            "died_on": [
                START + pd.Timedelta(days=int(d)) if d < days and d <= x else pd.NaT
                for d, x in zip(died, left, strict=True)
            ],
            "birth_year": born,
            "sex": sex,
            "ethnicity": _ethnic_groups(seed, people),
            "lsoa_code": lsoa,
            "imd_decile": pd.Series(lsoa).map(
                AREAS.set_index("lsoa_code")["imd_decile"]
            ),
            "conditions": rng.choice(["", "Asthma", "Depression;Anxiety"], people),
        }
    )
    ae = _events(rng, ids, rate * 0.55, last, "arrived_at")
    who = ae.pop("row").to_numpy()
    n = len(ae)
    diagnosis = rng.integers(0, len(DIAGNOSES), n)
    ae = ae.assign(
        departed_at=ae["arrived_at"] + pd.to_timedelta(rng.integers(20, 400, n), "min"),
        site_code=rng.choice(["S1", "S2"], n),
        department_type=rng.choice(["01", "03"], n),
        attendance_category=rng.choice(["1", "2", "4"], n, p=[0.9, 0.05, 0.05]),
        arrival_mode=rng.choice(["ambulance", "own_transport"], n),
        diagnosis_code=[DIAGNOSES[i][0] for i in diagnosis],
        diagnosis_term=[DIAGNOSES[i][1] for i in diagnosis],
        code_system=[DIAGNOSES[i][2] for i in diagnosis],
        discharge_status=rng.choice(
            ["treatment_completed", "left_before_treatment"], n
        ),
        discharge_destination=rng.choice(["home", "admitted"], n),
        cost_gbp=rng.integers(8000, 40000, n) / 100,
        practice_code=practice[who],
        age_at_arrival=ae["arrived_at"].dt.year - born[who],
        sex=sex[who],
        lsoa_code=lsoa[who],
    )
    gp = _events(rng, ids, 4 + rate * 1.6, last, "appointment_at")
    who = gp.pop("row").to_numpy()
    n = len(gp)
    reason = rng.integers(0, len(REASONS), n)
    gp = gp.assign(
        practice_code=practice[who],
        status=rng.choice(
            ["attended", "did_not_attend", "cancelled"], n, p=[0.88, 0.06, 0.06]
        ),
        role=rng.choice(["gp", "nurse", "pharmacist"], n),
        mode=rng.choice(["face_to_face", "telephone"], n),
        duration_minutes=10.0,
        reason_code=[REASONS[i][0] for i in reason],
        reason_term=[REASONS[i][1] for i in reason],
        code_system="ctv3",
    )
    picked = np.arange(0, people // 12)
    caseload = pd.DataFrame(
        {
            "patient_id": ids[picked],
            "referred_on": pd.Timestamp("2023-04-15")
            + pd.to_timedelta(picked * 3, "D"),
            "started_on": pd.Timestamp("2023-04-20") + pd.to_timedelta(picked * 3, "D"),
            "outcome": "completed",
        }
    )
    caseload.loc[caseload.index % 6 == 5, "started_on"] = pd.NaT
    caseload["started_on"] = caseload["started_on"].astype("datetime64[us]")
    return World(gp, ae, patients, caseload, PRACTICES, AREAS)


def _ethnic_groups(seed: int, people: int) -> np.ndarray:
    """Groups, some not known; drawn apart, so that the rest of a world stays as it
    is."""
    groups = ["White British", "Asian, Asian British", "Mixed", None]
    rng = np.random.default_rng([seed, 1])
    return rng.choice(groups, people, p=[0.6, 0.2, 0.1, 0.1])


def _events(rng, ids, rate, last, name) -> pd.DataFrame:
    """One row an event: patient_id, a time in working order, and the person's row."""
    number = rng.poisson(rate * last / 365)
    row = np.repeat(np.arange(len(ids)), number)
    minutes = (rng.random(len(row)) * last[row] * 1440).astype(int)
    frame = pd.DataFrame(
        {
            "patient_id": ids[row],
            name: START + pd.to_timedelta(minutes, "min"),
            "row": row,
        }
    )
    frame[name] = frame[name].astype("datetime64[us]")
    return frame.drop_duplicates(["patient_id", name]).sort_values(
        name, ignore_index=True
    )


def dataset(frames: World, root: Path, name: str = "world") -> Dataset:
    """Loads the frames through the product's own load, from files in `root`."""
    folder = root / f"{name}_files"
    folder.mkdir(parents=True, exist_ok=True)
    given = {}
    for table in ("gp", "ae", "patients", "caseload", "practices", "areas"):
        frame = getattr(frames, table)
        if frame is not None:
            path = folder / f"{table}.parquet"
            frame.to_parquet(path)
            given[table] = (path,)
    return load(LoadInputs(**given), into=name, root=root)
