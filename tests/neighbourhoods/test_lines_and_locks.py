"""Lines that no plan crosses, and areas locked by hand; each against squares whose
places are known, and not against the outlines the plans were drawn from."""

import itertools
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from analytics.errors import InputError
from analytics.methods.neighbourhoods import ensemble, pieces
from analytics.methods.neighbourhoods.plan import plan_of
from analytics.methods.neighbourhoods.rules import Rules
from tests.neighbourhoods.made import code, ground, outlines
from tests.neighbourhoods.test_plans import lattice

WIDE, HIGH = 12, 8


@pytest.fixture(scope="module")
def land():
    plain = ground(outlines(WIDE, HIGH))
    sides = tuple("North" if int(c[3:]) > 4 else "South" for c in plain.codes)
    return replace(plain, regions={"side": sides})


def members(land, plan, part) -> list[str]:
    return [c for c, p in zip(land.codes, plan, strict=True) if p == part]


def test_no_plan_crosses_a_line_and_each_part_is_one_piece_by_two_ways(land):
    """By the lattice and by shapely's union of the outlines."""
    rules = Rules(8, 0.1, uncrossed=("side",))
    side = dict(zip(land.codes, land.regions["side"], strict=True))
    grid, lines = lattice(), outlines(WIDE, HIGH)
    mean = land.people.sum() / 8
    drawn = ensemble.plans(land, rules, 20)
    assert len({plan.tobytes() for plan in drawn}) > 15
    for plan, part in itertools.product(drawn, range(8)):
        mine = members(land, plan, part)
        assert len({side[c] for c in mine}) == 1
        assert nx.is_connected(grid.subgraph(mine))
        union = shapely.union_all(
            [shape(lines.shapes[c]) for c in mine], grid_size=1e-7
        )
        assert union.geom_type == "Polygon"
        assert abs(land.people[plan == part].sum() / mean - 1) <= 0.1


def test_each_piece_becomes_as_many_as_brute_force_finds_best(land):
    rules = Rules(8, 0.3, uncrossed=("side",))
    units = pieces.units_of(land, rules)
    found = pieces.pieces(units, rules)
    has = [piece.people for piece in found]
    mean = sum(has) / 8
    ways = [(n, 8 - n) for n in range(1, 8)]
    worst = {
        way: max(abs(h / n / mean - 1) for h, n in zip(has, way, strict=True))
        for way in ways
    }
    assert tuple(p.count for p in found) == min(worst, key=worst.get)


def test_a_river_without_a_bridge_is_not_crossed(land):
    """Every pair across the middle but one is parted: a neighbourhood on both sides
    goes over the one bridge."""
    across = [(code(a, 3), code(a, 4)) for a in range(WIDE)]
    bridge, parted = across[5], tuple(across[:5] + across[6:])
    grid = lattice()
    grid.remove_edges_from(parted)
    seen = 0
    for plan in ensemble.plans(land, Rules(4, 0.1, apart=parted), 20):
        for part in range(4):
            mine = members(land, plan, part)
            assert nx.is_connected(grid.subgraph(mine))
            if len({int(c[3:]) < 4 for c in mine}) == 2:
                seen += 1
                assert set(bridge) <= set(mine)
    assert seen, "some plan goes over the bridge"


def test_what_lines_make_impossible_is_told(land):
    with pytest.raises(InputError) as fault:
        ensemble.plans(land, Rules(3, 0.05, uncrossed=("side", "district")), 1)
    assert "plan_lines" in [p.rule for p in fault.value.problems]
    with pytest.raises(InputError) as fault:
        ensemble.plans(land, Rules(3, 0.02, uncrossed=("side",)), 1)
    assert {p.rule for p in fault.value.problems} == {"plan_piece"}
    assert "North" in str(fault.value) or "South" in str(fault.value)
    gaps = replace(land, regions={"side": ("", *land.regions["side"][1:])})
    with pytest.raises(InputError, match="without the side"):
        ensemble.plans(gaps, Rules(3, 0.3, uncrossed=("side",)), 1)


def test_areas_locked_stay_in_their_neighbourhood_and_give_it_its_name(land):
    locked = (
        (code(0, 0), "Harbour"),
        (code(2, 1), "Harbour"),
        (code(11, 7), "West"),
        (code(5, 4), "Mill"),
    )
    grid, drawn = lattice(), ensemble.plans(land, Rules(4, 0.15, locked=locked), 25)
    for plan in drawn:
        of = plan_of(land, plan, locked)
        where = dict(zip(land.codes, of.of_areas, strict=True))
        assert all(of.names[where[c]] == name for c, name in locked)
        assert len(set(of.names)) == 4
        for part in range(4):
            assert nx.is_connected(grid.subgraph(members(land, plan, part)))
    free = ensemble.plans(land, Rules(4, 0.15), 25)
    apart = [
        plan[land.codes.index(code(0, 0))] != plan[land.codes.index(code(2, 1))]
        or plan[land.codes.index(code(0, 0))] == plan[land.codes.index(code(5, 4))]
        for plan in free
    ]
    assert any(apart), "without the locks it is otherwise"


def test_locks_that_cannot_be_kept_are_told_at_once(land):
    locked = (
        ("NONE", "A"),
        (code(0, 0), "A"),
        (code(0, 0), "B"),
        (code(1, 1), "C"),
        (code(0, 7), "C"),
        (code(5, 5), "D"),
    )
    with pytest.raises(InputError) as fault:
        ensemble.plans(land, Rules(2, 0.3, locked=locked, uncrossed=("side",)), 1)
    rules = [p.rule for p in fault.value.problems]
    assert rules == ["lock_unknown", "lock_twice", "lock_many", "lock_apart"]


def test_the_same_seed_gives_the_same_plans_with_lines_and_locks(land):
    rules = Rules(8, 0.1, locked=((code(0, 0), "A"),), uncrossed=("side",))
    one, other = (ensemble.plans(land, rules, 10) for _ in range(2))
    assert np.array_equal(one, other)
