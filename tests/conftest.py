"""Datasets that many tests share: one data home a run, each dataset loaded once a
worker."""

import os
from dataclasses import replace

import pytest

from analytics.store.made_sample import made_sample
from analytics.store.sample import ensure_sample
from tests.support.made_sample import share_made_sample
from tests.support.world import World, dataset, world

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")


@pytest.fixture(scope="session")
def data_home(tmp_path_factory):
    """A data home of this run, shared by its workers, with the sample in it."""
    base = tmp_path_factory.getbasetemp()
    place = (base.parent if WORKER != "alone" else base) / "data_home"
    place.mkdir(exist_ok=True)
    share_made_sample(place)
    return place


@pytest.fixture(scope="session", autouse=True)
def _key_and_home(data_home):
    os.environ["FREQUENT_ATTENDERS_HOME"] = str(data_home)
    os.environ["FREQUENT_ATTENDERS_KEY"] = "a key for tests only, not a secret"


@pytest.fixture(scope="session")
def made(data_home):
    """The folder of the sample's tables, as the generator made them."""
    return made_sample(root=data_home)


@pytest.fixture(scope="session")
def sample(data_home):
    """The sample, made and loaded as a first visit does."""
    return ensure_sample(root=data_home)


@pytest.fixture(scope="session")
def frames() -> World:
    return world(1)


@pytest.fixture(scope="session")
def loaded(frames, data_home):
    """Dataset `world`: both extracts, list, caseload, practices, areas."""
    return dataset(frames, data_home, f"world-{WORKER}")


@pytest.fixture(scope="session")
def refreshed(frames, data_home):
    """A dataset loaded twice, the second time with fewer rows: (live, the version
    before)."""
    name = f"refreshed-{WORKER}"
    earlier = dataset(frames, data_home, name)
    fewer = replace(frames, ae=frames.ae.iloc[::2].reset_index(drop=True))
    return dataset(fewer, data_home, name), earlier


@pytest.fixture(scope="session")
def only_ae(frames, data_home):
    """An A&E extract and nothing else."""
    return dataset(World(None, frames.ae, None, None), data_home, f"only-ae-{WORKER}")


@pytest.fixture(scope="session")
def only_gp(frames, data_home):
    """A GP extract and nothing else."""
    return dataset(World(frames.gp, None, None, None), data_home, f"only-gp-{WORKER}")
