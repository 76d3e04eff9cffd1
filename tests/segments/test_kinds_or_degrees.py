"""Noise and slopes are not kinds; planted kinds are. Larger runs, of more worlds:
tests/benchmarks/kinds_and_charts."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score

from analytics.methods.segments.continuum import copies, gap_width, one_hump
from analytics.methods.segments.segmentation import NONE, segment
from tests.segments.worlds import bend, leaning, noise, planted, slope


@pytest.mark.parametrize("world", [noise, leaning, slope, bend])
@pytest.mark.parametrize("people", [60, 150])
def test_noise_and_gradients_are_no_kinds(world, people):
    rng = np.random.default_rng(people)
    for _ in range(2):
        found = segment(world(rng, people))
        assert not found.found and found.k == 1 and found.stability == NONE
        assert found.in_words().startswith("No separate kinds: people differ by degr")
        assert sum(part.people for part in found.parts) == people
        assert len(found.parts) == (5 if people >= 100 else 3)


def test_the_direction_along_which_people_differ_is_named():
    found = segment(slope(np.random.default_rng(3), 200))
    assert "older" in found.degrees()
    ages = [part.difference["age"] for part in found.parts]
    assert ages == sorted(ages) and ages[0] < -1 < 1 < ages[-1]


@pytest.mark.parametrize("kinds, people", [(2, 200), (3, 90), (4, 90), (4, 400)])
def test_planted_kinds_are_found(kinds, people):
    table, truth = planted(np.random.default_rng(kinds), people, kinds)
    found = segment(table)
    assert found.k == kinds and not found.parts
    assert adjusted_rand_score(truth, found.labels) >= 0.7


def test_a_copy_keeps_the_covariance_and_fills_the_gap():
    rng = np.random.default_rng(1)
    labels = np.repeat([0, 1], 300)
    people = rng.normal(0, 1, (600, 3)) @ np.array([[1, 0.5, 0], [0, 1, 0], [0, 0, 2]])
    people[:, 0] += 6 * labels
    made = list(copies(people, labels, 20, rng))
    together = np.mean([np.cov(copy.T) for copy in made], axis=0)
    np.testing.assert_allclose(together, np.cov(people.T), atol=0.5, rtol=0.12)
    assert gap_width(people, labels) > 0.6  # two humps, six standard deviations apart
    line = made[0][:, 0]
    assert one_hump(line) < 0.3  # one hump is left


def test_a_slope_cut_into_parts_has_no_gap():
    rng = np.random.default_rng(2)
    people = np.c_[rng.uniform(0, 10, 900), rng.normal(0, 1, 900)]
    labels = np.digitize(people[:, 0], [3.3, 6.6])
    assert gap_width(people, labels) < 0.3


def test_one_hump_is_the_bandwidth_of_silverman():
    """Two normal humps 2d apart, each of width s, become one when s² + h² = d²."""
    rng = np.random.default_rng(3)
    values = np.r_[rng.normal(-3, 1, 4000), rng.normal(3, 1, 4000)]
    assert one_hump(values) * values.std() == pytest.approx(np.sqrt(9 - 1), rel=0.05)
