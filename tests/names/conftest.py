"""A world in which every practice, PCN, small area and site has the name of the
others; and the same rows where each name is its own."""

from dataclasses import replace

import pytest

from tests.support.shared import once
from tests.support.world import World, dataset, world

SPELLED = ["The Surgery", " The Surgery", "The  Surgery", "The Surgery"]


@pytest.fixture(scope="module")
def people() -> World:
    return world(5, 200)


@pytest.fixture(scope="module")
def apart(people, data_home):
    """Every name is its own."""
    return _loaded(people, data_home, "names-apart", alike=False)


@pytest.fixture(scope="module")
def same(people, data_home):
    """The same rows, where all have the name of the others."""
    return _loaded(people, data_home, "names-alike", alike=True)


def _loaded(people: World, home, name: str, alike: bool):
    practices = people.practices.assign(
        name=SPELLED if alike else people.practices["name"],
        pcn=["Central PCN"] * 4 if alike else ["A PCN", "A PCN", "B PCN", "B PCN"],
        place=["Hillside", "Hillside", "Riverside", "Riverside"],
    )
    areas = people.areas.assign(
        lsoa_name="Same" if alike else people.areas["lsoa_name"]
    )
    sites = "The Hospital" if alike else people.ae["site_code"] + " Hospital"
    ae = people.ae.assign(site_name=sites)
    frames = replace(people, ae=ae, practices=practices, areas=areas)
    return once(home, name, lambda name: dataset(frames, home, name))
