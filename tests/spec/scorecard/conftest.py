"""The world with every table, loaded once."""

import pytest

from tests.spec.scorecard import world


@pytest.fixture(scope="module")
def tables(frames):
    return world.frames_of(frames)


@pytest.fixture(scope="module")
def dataset(tables, tmp_path_factory):
    return world.dataset(tables, tmp_path_factory.mktemp("scorecard"), "scorecard")
