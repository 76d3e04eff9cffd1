"""How long 500 plans take: python -m tests.benchmarks.neighbourhoods

254 areas (the sample's) into 8 within 30 seconds, 705 (a grid of squares) into 24
within 2 minutes; drawn and scored, after the outlines are read. Prints the seconds by
the clock and by the processor, the worst deviation and whether all plans are
contiguous; ends with 1 where a budget is not met.
"""

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.geography import shapes
from analytics.geography.neighbours import neighbours
from analytics.methods.neighbourhoods import ensemble, scores
from analytics.methods.neighbourhoods.ground import Ground
from analytics.methods.neighbourhoods.plan import contiguous
from analytics.methods.neighbourhoods.rules import Rules
from tests.neighbourhoods.made import ground, outlines

SAMPLE = Path(__file__).resolve().parents[3] / "sample_data"


def sample() -> Ground:
    """The sample's areas, with invented lists."""
    areas = pd.read_csv(SAMPLE / "areas.csv").set_index("lsoa_code").sort_index()
    side = neighbours(shapes.read(SAMPLE / "areas.geojson"), areas.index)
    return Ground(
        side,
        areas["population"].to_numpy(float),
        areas["imd_decile"].to_numpy(float),
        np.random.default_rng(1).poisson(5, (len(areas), 69)).astype(float),
        tuple(areas["neighbourhood"]),
    )


def measured(land: Ground, count: int, budget: float) -> bool:
    """Whether 500 plans of a ground are had within so many seconds."""
    clock, processor = time.perf_counter(), time.process_time()
    drawn = ensemble.plans(land, Rules(count))
    scored = scores.scores(land, drawn)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    whole = all(contiguous(land, plan) for plan in drawn)
    worst = scored["worst_deviation"].max()
    print(
        f"{len(land.codes)} areas into {count}, {len(drawn)} plans: {clock:.1f} s by "
        f"the clock, {processor:.1f} s of processor (budget {budget:g} s); worst "
        f"deviation {worst:.2%}; contiguous: {whole}"
    )
    return clock <= budget and worst <= 0.05 and whole


if __name__ == "__main__":
    met = [measured(sample(), 8, 30), measured(ground(outlines(47, 15)), 24, 120)]
    sys.exit(0 if all(met) else 1)
