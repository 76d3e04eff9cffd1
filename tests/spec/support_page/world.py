"""A made caseload with everything that the page of support asks of one, and the dataset
that loading it makes."""

from pathlib import Path

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.store.dataset import Dataset
from analytics.store.load.build import LoadInputs, load
from tests.support.world import PRACTICES, World

AS_AT = pd.Timestamp("2024-06-30")
ASKED = Filters(as_at=AS_AT.date(), months=12, gp_more_than=25, ae_more_than=4)
START = pd.Timestamp("2023-07-01")  # of the window asked
REASONS = ("Anxiety", "anxiety", "Housing", "Falls", "Pain", "", "Alcohol", "Caring")
DIRECTORY = {
    "Mind": "mental health",
    "Talking": "mental health",
    "Citizens Advice": "money",
    "Food bank": "money",
    "Falls team": "care",
    "Never asked": "care",
}
SERVICES = (*list(DIRECTORY)[:5], "mind", "Elsewhere")
OUTCOMES = ("goals met", "Goals met", "moved away", "lost contact", "")
DAYS = ("referred_on", "accepted_on", "declined_on", "started_on", "ended_on")


def caseload(frames: World, seed: int = 3, people: int = 300) -> pd.DataFrame:
    """Offers to some of a world's people, one or two each, over 30 months."""
    rng = np.random.default_rng(seed)
    ids = frames.patients["patient_id"].to_numpy()[:people]
    rows = []
    for who in ids:
        day = pd.Timestamp("2022-01-03") + pd.Timedelta(days=int(rng.integers(0, 700)))
        for _ in range(1 + int(rng.random() < 0.25)):
            rows.append(_offer(rng, who, day))
            ended = rows[-1]["ended_on"] or rows[-1]["declined_on"]
            if ended is None:
                break
            day = ended + pd.Timedelta(days=int(rng.integers(5, 100)))
    frame = pd.DataFrame(rows)
    for name in DAYS:
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[us]")
    return frame.reset_index(drop=True)


def _offer(rng: np.random.Generator, who: str, day: pd.Timestamp) -> dict[str, object]:
    after = [pd.Timedelta(days=int(n)) for n in rng.integers(1, 40, 3)]
    way = rng.choice(["offered", "declined", "waiting", "active", "ended"])
    number = int(rng.integers(0, 4))
    begun = way in ("active", "ended")
    accepted = day + after[0] if begun or way == "waiting" else None
    started = accepted + after[1] if begun else None
    return {
        "patient_id": who,
        "referred_on": day,
        "accepted_on": accepted,
        "declined_on": day + after[0] if way == "declined" else None,
        "started_on": started,
        "ended_on": started + 4 * after[2] if way == "ended" else None,
        "status": "not suitable" if way == "declined" and rng.random() < 0.3 else "",
        "reason": str(rng.choice(REASONS)),
        "referred_by": str(rng.choice([*PRACTICES["practice_code"], ""])),
        "coordinator": str(rng.choice(["C1", "C2", "C3"])),
        "services": ";".join(rng.choice(SERVICES, number)) if begun else "",
        "outcome": str(rng.choice(OUTCOMES)) if way == "ended" else "",
    }


def dataset(frames: World, made: pd.DataFrame, root: Path) -> Dataset:
    """The world's extracts with this caseload and the directory."""
    folder = root / "support_files"
    folder.mkdir(parents=True, exist_ok=True)
    gp = frames.gp.assign(role=roles(len(frames.gp)))
    minutes = np.random.default_rng(5).choice([0.0, 10.0, 15.0, np.nan], len(gp))
    gp = gp.assign(duration_minutes=minutes)
    tables = {
        "gp": gp,
        "ae": frames.ae,
        "patients": frames.patients,
        "practices": frames.practices,
        "caseload": made,
        "services": pd.DataFrame(
            {"name": list(DIRECTORY), "category": list(DIRECTORY.values())}
        ),
    }
    given = {}
    for name, frame in tables.items():
        path = folder / f"{name}.parquet"
        frame.to_parquet(path)
        given[name] = (path,)
    return load(LoadInputs(**given), into="support", root=root)


def roles(number: int) -> np.ndarray:
    rng = np.random.default_rng(4)
    some = ["gp", "GP trainee", "nurse", "Link worker", "care_coordinator", None]
    return rng.choice(np.array(some, dtype=object), number)
