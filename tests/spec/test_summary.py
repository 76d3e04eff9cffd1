"""The summary by two routes: Ibis over the stored dataset, and plain pandas over the
frames."""

from datetime import date

import pytest

from analytics.definitions.filters import Filters
from analytics.measures.summary import summary
from tests.spec import plain
from tests.support.world import dataset, world

CASES = {
    "default": (dict(), dict()),
    "day inside a month": (dict(as_at=date(2023, 11, 17)), dict(as_at="2023-11-17")),
    "six months": (dict(months=6), dict(months=6)),
    "lower rule": (
        dict(ae_more_than=3, gp_more_than=9),
        dict(ae_more_than=3, gp_more_than=9),
    ),
    "a PCN": (
        dict(pcn=("South PCN",), ae_more_than=4),
        dict(practices=["P3", "P4"], ae_more_than=4),
    ),
    "a practice by name": (
        dict(practice=("Ash Lane",), ae_more_than=4),
        dict(practices=["P1"], ae_more_than=4),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_two_routes_agree(name, loaded, frames):
    asked, plainly = CASES[name]
    check(
        summary(loaded, Filters(**{"as_at": date(2024, 6, 30), **asked})),
        plain.summary(frames, **{"as_at": "2024-06-30", **plainly}),
    )


@pytest.mark.parametrize("low, high", [(18, None), (None, 17), (65, 84)])
def test_ages_by_two_routes(low, high, loaded, frames):
    found = summary(
        loaded,
        Filters(as_at=date(2024, 6, 30), age_from=low, age_to=high, ae_more_than=2),
    )
    ids = plain.aged(frames, "2024-06-30", low, high)
    check(found, plain.summary(frames, "2024-06-30", ae_more_than=2, ids=ids))


@pytest.mark.parametrize("seed", [2, 3])
def test_other_worlds(seed, data_home):
    frames = world(seed, 150)
    made = dataset(frames, data_home, f"world-{seed}")
    found = summary(made, Filters(as_at=date(2024, 6, 30), ae_more_than=5))
    check(found, plain.summary(frames, "2024-06-30", ae_more_than=5))


def check(found: dict, expected: dict) -> None:
    gp, ae = found["gp"], found["ae"]
    assert gp["appointments"] == expected["gp_appointments"]
    assert gp["people"] == expected["gp_people"]
    assert gp["registered"] == expected["registered"]
    assert gp["per_head"] == round(
        expected["gp_appointments"] / expected["registered"], 2
    )
    assert gp["frequent"]["people"] == expected["gp_frequent_people"]
    assert gp["frequent"]["appointments"] == expected["gp_frequent"]
    assert ae["attendances"] == expected["ae_attendances"]
    assert ae["people"] == expected["ae_people"]
    assert ae["cost_gbp"] == pytest.approx(expected["cost"], abs=0.01)
    assert ae["hours"] == pytest.approx(expected["hours"], abs=0.06)
    assert ae["frequent"]["people"] == expected["ae_frequent_people"]
    assert ae["frequent"]["attendances"] == expected["ae_frequent"]
    assert ae["frequent"]["cost_gbp"] == pytest.approx(
        expected["cost_frequent"], abs=0.01
    )
    assert ae["frequent"]["hours"] == pytest.approx(
        expected["hours_frequent"], abs=0.06
    )
    assert found["both"]["people"] == expected["both"]


def test_one_extract_gives_none_for_the_other(only_ae, only_gp):
    one = summary(only_ae, Filters())
    assert one["gp"]["appointments"] is None and one["both"]["people"] is None
    assert one["ae"]["attendances"] > 0
    other = summary(only_gp, Filters())
    assert other["ae"]["attendances"] is None and other["ae"]["cost_gbp"] is None
    assert other["gp"]["appointments"] > 0 and other["gp"]["registered"] is None
