"""Datasets that all workers of a run share: made by whichever asks first."""

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from analytics.store.dataset import Dataset, open_dataset
from analytics.store.home import datasets


def once(home: Path, name: str, make: Callable[[str], object]) -> Dataset:
    """Dataset `name` of a data home that the workers share; `make(name)` loads it if
    nobody has yet, and must give the same whoever calls it."""
    with FileLock(home.with_name(f"{home.name}.{name}.lock")):
        if name not in datasets(home):
            make(name)
    return open_dataset(name, home)
