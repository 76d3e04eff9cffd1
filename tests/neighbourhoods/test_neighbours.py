"""Which areas lie side by side, against squares whose neighbours are known; and every
fault of outlines at once."""

import numpy as np
import pytest

from analytics.errors import InputError
from analytics.geography.neighbours import neighbours
from analytics.geography.shapes import shapes_of
from tests.neighbourhoods.made import bounded, code, outlines, side_by_side, square


def pairs_of(side) -> set[frozenset[str]]:
    return {frozenset((side.codes[a], side.codes[b])) for a, b in side.pairs}


def rules(fault) -> list[str]:
    return [problem.rule for problem in fault.value.problems]


def test_an_edge_makes_neighbours_and_a_corner_does_not():
    side = side_by_side(outlines(4, 3))
    expected = {
        frozenset((code(a, u), code(a + i, u + j)))
        for a in range(4)
        for u in range(3)
        for i, j in ((1, 0), (0, 1))
        if a + i < 4 and u + j < 3
    }
    assert pairs_of(side) == expected
    assert side.notes == ()


def test_lengths_are_in_metres():
    side = side_by_side(outlines(3, 3))
    up = np.radians(0.01) * 6_371_009  # a hundredth of a degree, on a sphere
    across = up * np.cos(np.radians(51.015))
    assert side.size == pytest.approx(np.full(9, up * across), rel=0.005)
    assert side.around == pytest.approx(np.full(9, 2 * (up + across)), rel=0.005)


def test_a_hole_and_an_area_within_another_are_told_apart():
    side = side_by_side(outlines(3, 3, {(1, 1)}))
    assert "1 hole" in side.notes[0]
    ring = square(0, 0, 3)
    ring["coordinates"][0][2][1] = ring["coordinates"][0][3][1] = 51.03
    ring["coordinates"].append(square(1, 1)["coordinates"][0])
    within = side_by_side(bounded({"RING": ring, "INNER": square(1, 1)}))
    assert pairs_of(within) == {frozenset(("RING", "INNER"))}
    assert within.notes == ()


def test_parts_that_nothing_joins_are_told_with_what_lies_nearest():
    lines = outlines(6, 2, {(2, 0), (2, 1), (4, 0), (4, 1)})
    with pytest.raises(InputError) as fault:
        side_by_side(lines)
    assert rules(fault) == ["areas_apart", "areas_apart"]
    assert "metres apart" in fault.value.problems[0].found
    joined = side_by_side(lines, [("E0100", "E0300"), ("E0301", "E0501")])
    assert frozenset(("E0100", "E0300")) in pairs_of(joined)
    assert joined.notes[-1] == "2 pairs of areas joined by hand."


def test_every_fault_of_outlines_is_told_at_once():
    bow = {
        "type": "Polygon",
        "coordinates": [[[0, 52], [0.01, 52.01], [0.01, 52], [0, 52.01], [0, 52]]],
    }
    lines = bounded({**outlines(2, 2).shapes, "BOW": bow})
    with pytest.raises(InputError) as fault:
        neighbours(shapes_of(lines), [*lines.shapes, "NONE"], [("E0000", "ELSE")])
    assert rules(fault) == [
        "areas_without_boundaries",
        "boundaries_crossed",
        "join_unknown",
    ]
    upon = bounded({**outlines(2, 2).shapes, "UPON": square(0.5, 0)})
    with pytest.raises(InputError) as fault:
        side_by_side(upon)
    assert "boundaries_overlap" in rules(fault)


def test_outlines_a_little_apart_still_share_their_edge():
    shapes = {"A": square(0, 0), "B": square(1 + 1e-4 / 2, 0)}  # 35 centimetres
    side = side_by_side(bounded(shapes))
    assert pairs_of(side) == {frozenset(("A", "B"))}
    assert side.shared[0] == pytest.approx(1112, rel=0.01)
