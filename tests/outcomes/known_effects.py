"""A world of known effects as a dataset: people picked by A&E at their peak, and three
services besides with an effect of their own each, loaded as extracts are."""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.store.dataset import Dataset
from analytics.store.load.build import LoadInputs, load
from tests.benchmarks.impact.two_services import SORTS, draw_two
from tests.benchmarks.impact.worlds import WORLDS, without_effect

SIZE, WORLD = 200, WORLDS["bursty"]
# Service, its column of time, how it goes with A&E, true ratio.
SERVICES = (
    ("inpatient", "admitted_at", "stays", 0.6),
    ("urgent", "called_at", "calls", 1.0),
    ("outpatient", "appointment_at", "planned", 1.0),
)
TRUTH = {service: ratio for service, _, _, ratio in SERVICES}


def dataset(root: Path, name: str, number: int = 4) -> Dataset:
    """The world of that number through the product's own load."""
    rng = np.random.default_rng([78, 16, number])
    made = without_effect(WORLD, SIZE, rng)
    files: dict[str, pd.DataFrame] = {}
    for service, time, sort, ratio in SERVICES:
        case, other = draw_two(made, WORLD, SORTS[sort], ratio, rng)
        files[service] = _events(other.panel.events, time)
        if "ae" not in files:
            files["ae"] = _events(case.panel.events, "arrived_at")
            people = case.panel.people
            referred = case.panel.caseload[["person", "referred_on", "started_on"]]
            files["caseload"] = _named(referred)
    files["ae"]["attendance_category"] = "1"
    files["inpatient"]["discharged_at"] = files["inpatient"]["admitted_at"]
    files["outpatient"]["attended"] = "5"
    files["patients"] = _named(people[["person", "birth_year", "sex"]]).assign(
        practice_code="P1", sex=people["sex"].map({"F": "female", "M": "male"})
    )
    folder = root / f"{name}_files"
    folder.mkdir(parents=True, exist_ok=True)
    given = {}
    for table, frame in files.items():
        frame.to_parquet(folder / f"{table}.parquet")
        given[table] = (folder / f"{table}.parquet",)
    return load(LoadInputs(**given), into=name, root=root)


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    ids = [f"9{person:09d}" for person in frame["person"]]
    return frame.drop(columns="person").assign(patient_id=ids)


def _events(frame: pd.DataFrame, time: str) -> pd.DataFrame:
    """One row an event; those of one day an hour apart, so that none is a repeat."""
    again = pd.to_timedelta(frame.groupby(["person", "day"]).cumcount(), "h")
    at = (frame["day"] + again).astype("datetime64[us]")
    return _named(frame[["person"]].assign(**{time: at}))
