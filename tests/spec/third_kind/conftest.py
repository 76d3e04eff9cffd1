"""A third kind of event for as long as the tests of a module run."""

import pytest

from analytics.definitions import event_kinds
from analytics.store.load.build import LoadInputs, load
from tests.support.third_kind import DENTAL, appointments, written
from tests.support.third_kind_stored import planted_events, stored
from tests.support.world import world


@pytest.fixture(scope="module", autouse=True)
def third_kind():
    with event_kinds.also(DENTAL):
        yield


@pytest.fixture(scope="module")
def events():
    return planted_events()


@pytest.fixture(scope="module")
def dataset(third_kind, events, tmp_path_factory):
    return stored(events, tmp_path_factory.mktemp("third"))


@pytest.fixture(scope="module")
def frames():
    return world()


@pytest.fixture(scope="module")
def told(frames):
    """The appointments as they are written into the files."""
    return appointments(frames)


@pytest.fixture(scope="module")
def with_ae(third_kind, tmp_path_factory, frames, told):
    """Dental appointments and A&E attendances of the same people, with a list."""
    folder = tmp_path_factory.mktemp("with_ae")
    frames.ae.to_parquet(folder / "ae.parquet")
    frames.patients.to_parquet(folder / "patients.parquet")
    return load(
        LoadInputs(
            dental=(written(told, folder / "dental.csv"),),
            ae=(folder / "ae.parquet",),
            patients=(folder / "patients.parquet",),
        ),
        "both",
        root=folder / "home",
    )
