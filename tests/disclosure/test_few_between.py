"""Groups that differ by one to three people are not shown side by side in a meeting."""

from dataclasses import replace

import pytest

from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.exhibits import overview
from analytics.measures.comparing.few_between import FEW, few_between
from tests.support.shared import once
from tests.support.world import dataset

WHOLE = {"P1": 3, "P2": 60, "P3": 60, "P4": 60}  # A&E attenders of each, once each


@pytest.fixture(scope="module")
def nearly(frames, data_home):
    """North PCN is P2 and P1, which has three people."""
    ae = frames.ae.drop_duplicates("patient_id").sort_values("patient_id")
    ae = ae.assign(arrived_at=frames.ae["arrived_at"].max()).head(sum(WHOLE.values()))
    assert len(ae) == sum(WHOLE.values())
    codes = [code for code, number in WHOLE.items() for _ in range(number)]
    ae = ae.assign(practice_code=codes, departed_at=None)
    world = replace(frames, gp=None, ae=ae, patients=None, caseload=None)
    return once(data_home, "nearly", lambda name: dataset(world, data_home, name))


@pytest.mark.parametrize(
    "practice, key, few",
    [
        ("P2", "pcn", True),  # its PCN is itself and three people
        ("P1", "pcn", False),
        ("P2", "practice:P3", False),
    ],
)
def test_by_how_many_people_two_groups_differ(nearly, practice, key, few):
    assert FEW == WHOLE["P1"] == 3
    asked = Filters(practice=(practice,))
    assert few_between(nearly, asked, key) is few
    gate = Gate(nearly, asked, Audience.AGGREGATE)
    seen = overview.BESIDE.for_meeting(gate, key)
    assert seen == (None if few else (key,))


def test_the_same_people_are_no_secret(nearly):
    assert not few_between(nearly, Filters(pcn=("North PCN", "South PCN")), "everyone")
