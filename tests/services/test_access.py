"""Access by area: against a plain twin that adds up service by service, and what the
method promises."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.definitions.event_kinds import GP
from analytics.definitions.filters import Filters
from analytics.disclosure import Audience, Gate
from analytics.measures.services.access import (
    Within,
    by_neighbourhood,
    by_small_area,
    there,
)
from analytics.methods import catchment
from tests.services import made
from tests.services.test_finder import ON, apart

RULE = (GP,)
FILTERS = Filters()


@pytest.fixture(scope="module")
def places():
    return made.areas(3), made.directory(9)


@pytest.fixture(scope="module")
def dataset(places, tmp_path_factory):
    areas, services = places
    return made.loaded(
        tmp_path_factory.mktemp("access"), areas=areas, services=services
    )


def twin(areas: pd.DataFrame, services: pd.DataFrame, reach: float) -> pd.DataFrame:
    """E2SFCA the long way: Luo and Qi's three zones, one service after another."""
    rows = areas.assign(share=0.0, near=0, nearest=np.inf)
    for _, one in services.iterrows():
        away = [apart(one["lat"], one["lon"], a.lat, a.lon) for a in areas.itertuples()]
        weight = [
            1.0
            if far <= reach / 3
            else 0.68
            if far <= reach * 2 / 3
            else 0.22
            if far <= reach
            else 0.0
            for far in away
        ]
        could = sum(w * p for w, p in zip(weight, areas["population"], strict=True))
        for n, (w, far) in enumerate(zip(weight, away, strict=True)):
            if could:
                rows.loc[n, "share"] += one["capacity"] / could * w * 10_000
            rows.loc[n, "near"] += far <= reach
            rows.loc[n, "nearest"] = min(rows.loc[n, "nearest"], far)
    return rows


@pytest.mark.parametrize("need", ["", "housing"])
@pytest.mark.parametrize("reach", [2.0, 6.0])
def test_access_is_that_of_a_plain_twin(dataset, places, need, reach):
    areas, services = places
    kept = services[(services["closed_on"] == "") & services["lat"].notna()]
    kept = kept[kept["needs"].eq("Housing") | (need == "")]
    expected = twin(areas, kept, reach).set_index("lsoa_code")
    found = by_small_area(dataset, FILTERS, RULE, Within(need, reach, ON))
    got = found.table.set_index("place")
    # Of the areas where somebody counted lives: the list has one, the rest are named
    # by the file alone.
    assert len(got) >= 1
    for code, row in got.iterrows():
        assert row["share"] == pytest.approx(expected.loc[code, "share"], rel=1e-6)
        assert row["near"] == expected.loc[code, "near"]
        assert row["nearest"] == pytest.approx(expected.loc[code, "nearest"], abs=1e-3)
    assert len(there(dataset, FILTERS, Within(need, reach, ON)).table) == len(kept)


def test_every_area_on_the_method_itself(places):
    areas, services = places
    placed = services[services["lat"].notna()]
    expected = twin(areas, placed, 4.0)
    km = np.array(
        [
            [apart(a.lat, a.lon, s.lat, s.lon) for s in placed.itertuples()]
            for a in areas.itertuples()
        ]
    )
    had = catchment.access(
        km,
        areas["population"].to_numpy(float),
        placed["capacity"].to_numpy(float),
        4.0,
    )
    assert had.share * 10_000 == pytest.approx(expected["share"].to_numpy(), rel=1e-9)
    assert (had.near == expected["near"]).all()
    assert had.nearest == pytest.approx(expected["nearest"].to_numpy())
    assert (had.near == 0).any() and (had.near > 3).any(), "both ends are there"


@given(st.integers(0, 10_000), st.floats(0.5, 15))
def test_nothing_is_lost_and_nothing_is_made(seed, reach):
    """Shares weighted by people add up to the supply that anybody can reach."""
    rng = np.random.default_rng(seed)
    km = rng.gamma(2.0, 3.0, (12, 7))
    people = rng.integers(0, 3000, 12).astype(float)
    supply = rng.integers(0, 50, 7).astype(float)
    had = catchment.access(km, people, supply, reach)
    reached = (catchment.weights(km, reach).T @ people) > 0
    assert had.share @ people == pytest.approx(supply[reached].sum(), abs=1e-6)
    assert ((had.near == 0) <= (had.share == 0)).all()


def test_an_edge_belongs_to_the_nearer_zone():
    km = np.array([[0.0, 1.0, 1.0001, 2.0, 3.0, 3.0001, np.nan]])
    assert catchment.weights(km, 3.0).tolist() == [
        [1.0, 1.0, 0.68, 0.68, 0.22, 0.0, 0.0]
    ]


def test_without_capacities_each_service_counts_as_one(places, tmp_path):
    areas, services = places
    some = services["capacity"].where(services.index >= 40)
    services = services.assign(capacity=some)
    dataset = made.loaded(tmp_path, areas=areas, services=services)
    found = by_small_area(dataset, FILTERS, RULE, Within("", 6.0, ON))
    kept = services[(services["closed_on"] == "") & services["lat"].notna()]
    expected = twin(areas, kept.assign(capacity=1), 6.0).set_index("lsoa_code")
    got = found.table.set_index("place")["share"]
    assert got.to_dict() == pytest.approx(expected.loc[got.index, "share"].to_dict())
    assert "each counts as one" in " ".join(found.notes)
    assert "Services per 10,000" in found.measure


def test_on_the_sample_whole_and_by_neighbourhood(sample):
    """Every area of the sample, whose frequent attenders are those of *Places*."""
    gate = Gate(sample, Filters(), Audience.PSEUDONYMISED)
    rule = (next(kind for kind in sample.kinds if not kind.own_list),)
    within = Within("", 3.0, ON)
    small = gate.ask(by_small_area, rule, within).table
    assert len(small) == 254 and (small["near"] == 0).sum() > 10
    tilbury = small[small["neighbourhood"] == "Tilbury and Chadwell"]
    assert (tilbury["near"] == 0).mean() > 0.5, "an area with need and nothing near"
    assert tilbury["people"].sum() > 0
    large = gate.ask(by_neighbourhood, rule, within).table.set_index("name")
    for name, some in small.groupby("neighbourhood"):
        weighted = np.average(some["share"], weights=some["residents"])
        assert large.loc[name, "share"] == pytest.approx(weighted)
        assert large.loc[name, "people"] == some["people"].sum()
        none = some.loc[some["near"] == 0, "residents"]
        assert large.loc[name, "without"] == none.sum()


def test_a_meeting_sees_no_small_number_of_people(sample):
    gate = Gate(sample, Filters(), Audience.PSEUDONYMISED).for_meeting[0]
    rule = (next(kind for kind in sample.kinds if not kind.own_list),)
    seen = gate.ask(by_small_area, rule, Within("", 3.0, ON)).table["people"].dropna()
    assert ((seen == 0) | (seen >= 10)).all() and (seen % 5 == 0).all()
