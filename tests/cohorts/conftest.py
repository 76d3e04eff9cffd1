"""A world whose list knows households, some of several people, some not known."""

from dataclasses import replace

import pytest

from analytics.store.dataset import Dataset
from tests.support.shared import once
from tests.support.world import World, dataset, world

PROPERTY = "10003{:07d}"  # as long as a property's number, and as an id of a person


@pytest.fixture(scope="session")
def homes() -> World:
    made = world(3, 260)
    ids = [PROPERTY.format(n // 3) if n % 7 else None for n in range(260)]
    return replace(made, patients=made.patients.assign(household_id=ids))


@pytest.fixture(scope="session")
def in_homes(homes, data_home) -> Dataset:
    """Dataset `homes`. Each test fixes cohorts of its own in it."""
    return once(data_home, "homes", lambda name: dataset(homes, data_home, name))
