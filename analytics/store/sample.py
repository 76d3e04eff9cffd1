"""The shipped datasets of synthetic people: made and loaded on first use, and again
when what they are made from changes. One of them is the sample."""

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
from analytics.store.made_sample import FOLDER, Progress, make_if_missing, state
from analytics.store.shipped import SAMPLE, SHIPPED, Shipped

__all__ = ["FOLDER", "NAME", "SHIPPED", "ensure", "ensure_sample"]

NAME = SAMPLE.name
NOTE_FILE = ".sources.json"
# Nobody in them exists, so their key is no secret: pseudonyms are the same on every
# machine.
KEY = b"the sample's people do not exist"
MAKING = 0.45  # share of the time that the making takes; the rest is the load


def ensure_sample(
    progress: Progress | None = None, root: Path | None = None
) -> Dataset:
    """Dataset `sample`: see `ensure`."""
    return ensure(SAMPLE, progress, root)


def ensure(
    one: Shipped, progress: Progress | None = None, root: Path | None = None
) -> Dataset:
    """A shipped dataset, made and loaded if it is not there, or if its program, its
    inputs, the platform or the contract have changed.

    progress: called with a step in words and the share done, which only rises (0-1).
    Whoever else wants it meanwhile waits for it. Where it is there already, the check
    costs some milliseconds. Raises InputError with every problem; what was loaded
    before stays.
    """
    root = root or home()
    at_start(root)
    stamp = json.dumps([CONTRACT_VERSION, state(one)])
    loaded = _loaded(root, one, stamp)
    if loaded:
        return loaded
    told = _Rising(one, progress)
    with faults.of_the_machine(root), only_load(root / one.folder, told.waiting):
        loaded = _loaded(root, one, stamp)  # by somebody else, meanwhile
        if loaded:
            return loaded
        made = make_if_missing(told.making, root, one)
        files: dict[str, Any] = {
            flag: (made / name,) for flag, name in one.made_files.items()
        }
        files |= {flag: (FOLDER / name,) for flag, name in one.kept_files.items()}
        inputs = LoadInputs(**files)
        dataset = load(inputs, one.name, root=root, progress=told.loading, secret=KEY)
        write_whole(root / one.name / NOTE_FILE, stamp)
    return dataset


def _loaded(root: Path, one: Shipped, stamp: str) -> Dataset | None:
    """The dataset, if it was loaded from what `stamp` stands for."""
    note = root / one.name / NOTE_FILE
    if not note.is_file() or note.read_text(encoding="utf-8") != stamp:
        return None
    try:
        return open_dataset(one.name, root)
    except InputError:
        return None


class _Rising:
    """Reports of making and loading as one share that only rises."""

    def __init__(self, one: Shipped, progress: Progress | None) -> None:
        self.called = one.called
        self.progress = progress or (lambda step, done: None)
        self.done = 0.0

    def waiting(self, step: str, done: float) -> None:
        self._tell(f"Waiting for {self.called}, which is being made", 0.0)

    def making(self, step: str, done: float) -> None:
        self._tell(f"Making {self.called}: {step}", done * MAKING)

    def loading(self, step: str, done: float) -> None:
        share = MAKING + done * (1 - MAKING)
        self._tell(f"Loading {self.called}: {step}", share)

    def _tell(self, step: str, done: float) -> None:
        self.done = max(self.done, min(done, 1.0))
        self.progress(step, self.done)
