"""A simulated programme with an effect of 40 %, and its analysis."""

import numpy as np
import pytest

from analytics.methods.impact import (
    impact,
)
from tests.benchmarks.impact.programmes import simulate


@pytest.fixture(scope="session")
def programme():
    return simulate(60, -0.4, np.random.default_rng(8), people=20_000)


@pytest.fixture(scope="session")
def result(programme):
    return impact(programme.panel, programme.rule, programme.index_date)
