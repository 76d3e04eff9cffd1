"""Moving areas by hand: what changes against brute force, what is refused and why."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from analytics.errors import InputError
from analytics.methods.neighbourhoods import moves, scores
from analytics.methods.neighbourhoods.plan import of_parts
from analytics.methods.neighbourhoods.rules import Rules
from tests.neighbourhoods.made import code, ground, outlines
from tests.neighbourhoods.test_plans import lattice

WIDE, HIGH = 12, 8
RULES = Rules(2, 0.3)


@pytest.fixture(scope="module")
def land():
    return ground(outlines(WIDE, HIGH))


@pytest.fixture(scope="module")
def halves(land):
    """West and East, six columns each."""
    plan = np.array([int(int(c[1:3]) >= 6) for c in land.codes])
    return of_parts(land, plan, ("West", "East"))


def refused(land, plan, rules, *made) -> list[str]:
    with pytest.raises(InputError) as fault:
        moves.after(land, rules, plan, made)
    return [problem.rule for problem in fault.value.problems]


def test_areas_on_the_edge_are_those_of_the_lattice(land, halves):
    near = moves.beside(land, RULES, halves)
    expected = {code(5, u): ("East",) for u in range(HIGH)}
    expected |= {code(6, u): ("West",) for u in range(HIGH)}
    assert near == expected


def test_every_single_move_is_allowed_or_refused_as_a_plain_graph_says(land, halves):
    grid, names = lattice(), halves.names
    bent = moves.after(
        land, RULES, halves, [(code(6, 0), "West"), (code(7, 0), "West")]
    )
    of = dict(zip(land.codes, bent.of_areas, strict=True))
    for area in land.codes:
        to = 1 - of[area]
        rest = [c for c in land.codes if of[c] == of[area] and c != area]
        fine = nx.is_connected(grid.subgraph(rest)) and any(
            of[near] == to for near in grid[area]
        )
        try:
            after = moves.after(land, RULES, bent, [(area, names[to])])
        except InputError:
            assert not fine, area
        else:
            assert fine, area
            assert after.contiguous and (after.of_areas != bent.of_areas).sum() == 1


def test_scores_after_moves_are_those_of_the_plan_from_scratch(land, halves):
    made = [(code(5, 0), "East"), (code(5, 1), "East")]
    after = moves.after(land, RULES, halves, made)
    plain = halves.of_areas.copy()
    plain[[land.codes.index(c) for c, _name in made]] = 1
    assert np.array_equal(after.of_areas, plain) and after.names == halves.names
    assert after.scored == scores.score(land, plain)
    gained = land.people[[land.codes.index(c) for c, _name in made]].sum()
    assert after.parts.people[1] - halves.parts.people[1] == gained


def test_what_is_refused_says_why(land, halves):
    assert refused(land, halves, RULES, (code(5, 0), "West")) == ["move_nowhere"]
    assert refused(land, halves, RULES, (code(0, 0), "East")) == ["move_apart"]
    assert refused(land, halves, RULES, ("NONE", "East")) == ["move_unknown"]
    spit = [(code(6, 0), "West"), (code(7, 0), "West")]
    cut = refused(land, halves, RULES, *spit, (code(6, 0), "East"))
    assert cut == ["move_breaks"]
    locked = replace(RULES, locked=((code(5, 0), "West"),))
    assert refused(land, halves, locked, (code(5, 0), "East")) == ["move_locked"]
    pair = replace(RULES, together=((code(5, 0), code(5, 1)),))
    assert refused(land, halves, pair, (code(5, 0), "East")) == ["move_together"]
    sides = tuple("W" if int(c[1:3]) < 6 else "E" for c in land.codes)
    parted = replace(land, regions={"side": sides})
    rules = replace(RULES, uncrossed=("side",))
    assert refused(parted, halves, rules, (code(5, 0), "East")) == ["move_apart"]
    alone = of_parts(
        land,
        np.array([int(c == code(0, 0)) for c in land.codes]),
        ("Rest", "Corner"),
    )
    assert refused(land, alone, RULES, (code(0, 0), "Rest")) == ["move_last"]
