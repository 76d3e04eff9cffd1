"""The world with holes in it, as rows and as a dataset."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.support.shared import once
from tests.support.world import World, dataset, world


@pytest.fixture(scope="session")
def gappy() -> World:
    """The world with holes in it, the same each time."""
    frames = world(11, 250)
    ae, gp = frames.ae.copy(), frames.gp.copy()
    for step, column in (
        (3, "cost_gbp"),
        (4, "departed_at"),
        (5, "arrival_mode"),
        (7, "lsoa_code"),
        (6, "sex"),
        (9, "attendance_category"),
    ):
        ae[column] = ae[column].astype(object).where(ae.index % step != 0, None)
    ae["departed_at"] = pd.to_datetime(ae["departed_at"])
    ae["cost_gbp"] = ae["cost_gbp"].astype(float)
    gp["role"] = gp["role"].where(gp.index % 4 != 0, None)
    gp["status"] = gp["status"].where(gp.index % 10 != 0, "unknown")
    return replace(frames, ae=ae, gp=gp)


@pytest.fixture(scope="session")
def holed(gappy, data_home):
    return once(data_home, "gappy", lambda name: dataset(gappy, data_home, name))
