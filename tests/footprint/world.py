"""The generated world with hospital stays, outpatients, community contacts and calls
besides, in the canonical columns, and the dataset that loading makes of it."""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.store.dataset import Dataset
from analytics.store.load.build import LoadInputs, load
from tests.support.world import END, START, World

DIAGNOSES = ("J45", "I50", "E118", "L03", "K529", "R074", "S720;W19", "N10;R02", "")
TABLES = ("gp", "ae", "patients", "caseload", "practices", "areas")


def more(frames: World, seed: int = 7) -> dict[str, pd.DataFrame]:
    """Frames by slug: inpatient, outpatient, community, urgent. Their people are those
    of the world; who attends A&E a lot uses the others more."""
    rng = np.random.default_rng(seed)
    people = frames.patients.drop_duplicates("patient_id").reset_index(drop=True)
    often = people["patient_id"].map(frames.ae["patient_id"].value_counts()).fillna(0)
    rate = 0.2 + 0.05 * often.to_numpy()
    return {
        "inpatient": _stays(rng, people, rate * 0.8),
        "outpatient": _with(
            rng,
            _events(rng, people, rate * 1.5, "appointment_at"),
            attended=["5", "6", "3", "2"],
            first_attendance=["1", "2", "3"],
            procedure_codes=["", "", "U051"],
        ),
        "community": _with(
            rng,
            _events(rng, people, rate * 2, "contact_at"),
            attended=["5", "3"],
            team=["District nursing", "Podiatry"],
        ),
        "urgent": _with(
            rng,
            _events(rng, people, rate, "called_at"),
            service=["999", "111"],
            conveyed=["yes", "no"],
        ),
    }


def _events(rng, people: pd.DataFrame, rate, name: str) -> pd.DataFrame:
    days = (END - START).days
    row = np.repeat(np.arange(len(people)), rng.poisson(rate * days / 365))
    minutes = rng.integers(0, days * 1440, len(row))
    frame = pd.DataFrame(
        {
            "patient_id": people["patient_id"].to_numpy()[row],
            name: START + pd.to_timedelta(minutes, "min"),
            "practice_code": people["practice_code"].to_numpy()[row],
        }
    )
    frame[name] = frame[name].astype("datetime64[us]")
    frame = frame.drop_duplicates(["patient_id", name])
    return frame.sort_values([name, "patient_id"]).reset_index(drop=True)


def _with(rng, frame: pd.DataFrame, **values) -> pd.DataFrame:
    drawn = {name: rng.choice(some, len(frame)) for name, some in values.items()}
    return frame.assign(**drawn)


def _stays(rng, people: pd.DataFrame, rate) -> pd.DataFrame:
    frame = _events(rng, people, rate, "admitted_at")
    nights = rng.choice([0, 0, 1, 2, 9], len(frame))
    at = frame["admitted_at"] + pd.to_timedelta(nights, "D") + pd.Timedelta("1h")
    frame = frame.assign(
        discharged_at=at.where(rng.random(len(frame)) < 0.97).astype("datetime64[us]"),
        spell_id=[f"S{n}" for n in range(len(frame))],
        cost_gbp=rng.choice([np.nan, 900.5, 4100.0], len(frame)),
    )
    return _with(
        rng,
        frame,
        admission_method=["21", "2A", "11", "31", ""],
        discharge_method=["1", "1", "1", "2", "4", ""],
        diagnosis_codes=list(DIAGNOSES),
        procedure_codes=["", "", "U051", "A521;X021"],
    )


def ae_coded(frames: World, seed: int = 8) -> pd.DataFrame:
    """The world's A&E attendances with investigations and treatments."""
    rng = np.random.default_rng(seed)
    return _with(
        rng,
        frames.ae,
        investigation_codes=["", "1088291000000101", "16310003"],
        treatment_codes=["", "413334001", "85053006;266712008"],
    )


def dataset(frames: World, root: Path, name: str) -> Dataset:
    """The world with the four kinds, through the product's own load."""
    folder = root / f"{name}_files"
    folder.mkdir(parents=True, exist_ok=True)
    every = {table: getattr(frames, table) for table in TABLES} | more(frames)
    every["ae"] = ae_coded(frames)
    given = {}
    for table, frame in every.items():
        frame.to_parquet(folder / f"{table}.parquet")
        given[table] = (folder / f"{table}.parquet",)
    return load(LoadInputs(**given), into=name, root=root)
