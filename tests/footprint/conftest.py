"""The world of six kinds, loaded once."""

import pytest

from tests.footprint import world
from tests.support.shared import once


@pytest.fixture(scope="session")
def six(frames, data_home):
    """Dataset with all six kinds of event."""
    return once(
        data_home, "six-kinds", lambda name: world.dataset(frames, data_home, name)
    )


@pytest.fixture(scope="session")
def rows(frames):
    """The frames of the four kinds besides, and A&E with its codes, by slug."""
    return world.more(frames) | {"ae": world.ae_coded(frames), "gp": frames.gp}
