"""Counts of the most frequent of a made-up population, before and after."""

import numpy as np

from analytics.methods.impact.panels.counts import Counts


def made(n, seed, effect=0.0, date=0, year_shift=0.0, least=6, size=20_000):
    """Counts of the ``n`` most frequent of a gamma-Poisson population."""
    rng = np.random.default_rng(seed)
    rate = rng.gamma(0.4, 5.0, size)
    before = rng.poisson(rate)
    after = rng.poisson(rate * (1 + effect) * np.exp(year_shift))
    rows = np.flatnonzero(before >= least)[:n]
    ones = np.ones(len(rows))
    return Counts(
        rows + seed * size,
        before[rows].astype(float),
        after[rows].astype(float),
        ones,
        ones,
        np.full(len(rows), date),
    )
