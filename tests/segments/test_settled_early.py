"""The silhouette to beat is told early where nothing can change the answer any more."""

import numpy as np
import pytest

from analytics.methods.segments import cluster
from analytics.methods.segments.scale import standardised, weighted
from tests.segments.worlds import planted, slope


def test_no_copies_left_could_bring_the_limit_below_the_least_told():
    rng = np.random.default_rng(5)
    near = 0
    for _ in range(300):
        values = rng.normal(rng.normal(), rng.uniform(0.01, 2), 20)
        limit = values.mean() + 3 * values.std(ddof=1)
        for seen in range(1, 21):
            least = cluster.least_limit(list(values[:seen]), 20)
            others = rng.normal(values[:seen].mean(), values[:seen].std(), 20 - seen)
            drawn = np.append(values[:seen], others)
            assert least <= limit + 1e-9
            assert least <= drawn.mean() + 3 * drawn.std(ddof=1) + 1e-9
            near += least > values[:seen].mean()
        assert cluster.least_limit(list(values), 20) == pytest.approx(limit)
    assert near > 3000  # it is a limit that settles something


def test_the_least_limit_is_reached_by_some_copies():
    values = [0.1, 0.12, 0.15]
    at = np.linspace(-1, 1, 20_001)
    drawn = np.hstack([np.tile(values, (len(at), 1)), np.tile(at[:, None], 17)])
    limits = drawn.mean(axis=1) + 3 * drawn.std(axis=1, ddof=1)
    assert cluster.least_limit(values, 20) == pytest.approx(limits.min(), abs=1e-6)


@pytest.mark.parametrize("kinds", [0, 3])
def test_whoever_stops_early_finds_the_same_groups(kinds):
    rng = np.random.default_rng(1)
    people = planted(rng, 120, kinds)[0] if kinds else slope(rng, 120)
    matrix = weighted(standardised(people))
    early, late = (cluster.group(matrix, 7, every_copy=e) for e in (False, True))
    assert bool(late.jaccard) == bool(kinds)
    assert np.array_equal(early.labels, late.labels)
    assert early.jaccard == late.jaccard
    for one, other in zip(early.tried, late.tried, strict=True):
        assert one.passed == other.passed
        assert one.chance is None or one.chance <= other.chance + 1e-12
