"""The hand-made cases, and the generated world of six kinds, each loaded once."""

import pytest

from tests.footprint import world
from tests.population_segments import cases
from tests.support.shared import once


@pytest.fixture(scope="session")
def six(frames, data_home):
    """Dataset with all six kinds of event."""
    return once(
        data_home, "six-kinds", lambda name: world.dataset(frames, data_home, name)
    )


@pytest.fixture(scope="session")
def rows(frames):
    """The frames of the four kinds besides, and A&E and GP, by slug."""
    return world.more(frames) | {"ae": world.ae_coded(frames), "gp": frames.gp}


@pytest.fixture(scope="session")
def hand_made(data_home):
    """Dataset of the cases."""
    return once(
        data_home,
        "segment-cases",
        lambda name: cases.loaded(cases.frames(), data_home, name),
    )
