"""A data home with two practices, and a folder of one's own."""

import pytest

from analytics.extract.people import identity
from analytics.store.load.build import LoadInputs, load
from tests.reidentify.practices import extract


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A data home with a dataset of both practices, made with a key of its own."""
    place = tmp_path / "home"
    monkeypatch.delenv(identity.SETTING)
    monkeypatch.setenv("FREQUENT_ATTENDERS_HOME", str(place))
    load(LoadInputs(gp=(extract(tmp_path),)), "one", root=place)
    return place


@pytest.fixture
def own(tmp_path):
    """A folder that is the owner's alone."""
    folder = tmp_path / "own"
    folder.mkdir(mode=0o700)
    return folder
