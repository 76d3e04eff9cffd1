"""Bands of a rate with round limits, for the colours of a map."""

import math
from dataclasses import dataclass

import pandas as pd

MANY = 20  # rates, from which on the bands follow all but the highest 5%
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Bands:
    """Bands of a rate: each runs from one edge to the next, the last upwards from its
    edge."""

    edges: tuple[float, ...]

    def of(self, value: float) -> int:
        """Which band a rate is in, counted from 0."""
        return max(sum(value >= edge for edge in self.edges) - 1, 0)

    def words(self, band: int) -> str:
        """ "2 to under 4", or "8 or more" for the last."""
        if band == len(self.edges) - 1:
            return f"{self.edges[band]:g} or more"
        return f"{self.edges[band]:g} to under {self.edges[band + 1]:g}"


def bands(rates: pd.Series, most: int = 5) -> Bands:
    """Up to five bands of equal, round width. The last is open, so that the few highest
    of many rates do not leave the rest in one band."""
    rates = rates.dropna()
    if rates.empty:
        return Bands((0.0,))
    low, high = (
        float(rates.min()),
        float(rates.quantile(0.95 if len(rates) >= MANY else 1)),
    )
    size = 10.0 ** math.floor(math.log10(max(high - low, high / 10, 0.1) / most))
    for step in (size * s for s in (*STEPS, 20)):
        first = math.floor(low / step + 1e-9) * step
        edges = [
            round(first + i * step, 6) for i in range(most) if first + i * step <= high
        ]
        if first + most * step > high:
            return Bands(tuple(edges) or (first,))
    return Bands((round(first, 6),))
