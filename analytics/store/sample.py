"""The sample of synthetic people as dataset `sample`: made and loaded on first use, and
again when what it is made from changes."""

import json
from pathlib import Path
from typing import Any

from analytics.definitions.contract import CONTRACT_VERSION
from analytics.errors import InputError
from analytics.store.dataset import Dataset, open_dataset
from analytics.store.home import home, write_whole
from analytics.store.load import faults
from analytics.store.load.build import LoadInputs, load
from analytics.store.load.version_folders import at_start, only_load
from analytics.store.made_sample import FOLDER, MADE, Progress, make_if_missing, state

__all__ = ["FOLDER", "NAME", "ensure_sample"]

NAME = "sample"
NOTE_FILE = ".sources.json"
# Nobody in the sample exists, so its key is no secret: pseudonyms are the same on every
# machine.
KEY = b"the sample's people do not exist"
MADE_FILES = {
    "gp": "gp_appointments.parquet",
    "ae": "ae_attendances.parquet",
    "patients": "patients.parquet",
    "caseload": "caseload.csv",
    "indicators": "indicators.parquet",
}
KEPT_FILES = {
    "practices": "practices.csv",
    "areas": "areas.csv",
    "services": "services.csv",
}
MAKING = 0.45  # share of the time that the making takes; the rest is the load


def ensure_sample(
    progress: Progress | None = None, root: Path | None = None
) -> Dataset:
    """Dataset `sample`, made and loaded if it is not there, or if the generator, its
    inputs, the platform or the contract have changed.

    progress: called with a step in words and the share done, which only rises (0-1).
    Whoever else wants the sample meanwhile waits for it. Where it is there already, the
    check costs some milliseconds. Raises InputError with every problem; what was loaded
    before stays.
    """
    root = root or home()
    at_start(root)
    stamp = json.dumps([CONTRACT_VERSION, state()])
    loaded = _loaded(root, stamp)
    if loaded:
        return loaded
    told = _Rising(progress)
    with faults.of_the_machine(root), only_load(root / MADE, told.waiting):
        loaded = _loaded(root, stamp)  # by somebody else, meanwhile
        if loaded:
            return loaded
        made = make_if_missing(told.making, root)
        files: dict[str, Any] = {
            flag: (made / name,) for flag, name in MADE_FILES.items()
        }
        files |= {flag: (FOLDER / name,) for flag, name in KEPT_FILES.items()}
        inputs = LoadInputs(**files)
        dataset = load(inputs, NAME, root=root, progress=told.loading, secret=KEY)
        write_whole(root / NAME / NOTE_FILE, stamp)
    return dataset


def _loaded(root: Path, stamp: str) -> Dataset | None:
    """The dataset, if it was loaded from what `stamp` stands for."""
    note = root / NAME / NOTE_FILE
    if not note.is_file() or note.read_text(encoding="utf-8") != stamp:
        return None
    try:
        return open_dataset(NAME, root)
    except InputError:
        return None


class _Rising:
    """Reports of making and loading as one share that only rises."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress = progress or (lambda step, done: None)
        self.done = 0.0

    def waiting(self, step: str, done: float) -> None:
        self._tell("Waiting for the sample, which is being made", 0.0)

    def making(self, step: str, done: float) -> None:
        self._tell(f"Making the sample of synthetic people: {step}", done * MAKING)

    def loading(self, step: str, done: float) -> None:
        share = MAKING + done * (1 - MAKING)
        self._tell(f"Loading the sample of synthetic people: {step}", share)

    def _tell(self, step: str, done: float) -> None:
        self.done = max(self.done, min(done, 1.0))
        self.progress(step, self.done)
