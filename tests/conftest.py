"""Datasets that many tests share, loaded once for each worker."""

import os

import pytest

from tests.support.world import World, dataset, world


@pytest.fixture(scope="session")
def data_home(tmp_path_factory):
    """A data home of this test run alone."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session", autouse=True)
def _key_and_home(data_home):
    os.environ["FREQUENT_ATTENDERS_HOME"] = str(data_home)
    os.environ["FREQUENT_ATTENDERS_KEY"] = "a key for tests only, not a secret"


@pytest.fixture(scope="session")
def frames() -> World:
    return world(1)


@pytest.fixture(scope="session")
def loaded(frames, data_home):
    """Dataset `world`: both extracts, list, caseload, practices, areas."""
    return dataset(frames, data_home, "world")


@pytest.fixture(scope="session")
def only_ae(frames, data_home):
    """Dataset `only-ae`: an A&E extract and nothing else."""
    alone = World(None, frames.ae, None, None)
    return dataset(alone, data_home, "only-ae")


@pytest.fixture(scope="session")
def only_gp(frames, data_home):
    """Dataset `only-gp`: a GP extract and nothing else."""
    alone = World(frames.gp, None, None, None)
    return dataset(alone, data_home, "only-gp")
