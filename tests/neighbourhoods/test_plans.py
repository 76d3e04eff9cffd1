"""Plans are contiguous, even, whole and repeatable; scores against slow, plain ways."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from analytics.errors import InputError
from analytics.methods.neighbourhoods import choice, ensemble, scores
from analytics.methods.neighbourhoods.plan import contiguous, plan_of
from analytics.methods.neighbourhoods.rules import Rules, of_size
from analytics.methods.neighbourhoods.weights import weights_of
from tests.neighbourhoods.made import code, ground, outlines

WIDE, HIGH, COUNT = 12, 8, 4


@pytest.fixture(scope="module")
def land():
    return ground(outlines(WIDE, HIGH))


@pytest.fixture(scope="module")
def drawn(land):
    return ensemble.plans(land, Rules(COUNT), 40)


def lattice() -> nx.Graph:
    """Which squares share an edge, from their places and not from their outlines."""
    grid = nx.grid_2d_graph(WIDE, HIGH)
    return nx.relabel_nodes(grid, {node: code(*node) for node in grid})


def test_each_plan_is_contiguous_even_and_covers_each_area_once(land, drawn):
    grid = lattice()
    for plan in drawn:
        assert len(plan) == len(land.codes) and set(plan) == set(range(COUNT))
        for part in range(COUNT):
            mine = [c for c, p in zip(land.codes, plan, strict=True) if p == part]
            assert nx.number_connected_components(grid.subgraph(mine)) == 1
        people = [land.people[plan == part].sum() for part in range(COUNT)]
        mean = land.people.sum() / COUNT
        assert max(abs(p - mean) for p in people) <= 0.05 * mean
    assert len({plan.tobytes() for plan in drawn}) > 30  # and they are many


def test_the_same_seed_gives_the_same_plans_and_another_others(land, drawn):
    assert (ensemble.plans(land, Rules(COUNT), 40) == drawn).all()
    assert (ensemble.plans(land, Rules(COUNT), 40, seed=7) != drawn).any()


def test_areas_kept_together_stay_together(land):
    group = tuple(code(a, 3) for a in range(4, 8))
    for plan in ensemble.plans(land, Rules(COUNT, together=(group,)), 20):
        assert len({plan[land.codes.index(c)] for c in group}) == 1


def test_lists_kept_together_are_split_less(land, drawn):
    kept = ensemble.plans(land, Rules(COUNT, keep_lists=True), 40)
    outside = [
        scores.scores(land, some)["lists_outside"].mean() for some in (drawn, kept)
    ]
    assert outside[1] < outside[0]


def test_every_rule_that_cannot_be_met_is_told_at_once(land):
    rules = Rules(500, 1.5, together=(("X1", "X2"), (code(0, 0), code(5, 5))))
    with pytest.raises(InputError) as fault:
        ensemble.plans(land, rules, 1)
    assert [p.rule for p in fault.value.problems] == [
        "plan_count",
        "plan_within",
        "together_unknown",
        "together_apart",
    ]
    half = tuple(land.codes[:60])
    with pytest.raises(InputError, match="hold more than"):
        ensemble.plans(land, Rules(COUNT, together=(half,)), 1)


def test_no_plan_is_said_and_not_guessed():
    eight = replace(ground(outlines(4, 2)), people=np.full(8, 1000.0))
    with pytest.raises(InputError, match=r"No plan of 3 .* was found"):
        ensemble.plans(eight, Rules(3, 0.01), 1)


def test_number_and_room_from_a_size():
    ways = of_size(50_000, 80_000, 400_000)
    assert {count for count, _within in ways} == {6, 7}
    count, within = ways[0]
    assert count == 6
    mean = 400_000 / count
    assert mean * (1 - within) + 1e-6 >= 50_000 and mean * (1 + within) <= 80_000 + 1e-6
    with pytest.raises(InputError):
        of_size(50_000, 55_000, 120_000)


def test_scores_against_plain_ways(land, drawn):
    plan, (found, *_more) = drawn[3], [scores.score(land, p) for p in drawn[3:5]]
    people, decile, of = land.people, land.decile, [plan == p for p in range(COUNT)]
    sums = [people[m].sum() for m in of]
    mean = sum(sums) / COUNT
    assert found["worst_deviation"] == pytest.approx(
        max(abs(s / mean - 1) for s in sums)
    )
    # each person by person
    each = np.repeat(decile, people.astype(int))
    where = np.repeat(plan, people.astype(int))
    between = sum(
        (where == p).sum() * (each[where == p].mean() - each.mean()) ** 2
        for p in range(COUNT)
    )
    assert found["need_between"] == pytest.approx(
        between / ((each - each.mean()) ** 2).sum()
    )
    outside = split = 0.0
    for practice in land.lists.T:
        there = [practice[m].sum() for m in of]
        outside += practice.sum() - max(there)
        split += max(there) < 0.75 * practice.sum()
    assert found["lists_split"] == split
    assert found["lists_outside"] == pytest.approx(outside / land.lists.sum())


def test_compactness_against_the_outline_of_the_whole(land, drawn):
    import shapely

    from analytics.geography.shapes import shapes_of

    shapes = shapes_of(outlines(WIDE, HIGH))
    for plan in drawn[:3]:
        whole = [
            shapely.union_all(shapes.outlines[plan == p], grid_size=0.1)
            for p in range(COUNT)
        ]
        expected = [4 * np.pi * w.area / w.length**2 for w in whole]
        assert scores.parts(land, plan).compactness == pytest.approx(expected, rel=1e-3)


def test_a_plan_in_two_pieces_is_not_called_contiguous(land):
    plan = np.zeros(len(land.codes), dtype=int)
    plan[land.codes.index(code(0, 0))] = plan[land.codes.index(code(5, 5))] = 1
    assert (
        not contiguous(land, plan) and not plan_of(land, plan).as_dict()["contiguous"]
    )


def test_standing_and_the_best_by_brute_force(land, drawn):
    scored = scores.scores(land, drawn)
    value = scored["compactness"][4]
    better = (scored["compactness"] < value).sum()
    same = (scored["compactness"] == value).sum()
    assert choice.standing(scored, scores.COMPACT, value) == pytest.approx(
        (better + same / 2) / len(scored)
    )
    shape = weights_of("even=0,compact=1,alike=0,lists=0")
    assert choice.best(scored, shape) == scored["compactness"].idxmax()
    lists = choice.best(scored, weights_of(), keep_lists=True)
    assert scored["lists_split"][lists] == scored["lists_split"].min()


def test_names_are_todays_each_once(land, drawn):
    names = choice.named(land, drawn[0])
    assert len(set(names)) == COUNT and {"West", "East"} < set(names)
    same = np.array([0 if name == "East" else 1 for name in land.today])
    assert choice.named(land, same) == ["East", "West"]
    assert choice.moved(land, same) == 0


def test_weights_are_all_checked_at_once():
    with pytest.raises(InputError) as fault:
        weights_of("shape=1,even=x,compact=2")
    assert len(fault.value.problems) == 2
    assert weights_of("spread=2")[scores.ALIKE] == 0
